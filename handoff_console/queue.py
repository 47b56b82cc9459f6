"""Who waits, live; claiming the next; saying what one is doing."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import HandoffId, HandoffReason
from assistant.domain.staffing import Status
from handoff_console import names
from handoff_console.access import Agent, Services
from handoff_console.counters import Claim, Counters
from handoff_console.pages import is_fragment, local_path, show
from handoff_console.waiting import waiting_pane

router = APIRouter(include_in_schema=False)


@router.get("/queue")
async def pane(request: Request, assistant: Services, me: Agent, at: str = "/desk") -> Response:
    """The pane alone, for a page that looks again. `at`: the page it stands on, to come back to."""
    shown = await waiting_pane(request, assistant, me)
    return show(request, "queue/pane.html", {**shown, "path": local_path(at, "/desk")})


@router.get("/queue/alarm")
async def alarm(request: Request, assistant: Services, me: Agent, at: str = "") -> Response:
    """A banner when a citizen in danger waits for somebody (requirement E-04), or for this agent; nothing otherwise.

    `at`: the page it stands on. What is open there is before the agent's eyes already.
    """
    waiting = [row for row in await assistant.desk.queue() if row.handoff.reason is HandoffReason.DANGER]
    mine = [each for each in await assistant.desk.held_by(me.id) if each.alarm and at != f"/desk/{each.handoff.id}"]
    shown = {
        "in_danger": waiting,
        "mine": mine,
        "alarms": [
            *(each.handoff.id for each in waiting),
            *(f"{each.handoff.id}/{each.alarm.seq}" for each in mine if each.alarm),
        ],
        "since": min(
            [*(each.handoff.requested_at for each in waiting), *(each.alarm.at for each in mine if each.alarm)],
            default=None,
        ),
    }
    return show(request, "queue/alarm.html", shown)


@router.post("/queue/{handoff_id}/claim")
async def claim(request: Request, handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The conversation is the agent's; who comes second is told who was first. Who helps is available, and told so."""
    counters: Counters = request.app.state.counters
    becomes = await assistant.staff.status(me.id) is not Status.AVAILABLE
    if becomes:
        await assistant.staff.change_status(me, Status.AVAILABLE)
    try:
        handoff = await assistant.hand_offs.claim(HandoffId(handoff_id), me)
    except ConflictError:
        counters.claims.labels(Claim.LOST).inc()
        return RedirectResponse(f"/desk?missed={handoff_id}{'&now=available' if becomes else ''}", 303)
    counters.claims.labels(Claim.WON).inc()
    return RedirectResponse(f"/desk/{handoff.id}{'?now=available' if becomes else ''}", 303)


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
