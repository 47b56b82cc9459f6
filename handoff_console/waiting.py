"""The pane of those who wait, shown beside every conversation: the queue, the agent's status, colleagues available."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from fastapi import Request

from assistant.bootstrap import Assistant
from assistant.domain.case import Case
from assistant.domain.catalogue import AreaId, spoken
from assistant.domain.handoff import Handoff, Stage
from assistant.domain.service_level import THRESHOLD
from assistant.domain.staffing import StaffMember, Status, may_take
from assistant.services.chat_hours import door_words
from assistant.services.held import Held
from assistant.services.on_duty import OnDuty
from assistant.services.routing import QueueView
from assistant.wording.cases import details_in_order
from assistant.wording.hours import moment_in_words
from handoff_console.pages import words_of

OFFER = "offer"
ROWS_SHOWN = 50
"""More than anybody reads; the others are counted."""
SOON = timedelta(hours=1)
"""How far ahead colleagues' breaks are shown."""
CALLS_SHOWN = 5
"""Call-backs stand before most who wait: so many leave the queue in sight; the others are counted, with a link."""


async def waiting_pane(
    request: Request, assistant: Assistant, me: StaffMember, pausing: Status | None = None
) -> dict[str, Any]:
    """What `queue/pane.html` shows, and what the agent holds.

    `pausing`: the status that awaits an answer about unanswered citizens.
    """
    on_duty: OnDuty = request.app.state.on_duty
    asked = await _asked(request, assistant, me)
    read_at = assistant.clock.now()
    held = await assistant.desk.held_by(me.id)
    around = await on_duty.around(me.id, assistant.clock.now(), SOON)
    queue = await _queue(request, assistant, me, _load(held))
    return {
        "read_at": read_at,
        "held": held,
        **queue,
        **asked,
        "keyed": _keyed(queue, asked),
        **_me(request, me, held, pausing),
        "status": around.status,
        "available": around.available,
        "coming": around.coming,
        "door": door_words(assistant.chat_hours.hours(), assistant.clock.now(), words_of(request)),
    }


async def _queue(request: Request, assistant: Assistant, me: StaffMember, load: int) -> Mapping[str, Any]:
    view = await assistant.routing.queue_for(me, ROWS_SHOWN)
    waiting, offer = view.waiting, await _offer(assistant, me, view) if view.offering else None
    rows = [row for row in view.rows if offer is None or row.handoff.id != offer["row"].handoff.id]
    now, lang = assistant.clock.now(), words_of(request).lang
    return {
        "rows": rows,
        "waiting_total": len(waiting),
        "more": len(waiting) - len(view.rows),
        "places": {handoff.id: place for place, handoff in enumerate(waiting, 1)},
        "late": sum(now - handoff.asked_at > THRESHOLD for handoff in waiting),
        "limit_seconds": int(THRESHOLD.total_seconds()),
        "offering": view.offering,
        "offer": offer,
        "suits": {row.handoff.id for row in rows if _suits(row.handoff, me)},
        "has_room": may_take(load, me.capacity, in_danger=False),
        "has_room_for_danger": may_take(load, me.capacity, in_danger=True),
        "area_name": lambda area: _area_name(assistant, area, lang),
    }


async def _offer(assistant: Assistant, me: StaffMember, view: QueueView) -> Mapping[str, Any] | None:
    """What is offered to the agent, with when the offer ends."""
    offer = await assistant.routing.offered_to(me.id)
    if offer is None:
        return None
    row = next((row for row in view.rows if row.handoff.id == offer.handoff_id), None)
    if row is None:
        offered = [handoff for handoff in view.waiting if handoff.id == offer.handoff_id]
        row = next(iter(await assistant.desk.rows(offered)), None)
    return None if row is None else {"row": row, "until": assistant.clock.now() + offer.left}


def _me(request: Request, me: StaffMember, held: Sequence[Held], pausing: Status | None) -> Mapping[str, Any]:
    unanswered = [each for each in held if each.awaits_agent]
    asked = pausing or _status(request.query_params.get("pausing", ""))
    return {
        "load": _load(held),
        "capacity": me.capacity,
        "unanswered": len(unanswered),
        "pausing": asked if unanswered and asked not in {None, Status.AVAILABLE} else None,
    }


def _load(held: Sequence[Held]) -> int:
    return sum(each.handoff.stage is Stage.CLAIMED for each in held)


def _status(named: str) -> Status | None:
    return Status(named) if named in set(Status) else None


def _suits(handoff: Handoff, me: StaffMember) -> bool:
    """Whether the citizen is for this agent rather than for others: one of the areas, or a language few speak."""
    if handoff.lang is not None and handoff.lang.partition("-")[0] not in me.languages:
        return False
    return handoff.area in me.areas or handoff.lang not in {None, "sv", "sv-simple"}


async def _asked(request: Request, assistant: Assistant, me: StaffMember) -> dict[str, Any]:
    """What besides the queue is asked of the agent: to take over a colleague's conversation, to call citizens back."""
    words, calls = words_of(request), await assistant.call_backs.due_for(me.id)
    return {
        "held_out_to_me": await assistant.hold_out.held_out_to(me.id),
        "calls": calls[:CALLS_SHOWN],
        "more_calls": len(calls[CALLS_SHOWN:]),
        "call_moment": lambda at: moment_in_words(at, assistant.clock.now(), words.lang),
        "call_details": _call_details,
    }


def _call_details(case: Case) -> list[tuple[str, str, str]]:
    """What tells an agent whom to call about what, and when it suits."""
    return [detail for detail in details_in_order(case) if detail[0] in {"about", "when", "contact"}]


def _keyed(queue: Mapping[str, Any], asked: Mapping[str, Any]) -> object:
    """What the one key takes: who is asked for by name, an offer, danger, a call that is due, then the queue."""
    if asked["held_out_to_me"]:
        return asked["held_out_to_me"][0].passing.number
    if queue["offer"] is not None:
        return OFFER
    urgent = [row.handoff.id for row in queue["rows"] if row.handoff.in_danger and queue["has_room_for_danger"]]
    calls = [call.case.id for call in asked["calls"] if not call.mine]
    free = queue["has_room"] and not queue["offering"]
    others = [row.handoff.id for row in queue["rows"] if free and not row.handoff.in_danger]
    return next(iter([*urgent, *calls, *others]), None)


def _area_name(assistant: Assistant, area: AreaId | None, lang: str) -> str:
    known = assistant.catalogue.areas.get(area) if area is not None else None
    return spoken(known.name, lang) if known else ""
