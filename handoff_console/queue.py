"""Who waits, live; claiming the next, answering an offer; saying what one is doing."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any
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
from handoff_console.waiting import Look, fresh_look, waiting_pane

router = APIRouter(include_in_schema=False)


class Unanswered(StrEnum):
    """What becomes of citizens whom an agent who goes on a break has not answered."""

    GIVE_BACK = "give_back"
    KEEP = "keep"


async def waiting(look: Look) -> tuple[str, Mapping[str, Any]]:
    """The pane, for a page that looks again; still asking what a press on a status has made it ask."""
    return "queue/pane.html", {**await waiting_pane(look), "path": look.at}


async def _pane(request: Request, me: StaffMember, at: str, pausing: Status | None = None) -> Response:
    """The pane as it stands after something was done in it."""
    path = local_path(at, "/desk")
    return show(
        request, "queue/pane.html", {**await waiting_pane(fresh_look(request, me, path), pausing), "path": path}
    )


async def alarm(look: Look) -> tuple[str, Mapping[str, Any]]:
    """A banner when a citizen in danger waits for somebody (requirement E-04), or for this agent; nothing otherwise.

    What is open on the page is before the agent's eyes already.
    """
    queue = (await look.queue()).queue
    in_danger = [handoff for handoff in queue.waiting if handoff.in_danger]
    mine = [each for each in await look.held() if each.alarm and each.handoff.id != look.opened_id]
    return "queue/alarm.html", {
        "read_at": queue.read_at,
        "in_danger": in_danger,
        "mine": mine,
        "alarms": [
            *(handoff.id for handoff in in_danger),
            *(f"{each.handoff.id}/{each.alarm.seq}" for each in mine if each.alarm),
        ],
        "since": min(
            [
                *(handoff.danger_at or handoff.asked_at for handoff in in_danger),
                *(each.alarm.at for each in mine if each.alarm),
            ],
            default=None,
        ),
    }


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
        return await _pane(request, me, back)
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
            return await _pane(request, me, back, pausing=status)
        return RedirectResponse(f"{local_path(back, '/desk')}?{urlencode({'pausing': status})}", 303)
    await assistant.staff.change_status(me, status)
    if unanswered is Unanswered.GIVE_BACK:
        await assistant.return_to_queue.let_go(me, awaiting)
    if is_fragment(request):
        return await _pane(request, me, back)
    return RedirectResponse(local_path(back, "/desk"), 303)


async def _awaiting(assistant: Assistant, me: StaffMember) -> list[HandoffId]:
    return [each.handoff.id for each in await assistant.desk.held_by(me.id) if each.awaits_agent]
