"""An article was wrong: who was given it, and words to those who can still be reached."""

import logging
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.audit import LONGEST_REASON
from assistant.domain.knowledge import ArticleId
from assistant.services.correct_answer import LONGEST_RECALL
from handoff_console import local_words
from handoff_console.access import Editor, Services
from handoff_console.pages import show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/recall", include_in_schema=False)

DAYS = 7
Days = Annotated[int, Query(ge=1, le=LONGEST_RECALL.days)]


@router.get("/{article}")
async def recall(
    request: Request, article: str, assistant: Services, me: Editor, days: Days = DAYS, told: int | None = None
) -> Response:
    """Who was given the article in the last `days`. `told`: how many have been told a moment ago."""
    log.info("editor %s looks up who was given %s", me.id, article)
    return show(request, "recall/recall.html", await _shown(request, assistant, ArticleId(article), days, told=told))


@router.post("/{article}")
async def tell(
    request: Request,
    article: str,
    assistant: Services,
    me: Editor,
    days: Annotated[int, Form(ge=1, le=LONGEST_RECALL.days)] = DAYS,
    text: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> Response:
    """Those who can be reached are told; the same words reach nobody twice."""
    if not text.strip():
        shown = await _shown(request, assistant, ArticleId(article), days, fault=True)
        return show(request, "recall/recall.html", shown, 422)
    told = await assistant.correct_answer.recall(ArticleId(article), days, me, text)
    return RedirectResponse(f"/recall/{article}?days={days}&told={told}", 303)


async def _shown(
    request: Request,
    assistant: Assistant,
    article: ArticleId,
    days: int,
    *,
    told: int | None = None,
    fault: bool = False,
) -> Mapping[str, Any]:
    row = await assistant.knowledge_shelf.row(article)
    given, words = await assistant.correct_answer.given(article, days), words_of(request)
    return {
        "row": row,
        "given": given,
        "reachable": len({each.conversation.id for each in given if each.reachable}),
        "days": days,
        "most_days": LONGEST_RECALL.days,
        "most_characters": LONGEST_REASON,
        "told": told,
        "fault": fault,
        "moment": lambda at: local_words.day_and_time(at, words.lang),
        "suggested": words("We told you something here that was not right: {title}.", title=row.title),
    }
