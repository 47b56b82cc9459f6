"""A file of other channels' contacts, step by step: sent, its columns told, looked at, recorded all or nothing."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.contact import ContactVolume
from assistant.domain.contact_fault import FaultError, FaultKind, RowFaultsError
from assistant.domain.contact_interval import (
    LONGEST_SOURCE,
    ChannelDay,
    ContactImport,
    DayKey,
    Difference,
    ImportNumber,
    differences,
)
from assistant.domain.contact_upload import KEEP_UPLOADS, ContactUpload, UploadId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.period import local_day
from assistant.domain.sheet import Sheet, Writing
from assistant.domain.sheet_guess import completed, guess
from assistant.domain.sheet_layout import Layout, Question, questions
from assistant.domain.sheet_reading import Reading, read_sheet
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, Records, SheetReader, Unit
from assistant.services.contact_accounts import Origin, Outcome, digest_of, record_accounts

LONGEST_FILE_NAME = 120


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would do. `before`: the sums that stand for its days and channels: of the source, else by hand.

    `others`: sources that tell of the same days and channels, whose numbers are added to these.
    """

    upload: ContactUpload
    reading: Reading
    before: Mapping[DayKey, int]
    difference: Difference
    others: frozenset[str]


@dataclass(frozen=True, slots=True)
class ImportContacts:
    """Takes files in. Everything between the steps is in the record, so that any of them may be taken up again."""

    records: Records
    sheets: SheetReader
    clock: Clock

    async def upload(self, member: StaffMember, source: str, file_name: str, content: bytes) -> ContactUpload:
        """The file is read and kept for a day, its columns as they were told for the source last, else as guessed.

        Raises:
            FaultError: the file is no table, too large, or of a kind that is refused.
            RefusedError: the source has no name, or too long a one.
        """
        named = " ".join(source.split())
        if not 0 < len(named) <= LONGEST_SOURCE:
            raise RefusedError(f"a source's name has 1 to {LONGEST_SOURCE} characters")
        async with self.records.reading() as unit:
            known = (await unit.contact_uploads.layouts()).get(named)
        layout, sheet = await asyncio.to_thread(_understood, self.sheets, content, known)
        now = self.clock.now()
        kept_id, name = UploadId(secrets.token_urlsafe(12)), file_name[-LONGEST_FILE_NAME:]
        text = content if sheet.writing else b""
        upload = ContactUpload(kept_id, member.id, now, name, digest_of(content), named, layout, sheet, text)
        async with self.records.unit() as unit:
            await unit.contact_uploads.put(upload)
        return upload

    async def kept(self, upload_id: UploadId) -> ContactUpload:
        """The file on its way. Raises NotFoundError: it is imported, thrown away or too old."""
        async with self.records.reading() as unit:
            return await self._waiting(unit, upload_id)

    async def _waiting(self, unit: Unit, upload_id: UploadId) -> ContactUpload:
        upload = await unit.contact_uploads.get(upload_id)
        if self.clock.now() - upload.at > KEEP_UPLOADS:  # the sweeper removes it within the hour
            raise NotFoundError(f"upload {upload_id} is too old")
        return upload

    async def choose(self, upload_id: UploadId, layout: Layout) -> tuple[Question, ...]:
        """The columns mean what the layout says; what it leaves open. Raises NotFoundError."""
        async with self.records.unit() as unit:
            upload = await self._waiting(unit, upload_id)
            filled = completed(layout, upload.sheet)
            await unit.contact_uploads.put(replace(upload, layout=filled))
        return questions(filled, upload.sheet)

    async def name_columns_by(self, upload_id: UploadId, header: int | None) -> None:
        """The row of that index names the columns, none where it is None; all else is guessed anew.

        Raises NotFoundError.
        """
        async with self.records.unit() as unit:
            upload = await self._waiting(unit, upload_id)
            layout = replace(guess(upload.sheet, header), writing=upload.layout.writing)
            await unit.contact_uploads.put(replace(upload, layout=layout))

    async def write_as(self, upload_id: UploadId, writing: Writing) -> None:
        """The text is written so; all else is guessed anew, for names may read otherwise.

        Raises:
            FaultError: read so it is no table.
            NotFoundError: it is imported, thrown away or too old; or a workbook, which is written in one way.
        """
        upload = await self.kept(upload_id)
        if not upload.text:
            raise NotFoundError("a workbook is written in one way")
        sheet = await asyncio.to_thread(self.sheets.read, upload.text, writing)
        layout = replace(await asyncio.to_thread(guess, sheet), writing=writing)
        async with self.records.unit() as unit:
            await self._waiting(unit, upload_id)  # it may have been imported or thrown away meanwhile
            await unit.contact_uploads.put(replace(upload, layout=layout, sheet=sheet))

    async def preview(self, upload_id: UploadId) -> Preview:
        """What the file says as it is read now, and what it would change.

        Raises:
            FaultError: its columns are not all told (`FaultKind.MAPPING`).
            NotFoundError: it is imported, thrown away or too old.
        """
        upload = await self.kept(upload_id)
        reading = await self._read(upload)
        if not reading.accounts:
            return Preview(upload, reading, {}, Difference(), frozenset())
        days = [day for day, _ in reading.accounts]
        async with self.records.reading() as unit:
            told = await unit.contact_imports.accounts(min(days), max(days))
            known = await unit.contact_volumes.between(min(days), max(days))
        return _preview(upload, reading, told, known)

    async def confirm(self, member: StaffMember, upload_id: UploadId) -> Outcome:
        """All of the file is recorded, in one unit, and entered in the audit; how to read it is remembered.

        Raises:
            ConflictError: somebody changed meanwhile how it is read.
            FaultError, RowFaultsError: its columns are not all told, or rows are wrong; nothing is recorded.
            NotFoundError: it is imported already, thrown away or too old.
        """
        upload = await self.kept(upload_id)
        reading = await self._read(upload)
        if reading.faults:
            raise RowFaultsError(reading.faults)
        if not reading.accounts:
            raise FaultError(FaultKind.NO_ROWS)
        now = self.clock.now()
        async with self.records.unit() as unit:
            if await unit.contact_uploads.take(upload_id) != upload.layout:
                raise ConflictError("the columns were told otherwise meanwhile")
            await unit.contact_uploads.remember(upload.source, upload.layout)
            origin = Origin(upload.source, now, upload.file_name, upload.digest, member.id)
            outcome = await record_accounts(unit, origin, reading.accounts)
            if outcome.imported is not None:
                await self._enter(unit, member, Act.CONTACTS_IMPORTED, outcome.imported)
        return outcome

    async def throw_away(self, upload_id: UploadId) -> None:
        """The file is kept no longer."""
        async with self.records.unit() as unit:
            await unit.contact_uploads.remove(upload_id)

    async def withdraw(self, member: StaffMember, number: ImportNumber) -> ContactImport:
        """What stood before the import stands again; entered in the audit.

        Raises:
            ConflictError: a later import of the source stands on it, or it is withdrawn already.
            NotFoundError: there is no such import.
        """
        async with self.records.unit() as unit:
            imported = await unit.contact_imports.get(number)
            await unit.contact_imports.hold(imported.source)
            if (await unit.contact_imports.newest_standing()).get(imported.source) != number:
                raise ConflictError("only the newest import of a source can be withdrawn")
            await unit.contact_imports.withdraw(number, member.id, self.clock.now())
            await self._enter(unit, member, Act.CONTACTS_WITHDRAWN, imported)
        return imported

    async def latest(self, limit: int) -> tuple[ContactImport, ...]:
        """The latest imports, newest first."""
        async with self.records.reading() as unit:
            return tuple(await unit.contact_imports.latest(limit))

    async def newest_standing(self) -> frozenset[ImportNumber]:
        """Those that can be withdrawn."""
        async with self.records.reading() as unit:
            return frozenset((await unit.contact_imports.newest_standing()).values())

    async def sources(self) -> tuple[str, ...]:
        """The sources whose files we know how to read."""
        async with self.records.reading() as unit:
            return tuple(await unit.contact_uploads.layouts())

    async def _read(self, upload: ContactUpload) -> Reading:
        if await asyncio.to_thread(questions, upload.layout, upload.sheet):
            raise FaultError(FaultKind.MAPPING)
        return await asyncio.to_thread(read_sheet, upload.sheet, upload.layout, local_day(self.clock.now()))

    async def _enter(self, unit: Unit, member: StaffMember, act: Act, imported: ContactImport) -> None:
        told = imported.difference
        details = {
            "file": imported.file_name,
            "first": str(imported.first),
            "last": str(imported.last),
            "added": told.added,
            "changed": told.changed,
            "same": told.same,
            "removed": told.removed,
        }
        subject = f"contacts:{imported.source}"
        await unit.audit.add(AuditEntry(self.clock.now(), member.id, act, subject, details=details))


def _understood(sheets: SheetReader, content: bytes, known: Layout | None) -> tuple[Layout, Sheet]:
    """As the source's files are known to be read, else as guessed: its export may have changed."""
    if known is not None:
        with suppress(FaultError):
            sheet = sheets.read(content, known.writing)
            if known.fits(sheet):
                return completed(known, sheet), sheet
    sheet = sheets.read(content)
    return guess(sheet), sheet


def _preview(
    upload: ContactUpload,
    reading: Reading,
    told: Sequence[tuple[str, ChannelDay]],
    known: Sequence[ContactVolume],
) -> Preview:
    concerned = [(source, each) for source, each in told if (each.day, each.channel) in reading.accounts]
    own = {(each.day, each.channel): each for source, each in concerned if source == upload.source}
    others = {(each.day, each.channel): source for source, each in concerned if source != upload.source}
    # What others tell is added and not replaced; what was entered by hand holds only where nobody tells.
    by_hand = {(each.day, each.channel): each.contacts for each in known}
    before = {
        key: own[key].contacts if key in own else by_hand[key]
        for key in reading.accounts
        if key in own or (key in by_hand and key not in others)
    }
    return Preview(upload, reading, before, differences(own, reading.accounts), frozenset(others.values()))
