"""The agent's part ends: given back to the assistant, ended, wrapped up."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.catalogue import AreaId
from assistant.domain.handoff import WRAP_UP_NOTE_CHARACTERS, Disposition, HandoffId, Told
from handoff_console.access import Agent, Services
from handoff_console.desk.shown import opened
from handoff_console.pages import words_of

router = APIRouter(prefix="/desk/{handoff_id}")

RESOLVED = {"yes": True, "no": False}


@router.post("/give-back")
async def give_back(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The assistant answers the citizen again."""
    await assistant.hand_offs.give_back(HandoffId(handoff_id), me)
    return RedirectResponse("/desk?done=returned", 303)


@router.post("/end")
async def end(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The conversation is closed and its wrap-up begins."""
    await assistant.hand_offs.end(HandoffId(handoff_id), me)
    return RedirectResponse(f"/desk/{handoff_id}", 303)


@router.post("/wrap-up")
async def wrap_up(  # noqa: PLR0913 - one argument a field of the form
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    disposition: Annotated[str, Form()] = "",
    area: Annotated[str, Form()] = "",
    resolved: Annotated[str, Form()] = "",
    note: Annotated[str, Form(max_length=WRAP_UP_NOTE_CHARACTERS)] = "",
    same_matter: Annotated[str, Form()] = "",
) -> Response:
    """The work on the conversation is over: how it ended, what it was about, whether it is solved, who came back."""
    if disposition not in set(Disposition):
        view = await assistant.desk.view(HandoffId(handoff_id))
        fault = words_of(request)("Choose one of the six, then save.")
        return await opened(request, assistant, me, view, {"fault": fault}, 422)
    known = area if AreaId(area) in assistant.catalogue.areas else None
    told = Told(known, RESOLVED.get(resolved), note.strip(), same_matter == "yes")
    await assistant.hand_offs.wrap_up(HandoffId(handoff_id), me, Disposition(disposition), told)
    came_back = f"&came_back={handoff_id}" if told.same_matter else ""
    return RedirectResponse(f"/desk?done=wrapped-up{came_back}", 303)


@router.post("/no-return")
async def take_back_return(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """That the citizen had come back was a slip of the finger."""
    await assistant.hand_offs.take_back_return(HandoffId(handoff_id), me)
    return RedirectResponse("/desk?done=no-return", 303)
