"""Cases for staff: a list by due time and age, one case with its history, and what an agent does about it."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.case import (
    NOTE_CHARACTERS,
    OVER,
    Case,
    CaseEvent,
    CaseEventId,
    CaseFilter,
    CaseKind,
    CaseStatus,
    Doer,
)
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.period import Period, local_day
from assistant.domain.staffing import Role
from assistant.services.cases import CaseChange, CaseView
from assistant.wording.cases import KINDS, OVERVIEW, PLACE, STATUSES, details_in_order
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Agent, Services
from handoff_console.pages import is_fragment, show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/cases", include_in_schema=False)

ROWS_A_PAGE = 50
LONGEST_SEARCH = 200
OPEN, ALL = "open", "all"
CONTACT = "contact"
"""The detail that may be a number to dial."""


class Due(StrEnum):
    """Cases with a time promised, by that time."""

    OVERDUE = "overdue"
    TODAY = "today"


DUE = {Due.OVERDUE: "Overdue", Due.TODAY: "Today at the latest"}
MOVES = {
    CaseStatus.RECEIVED: "Open it again",
    CaseStatus.IN_PROGRESS: "Begin, or begin again",
    CaseStatus.WAITING_FOR_CITIZEN: "Ask the citizen",
    CaseStatus.CONTACTED: "Reached",
    CaseStatus.COULD_NOT_REACH: "Not reached",
    CaseStatus.DONE: "Done",
    CaseStatus.CLOSED: "Close without action",
}
"""What the buttons say that make a case become each status."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The list's filters as they were chosen."""

    q: str = ""
    kind: str = ""
    status: str = OPEN
    due: str = ""

    @property
    def query(self) -> str:
        """The filters as they stand in an address; those that narrow nothing left out."""
        chosen = {"q": self.q, "kind": self.kind, "status": "" if self.status == OPEN else self.status, "due": self.due}
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in the form that comes back, and why it does."""

    note: str = ""
    internal: str = ""
    fault: str = ""


async def chosen_filters(q: str = "", kind: str = "", status: str = OPEN, due: str = "") -> Chosen:
    """The filters in the address."""
    return Chosen(q.strip()[:LONGEST_SEARCH], kind, status or OPEN, due)


@router.get("")
async def cases(
    request: Request,
    assistant: Services,
    me: Agent,
    chosen: Annotated[Chosen, Depends(chosen_filters)],
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """The list: those that somebody has to do something about, or as the filters say."""
    if chosen.q:
        # Words may name people: who looked for some can be told afterwards (requirement C-06).
        log.info("agent %s searches the cases", me.id)
    now = assistant.clock.now()
    found = await assistant.cases.listed(_wanted(chosen, now), ROWS_A_PAGE, (page - 1) * ROWS_A_PAGE)
    shown = {
        **_common(words_of(request), now),
        "chosen": chosen,
        "rows": found.cases,
        "count": found.count,
        "page": page,
        "pages": max(1, -(-found.count // ROWS_A_PAGE)),
        "dues": DUE,
        "overview": OVERVIEW,
    }
    return show(request, "cases/rows.html" if is_fragment(request) else "cases/cases.html", shown)


@router.get("/{reference}")
async def case(request: Request, reference: str, assistant: Services, me: Agent, saved: bool = False) -> Response:
    """One case."""
    view = await assistant.cases.read(reference)
    log.info("agent %s reads case %s", me.id, view.case.reference)
    said = words_of(request)("Saved.") if saved else ""
    return await _page(request, assistant, view, {"said": said, "may_read_conversation": me.role is Role.SUPERVISOR})


@router.post("/{reference}")
async def change(
    request: Request,
    reference: str,
    assistant: Services,
    me: Agent,
    id: Annotated[str, Form(min_length=1, max_length=64)],  # noqa: A002 - the form's name of it
    seen: Annotated[int, Form(ge=0)],
) -> Response:
    """What the agent did is recorded; or the form comes back with what was wrong and what was written."""
    form = await request.form()
    note, internal = (str(form.get(name) or "").replace("\r\n", "\n") for name in ("note", "internal"))
    status = _status(str(form.get("status") or ""))
    wanted = CaseChange(CaseEventId(f"agent-{id}"), seen, status, note, internal)
    try:
        changed = await assistant.cases.change(reference, wanted, me)
    except (RefusedError, ConflictError) as error:
        code, fault = _fault(error, words_of(request))
        extra = {"written": Written(note, internal, fault), "may_read_conversation": me.role is Role.SUPERVISOR}
        return await _page(request, assistant, await assistant.cases.read(reference), extra, code)
    return RedirectResponse(f"/cases/{changed.reference}?saved=true", 303)


def _status(pressed: str) -> CaseStatus | None:
    """What the button pressed makes of the case; None for the one that saves the note only."""
    if pressed and pressed not in set(CaseStatus):
        raise RefusedError(f"there is no status {pressed}")
    return CaseStatus(pressed) if pressed else None


def _fault(error: RefusedError | ConflictError, words: Words) -> tuple[int, str]:
    if isinstance(error, RefusedError):
        return 422, words(
            "Nothing was saved. Write a note of at most {most} characters; a question to the citizen needs one.",
            most=NOTE_CHARACTERS,
        )
    return 409, words(
        "Nothing was saved: somebody else has changed the case meanwhile. See how it stands, and save again."
    )


def _wanted(chosen: Chosen, now: datetime) -> CaseFilter:
    """What the filters ask for; one that is none narrows nothing."""
    before = {Due.OVERDUE: now, Due.TODAY: _end_of(local_day(now))}
    return CaseFilter(
        kind=CaseKind(chosen.kind) if chosen.kind in set(CaseKind) else None,
        statuses=_statuses(chosen.status),
        due_before=before[Due(chosen.due)] if chosen.due in set(Due) else None,
        text=chosen.q,
    )


def _statuses(chosen: str) -> frozenset[CaseStatus]:
    if chosen == ALL:
        return frozenset()
    if chosen in set(CaseStatus):
        return frozenset({CaseStatus(chosen)})
    return frozenset(CaseStatus) - OVER


def _end_of(day: date) -> datetime:
    return Period(day, day).end


async def _page(
    request: Request, assistant: Assistant, view: CaseView, extra: Mapping[str, Any], status: int = 200
) -> Response:
    words, now = words_of(request), assistant.clock.now()
    staff = {member.id: member.full_name for member in await assistant.staff.members()}
    map_url, place = assistant.settings.map_url, view.case.details.get(PLACE, "")
    shown = {
        **_common(words, now),
        "case": view.case,
        "events": list(reversed(view.events)),
        "details": details_in_order(view.case),
        "place_name": PLACE,
        "map": map_url.replace("{place}", quote(place, safe="")) if map_url and place else "",
        "contact_name": CONTACT,
        "dialled": _dialled,
        "who": lambda event: _who(event, staff, words),
        "moves": MOVES,
        "form_id": secrets.token_hex(8),
        "most": NOTE_CHARACTERS,
        "written": Written(),
        "said": "",
        "call": await assistant.call_backs.taken(view.case),
        "staff_names": staff,
        **extra,
    }
    return show(request, "cases/case.html", shown, status)


def _who(event: CaseEvent, staff: Mapping[AgentId, str], words: Words) -> str:
    match event.by:
        case Doer.CITIZEN:
            return words("The citizen")
        case Doer.SYSTEM:
            return words("By itself")
        case Doer.AGENT:  # pragma: no branch - the last of all
            return staff[event.agent_id] if event.agent_id else ""


def _dialled(number: str) -> str:
    """The number as an address that telephones; empty where it is none."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    is_number = len(digits) >= 5 and not any(sign.isalpha() for sign in number)
    return f"tel:{digits}" if is_number else ""


def _common(words: Words, now: datetime) -> dict[str, Any]:
    return {
        "kinds": KINDS,
        "statuses": STATUSES,
        "moment": lambda at: local_words.day_and_time(at, words.lang),
        "age": lambda case: _age(case, now, words),
        "due_state": lambda case: _due_state(case, now),
    }


def _age(case: Case, now: datetime, words: Words) -> str:
    days = (local_day(now) - local_day(case.opened_at)) // timedelta(days=1)
    return words.plural("{number} day", "{number} days", days) if days else words("today")


def _due_state(case: Case, now: datetime) -> str:
    """How near the time promised is, as a name for style and words: `overdue`, `today` or none."""
    if case.due_at is None or case.is_over:
        return ""
    if case.is_overdue(now):
        return Due.OVERDUE
    return Due.TODAY if case.due_at < _end_of(local_day(now)) else ""
