"""Other channels' contacts, so that chat's share can be told: a day by hand, what is known, and imports."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.bootstrap import Assistant
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_fault import Fault, FaultKind
from assistant.domain.period import local_day
from assistant.domain.sheet_reading import clock_text
from assistant.services.register_contacts import digits_of
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.contact_words import CHANNELS, fault_words
from handoff_console.pages import show, words_of
from handoff_console.sheet import Cell, sheet

router = APIRouter(prefix="/contacts", include_in_schema=False)

DAYS_SHOWN = 31
DAYS_SEARCHED = 366
IMPORTS_SHOWN = 20
LONGEST_NUMBER = 9
COLUMNS = ("dag", "kanal", "antal")
NAMES = {
    Channel.PHONE: "telefon",
    Channel.EMAIL: "e-post",
    Channel.VISIT: "besök",
    Channel.E_SERVICE: "e-tjänst",
    Channel.OTHER: "annat",
}
"""What the file to fill in calls channels."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The form's day and numbers as they were written, and what is wrong with them, by field."""

    day: str
    numbers: Mapping[Channel, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    told: frozenset[Channel] = frozenset()


@router.get("")
async def contacts(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    day: date | None = None,
    saved: date | None = None,
    done: str = "",
) -> Response:
    """Forms, imports and what is known. `day`: to be changed; `saved`, `done`: what has just been recorded."""
    words = words_of(request)
    said = words("The contacts of {day} are saved.", day=local_words.day(saved, words.lang)) if saved else ""
    told = {
        "same": words("Everything in the file stood here already. Nothing has changed."),
        "withdrawn": words("The import is withdrawn. What stood before stands again."),
        "thrown": words("The file is thrown away. Nothing has changed."),
        "gone": words("The file is kept no longer: it is imported already, or too old. Send it again if it is needed."),
    }
    draft = await _draft(assistant, day)
    return await _page(request, assistant, {"draft": draft, "said": said or told.get(done, "")})


@router.get("/example.csv")
async def example(assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """A file to fill in: yesterday's channels. Sent in as it is, it is refused rather than taken for a day of zeros."""
    day = local_day(assistant.clock.now()) - timedelta(days=1)
    return sheet("kontakter_mall.csv", COLUMNS, [(str(day), NAMES[channel], "") for channel in Channel])


@router.get("/contacts.csv")
async def known_as_sheet(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    first: Annotated[date | None, Query()] = None,
    last: Annotated[date | None, Query()] = None,
) -> Response:
    """All intervals that sources tell, as a file; by default of the year that ends today."""
    words, today = words_of(request), local_day(assistant.clock.now())
    told = await assistant.register_contacts.told(first or today - timedelta(days=DAYS_SEARCHED), last or today)
    titles = [words(title) for title in ("Source", "Day", "Begins", "Minutes", "Channel", "Contacts")]
    rows: Iterator[tuple[Cell, ...]] = (
        (source, str(each.day), clock_text(slot.begins), slot.minutes, NAMES[each.channel], slot.contacts)
        for source, each in told
        for slot in each.slots
    )
    return sheet("kontakter.csv", titles, rows)


@router.post("")
async def enter(request: Request, assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """One day's numbers are recorded; fields left empty change nothing."""
    read = await _read_form(await request.form(), assistant, words_of(request))
    if isinstance(read, Draft):
        return await _page(request, assistant, {"draft": read}, 422)
    await assistant.register_contacts.enter(read)
    return RedirectResponse(f"/contacts?saved={read[0].day}", 303)


async def _read_form(form: FormData, assistant: Assistant, words: Words) -> Draft | list[ContactVolume]:
    """The day's volumes, or the form back with what is wrong."""
    written = {channel: str(form.get(channel) or "").strip() for channel in Channel}
    draft_day = str(form.get("day") or "").strip()
    try:
        day = date.fromisoformat(draft_day)
    except ValueError:
        unreadable = fault_words(Fault(FaultKind.DAY_UNREADABLE, draft_day), words)
        return Draft(draft_day, written, {"day": unreadable})
    told = await assistant.register_contacts.told_channels(day)
    volumes, faults = [], {}
    for channel, text in written.items():
        fault = Fault(FaultKind.IMPORTED) if text and channel in told else _fault(assistant, day, channel, text)
        if fault is not None:
            faults["day" if fault.kind is FaultKind.DAY_AHEAD else str(channel)] = fault_words(fault, words)
        elif text:
            volumes.append(ContactVolume(day, channel, int(digits_of(text))))
    if not volumes and not faults:
        faults[str(Channel.PHONE)] = words("Write the number of at least one channel. Write 0 if there were none.")
    return Draft(draft_day, written, faults, told) if faults else volumes


def _fault(assistant: Assistant, day: date, channel: Channel, text: str) -> Fault | None:
    number = digits_of(text)
    if text and not number.isdecimal():
        return Fault(FaultKind.NOT_A_NUMBER, text)
    if len(number) > LONGEST_NUMBER:
        return Fault(FaultKind.OUT_OF_RANGE, number[:LONGEST_NUMBER])
    return assistant.register_contacts.fault_of(ContactVolume(day, channel, int(number or 0)))


async def _draft(assistant: Assistant, day: date | None) -> Draft:
    """The form for a day, by default yesterday (whose numbers are known), with what has been entered of it."""
    chosen = day or local_day(assistant.clock.now()) - timedelta(days=1)
    entered = await assistant.register_contacts.entered(chosen, chosen)
    told = await assistant.register_contacts.told_channels(chosen)
    return Draft(str(chosen), {volume.channel: str(volume.contacts) for volume in entered}, told=told)


async def _page(request: Request, assistant: Assistant, extra: Mapping[str, Any], status: int = 200) -> Response:
    words, today = words_of(request), local_day(assistant.clock.now())
    entered = await assistant.register_contacts.entered(today - timedelta(days=DAYS_SEARCHED), today)
    by_day: dict[date, dict[Channel, ContactVolume]] = {}
    for volume in entered:
        by_day.setdefault(volume.day, {})[volume.channel] = volume
    latest = dict(sorted(by_day.items(), reverse=True)[:DAYS_SHOWN])
    listed = [volume for volumes in latest.values() for volume in volumes.values()]
    imports = await assistant.import_contacts.latest(IMPORTS_SHOWN)
    shown = {
        "channels": CHANNELS,
        "today": today,
        "days": latest,
        "totals": {c: sum(v.contacts for v in listed if v.channel is c) for c in Channel},
        "total": sum(volume.contacts for volume in listed),
        "number": lambda value: local_words.number(value, words.lang),
        "short_day": lambda value: local_words.short_day(value, words.lang),
        "moment": lambda value: local_words.day_and_time(value, words.lang),
        "said": "",
        "fault": "",
        "source": "",
        "pasted": "",
        "imports": imports,
        "just_now": next((each for each in imports if str(each.number) == request.query_params.get("imported")), None),
        "withdrawable": await assistant.import_contacts.newest_standing(),
        "sources": await assistant.import_contacts.sources(),
        "last_source": next((each.source for each in imports if each.by), ""),
        "people": {member.id: member.full_name for member in await assistant.staff.members()},
        **extra,
    }
    return show(request, "contacts/contacts.html", shown, status)
