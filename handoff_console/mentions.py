"""Notes in which colleagues call upon a member of staff: a mark on every page, and the list."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.handoff import HandoffId
from assistant.domain.note import NOTE_CHARACTERS
from handoff_console.access import Agent, Services
from handoff_console.pages import show
from handoff_console.waiting import Look

router = APIRouter(prefix="/mentions", include_in_schema=False)


@router.get("")
async def mentions(request: Request, assistant: Services, me: Agent) -> Response:
    """The notes, newest first, with a place to answer."""
    found = await assistant.notes.mentions(me)
    shown = {"mentions": found, "ids": [uuid.uuid4() for _ in found]}
    return show(request, "mentions/mentions.html", shown)


async def mark(look: Look) -> tuple[str, Mapping[str, Any]]:
    """How many wait to be read, for the header of a page that looks again."""
    return "mentions/mark.html", {"unread": await look.assistant.notes.unread(look.me)}


@router.post("/read")
async def read(assistant: Services, me: Agent, note: Annotated[list[int] | None, Form()] = None) -> Response:
    """The notes of these numbers have been read."""
    await assistant.notes.read(me, frozenset(note or ()))
    return RedirectResponse("/mentions", 303)


@router.post("/{handoff_id}")
async def answer(
    handoff_id: str,
    assistant: Services,
    me: Agent,
    note_id: Annotated[uuid.UUID, Form()],
    number: Annotated[int, Form()],
    text: Annotated[str, Form(max_length=NOTE_CHARACTERS)] = "",
) -> Response:
    """A note back, in the same conversation; what it answers has been read."""
    await assistant.notes.write(HandoffId(handoff_id), me, str(note_id), text)
    await assistant.notes.read(me, frozenset({number}))
    return RedirectResponse("/mentions", 303)
