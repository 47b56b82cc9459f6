"""The assistant's running conversations, watched live: step in, put an answer right, give back at the desk."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.audit import LONGEST_REASON
from assistant.domain.conversation import ConversationId, Holder, Speaker
from assistant.domain.knowledge import ArticleId
from assistant.domain.risk import Sign
from assistant.services.monitor import Running
from handoff_console.access import Agent, Services
from handoff_console.grounds_words import why
from handoff_console.pages import show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/monitor", include_in_schema=False)

ROWS = 60
"""So many are shown: more than anybody can watch. Those with the gravest signs come first."""


@router.get("")
async def monitor(request: Request, assistant: Services, me: Agent) -> Response:  # noqa: ARG001 - agents only
    """All running conversations, the riskiest first."""
    return show(request, "monitor/monitor.html", await _rows(assistant))


@router.get("/rows")
async def rows(request: Request, assistant: Services, me: Agent) -> Response:  # noqa: ARG001 - agents only
    """What of the page moves, for a page that looks again."""
    return show(request, "monitor/rows.html", await _rows(assistant))


@router.get("/{conversation_id}")
async def watched(
    request: Request,
    conversation_id: str,
    assistant: Services,
    me: Agent,
    q: Annotated[str, Query(max_length=200)] = "",
    done: str = "",
) -> Response:
    """One conversation to watch. `q`: words to find the right article by; `done`: what was done a moment ago."""
    running = await assistant.monitor.one(ConversationId(conversation_id))
    await assistant.aside.look(running.conversation.id, me)
    # Who looked at whose conversation can be told afterwards (requirement C-06).
    log.info("agent %s watches conversation %s", me.id, conversation_id)
    words = words_of(request)
    said = words("The citizen has been told what holds.") if done == "corrected" else ""
    shown = {**_one(running), "q": q, "said": said, "found": await _found(assistant, running, q)}
    return show(request, "monitor/watched.html", {**shown, "act_id": uuid.uuid4()})


@router.get("/{conversation_id}/transcript")
async def transcript(request: Request, conversation_id: str, assistant: Services, me: Agent) -> Response:
    """What has been said, for a page that looks again: as long as it does, colleagues see that somebody reads along."""
    running = await assistant.monitor.one(ConversationId(conversation_id))
    await assistant.aside.look(running.conversation.id, me)
    return show(request, "monitor/transcript.html", _one(running))


@router.post("/{conversation_id}/step-in")
async def step_in(
    conversation_id: str,
    assistant: Services,
    me: Agent,
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> Response:
    """The agent holds the conversation; it is open at the desk."""
    handoff = await assistant.step_in.step_in(ConversationId(conversation_id), me, reason)
    return RedirectResponse(f"/desk/{handoff.id}", 303)


@router.post("/{conversation_id}/correct")
async def correct(
    conversation_id: str,
    assistant: Services,
    me: Agent,
    seq: Annotated[int, Form(ge=1)],
    article: Annotated[str, Form(max_length=200)],
    act_id: Annotated[uuid.UUID, Form()],
) -> Response:
    """The citizen is told that an answer was wrong, and what holds. The same act may be posted again."""
    await assistant.correct_answer.correct(ConversationId(conversation_id), seq, ArticleId(article), me, str(act_id))
    return RedirectResponse(f"/monitor/{conversation_id}?done=corrected", 303)


async def _rows(assistant: Assistant) -> dict[str, Any]:
    found = await assistant.monitor.running()
    return {
        "rows": found[:ROWS],
        "count": len(found),
        "more": max(0, len(found) - ROWS),
        "worrying": sum(_is_worrying(each.signs) for each in found),
        "grave": GRAVE,
    }


GRAVE = frozenset({Sign.DANGER, Sign.FAILED, Sign.DISPUTED, Sign.UNANSWERED, Sign.REPEATED})
"""Signs shown in the colour of warning: somebody may be left without help."""


def _is_worrying(signs: Sequence[Sign]) -> bool:
    return not GRAVE.isdisjoint(signs)


def _one(running: Running) -> Mapping[str, Any]:
    answers = [one for one in running.utterances if one.said.speaker is Speaker.ASSISTANT and one.said.article]
    return {
        "running": running,
        "turns": {turn.seq: turn for turn in running.turns},
        "disputed": running.disputed,
        "is_assistants": running.conversation.holder is Holder.ASSISTANT,
        "is_open": running.conversation.holder is not Holder.NOBODY,
        "last_answer": answers[-1] if answers else None,
        "grave": GRAVE,
        "why": why,
    }


async def _found(assistant: Assistant, running: Running, words: str) -> Sequence[Any]:
    """Articles to put the answer right with: what the words find, else what the assistant had thought of besides."""
    turn = running.latest
    shelf = (await assistant.knowledge.now()).shelf
    there = {article.id: article for article in shelf.articles()}
    if words.strip():
        found = (await assistant.knowledge.now()).search.search(words)
    else:
        found = turn.candidates if turn else ()
    return [there[one.article] for one in found if one.article in there]
