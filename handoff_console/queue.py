"""Who waits, live; claiming the next; saying what one is doing."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import HandoffId, HandoffReason
from assistant.domain.staffing import Status
from handoff_console import names
from handoff_console.access import Agent, Services
from handoff_console.pages import is_fragment, local_path, show
from handoff_console.waiting import waiting_pane

router = APIRouter(include_in_schema=False)


@router.get("/queue")
async def pane(request: Request, assistant: Services, me: Agent, at: str = "/desk") -> Response:
    """The pane alone, for a page that looks again. `at`: the page it stands on, to come back to."""
    shown = await waiting_pane(request, assistant, me)
    return show(request, "queue/pane.html", {**shown, "path": local_path(at, "/desk")})


@router.get("/queue/alarm")
async def alarm(request: Request, assistant: Services, me: Agent) -> Response:  # noqa: ARG001 - staff only
    """A banner when a citizen in danger waits (requirement E-04); nothing otherwise."""
    rows = [row for row in await assistant.desk.queue() if row.handoff.reason is HandoffReason.DANGER]
    return show(request, "queue/alarm.html", {"in_danger": rows})


@router.post("/queue/{handoff_id}/claim")
async def claim(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The conversation is the agent's; who comes second is told who was first."""
    try:
        handoff = await assistant.hand_offs.claim(HandoffId(handoff_id), me)
    except ConflictError:
        return RedirectResponse(f"/desk?missed={handoff_id}", 303)
    return RedirectResponse(f"/desk/{handoff.id}", 303)


@router.post("/status")
async def choose_status(
    request: Request,
    assistant: Services,
    me: Agent,
    status: Annotated[Status, Form()],
    back: Annotated[str, Form()] = "/desk",
) -> Response:
    """The agent is available, on a break or at other work."""
    if status not in names.STATUSES:
        raise RefusedError("signing out is done by its own button")
    await assistant.staff.change_status(me, status)
    if is_fragment(request):
        return await pane(request, assistant, me, back)
    return RedirectResponse(local_path(back, "/desk"), 303)
