"""`kontakt kb export`: the knowledge base for others' machines, and what editors published back as files."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.cli.failure import Failure
from assistant.cli.knowledge.day import day_named
from assistant.domain.errors import RefusedError, UnavailableError
from assistant.domain.knowledge import ORIGINAL
from assistant.services.bring_home import TextsToExport
from assistant.settings import Settings, read_settings


def export(
    faq: Annotated[Path | None, typer.Option(help="Write the articles to this file, as schema.org FAQPage.")] = None,
    catalogue: Annotated[
        Path | None, typer.Option(help="Write the service catalogue to this file, as CPSV-AP.")
    ] = None,
    lang: Annotated[str, typer.Option(help="The articles' language.")] = ORIGINAL,
    edits: Annotated[
        bool, typer.Option(help="Write what was published in the console into the articles' files.")
    ] = False,
) -> None:
    """Write JSON-LD files, or take the console's publications home into the repository."""
    if faq is None and catalogue is None and not edits:
        raise Failure("Say what to export: --faq FILE, --catalogue FILE or --edits.")
    settings = read_settings()
    try:
        if faq is not None or catalogue is not None:
            _write_open_data(settings, faq, catalogue, lang)
        if edits:
            _take_home(settings)
    except (RefusedError, UnavailableError) as error:
        raise Failure(str(error)) from error


def _write_open_data(settings: Settings, faq: Path | None, catalogue: Path | None, lang: str) -> None:
    from assistant.ingest.articles import read_articles
    from assistant.ingest.known import read_known
    from assistant.services.open_data import catalogue_graph, faq_page

    known = read_known(settings.knowledge_base)
    if faq is not None:
        articles = read_articles(settings.knowledge_base / "articles", known, day_named(""))
        _write(faq, faq_page(articles, lang))
    if catalogue is not None:
        _write(catalogue, catalogue_graph(known.catalogue))


def _write(file: Path, shown: Mapping[str, Any]) -> None:
    file.write_text(json.dumps(shown, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    print(f"Written: {file}")


def _take_home(settings: Settings) -> None:
    export = asyncio.run(_texts_to_export(settings))
    for place, text in export.texts.items():
        file = settings.knowledge_base / place.file
        if text is None:
            file.unlink(missing_ok=True)
            print(f"Removed: {file}")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            print(f"Written: {file}")
    print(f"{len(export.texts)} files differ from what the index was built of. Look at the difference and commit it.")
    if export.outrun:
        left = ", ".join(str(settings.knowledge_base / place.file) for place in export.outrun)
        raise Failure(
            f"Not written: {left}. They have been changed since another text was published in the console, which "
            "citizens still get. Compare both on the article's page; go back to the file there, or publish again."
        )


async def _texts_to_export(settings: Settings) -> TextsToExport:
    from assistant.bootstrap import build

    assistant = build(settings)
    try:
        return await assistant.bring_home.texts_to_export()
    finally:
        await assistant.aclose()
