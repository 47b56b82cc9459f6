"""What helps beside a conversation: a search among the answers, notes to colleagues, cases that belong to it."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import HandoffId
from assistant.domain.note import NOTE_CHARACTERS
from assistant.wording.plain import to_plain
from handoff_console.access import Agent, Services
from handoff_console.desk.shown import after_act, is_mine, opened
from handoff_console.pages import is_fragment, show, words_of

router = APIRouter(prefix="/desk/{handoff_id}")

LONGEST_SEARCH = 200


@router.get("/search")
async def search(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
) -> Response:
    """Answers for what the agent looks for, ready to insert or to send in the citizen's language."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    view.handoff.check_held_by(me.id)
    found = await assistant.desk.search(q, view.citizen_lang) if q.strip() else ()
    shown = {"opened": view, "found": found, "q": q, "found_ids": [uuid.uuid4() for _ in found], "plain": to_plain}
    if is_fragment(request):
        return show(request, "desk/found.html", shown)
    return await opened(request, assistant, me, view, shown)


@router.post("/note")
async def note(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    note_id: Annotated[uuid.UUID, Form()],
    text: Annotated[str, Form(max_length=NOTE_CHARACTERS)] = "",
) -> Response:
    """A note that only staff see; colleagues it names are told."""
    await assistant.notes.write(HandoffId(handoff_id), me, str(note_id), text)
    return await after_act(request, assistant, me, HandoffId(handoff_id))


@router.post("/case")
async def link_case(
    request: Request, handoff_id: str, assistant: Services, me: Agent, reference: Annotated[str, Form(max_length=40)]
) -> Response:
    """The case of that reference belongs to the conversation."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    if is_mine(view.handoff, me):
        try:
            await assistant.cases.link(reference, view.conversation.id, me)
        except NotFoundError:
            fault = words_of(request)("There is no case {reference}.", reference=reference.strip())
            return await opened(request, assistant, me, view, {"case_fault": fault, "typed_reference": reference}, 404)
    return await after_act(request, assistant, me, view.handoff.id)


@router.post("/case/{reference}/remove")
async def unlink_case(request: Request, handoff_id: str, reference: str, assistant: Services, me: Agent) -> Response:
    """The case, if an agent linked it, does not belong to the conversation after all."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    view.handoff.check_held_by(me.id)
    await assistant.cases.unlink(reference, view.conversation.id)
    return await after_act(request, assistant, me, view.handoff.id)
