"""Answers that wait until somebody has checked them: approve, edit or reject with one key; the first decision holds."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.conversation import LIMIT_CHARACTERS, ConversationId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.knowledge import ORIGINAL
from assistant.domain.switches import EVERYTHING
from assistant.services.approvals import HeldDraft
from handoff_console import local_words, names
from handoff_console.access import Agent, Services
from handoff_console.grounds_words import why
from handoff_console.pages import show, words_of
from handoff_console.waiting import Look

router = APIRouter(prefix="/approvals", include_in_schema=False)

DONE = {
    Decision.APPROVED: "Sent, with your name as the one who checked it.",
    Decision.EDITED: "Sent in your words, with your name as the one who checked it.",
    Decision.REJECTED: "Not sent. The citizen waits in the queue for a person.",
}


@router.get("")
async def page(
    request: Request,
    assistant: Services,
    me: Agent,  # noqa: ARG001 - agents only
    done: str = "",
    missed: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """All that wait. `done`: what was decided a moment ago; `missed`: a draft that was decided on by another."""
    words = words_of(request)
    said = await _missed(request, assistant, missed) if missed else ""
    if done in set(DONE):
        said = words(DONE[Decision(done)])
    return show(request, "approvals/approvals.html", {**await _rows(assistant), "said": said})


@router.get("/rows")
async def rows(request: Request, assistant: Services, me: Agent) -> Response:  # noqa: ARG001 - agents only
    """The list alone, for a page that looks again."""
    return show(request, "approvals/rows.html", await _rows(assistant))


async def strip(look: Look) -> tuple[str, Mapping[str, Any]]:
    """What every page tells: that the assistant is switched off, and that answers wait."""
    assistant, lang = look.assistant, words_of(look.request).lang
    off = await look.sight.of("off", assistant.off_switch.standing)
    return "approvals/strip.html", {
        "whole": off.get(EVERYTHING),
        "moment": lambda at: local_words.day_and_time(at, lang),
        "topics_off": [area.name[lang] for key, area in assistant.catalogue.areas.items() if f"topic:{key}" in off],
        "waiting": 0
        if look.at.startswith("/approvals")
        else await look.sight.of("answers", assistant.approvals.how_many),
        "staff": await assistant.oversight.names() if off else {},
    }


@router.post("/{conversation_id}/{seq}/approve")
async def approve(conversation_id: str, seq: int, assistant: Services, me: Agent) -> Response:
    """The citizen gets the answer; who comes second is told who was first."""
    try:
        draft = await assistant.approvals.approve(ConversationId(conversation_id), seq, me)
    except ConflictError:
        return _too_late(conversation_id, seq)
    return _after(draft, Decision.APPROVED)


@router.post("/{conversation_id}/{seq}/reject")
async def reject(conversation_id: str, seq: int, assistant: Services, me: Agent) -> Response:
    """A person answers instead; who comes second is told who was first."""
    try:
        draft = await assistant.approvals.reject(ConversationId(conversation_id), seq, me)
    except ConflictError:
        return _too_late(conversation_id, seq)
    return _after(draft, Decision.REJECTED)


@router.get("/{conversation_id}/{seq}/edit")
async def edit_page(request: Request, conversation_id: str, seq: int, assistant: Services, me: Agent) -> Response:  # noqa: ARG001
    """The answer's words in a box, to be changed and sent."""
    held = await assistant.approvals.one(ConversationId(conversation_id), seq)
    if held.draft.decision is not None:
        return _too_late(conversation_id, seq)
    return show(request, "approvals/edit.html", {**_shown(assistant, held), "text": held.draft.text, "fault": ""})


@router.post("/{conversation_id}/{seq}/edit")
async def edit(
    request: Request,
    conversation_id: str,
    seq: int,
    assistant: Services,
    me: Agent,
    text: Annotated[str, Form(max_length=LIMIT_CHARACTERS)] = "",
) -> Response:
    """The citizen gets the changed answer. Whoever comes second keeps the words, to use them elsewhere."""
    held = await assistant.approvals.one(ConversationId(conversation_id), seq)
    words = words_of(request)
    if not text.strip():
        fault = words("Write the answer first.")
        return show(request, "approvals/edit.html", {**_shown(assistant, held), "text": text, "fault": fault}, 422)
    try:
        draft = await assistant.approvals.edit(held.draft.conversation_id, seq, me, text)
    except ConflictError:
        fault = await _missed(request, assistant, f"{conversation_id}/{seq}")
        return show(request, "approvals/edit.html", {**_shown(assistant, held), "text": text, "fault": fault}, 409)
    return _after(draft, Decision.EDITED)


def _after(draft: Draft, wanted: Decision) -> Response:
    if draft.decision is wanted:
        return RedirectResponse(f"/approvals?done={wanted}", 303)
    return _too_late(draft.conversation_id, draft.seq)


def _too_late(conversation_id: str, seq: int) -> Response:
    return RedirectResponse(f"/approvals?missed={conversation_id}/{seq}", 303)


async def _missed(request: Request, assistant: Assistant, missed: str) -> str:
    words = words_of(request)
    conversation_id, _, seq = missed.rpartition("/")
    try:
        draft = (await assistant.approvals.one(ConversationId(conversation_id), int(seq))).draft
    except (NotFoundError, ValueError):
        return ""
    if draft.decision is None:
        return words("The article is no longer in use, so the answer cannot be sent. Reject it.")
    name = (await assistant.oversight.names()).get(draft.decided_by or "", "")
    return words(names.DECIDED_FIRST[draft.decision], name=name)


async def _rows(assistant: Assistant) -> dict[str, Any]:
    waiting = await assistant.approvals.waiting()
    return {
        "held": waiting,
        "limit_seconds": assistant.settings.approve_within_seconds,
        "why": why,
        "original": ORIGINAL,
    }


def _shown(assistant: Assistant, held: HeldDraft) -> dict[str, Any]:
    return {
        "each": held,
        "limit_seconds": assistant.settings.approve_within_seconds,
        "most": LIMIT_CHARACTERS,
        "why": why,
        "original": ORIGINAL,
    }
