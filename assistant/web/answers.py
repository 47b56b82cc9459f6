"""The answers as pages of their own: for those who would rather read, for search engines, behind translations."""

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from markupsafe import Markup

from assistant.bootstrap import Assistant
from assistant.domain.answer_parts import AnswerPart, parts_of
from assistant.domain.catalogue import Area, AreaId, Authority
from assistant.domain.conversation import LIMIT_CHARACTERS
from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import ORIGINAL, TRANSLATED_INTO, Article, ArticleId
from assistant.services.conclusion import WATCHED_AREAS
from assistant.services.open_data import FaqPages, catalogue_graph, faq_page
from assistant.web.addresses import article_path
from assistant.web.finding import find, otherwise, split
from assistant.web.reader import ENGLISH, Reader, Reading, UnknownLanguageError, no_such_language
from assistant.web.ways import ways_of
from assistant.wording.markdown import to_html
from assistant.wording.translated import translation_words

router = APIRouter(prefix="/answers", include_in_schema=False)

JSON_LD = "application/ld+json"


def install_answers(app: FastAPI, assistant: Assistant) -> None:
    """The pages of answers are served."""
    app.state.faq_pages = FaqPages(assistant.knowledge, article_path)
    app.add_exception_handler(UnknownLanguageError, no_such_language)
    app.include_router(router)


@router.get("")
async def front() -> Response:
    """The answers in Swedish."""
    return RedirectResponse(f"/answers/{ORIGINAL}", 303)


@router.get("/catalogue.jsonld")
async def catalogue(request: Request) -> Response:
    """The service catalogue in the shape of CPSV-AP."""
    assistant: Assistant = request.app.state.assistant
    return JSONResponse(catalogue_graph(assistant.catalogue), media_type=JSON_LD)


@router.get("/{lang}/faq.jsonld")
async def faq(request: Request, reader: Reading) -> Response:
    """All answers in a language, as schema.org's FAQPage."""
    pages: FaqPages = request.app.state.faq_pages
    return Response(await pages.page(reader.lang), media_type=JSON_LD)


@router.get("/{lang}")
async def areas(reader: Reading, q: str = "") -> Response:
    """The areas that there are answers in, in this language; before them, what comes nearest to the words sought."""
    articles = await _spoken(reader)
    catalogued = reader.assistant.catalogue.areas.values()
    counted = [(area, sum(article.area == area.id for article in articles)) for area in catalogued]
    sought = q.strip()[:LIMIT_CHARACTERS]
    shown = {
        "areas": [row for row in counted if row[1]],
        "sought": sought,
        "found": await find(reader, sought) if sought else None,
        "area_of": reader.assistant.catalogue.areas.get,
    }
    return reader.html("areas.html", shown)


@router.get("/{lang}/{area}")
async def area(reader: Reading, area: str) -> Response:
    """The answers of one area, those in the reader's language before the others."""
    found = _area(reader, area)
    if found is None:
        return _missing(reader)
    shelf = (await reader.assistant.knowledge.now()).shelf
    listed = split(reader, [article for article in shelf.articles() if article.area == area])
    shown = {
        "area": found,
        "articles": sorted(listed.own, key=_by_title),
        "elsewhere": sorted(listed.elsewhere, key=_by_title),
        "authority": _authority(reader, found),
        "ways": ways_of(reader.assistant, found, reader.lang, reader.words),
        "quick_exit": area in WATCHED_AREAS,
    }
    return reader.html("area.html", shown)


@router.get("/{lang}/{area}/{slug}")
async def answer(reader: Reading, area: str, slug: str) -> Response:
    """One answer. Where it is not in the reader's language it is shown in another, and says so."""
    shelf = (await reader.assistant.knowledge.now()).shelf
    try:
        article = shelf.article(ArticleId(f"{area}.{slug}"))
    except NotFoundError:
        return _missing(reader)
    there = {one.id: one for one in shelf.articles()}
    shown = article.held_in(reader.lang) or otherwise(reader, article)
    linked = [there[key].spoken(shown.lang) for key in article.linked() if key in there]
    found = _area(reader, area)
    written_in = [ORIGINAL, *(one for one in TRANSLATED_INTO if one in article.translations)]
    page = {
        "article": shown,
        "area": found,
        "parts": _parts(shown),
        "notes": _notes(reader, article, shown),
        "readable_in": _readable_in(reader, article, shown),
        "related": [one for one in linked if one.lang == shown.lang],
        "authority": _authority(reader, found) if found else None,
        "ways": ways_of(reader.assistant, found, reader.lang, reader.words) if found else [],
        "written_in": written_in,
        "langs": [ORIGINAL, *(one for one in TRANSLATED_INTO if one in written_in or one == reader.lang)],
        "quick_exit": area in WATCHED_AREAS,
        "json_ld": faq_page([article], shown.lang),
    }
    return reader.html("answer.html", page)


async def _spoken(reader: Reader) -> Sequence[Article]:
    """The articles that are in the reader's language."""
    articles = [one.spoken(reader.lang) for one in (await reader.assistant.knowledge.now()).shelf.articles()]
    return [one for one in articles if one.lang == reader.lang]


def _by_title(article: Article) -> str:
    return article.title.casefold()


def _parts(article: Article) -> list[tuple[AnswerPart, Markup]]:
    """The answer's parts with their text as HTML."""
    return [(part, Markup(to_html(part.text))) for part in parts_of(article.answer, article.lang) if part.text]


def _notes(reader: Reader, article: Article, shown: Article) -> list[str]:
    """What a reader must know of a translation, or of there being none in the language asked for."""
    words = reader.words
    if shown.lang == ORIGINAL:
        own = words("This answer is not in your language yet. It is shown in Swedish.")
        return [] if reader.lang == ORIGINAL else [own]
    made = article.translations[shown.lang]
    told = translation_words(made.made_by, made.follows_reviewed_on, words, stale=article.is_stale(shown.lang))
    if shown.lang == reader.lang:
        return list(told)
    return [words("This answer is not in your language yet. It is shown in English."), *told]


def _readable_in(reader: Reader, article: Article, shown: Article) -> list[tuple[str, str]]:
    """The other languages that the reader is led to, each with the words of the link."""
    words = reader.words
    links = []
    if shown.lang != reader.lang and not reader.reads_swedish and ENGLISH in article.translations:
        links.append((ENGLISH, words("Read it in English")))
    if reader.lang != ORIGINAL and (shown.lang != ORIGINAL or not reader.reads_swedish):
        links.append((ORIGINAL, words("Read it in Swedish")))
    return links


def _area(reader: Reader, area: str) -> Area | None:
    return reader.assistant.catalogue.areas.get(AreaId(area))


def _authority(reader: Reader, area: Area) -> Authority:
    return reader.assistant.catalogue.authorities[area.authority]


def _missing(reader: Reader) -> Response:
    return reader.html("missing.html", {}, 404)
