"""Who waits, live; claiming the next, answering an offer; saying what one is doing."""

from enum import StrEnum
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import AtCapacityError, ConflictError, RefusedError
from assistant.domain.handoff import HandoffId
from assistant.domain.staffing import StaffMember, Status
from handoff_console import names
from handoff_console.access import Agent, Services
from handoff_console.counters import Claim, Counters
from handoff_console.pages import is_fragment, local_path, show
from handoff_console.waiting import waiting_pane

router = APIRouter(include_in_schema=False)


class Unanswered(StrEnum):
    """What becomes of citizens whom an agent who goes on a break has not answered."""

    GIVE_BACK = "give_back"
    KEEP = "keep"


@router.get("/queue")
async def pane(request: Request, assistant: Services, me: Agent, at: str = "/desk") -> Response:
    """The pane alone, for a page that looks again. `at`: the page it stands on, to come back to."""
    return await _pane(request, assistant, me, at)


async def _pane(
    request: Request, assistant: Assistant, me: StaffMember, at: str, pausing: Status | None = None
) -> Response:
    shown = await waiting_pane(request, assistant, me, pausing)
    return show(request, "queue/pane.html", {**shown, "path": local_path(at, "/desk")})


@router.get("/queue/alarm")
async def alarm(request: Request, assistant: Services, me: Agent, at: str = "") -> Response:
    """A banner when a citizen in danger waits for somebody (requirement E-04), or for this agent; nothing otherwise.

    `at`: the page it stands on. What is open there is before the agent's eyes already.
    """
    read_at = assistant.clock.now()
    waiting = [handoff for handoff in await assistant.desk.waiting() if handoff.in_danger]
    mine = [each for each in await assistant.desk.held_by(me.id) if each.alarm and at != f"/desk/{each.handoff.id}"]
    shown = {
        "read_at": read_at,
        "in_danger": waiting,
        "mine": mine,
        "alarms": [
            *(handoff.id for handoff in waiting),
            *(f"{each.handoff.id}/{each.alarm.seq}" for each in mine if each.alarm),
        ],
        "since": min(
            [
                *(handoff.danger_at or handoff.asked_at for handoff in waiting),
                *(each.alarm.at for each in mine if each.alarm),
            ],
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
        handoff = await assistant.routing.claim(HandoffId(handoff_id), me)
    except AtCapacityError:
        counters.claims.labels(Claim.LOST).inc()
        return RedirectResponse("/desk?done=full", 303)
    except ConflictError:
        counters.claims.labels(Claim.LOST).inc()
        return RedirectResponse(f"/desk?missed={handoff_id}{'&now=available' if becomes else ''}", 303)
    counters.claims.labels(Claim.WON).inc()
    return RedirectResponse(f"/desk/{handoff.id}{'?now=available' if becomes else ''}", 303)


@router.post("/queue/{handoff_id}/decline")
async def decline(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    reason: Annotated[str, Form(max_length=200)] = "",
    back: Annotated[str, Form()] = "/desk",
) -> Response:
    """The offer goes to the next agent. One that has run out meanwhile has gone there already."""
    await assistant.routing.decline(HandoffId(handoff_id), me, reason)
    if is_fragment(request):
        return await _pane(request, assistant, me, back)
    return RedirectResponse(local_path(back, "/desk"), 303)


@router.post("/status")
async def choose_status(
    request: Request,
    assistant: Services,
    me: Agent,
    status: Annotated[Status, Form()],
    back: Annotated[str, Form()] = "/desk",
    unanswered: Annotated[Unanswered | None, Form()] = None,
) -> Response:
    """The agent is available, or does something else; asked first about citizens who await an answer."""
    if status not in names.STATUSES:
        raise RefusedError("signing out is done by its own button")
    awaiting = await _awaiting(assistant, me) if status is not Status.AVAILABLE else []
    if awaiting and unanswered is None:
        if is_fragment(request):
            return await _pane(request, assistant, me, back, pausing=status)
        return RedirectResponse(f"{local_path(back, '/desk')}?{urlencode({'pausing': status})}", 303)
    await assistant.staff.change_status(me, status)
    if unanswered is Unanswered.GIVE_BACK:
        await assistant.return_to_queue.let_go(me, awaiting)
    if is_fragment(request):
        return await _pane(request, assistant, me, back)
    return RedirectResponse(local_path(back, "/desk"), 303)


async def _awaiting(assistant: Assistant, me: StaffMember) -> list[HandoffId]:
    return [each.handoff.id for each in await assistant.desk.held_by(me.id) if each.awaits_agent]
