"""`kontakt kb import`: drafts made of web pages."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.failure import Failure
from assistant.cli.knowledge.day import day_named
from assistant.domain.article_draft import ArticleDraft
from assistant.domain.errors import RefusedError, UnavailableError
from assistant.settings import read_settings

if TYPE_CHECKING:
    import httpx

    from assistant.ingest.import_page import Skipped

DRAFTS = Path("drafts")
"""Beside `articles/`: nothing in it is ever built."""


def import_page(
    source: Annotated[str, typer.Argument(help="A page's or a sitemap's address, or an HTML file.")],
    area: Annotated[str, typer.Option(help="One of catalogue/areas.yml.")],
    limit: Annotated[int, typer.Option(help="At most so many pages of a sitemap.")] = 20,
) -> None:
    """Make drafts of web pages, with their source, in knowledge_base/drafts/. Nothing in there is ever built."""
    import httpx

    from assistant.ingest.known import read_known

    knowledge_base = read_settings().knowledge_base
    if area not in read_known(knowledge_base).catalogue.areas:
        raise Failure(f"{area} is not an area of catalogue/areas.yml")
    with httpx.Client() as client:
        keep_drafts(drafts_of(client, source, area, limit), knowledge_base / DRAFTS)
    print("Cut the text down, fill in what is empty, and move it to articles/ when `kontakt kb check` is content.")


def drafts_of(client: "httpx.Client", source: str, area: str, limit: int) -> "Iterator[ArticleDraft | Skipped]":
    """The drafts made of an address or a file, each when it is asked for, and what was skipped of a sitemap.

    Raises:
        RefusedError, UnavailableError: the page, or the sitemap itself, is of no use.
    """
    from assistant.ingest.import_page import draft_from, drafts_at, from_file

    today = day_named("")
    if "://" in source:
        yield from drafts_at(client, source, area, today, limit)
    else:
        yield draft_from(from_file(Path(source)), area, today)


def keep_drafts(found: "Iterable[ArticleDraft | Skipped]", folder: Path) -> None:
    """Every draft has a file under `folder`; it is told which, and what was skipped and why.

    Raises:
        Failure: there was none to keep.
    """
    kept = 0
    try:
        for one in found:
            if isinstance(one, ArticleDraft):
                kept += 1
                print(f"{kept}: {_keep(one, folder)}")
            else:
                typer.echo(f"Skipped: {one.why}", err=True)
    except (RefusedError, UnavailableError) as error:
        raise Failure(str(error)) from error
    if not kept:
        raise Failure("Nothing was imported. Why is told above, page by page.")


def _keep(draft: ArticleDraft, folder: Path) -> Path:
    from assistant.ingest.article_file import text_of

    file = _free_place(folder / draft.place.file.relative_to("articles"))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text_of(draft), encoding="utf-8")
    return file


def _free_place(file: Path) -> Path:
    """The file's path, numbered where it is taken: an import overwrites nothing."""
    free, number = file, 2
    while free.exists():
        free, number = file.with_stem(f"{file.stem}_{number}"), number + 1
    return free
