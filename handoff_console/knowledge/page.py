"""What every page about an article shows: days in words, paths, the people, and texts beside each other."""

from collections.abc import Mapping
from typing import Any

from fastapi import Request

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import TRANSLATED_INTO, ArticleId
from assistant.domain.revision import Place
from assistant.services.knowledge_shelf import EditState
from handoff_console import local_words
from handoff_console.knowledge.difference import Line, Teller
from handoff_console.knowledge.places import LANGUAGES, path_of
from handoff_console.pages import words_of

_STATE_COLOURS = {EditState.DRAFT: "info", EditState.PUBLISHED: "success", EditState.WITHDRAWN: "danger"}
"""In Designsystemet's names of colours."""


def on_every_page(request: Request) -> dict[str, Any]:
    """Names that all templates of the answers use."""
    lang = words_of(request).lang
    return {
        "languages_offered": LANGUAGES,
        "translated_into": TRANSLATED_INTO,
        "path_of": path_of,
        "state_colours": _STATE_COLOURS,
        "place_of": lambda article, language: Place(ArticleId(article), language),
        "short_day": lambda day: local_words.short_day(day, lang),
        "day_and_time": lambda moment: local_words.day_and_time(moment, lang),
    }


async def people(assistant: Assistant) -> Mapping[str, str]:
    """Full names of the staff, by id."""
    return {member.id: member.full_name for member in await assistant.staff.members()}


async def lines_between(request: Request, assistant: Assistant, place: Place, before: str, after: str) -> list[Line]:
    """How a text of a place differs from another one, in the words of the form."""
    reader = assistant.edit_knowledge.in_use.reader
    shelf = (await assistant.knowledge.now()).shelf
    titles = {str(article.id): article.title for article in shelf.articles()}
    teller = Teller(words_of(request), titles, {key: fact.title for key, fact in assistant.facts.items()})
    drafts = [reader.draft_of(place, text) if text.strip() else None for text in (before, after)]
    return teller.difference(*drafts)
