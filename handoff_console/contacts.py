"""The supervisor enters other channels' contacts, so that chat's share can be told: by form, as a file or pasted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.bootstrap import Assistant
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.period import local_day
from assistant.services.register_contacts import (
    COLUMNS,
    OF_THE_WHOLE,
    START_OF_ZIP,
    CsvFaultsError,
    Fault,
    FaultKind,
    digits_of,
)
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.contact_words import CHANNELS, fault_words
from handoff_console.pages import show, words_of

router = APIRouter(prefix="/contacts", include_in_schema=False)

DAYS_SHOWN = 31
DAYS_SEARCHED = 366
LARGEST_FILE_BYTES = 1_000_000
"""The most rows the service takes are half as much."""
LONGEST_NUMBER = 9
FAULTS_SHOWN = 25


@dataclass(frozen=True, slots=True)
class Draft:
    """The form's day and numbers as they were written, and what is wrong with them, by field."""

    day: str
    numbers: Mapping[Channel, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


@router.get("")
async def contacts(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    day: date | None = None,
    saved: date | None = None,
    rows: int | None = None,
) -> Response:
    """The form and what has been entered. `day`: to be changed; `saved`, `rows`: what has just been recorded."""
    words = words_of(request)
    said = ""
    if saved is not None:
        said = words("The contacts of {day} are saved.", day=local_words.day(saved, words.lang))
    elif rows is not None and rows > 0:
        said = words.plural("{number} row from the file is saved.", "{number} rows from the file are saved.", rows)
    draft = await _draft(assistant, day)
    return await _page(request, assistant, {"draft": draft, "said": said})


@router.get("/example.csv")
async def example(assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """A file to fill in: yesterday's channels. Sent in as it is, it is refused rather than taken for a day of zeros."""
    day = local_day(assistant.clock.now()) - timedelta(days=1)
    lines = [";".join(COLUMNS), *(f"{day};{channel};" for channel in Channel)]
    headers = {"Content-Disposition": 'attachment; filename="kontakter_mall.csv"'}
    return Response("\r\n".join(lines) + "\r\n", media_type="text/csv; charset=utf-8", headers=headers)


@router.post("")
async def enter(request: Request, assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """One day's numbers are recorded; fields left empty change nothing."""
    read = _read_form(await request.form(), assistant, words_of(request))
    if isinstance(read, Draft):
        return await _page(request, assistant, {"draft": read}, 422)
    await assistant.register_contacts.enter(read)
    return RedirectResponse(f"/contacts?saved={read[0].day}", 303)


@router.post("/csv")
async def enter_csv(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    file: UploadFile | None = None,
    pasted: Annotated[str, Form(max_length=LARGEST_FILE_BYTES)] = "",
) -> Response:
    """All rows are recorded, or none and the faults told by line."""
    words = words_of(request)
    text = pasted if file is None or not file.size else _decoded(await file.read(LARGEST_FILE_BYTES + 1))
    if len(text) > LARGEST_FILE_BYTES and not text.startswith(START_OF_ZIP):
        faults = [words("The file is too large. Divide it into parts of at most 10,000 rows.")]
        return await _csv_refused(request, assistant, faults, "")
    try:
        rows = await assistant.register_contacts.enter_csv(text)
    except CsvFaultsError as error:
        faults = [_line_words(line, fault, words) for line, fault in error.details]
        return await _csv_refused(request, assistant, faults, "" if text.startswith(START_OF_ZIP) else text)
    return RedirectResponse(f"/contacts?rows={rows}", 303)


def _line_words(line: int, fault: Fault, words: Words) -> str:
    told = fault_words(fault, words)
    return told if fault.kind in OF_THE_WHOLE else words("Line {line}: {fault}", line=line, fault=told)


async def _csv_refused(request: Request, assistant: Assistant, faults: list[str], pasted: str) -> Response:
    words = words_of(request)
    rest = len(faults) - FAULTS_SHOWN
    if rest > 0:
        faults = [*faults[:FAULTS_SHOWN], words.plural("and {number} more fault", "and {number} more faults", rest)]
    draft = await _draft(assistant, None)
    return await _page(request, assistant, {"draft": draft, "csv_faults": faults, "pasted": pasted}, 422)


def _read_form(form: FormData, assistant: Assistant, words: Words) -> Draft | list[ContactVolume]:
    """The day's volumes, or the form back with what is wrong."""
    written = {channel: str(form.get(channel) or "").strip() for channel in Channel}
    draft_day = str(form.get("day") or "").strip()
    faults: dict[str, str] = {}
    try:
        day = date.fromisoformat(draft_day)
    except ValueError:
        return Draft(draft_day, written, {"day": fault_words(Fault(FaultKind.DAY_UNREADABLE, draft_day), words)})
    volumes = []
    for channel, text in written.items():
        fault = _fault(assistant, day, channel, text)
        if fault is not None:
            faults["day" if fault.kind is FaultKind.DAY_AHEAD else channel] = fault_words(fault, words)
        elif text:
            volumes.append(ContactVolume(day, channel, _whole(text)))
    if not volumes and not faults:
        faults[Channel.PHONE] = words("Write the number of at least one channel. Write 0 if there were none.")
    return Draft(draft_day, written, faults) if faults else volumes


def _fault(assistant: Assistant, day: date, channel: Channel, text: str) -> Fault | None:
    number = digits_of(text)
    if text and not number.isdecimal():
        return Fault(FaultKind.NOT_A_NUMBER, text)
    if len(number) > LONGEST_NUMBER:
        return Fault(FaultKind.OUT_OF_RANGE, number[:LONGEST_NUMBER])
    return assistant.register_contacts.fault_of(ContactVolume(day, channel, int(number or 0)))


def _whole(text: str) -> int:
    return int(digits_of(text))


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What an older Excel saves. Days, channels and numbers look the same in both.
        return content.decode("cp1252", errors="replace")


async def _draft(assistant: Assistant, day: date | None) -> Draft:
    """The form for a day, by default yesterday (whose numbers are known), with what has been entered of it."""
    chosen = day or local_day(assistant.clock.now()) - timedelta(days=1)
    entered = await assistant.register_contacts.entered(chosen, chosen)
    return Draft(str(chosen), {volume.channel: str(volume.contacts) for volume in entered})


async def _page(request: Request, assistant: Assistant, extra: Mapping[str, Any], status: int = 200) -> Response:
    words, today = words_of(request), local_day(assistant.clock.now())
    entered = await assistant.register_contacts.entered(today - timedelta(days=DAYS_SEARCHED), today)
    by_day: dict[date, dict[Channel, ContactVolume]] = {}
    for volume in entered:
        by_day.setdefault(volume.day, {})[volume.channel] = volume
    latest = dict(sorted(by_day.items(), reverse=True)[:DAYS_SHOWN])
    listed = [volume for volumes in latest.values() for volume in volumes.values()]
    shown = {
        "channels": CHANNELS,
        "today": today,
        "days": latest,
        "totals": {c: sum(v.contacts for v in listed if v.channel is c) for c in Channel},
        "total": sum(volume.contacts for volume in listed),
        "columns": COLUMNS,
        "number": lambda value: local_words.number(value, words.lang),
        "short_day": lambda value: local_words.short_day(value, words.lang),
        "said": "",
        "csv_faults": (),
        "pasted": "",
        **extra,
    }
    return show(request, "contacts/contacts.html", shown, status)
