"""An agent's day: breaks planned, colleagues' breaks, and one's own figures, which nobody else is shown."""

from datetime import time
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.staffing import PLANNED, StaffMember, Status
from handoff_console import local_words, names
from handoff_console.access import Agent, Services
from handoff_console.pages import show, words_of

router = APIRouter(prefix="/today", include_in_schema=False)

Clock = Annotated[str, Form(max_length=5)]


@router.get("")
async def today(request: Request, assistant: Services, me: Agent) -> Response:
    """The day as it stands."""
    return await _page(request, assistant, me, {})


@router.post("/plan")
async def plan(
    request: Request,
    assistant: Services,
    me: Agent,
    status: Annotated[Status, Form()],
    start: Clock = "",
    end: Clock = "",
) -> Response:
    """The agent will be away from the queue then; colleagues see it."""
    draft = {"status": status, "start": start, "end": end}
    try:
        await assistant.shift.plan(me, status, time.fromisoformat(start), time.fromisoformat(end))
    except ConflictError:
        return await _page(request, assistant, me, {**draft, "fault": "You have planned something at that time."}, 422)
    except (RefusedError, ValueError):
        fault = "Give a start and a later end, as hours and minutes, still to come today."
        return await _page(request, assistant, me, {**draft, "fault": fault}, 422)
    return RedirectResponse("/today", 303)


@router.post("/plan/{number}/remove")
async def unplan(number: int, assistant: Services, me: Agent) -> Response:
    """The agent will be there after all."""
    await assistant.shift.unplan(me, number)
    return RedirectResponse("/today", 303)


async def _page(
    request: Request, assistant: Assistant, me: StaffMember, draft: dict[str, Any], status: int = 200
) -> Response:
    words, now = words_of(request), assistant.clock.now()
    colleagues = await assistant.shift.colleagues()
    shown = {
        "day": local_words.day(now.date(), words.lang),
        "figures": await assistant.shift.own_day(me),
        "mine": next((each.plans for each in colleagues if each.member.id == me.id), ()),
        "colleagues": [each for each in colleagues if each.member.id != me.id],
        "plannable": {each: name for each, name in names.STATUSES.items() if each in PLANNED},
        "draft": {"status": Status.BREAK, "start": "", "end": "", "fault": "", **draft},
        "percent": lambda value: local_words.percent(value, words.lang, 0),
        "rate": lambda value: local_words.rate(value, words.lang),
    }
    return show(request, "today/today.html", shown, status)
