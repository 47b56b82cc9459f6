"""`kontakt kb new`, `show` and `follow`: one article at a time."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.table import Table

from assistant.cli.failure import Failure
from assistant.cli.knowledge.day import OnDay, day_named
from assistant.domain.article_draft import ArticleDraft, blank_draft
from assistant.domain.errors import RefusedError
from assistant.domain.knowledge import ORIGINAL, TRANSLATED_INTO, Article, ArticleId, digest_of
from assistant.domain.revision import SLUG, Place, slug_of
from assistant.settings import read_settings


def new(
    area: Annotated[str, typer.Argument(help="One of catalogue/areas.yml.")],
    slug: Annotated[str, typer.Argument(help="The file's name: a-z, 0-9 and _.")],
    lang: Annotated[str, typer.Option(help="Another language than Swedish: a translation of the article.")] = ORIGINAL,
    fact: Annotated[list[str] | None, typer.Option(help="A fact that the article covers.")] = None,
) -> None:
    """Write the file of a new article, or of a translation, to be filled in."""
    from assistant.ingest.article_file import text_of
    from assistant.ingest.known import read_known

    settings = read_settings()
    known = read_known(settings.knowledge_base)
    if area not in known.catalogue.areas:
        raise Failure(f"{area} is not an area; allowed: {', '.join(known.catalogue.areas)}")
    if not SLUG.fullmatch(slug):
        raise Failure(f"{slug} cannot be a file's name; allowed: a-z, 0-9 and _, as {slug_of(slug)}")
    if lang not in (ORIGINAL, *TRANSLATED_INTO):
        raise Failure(f"no articles are written in {lang}; allowed: {', '.join((ORIGINAL, *TRANSLATED_INTO))}")
    place = Place(ArticleId(f"{area}.{slug}"), lang)
    file = settings.knowledge_base / place.file
    if file.exists():
        raise Failure(f"{file} is there already.")
    owner = known.catalogue.authorities[known.catalogue.areas[area].authority].name["sv"]  # type: ignore[index]
    draft = blank_draft(place, day_named(""), owner=owner, covers=tuple(fact or ()))
    if lang != ORIGINAL:
        draft = _following(draft, settings.knowledge_base)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text_of(draft), encoding="utf-8")
    print(f"{file} is there. Fill it in, then run `kontakt kb check --area {area}`.")


def _following(draft: ArticleDraft, knowledge_base: Path) -> ArticleDraft:
    original = _read_original(draft.place.article, knowledge_base)
    return replace(draft, follows=_follows(original), title=original.title, answer=original.answer)


def _read_original(article: ArticleId, knowledge_base: Path) -> ArticleDraft:
    from assistant.ingest.article_file import draft_of

    place = Place(article, ORIGINAL)
    try:
        return draft_of(place, (knowledge_base / place.file).read_text(encoding="utf-8"))
    except OSError as error:
        raise Failure(f"there is no Swedish article {article} to follow") from error


def _follows(original: ArticleDraft) -> dict[str, str]:
    return {"reviewed_on": original.reviewed_on, "digest": digest_of(original.title, original.answer)}


def show(
    article: Annotated[str, typer.Argument(help="Its id, such as bygglov.altan.")],
    lang: Annotated[str, typer.Option(help="Language.")] = ORIGINAL,
    on: OnDay = "",
) -> None:
    """Show an article as a reader gets it, with what editors know of it."""
    from assistant.ingest.articles import read_articles
    from assistant.ingest.known import read_known
    from assistant.ingest.readability import lix

    knowledge_base = read_settings().knowledge_base
    try:
        articles = read_articles(knowledge_base / "articles", read_known(knowledge_base), day_named(on))
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    found = next((one for one in articles if one.id == article), None)
    if found is None:
        near = [one.id for one in articles if article.rpartition(".")[2] in one.id]
        hint = f"; there is {', '.join(near[:8])}" if near else ""
        raise Failure(f"there is no article {article}{hint}")
    if lang != ORIGINAL and lang not in found.translations:
        raise Failure(f"{article} is not in {lang}; it is in {', '.join([ORIGINAL, *found.translations])}")
    console = Console()
    shown = found if lang == ORIGINAL else found.translated(lang)
    console.print(Markdown(f"# {shown.title}\n\n{shown.answer}"))
    console.print(_facts_about(found, shown, lix(found.answer)))


def _facts_about(article: Article, shown: Article, readability: float) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    rows = {
        "source": f"{article.citation.title} <{article.citation.url}>",
        "owner": article.citation.owner,
        "reviewed, due": f"{article.citation.reviewed_on}, {article.review_due_on}",
        "covers": ", ".join(article.covers),
        "ways of asking": "; ".join(shown.variants),
        "leads to": ", ".join(article.linked()),
        "not": "; ".join(f"{key}: {why}" for key, why in article.not_to_be_confused_with.items()),
        "languages": ", ".join(f"{one}{' (stale)' if article.is_stale(one) else ''}" for one in article.translations),
        "LIX": f"{readability:.0f}",
    }
    for name, value in rows.items():
        table.add_row(name, value)
    return table


def follow(
    articles: Annotated[list[str] | None, typer.Argument(help="Ids; all articles where none is named.")] = None,
    lang: Annotated[list[str] | None, typer.Option(help="These languages alone.")] = None,
) -> None:
    """Say in translations that they follow today's Swedish text. Do it after looking, not instead."""
    knowledge_base = read_settings().knowledge_base
    wanted = set(articles or ())
    count = 0
    for file in _translations(knowledge_base, lang or list(TRANSLATED_INTO)):
        article = ArticleId(f"{file.parent.name}.{file.stem.partition('.')[0]}")
        if not wanted or article in wanted:
            count += _stamp(file, _follows(_read_original(article, knowledge_base)))
    print(f"{count} translations now follow today's text.")


def _translations(knowledge_base: Path, langs: list[str]) -> Iterator[Path]:
    for lang in langs:
        yield from sorted((knowledge_base / "articles").glob(f"*/*.{lang}.md"))


def _stamp(file: Path, follows: dict[str, str]) -> int:
    """1 where the file was changed. Only the two lines are touched, so that a translator's diff stays small."""
    before = file.read_text(encoding="utf-8")
    front, fence, body = before.partition("\n---\n")
    after = re.sub(r"(?m)^(\s+reviewed_on:).*$", rf"\1 {follows['reviewed_on']}", front)
    after = re.sub(r"(?m)^(\s+digest:).*$", rf'\1 "{follows["digest"]}"', after)
    file.write_text(f"{after}{fence}{body}", encoding="utf-8")
    return int(f"{after}{fence}{body}" != before)
