"""The citizens' site over a few articles of a test's own, on a Monday morning."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import httpx

from assistant.adapters.memory.knowledge import ToldSearch, ToldWorkshop
from assistant.bootstrap import build_in_memory
from assistant.domain.knowledge import Article, ArticleId, Candidate, Maker, Translation, digest_of
from assistant.settings import Settings
from assistant.web.app import app_over
from tests.centre import WASTE, open_centre


@asynccontextmanager
async def site_of(
    articles: Sequence[Article],
    found: Mapping[str, Sequence[Candidate]] | None = None,
    knowledge_base: Path | None = None,
) -> AsyncIterator[httpx.AsyncClient]:
    """A client of it. `found`: what the search proposes for a question, all else being unlike anything."""
    plain = await open_centre()
    settings = Settings().model_copy(update={"answer_threshold": 0.6})
    if knowledge_base is not None:
        settings = settings.model_copy(update={"knowledge_base": knowledge_base})
    search = ToldSearch({question: tuple(candidates) for question, candidates in (found or {}).items()})
    assistant = build_in_memory(settings, ToldWorkshop(search, articles), plain.clock, plain.engine, plain.outage)
    transport = httpx.ASGITransport(app=app_over(assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://kontakt.test") as client:
        yield client


async def read(http: httpx.AsyncClient, path: str, **query: str) -> str:
    """The page's text, signs for quotation marks and the like undone."""
    response = await http.get(path, params=query)
    assert response.status_code == 200, response.text
    return unescape(response.text)


def article_on(name: str, title: str, area: str = "avfall_atervinning", **translated: str) -> Article:
    """An article, with titles of its translations by language."""
    answer = "Så här är det."
    digest = digest_of(title, answer)
    translations = {
        lang: Translation(lang, spoken, answer, (), digest, date(2026, 11, 22), Maker.PERSON)
        for lang, spoken in ((key.replace("_", "-"), words) for key, words in translated.items())
    }
    return replace(
        WASTE,
        id=ArticleId(f"{area}.{name}"),
        area=area,
        title=title,
        answer=answer,
        digest=digest,
        translations=translations,
    )
