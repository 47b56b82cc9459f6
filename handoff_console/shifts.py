"""Supervisors plan who answers in the chat, and when, week by week."""

from datetime import date, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel, Field

from assistant.bootstrap import Assistant
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.period import LOCAL
from assistant.domain.shifts import Shift
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.names import STATUSES
from handoff_console.pages import show, words_of
from handoff_console.weeks import monday_of, week_name

router = APIRouter(prefix="/staffing/shifts", include_in_schema=False)

WEEK = timedelta(weeks=1)


class Written(BaseModel):
    """The form as it was written."""

    agent: str = Field("", max_length=64)
    day: str = Field("", max_length=10)
    start: str = Field("", max_length=5)
    end: str = Field("", max_length=5)

    def shift(self) -> Shift:
        """The shift. Raises ValueError for what is no day or time, RefusedError for what is no shift."""
        hours = time.fromisoformat(self.start), time.fromisoformat(self.end)
        return Shift(AgentId(self.agent), date.fromisoformat(self.day), *hours)

    def week(self) -> date | None:
        """A day of the week that the form was in; None where it cannot be read."""
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            return None


@router.get("")
async def shifts(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    week: date | None = None,
    copied: int | None = None,
) -> Response:
    """The week's schedule, to change."""
    words = words_of(request)
    said = ""
    if copied is not None:
        said = words.plural("{number} shift is copied.", "{number} shifts are copied.", copied)
    return await _page(request, assistant, week, {"said": said})


@router.post("")
async def plan_shift(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    written: Annotated[Written, Form()],
) -> Response:
    """The agent is planned to be there then."""
    words, draft = words_of(request), written.model_dump()
    try:
        shift = written.shift()
        await assistant.schedule.plan(shift)
    except ConflictError:
        draft["fault"] = words("This colleague is planned already at some of that time.")
        return await _page(request, assistant, written.week(), {"draft": draft}, 422)
    except (RefusedError, NotFoundError, ValueError):
        draft["fault"] = words(
            "Choose a colleague and a day, and give a start and a later end, at most 12 hours apart."
        )
        return await _page(request, assistant, written.week(), {"draft": draft}, 422)
    return RedirectResponse(f"/staffing/shifts?week={monday_of(shift.day, shift.day)}#new-shift", 303)


@router.post("/copy")
async def copy_page(assistant: Services, me: Supervisor, week: Annotated[date, Form()]) -> Response:  # noqa: ARG001 - supervisors only
    """The week has the shifts of the one before."""
    monday = monday_of(week, week)
    copied = await assistant.schedule.copy_last_week(monday)
    return RedirectResponse(f"/staffing/shifts?week={monday}&copied={copied}", 303)


@router.post("/{number}/remove")
async def remove_shift(number: int, assistant: Services, me: Supervisor, week: Annotated[date, Form()]) -> Response:  # noqa: ARG001 - supervisors only
    """The agent is no longer planned then."""
    await assistant.schedule.remove(number)
    return RedirectResponse(f"/staffing/shifts?week={monday_of(week, week)}", 303)


async def _page(
    request: Request, assistant: Assistant, week: date | None, extra: dict[str, Any], status: int = 200
) -> Response:
    words, monday = words_of(request), monday_of(week, assistant.staffing_plan.this_monday())
    planned = await assistant.schedule.week(monday)
    days = [monday + timedelta(days=number) for number in range(7)]
    shown = {
        "planned": planned,
        "people": {member.id: member.full_name for member in planned.members},
        "days": {day: local_words.weekday_and_day(day, words.lang) for day in days},
        "week_name": week_name(monday, words.lang),
        "monday": monday,
        "before": monday - WEEK,
        "after": monday + WEEK,
        "statuses": STATUSES,
        "local": lambda moment: moment.astimezone(LOCAL),
        "said": "",
        "draft": {"agent": "", "day": str(monday), "start": "08:00", "end": "16:00", "fault": ""},
        **extra,
    }
    return show(request, "staffing/shifts.html", shown, status)
