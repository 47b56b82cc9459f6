"""What the knowledge base lacks: questions not answered or disputed, in groups, each two clicks from a draft."""

import logging
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from assistant.bootstrap import Assistant
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.gap import Settled
from assistant.domain.knowledge import ArticleId
from assistant.domain.revision import Place
from assistant.services.fill_gaps import LONGEST_BACK, MOST_QUESTIONS, Named
from handoff_console import local_words
from handoff_console.access import Editor, Services
from handoff_console.pages import show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/gaps", include_in_schema=False)

DAYS = 30
GROUPS = 50
"""So many groups are shown: those asked most often come first, and seeing to them lets the next ones in."""
SHOWN = 5
"""Questions of a group that stand open; the others unfold."""


@router.get("")
async def gaps(
    request: Request,
    assistant: Services,
    me: Editor,
    days: Annotated[int, Query(ge=1, le=LONGEST_BACK.days)] = DAYS,
    done: str = "",
) -> Response:
    """The gaps of the last `days`. `done`: what was done a moment ago."""
    log.info("editor %s reads the questions of %s days", me.id, days)
    words = words_of(request)
    said = words("Those questions no longer stand here.") if done == Settled.DISMISSED else ""
    return show(request, "gaps/gaps.html", {**await _shown(request, assistant, days), "said": said, "fault": ""})


class Chosen(BaseModel):
    """What an editor does about the questions chosen of a group, each as `conversation:number`."""

    question: list[str] = []
    then: Settled = Settled.DRAFTED
    area: str = Field("", max_length=100)
    article: str = Field("", max_length=200)
    days: int = Field(DAYS, ge=1, le=LONGEST_BACK.days)


@router.post("")
async def settle(request: Request, assistant: Services, me: Editor, chosen: Annotated[Chosen, Form()]) -> Response:
    """A draft begins with the questions chosen, or they are put aside."""
    named = [_named(each) for each in chosen.question]
    if not named or (chosen.then is Settled.DRAFTED and not chosen.area):
        shown = await _shown(request, assistant, chosen.days)
        fault = words_of(request)("Choose at least one question, and for a new answer an area.")
        return show(request, "gaps/gaps.html", {**shown, "said": "", "fault": fault}, 422)
    match chosen.then:
        case Settled.DISMISSED:
            await assistant.fill_gaps.dismiss(named, me)
            return RedirectResponse(f"/gaps?days={chosen.days}&done={chosen.then}", 303)
        case Settled.VARIANT:
            place = await assistant.fill_gaps.add_variants(ArticleId(chosen.article), named, me)
            return RedirectResponse(_path(place, "review"), 303)
        case Settled.DRAFTED:  # pragma: no branch - the last of all
            place = await assistant.fill_gaps.begin_article(chosen.area, named, me)
            return RedirectResponse(_path(place, "edit"), 303)


def _named(given: str) -> Named:
    conversation, _, seq = given.rpartition(":")
    if not conversation or not seq.isdecimal():
        raise RefusedError("a question is named by its conversation and number")
    return ConversationId(conversation), int(seq)


def _path(place: Place, page: str) -> str:
    return f"/knowledge/{place.article.replace('.', '/', 1)}/{page}"


async def _shown(request: Request, assistant: Assistant, days: int) -> dict[str, Any]:
    found, words = await assistant.fill_gaps.gaps(days), words_of(request)
    shelf = (await assistant.knowledge.now()).shelf
    return {
        "gaps": found[:GROUPS],
        "groups": len(found),
        "questions": sum(gap.count for gap in found),
        "most": MOST_QUESTIONS,
        "days": days,
        "most_days": LONGEST_BACK.days,
        "shown": SHOWN,
        "articles": {article.id: article for article in shelf.articles()},
        "areas": assistant.catalogue.areas,
        "moment": lambda at: local_words.day_and_time(at, words.lang),
    }
