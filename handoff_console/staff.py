"""Supervisors see who is there and how fairly the work falls, and set the mode of routing, skills and capacity."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.audit import LONGEST_REASON
from assistant.domain.catalogue import spoken
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.routing import OfferAnswer, RoutingMode
from assistant.domain.staffing import LIMIT_CAPACITY, StaffMember
from assistant.wording.catalogue import SPOKEN
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of

router = APIRouter(prefix="/staff", include_in_schema=False)

SAID = {"changed": "Saved.", "mode": "The mode holds from now on."}


@router.get("")
async def staff(request: Request, assistant: Services, me: Supervisor, done: str = "") -> Response:  # noqa: ARG001 - supervisors only
    """Who is there, what each can, how the work falls."""
    return await _list(request, assistant, {"said": SAID.get(done, "")})


@router.post("/mode")
async def set_mode(
    request: Request,
    assistant: Services,
    me: Supervisor,
    mode: Annotated[RoutingMode, Form()],
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> Response:
    """Citizens are claimed or offered from now on; entered in the audit with the reason."""
    try:
        await assistant.routing.set_mode(mode, me, reason)
    except RefusedError:
        return await _list(request, assistant, {"chosen": mode, "fault": "Say why, in a few words."}, 422)
    return RedirectResponse("/staff?done=mode", 303)


@router.get("/{agent_id}")
async def one(request: Request, agent_id: str, assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """One member's areas, languages and capacity, to change."""
    return _form(request, assistant, await assistant.skills.of(AgentId(agent_id)), {})


@router.post("/{agent_id}")
async def change(
    request: Request, agent_id: str, assistant: Services, me: Supervisor, capacity: Annotated[int, Form()] = 0
) -> Response:
    """The member has these from now on; entered in the audit."""
    form = await request.form()
    given = (list(map(str, form.getlist("areas"))), list(map(str, form.getlist("languages"))), capacity)
    try:
        await assistant.skills.change(AgentId(agent_id), me, *given)
    except RefusedError:
        member = await assistant.skills.of(AgentId(agent_id))
        draft = {"areas": given[0], "languages": given[1], "capacity": capacity, "fault": True}
        return _form(request, assistant, member, draft, 422)
    return RedirectResponse("/staff?done=changed", 303)


async def _list(request: Request, assistant: Assistant, extra: dict[str, Any], status: int = 200) -> Response:
    words = words_of(request)
    portions = await assistant.shift.portions()
    mode = await assistant.routing.mode()
    shown = {
        "colleagues": await assistant.shift.colleagues(),
        "portions": sorted(portions, key=lambda each: each.figures.per_hour or 0.0, reverse=True),
        "rates": [each.figures.per_hour for each in portions if each.figures.per_hour is not None],
        "mode": mode,
        "chosen": mode,
        "answers": tuple(OfferAnswer),
        "said": "",
        "fault": "",
        "area_names": _area_names(assistant, words.lang),
        "percent": lambda value: local_words.percent(value, words.lang, 0),
        "rate": lambda value: local_words.rate(value, words.lang),
        **extra,
    }
    return show(request, "staff/staff.html", shown, status)


def _form(
    request: Request, assistant: Assistant, member: StaffMember, draft: dict[str, Any], status: int = 200
) -> Response:
    shown = {
        "one": member,
        "area_names": _area_names(assistant, words_of(request).lang),
        "spoken": SPOKEN,
        "limit": LIMIT_CAPACITY,
        "draft": {
            "areas": member.areas,
            "languages": member.languages,
            "capacity": member.capacity,
            "fault": False,
            **draft,
        },
    }
    return show(request, "staff/member.html", shown, status)


def _area_names(assistant: Assistant, lang: str) -> dict[str, str]:
    names = {area.id: spoken(area.name, lang) for area in assistant.catalogue.areas.values()}
    return dict(sorted(names.items(), key=lambda named: named[1].casefold()))
