"""A file of other channels' contacts, step by step: sent, its columns told, looked at, imported or thrown away."""

import logging
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from assistant.domain.contact import Channel
from assistant.domain.contact_fault import LARGEST_FILE_BYTES, FaultError, RowFaultsError
from assistant.domain.contact_interval import LONGEST_SOURCE, MINUTES_A_DAY, DayKey, ImportNumber
from assistant.domain.contact_upload import ContactUpload, UploadId
from assistant.domain.errors import NotFoundError
from assistant.domain.sheet import DELIMITERS, Encoding, Writing, looks_misread
from assistant.domain.sheet_layout import Column, Layout, Question, channel_names, questions
from assistant.domain.sheet_reading import clock_text
from assistant.domain.written_times import DayOrder
from assistant.services.import_contacts import Preview
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.contact_words import (
    CHANNELS,
    DECIMALS,
    DELIMITER_NAMES,
    ENCODINGS,
    LENGTHS,
    ORDERS,
    QUESTIONS,
    ROLES,
    fault_words,
)
from handoff_console.pages import show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/contacts/import", include_in_schema=False)

EXAMPLES = 3
ROWS_TO_NAME = 15
FAULTS_SHOWN = 50
CHANGES_SHOWN = 31
MOST_NAMES = 60
LEFT_OUT = "-"
GONE = "/contacts?done=gone"


@router.post("")
async def send(
    request: Request,
    assistant: Services,
    me: Supervisor,
    file: UploadFile | None = None,
    pasted: Annotated[str, Form()] = "",
    source: Annotated[str, Form()] = "",
) -> Response:
    """The file is kept; on to its columns, or to the preview where the source's files are known."""
    content = pasted.encode() if file is None or not file.size else await file.read(LARGEST_FILE_BYTES + 1)
    name = (file.filename or "") if file is not None and file.size else ""
    words = words_of(request)
    if not 0 < len(source.strip()) <= LONGEST_SOURCE:
        shown = {"fault": words("Write what system the numbers come from, such as Telia ACE."), "source": source}
        return await _sending(request, assistant, shown, 422)
    try:
        upload = await assistant.import_contacts.upload(me, source, name, content)
    except FaultError as error:
        log.info("a file of contacts was refused: %s", error)
        shown = {"fault": fault_words(error.fault, words), "source": source, "pasted": pasted}
        return await _sending(request, assistant, shown, 422)
    known = upload.source in await assistant.import_contacts.sources()
    is_open = bool(questions(upload.layout, upload.sheet))
    return RedirectResponse(f"/contacts/import/{upload.id}" + ("/preview" if known and not is_open else ""), 303)


@router.get("/{upload_id}")
async def columns(request: Request, assistant: Services, me: Supervisor, upload_id: str) -> Response:  # noqa: ARG001
    """What the file's columns mean, as guessed or told."""
    try:
        upload = await assistant.import_contacts.kept(UploadId(upload_id))
    except NotFoundError:
        return RedirectResponse(GONE, 303)
    return _columns_page(request, upload, questions(upload.layout, upload.sheet))


@router.post("/{upload_id}")
async def tell(request: Request, assistant: Services, me: Supervisor, upload_id: str) -> Response:  # noqa: ARG001
    """The columns mean what the form says; on to the preview when nothing is left to be told."""
    form = await request.form()
    try:
        upload = await assistant.import_contacts.kept(UploadId(upload_id))
        left = await assistant.import_contacts.choose(upload.id, _layout(form, upload))
        if not left:
            return RedirectResponse(f"/contacts/import/{upload_id}/preview", 303)
        return _columns_page(request, await assistant.import_contacts.kept(upload.id), left, 422)
    except NotFoundError:
        return RedirectResponse(GONE, 303)


@router.post("/{upload_id}/header")
async def name_columns(
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    upload_id: str,
    row: Annotated[str, Form(pattern=r"^\d{0,6}$")] = "",
) -> Response:
    """The row of that index names the columns, or none does."""
    try:
        await assistant.import_contacts.name_columns_by(UploadId(upload_id), int(row) if row else None)
    except NotFoundError:
        return RedirectResponse(GONE, 303)
    return RedirectResponse(f"/contacts/import/{upload_id}", 303)


@router.post("/{upload_id}/writing")
async def write_as(
    request: Request,
    assistant: Services,
    me: Supervisor,  # noqa: ARG001 - supervisors only
    upload_id: str,
    encoding: Annotated[Encoding | Literal[""], Form()] = "",
    delimiter: Annotated[str, Form(max_length=1)] = "",
) -> Response:
    """The text is written so; the columns are shown as they are read now."""
    chosen = Writing(Encoding(encoding) if encoding else None, delimiter if delimiter in tuple(DELIMITERS) else None)
    try:
        await assistant.import_contacts.write_as(UploadId(upload_id), chosen)
    except NotFoundError:
        return RedirectResponse(GONE, 303)
    except FaultError:
        upload = await assistant.import_contacts.kept(UploadId(upload_id))
        return _columns_page(request, upload, questions(upload.layout, upload.sheet), 422, refused=chosen)
    return RedirectResponse(f"/contacts/import/{upload_id}", 303)


@router.get("/{upload_id}/preview")
async def preview(request: Request, assistant: Services, me: Supervisor, upload_id: str) -> Response:  # noqa: ARG001
    """What the file says as understood, what is wrong with it, and what importing it would change."""
    try:
        seen = await assistant.import_contacts.preview(UploadId(upload_id))
    except NotFoundError:
        return RedirectResponse(GONE, 303)
    except FaultError:
        return RedirectResponse(f"/contacts/import/{upload_id}", 303)
    return _preview_page(request, seen)


@router.post("/{upload_id}/confirm")
async def confirm(request: Request, assistant: Services, me: Supervisor, upload_id: str) -> Response:
    """All of it is recorded, or the preview comes back with what is wrong."""
    try:
        outcome = await assistant.import_contacts.confirm(me, UploadId(upload_id))
    except NotFoundError:
        return RedirectResponse(GONE, 303)
    except (RowFaultsError, FaultError):
        return _preview_page(request, await assistant.import_contacts.preview(UploadId(upload_id)), 422)
    if outcome.imported is None:
        return RedirectResponse("/contacts?done=same#said", 303)
    log.info("supervisor %s imports contacts: number %s", me.id, outcome.imported.number)
    return RedirectResponse(f"/contacts?imported={outcome.imported.number}#said", 303)


@router.post("/{upload_id}/throw")
async def throw_away(assistant: Services, me: Supervisor, upload_id: str) -> Response:  # noqa: ARG001
    """The file is kept no longer."""
    await assistant.import_contacts.throw_away(UploadId(upload_id))
    return RedirectResponse("/contacts?done=thrown", 303)


@router.post("/withdraw/{number}")
async def withdraw(assistant: Services, me: Supervisor, number: int) -> Response:
    """What stood before the import stands again."""
    await assistant.import_contacts.withdraw(me, ImportNumber(number))
    return RedirectResponse("/contacts?done=withdrawn#said", 303)


@router.get("")
async def to_the_form(me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """Whoever loads a refused file's page again begins anew."""
    return RedirectResponse("/contacts", 303)


async def _sending(request: Request, assistant: Services, shown: Mapping[str, Any], status: int) -> Response:
    known = {"sources": await assistant.import_contacts.sources(), "last_source": "", "pasted": "", "fault": ""}
    return show(request, "contacts/send.html", {**known, **shown}, status)


def _layout(form: FormData, upload: ContactUpload) -> Layout:
    """As the form tells; what it does not tell stays as it was."""
    before = upload.layout
    told = {label: str(form.get(f"column-{at}") or "") for at, label in enumerate(before.columns)}
    chosen = {label: Column.of(told[label]) if told[label] in ROLES else each for label, each in before.columns.items()}
    order, minutes, decimal = (str(form.get(name) or "") for name in ("order", "minutes", "decimal"))
    names = {str(key)[len("name:") :]: str(value) for key, value in form.multi_items() if str(key).startswith("name:")}
    channels = {
        name: Channel(value) if value in set(Channel) else None
        for name, value in names.items()
        if value in {*Channel, LEFT_OUT}
    }
    return Layout(
        columns=chosen,
        has_header=before.has_header,
        order=DayOrder(order) if order in set(DayOrder) else None,
        minutes=int(minutes) if minutes in LENGTHS and minutes else None,
        decimal=decimal if decimal in DECIMALS and decimal else None,
        names={**before.names, **channels},
        writing=before.writing,
    )


def _columns_page(
    request: Request,
    upload: ContactUpload,
    left: tuple[Question, ...],
    status: int = 200,
    *,
    refused: Writing | None = None,
) -> Response:
    """`refused`: how the text cannot be written, for it is no table so."""
    layout, rows = upload.layout, upload.sheet.below(upload.layout.header_in(upload.sheet))
    listed = [
        {
            "label": label,
            "role": str(column),
            "examples": [text for row in rows[: EXAMPLES * 4] if (text := row.cell(at))][:EXAMPLES],
        }
        for at, (label, column) in enumerate(layout.columns.items())
    ]
    names = channel_names(layout, upload.sheet)
    shown = {
        "upload": upload,
        "columns": listed,
        "roles": ROLES,
        "orders": ORDERS,
        "lengths": LENGTHS,
        "decimals": DECIMALS,
        "encodings": ENCODINGS,
        "delimiters": DELIMITER_NAMES,
        "writing": refused or upload.layout.writing,
        "refused": refused is not None,
        "unclear": looks_misread(upload.sheet, ROWS_TO_NAME),
        "channels": CHANNELS,
        "names_found": names[:MOST_NAMES],
        "too_many_names": len(names) > MOST_NAMES,
        "left": [QUESTIONS[each] for each in left],
        "first_rows": list(enumerate(upload.sheet.rows[:ROWS_TO_NAME])),
        "header": layout.header_in(upload.sheet),
        "asked": status != 200 and refused is None,
    }
    return show(request, "contacts/columns.html", shown, status)


def _preview_page(request: Request, seen: Preview, status: int = 200) -> Response:
    words, reading = words_of(request), seen.reading
    changes = list(_changes(seen))
    faults = [{"line": each.line, "words": fault_words(each.fault, words)} for each in reading.faults[:FAULTS_SHOWN]]
    shown = {
        "upload": seen.upload,
        "difference": seen.difference,
        "others": sorted(seen.others),
        "faults": faults,
        "more_faults": len(reading.faults) - len(faults),
        "passed_over": reading.passed_over,
        "examples": reading.examples,
        "months": _months(seen),
        "changes": changes[:CHANGES_SHOWN],
        "more_changes": len(changes) - CHANGES_SHOWN,
        "channels": CHANNELS,
        "number": lambda value: local_words.number(value, words.lang),
        "short_day": lambda value: local_words.short_day(value, words.lang),
        "month": lambda value: local_words.month(value, words.lang),
        "clock": lambda volume: (
            words("the whole day")
            if volume.minutes == MINUTES_A_DAY
            else f"{clock_text(volume.begins)}–{clock_text(volume.begins + volume.minutes)}"
        ),
    }
    return show(request, "contacts/preview.html", shown, status)


def _months(seen: Preview) -> dict[date, dict[Channel, int]]:
    """The file's sums by month and channel."""
    sums: dict[date, dict[Channel, int]] = {}
    for (day, channel), account in seen.reading.accounts.items():
        month = sums.setdefault(day.replace(day=1), {})
        month[channel] = month.get(channel, 0) + account.contacts
    return sums


def _changes(seen: Preview) -> Iterator[tuple[DayKey, int, int]]:
    """Days and channels whose sum is known, before and after."""
    for key, account in seen.reading.accounts.items():
        before = seen.before.get(key)
        if before is not None and before != account.contacts:
            yield key, before, account.contacts
