"""What stands on every page and changes by itself, asked for in one request: at the signal that there is news.

A page names the places it has. Each is written by the feature it belongs to and goes where its name says (htmx's
`<hx-partial>`), so that one look costs one visit, one reading of what several places need, and one answer.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from assistant.domain.staffing import Role
from handoff_console import alerts, approvals, desk, mentions, queue, review_topics
from handoff_console.access import Agent, NotAllowedError
from handoff_console.pages import local_path, written
from handoff_console.waiting import Look

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)


class Place(StrEnum):
    """A place on a page, by the id of its element."""

    ALARM = "alarm"
    OVERSIGHT = "oversight"
    MENTIONS = "mentions-mark"
    WAITING = "waiting"
    HELD = "held"
    FALLEN = "fallen"
    WARNINGS = "target-warnings"


OF_SUPERVISORS = frozenset({Place.FALLEN, Place.WARNINGS})
WRITERS: Mapping[Place, Callable[[Look], Awaitable[tuple[str, Mapping[str, Any]]]]] = {
    Place.ALARM: queue.alarm,
    Place.OVERSIGHT: approvals.strip,
    Place.MENTIONS: mentions.mark,
    Place.WAITING: queue.waiting,
    Place.HELD: desk.held,
    Place.FALLEN: review_topics.fallen,
    Place.WARNINGS: alerts.strip,
}
"""For each place the template and what it shows."""


@router.get("/look")
async def look(request: Request, me: Agent, place: Annotated[list[Place], Query()], at: str = "/desk") -> Response:
    """The places asked for, without those that could not be written. `at`: the page they stand on, to come back to.

    Raises:
        NotAllowedError: a place of supervisors' is asked for by an agent.
    """
    if me.role is not Role.SUPERVISOR and OF_SUPERVISORS & set(place):
        raise NotAllowedError(f"{me.id} is {me.role}, not {Role.SUPERVISOR}")
    looking = Look(request, me, local_path(at, "/desk"))
    texts, faults = [], []
    for each in dict.fromkeys(place):
        try:
            template, shown = await WRITERS[each](looking)
            text = written(request, template, shown)
        except Exception as fault:  # the alarm for danger (requirement E-04) hangs on no other place
            log.exception("nothing new can be shown at %s", each)
            faults.append(fault)
        else:
            texts.append(f'<hx-partial hx-target="#{each}" hx-swap="innerMorph">{text}</hx-partial>')
    if faults and not texts:
        raise faults[0]
    return HTMLResponse("\n".join(texts), headers={"Cache-Control": "no-store"})
