"""The pane of those who wait, shown beside every conversation: the queue, the agent's status, colleagues available."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fastapi import Request
from markupsafe import Markup

from assistant.bootstrap import Assistant
from assistant.domain.case import Case
from assistant.domain.catalogue import AreaId, spoken
from assistant.domain.handoff import Handoff, HandoffId, Stage
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.staffing import StaffMember, Status, may_take
from assistant.services.held import Held
from assistant.services.on_duty import Around, OnDuty
from assistant.services.queue_rows import QueueRow
from assistant.services.routing import Queue
from assistant.wording.cases import details_in_order
from assistant.wording.hours import moment_in_words
from handoff_console import local_words
from handoff_console.pages import words_of, written
from handoff_console.sight import Sight

OFFER = "offer"
ROWS_SHOWN = 50
"""More than anybody reads; the others are counted."""
SOON = timedelta(hours=1)
"""How far ahead colleagues' breaks are shown."""
CALLS_SHOWN = 5
"""Call-backs stand before most who wait: so many leave the queue in sight; the others are counted, with a link."""


@dataclass(frozen=True, slots=True)
class SeenQueue:
    """One reading of the queue, with the rows that somebody has looked at, and how they were written."""

    queue: Queue
    rows: dict[HandoffId, QueueRow] = field(default_factory=dict)
    texts: dict[tuple[object, ...], Markup] = field(default_factory=dict)

    @property
    def places(self) -> Mapping[HandoffId, int]:
        """Who stands where, from 1."""
        return {handoff.id: place for place, handoff in enumerate(self.queue.waiting, 1)}

    @property
    def late(self) -> int:
        """How many have waited longer than promised."""
        return sum(self.queue.read_at - handoff.asked_at > THRESHOLD for handoff in self.queue.waiting)

    async def rows_of(self, assistant: Assistant, handoffs: Sequence[Handoff]) -> list[QueueRow]:
        """The handoffs as rows, in their order."""
        missing = [handoff for handoff in handoffs if handoff.id not in self.rows]
        if missing:
            self.rows.update({row.handoff.id: row for row in await assistant.desk.rows(missing)})
        return [self.rows[handoff.id] for handoff in handoffs]


class Look:
    """One look of an agent's page at what changes by itself. `at`: the path of the page.

    What several parts of a page need is read once a look; what all pages see alike, once for all that look together.
    """

    def __init__(self, request: Request, me: StaffMember, at: str) -> None:
        self.request = request
        self.me = me
        self.at = at
        self.assistant: Assistant = request.app.state.assistant
        self.sight: Sight = request.app.state.sight
        self._held: tuple[Held, ...] | None = None

    @property
    def opened_id(self) -> str:
        """The handoff that is open on the page; empty where none is."""
        return self.at.removeprefix("/desk/") if self.at.startswith("/desk/") else ""

    async def held(self) -> tuple[Held, ...]:
        """The agent's conversations."""
        if self._held is None:
            self._held = await self.assistant.desk.held_by(self.me.id)
        return self._held

    async def queue(self) -> SeenQueue:
        """All who wait."""
        return await self.sight.of("queue", self._read_queue)

    async def around(self) -> Around:
        """Who is there."""
        return await self.sight.of("around", self._read_around)

    async def _read_queue(self) -> SeenQueue:
        return SeenQueue(await self.assistant.routing.queue())

    async def _read_around(self) -> Around:
        on_duty: OnDuty = self.request.app.state.on_duty
        return await on_duty.around(self.assistant.clock.now(), SOON)


def fresh_look(request: Request, me: StaffMember, at: str) -> Look:
    """A look that shows what was done until now, whatever pages are told of it yet."""
    look = Look(request, me, at)
    look.sight.told()
    return look


async def waiting_pane(look: Look, pausing: Status | None = None) -> dict[str, Any]:
    """What `queue/pane.html` shows, and what the agent holds.

    `pausing`: the status that awaits an answer about unanswered citizens.
    """
    request, assistant, me = look.request, look.assistant, look.me
    held, around, asked = await look.held(), await look.around(), await _asked(request, assistant, me)
    queue = await _queue(look, _load(held))
    keyed = _keyed(queue, asked)
    return {
        "held": held,
        **queue,
        **asked,
        "keyed": keyed,
        "row_written": _RowWriter(look, queue, keyed),
        **_me(request, me, held, pausing),
        "status": await assistant.staff.status(me.id),
        "available": around.available,
        "coming": around.coming,
        "door": local_words.door(assistant.chat_hours, words_of(request)),
    }


async def _queue(look: Look, load: int) -> Mapping[str, Any]:
    assistant, me, seen = look.assistant, look.me, await look.queue()
    waiting, offering = seen.queue.waiting, seen.queue.offering
    shown = assistant.routing.arranged(seen.queue, me)[:ROWS_SHOWN]
    offer = await _offer(assistant, me, seen) if offering else None
    rows = [
        row
        for row in await seen.rows_of(assistant, shown)
        if offer is None or row.handoff.id != offer["row"].handoff.id
    ]
    lang = words_of(look.request).lang
    return {
        "seen": seen,
        "read_at": seen.queue.read_at,
        "rows": rows,
        "waiting_total": len(waiting),
        "more": len(waiting) - len(shown),
        "places": seen.places,
        "late": seen.late,
        "limit_seconds": int(THRESHOLD.total_seconds()),
        "offering": offering,
        "offer": offer,
        "suits": {row.handoff.id for row in rows if _suits(row.handoff, me)},
        "has_room": may_take(load, me.capacity, in_danger=False),
        "has_room_for_danger": may_take(load, me.capacity, in_danger=True),
        "area_name": lambda area: _area_name(assistant, area, lang),
    }


class _RowWriter:
    """A row as HTML. Agents for whom it reads alike share it: nothing of an agent stands in it but these."""

    def __init__(self, look: Look, queue: Mapping[str, Any], keyed: object) -> None:
        self._look = look
        self._queue = queue
        self._keyed = keyed

    def __call__(self, row: QueueRow) -> Markup:
        queue, handoff = self._queue, row.handoff
        own = {
            "suited": handoff.id in queue["suits"],
            "first": handoff.id == self._keyed,
            "takes": queue["has_room_for_danger"] if handoff.in_danger else queue["has_room"] and not queue["offering"],
        }
        texts: dict[tuple[object, ...], Markup] = queue["seen"].texts
        key = (words_of(self._look.request).lang, handoff.id, *own.values())
        if key not in texts:
            shared = {name: queue[name] for name in ("places", "limit_seconds", "area_name")}
            texts[key] = written(self._look.request, "queue/row.html", {"row": row, **shared, **own})
        return texts[key]


async def _offer(assistant: Assistant, me: StaffMember, seen: SeenQueue) -> Mapping[str, Any] | None:
    """What is offered to the agent, with when the offer ends."""
    offer = await assistant.routing.offered_to(me.id)
    offered = [] if offer is None else [each for each in seen.queue.waiting if each.id == offer.handoff_id]
    if offer is None or not offered:
        return None
    (row,) = await seen.rows_of(assistant, offered)
    return {"row": row, "until": assistant.clock.now() + offer.left}


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
