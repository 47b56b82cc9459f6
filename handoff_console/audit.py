"""The audit for supervisors: who did what, when and why, narrowed down, page by page, or as a file."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.catalogue import spoken
from assistant.domain.handoff import AgentId
from assistant.domain.period import LOCAL, Period
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.audit_words import ACTS, Known, act_words, details_words, subject_words
from handoff_console.pages import show, words_of
from handoff_console.sheet import Cell, sheet

log = logging.getLogger(__name__)
router = APIRouter(prefix="/audit", include_in_schema=False)

ROWS_A_PAGE = 50
ROWS_A_FILE = 20_000
LONGEST_SUBJECT = 200
SUBJECTS = ("topic:", "article:", "conversation:", "turn:", "staff:", "assistant:", "contacts:")
"""What a subject may begin with."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The filters as they were chosen; what is no day, person or act is no choice."""

    since: str = ""
    until: str = ""
    by: str = ""
    act: str = ""
    subject: str = ""

    @property
    def query(self) -> str:
        """As they stand in an address, those that narrow nothing left out."""
        named = {"since": self.since, "until": self.until, "by": self.by, "act": self.act, "subject": self.subject}
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def wanted(self) -> AuditFilter:
        """The entries they let through; `until` is a day that is still in."""
        first, last = _day(self.since), _day(self.until)
        return AuditFilter(
            since=Period(first, first).start if first else None,
            until=Period(last, last).end if last else None,
            by=AgentId(self.by) if self.by else None,
            acts=frozenset({Act(self.act)}) if self.act in set(Act) else frozenset(),
            subject=self.subject,
        )


async def chosen_filters(since: str = "", until: str = "", by: str = "", act: str = "", subject: str = "") -> Chosen:
    """The filters in the address."""
    days = [told if _day(told) else "" for told in (since, until)]
    first, last = days
    return Chosen(first, last, by[:LONGEST_SUBJECT], act if act in set(Act) else "", subject.strip()[:LONGEST_SUBJECT])


Filters = Annotated[Chosen, Depends(chosen_filters)]


@router.get("")
async def audit(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    chosen: Filters,
    before: Annotated[int | None, Query(ge=1)] = None,
) -> Response:
    """The acts, newest first. `before`: the number of the last entry on the page before this one."""
    words = words_of(request)
    found = await _entries(assistant, chosen, ROWS_A_PAGE + 1, before)
    known = await _known(assistant, words)
    shown = {
        "chosen": chosen,
        "rows": [_row(entry, known, words) for entry in found[:ROWS_A_PAGE]],
        "older": found[ROWS_A_PAGE - 1].number if len(found) > ROWS_A_PAGE else None,
        "newest": before is None,
        "people": known.people,
        "acts": ACTS,
        "subjects": SUBJECTS,
    }
    return show(request, "audit/audit.html", shown)


@router.get("/audit.csv")
async def audit_as_sheet(request: Request, assistant: Services, me: Supervisor, chosen: Filters) -> Response:
    """The same as a file, at most `ROWS_A_FILE`, newest first."""
    words = words_of(request)
    entries = await _entries(assistant, chosen, ROWS_A_FILE)
    known = await _known(assistant, words)
    log.info("supervisor %s exports %s entries of the audit", me.id, len(entries))
    titles = ("Number", "Day", "Time", "Who", "What", "To what", "Reason", "Details")
    return sheet("audit.csv", [words(title) for title in titles], [_cells(each, known, words) for each in entries])


async def _entries(
    assistant: Assistant, chosen: Chosen, limit: int, before: int | None = None
) -> tuple[AuditEntry, ...]:
    return await assistant.audit_trail.entries(chosen.wanted, limit, before)


async def _known(assistant: Assistant, words: Words) -> Known:
    shelf = (await assistant.knowledge.now()).shelf
    return Known(
        topics={str(area.id): spoken(area.name, words.lang) for area in assistant.catalogue.areas.values()},
        titles={str(article.id): article.title for article in shelf.articles()},
        people={str(member.id): member.full_name for member in await assistant.staff.members()},
    )


def _row(entry: AuditEntry, known: Known, words: Words) -> Mapping[str, Any]:
    return {
        "entry": entry,
        "when": local_words.day_and_time(entry.at, words.lang),
        "who": _who(entry, known, words),
        "what": act_words(entry.act, words),
        "subject": subject_words(entry.subject, known, words),
        "details": details_words(entry, known, words),
    }


def _cells(entry: AuditEntry, known: Known, words: Words) -> tuple[Cell, ...]:
    at = entry.at.astimezone(LOCAL)
    return (
        entry.number,
        str(at.date()),
        f"{at:%H:%M:%S}",
        _who(entry, known, words),
        act_words(entry.act, words),
        entry.subject,
        entry.reason,
        json.dumps(dict(entry.details), ensure_ascii=False, default=str),
    )


def _who(entry: AuditEntry, known: Known, words: Words) -> str:
    return words("The system") if entry.by is None else known.people.get(entry.by, str(entry.by))


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
