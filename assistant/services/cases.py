"""Cases: a citizen opens one in the chat and follows it by a secret link; staff handle it and say how it goes."""

import logging
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.case import (
    NOTE_CHARACTERS,
    Case,
    CaseEvent,
    CaseEventId,
    CaseFilter,
    CaseId,
    CaseKind,
    CaseStatus,
    Doer,
    NewCase,
    Reference,
    clean,
    kept_details,
    public,
    read_reference,
)
from assistant.domain.conversation import ConversationId, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError, TooManyError
from assistant.domain.period import LOCAL
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, Records, Unit
from assistant.services.case_links import CaseKeys, case_path, digest_of, opens, read_key
from assistant.services.chat_hours import ChatHours
from assistant.wording.cases import call_promise
from assistant.wording.catalogue import Wording

log = logging.getLogger(__name__)

DAY = timedelta(days=1)
NOTES_A_DAY = 10
"""By the citizen, to one case (requirement F-12): enough to explain anything, too few to fill a disk."""
TRIES = 3
"""How often a citizen's note is recorded anew when somebody else moved the case at the same moment."""


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What an agent does: the case becomes `status` (None: stays), with a note for the citizen, for colleagues or both.

    `id` is made by the form, so that a repeated post is one event; `seen` is the number of events that the form knew.
    """

    id: CaseEventId
    seen: int
    status: CaseStatus | None = None
    note: str = field(default="", repr=False)
    internal: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case and what happened to it, in order."""

    case: Case
    events: tuple[CaseEvent, ...]


@dataclass(frozen=True, slots=True)
class CasesPage:
    """A part of a list, and how many there are in all."""

    cases: tuple[Case, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Cases:
    """The life of cases."""

    records: Records
    clock: Clock
    chat_hours: ChatHours
    wording: Wording
    keys: CaseKeys

    async def open(self, unit: Unit, wanted: NewCase) -> NewUtterance:
        """The case is recorded in `unit`, and the reply that tells its reference and link is given back.

        An utterance opens one case, however often its turn is carried out, and gets the same reply.
        """
        text = self.told(await self.record(unit, wanted))
        return NewUtterance(UtteranceId(f"reply-{wanted.seq}-{wanted.reply}"), Speaker.ASSISTANT, text, wanted.lang)

    async def record(self, unit: Unit, wanted: NewCase) -> Case:
        """The case is recorded in `unit`, once however often its utterance asks for it."""
        case = await unit.cases.add(self._case(wanted))
        log.info("case %s of conversation %s", case.reference, case.conversation_id)
        return case

    def _case(self, wanted: NewCase) -> Case:
        now, case_id = self.clock.now(), CaseId(secrets.token_hex(16))
        return Case(
            id=case_id,
            year=now.astimezone(LOCAL).year,
            kind=wanted.kind,
            details=kept_details(wanted.details),
            conversation_id=wanted.conversation_id,
            seq=wanted.seq,
            lang=wanted.lang,
            key_digest=digest_of(self.keys.of(case_id)),
            opened_at=now,
            due_at=self._due(now) if wanted.kind is CaseKind.CALLBACK else None,
        )

    def _due(self, now: datetime) -> datetime | None:
        """When people leave next who are there now, or will be; None where nobody knows when that is."""
        hours = self.chat_hours.hours()
        opens_at = now if hours.is_open(now) else hours.opens_at(now)
        return None if opens_at is None else hours.closes_at(opens_at)

    def told(self, case: Case) -> str:
        """What the citizen is told of a case that has just been opened: its reference and link (Markdown)."""
        words = self.wording.of(case.lang)
        match case.kind:
            case CaseKind.FAULT:
                begin = words(
                    "Thank you, your fault report is recorded. Its reference is **{reference}**.",
                    reference=case.reference,
                )
            case CaseKind.SUGGESTION:
                begin = words(
                    "Thank you, what you think is recorded. The reference is **{reference}**.", reference=case.reference
                )
            case CaseKind.CALLBACK:  # pragma: no branch - the last of all
                noted = words("Your call-back is noted. The reference is **{reference}**.", reference=case.reference)
                begin = f"{noted} {call_promise(case, self.clock.now(), words)}"
        link = words("Follow your case")
        keep = words("Keep the link: whoever has it can read the case and add to it.")
        return f"{begin}\n\n[{link}]({case_path(case.reference, self.keys.of(case.id))})\n\n{keep}"

    async def followed(self, reference: str, key: str) -> CaseView:
        """The case as its citizen sees it, for whoever has the key.

        Raises:
            NotFoundError: there is none such, or the key is not its own: the asker may not know which.
        """
        async with self.records.reading() as unit:
            case = await self._own(unit, reference, key)
            return CaseView(case, public(await unit.cases.events(case.id)))

    async def _own(self, unit: Unit, reference: str, key: str) -> Case:
        # Something that is no reference is looked for all the same: the answer takes as long.
        case = await unit.cases.called(read_reference(reference) or Reference("KL-0000-000000"))
        if not opens(case, read_key(key)) or case is None:
            raise NotFoundError("no case is opened by this reference and key")
        return case

    async def add_note(self, reference: str, key: str, note_id: CaseEventId, text: str) -> None:
        """The citizen's words are added. A case that waited for them is in progress again; repeating changes nothing.

        Raises:
            NotFoundError: as `followed`.
            RefusedError: the text is empty or too long; as TooManyError, too many came within a day.
            ConflictError: nobody works on the case any longer.
        """
        if not text.strip() or len(text) > NOTE_CHARACTERS:
            raise RefusedError(f"a note has 1 to {NOTE_CHARACTERS} characters")
        for attempt in range(1, TRIES + 1):
            try:
                async with self.records.unit() as unit:
                    await self._add_note(unit, await self._own(unit, reference, key), note_id, text)
            except ConflictError:
                if attempt == TRIES:
                    raise
            else:
                return

    async def _add_note(self, unit: Unit, case: Case, note_id: CaseEventId, text: str) -> None:
        events, now = await unit.cases.events(case.id), self.clock.now()
        if any(event.id == note_id for event in events):
            return
        if case.is_over:
            raise ConflictError(f"case {case.reference} is over")
        today = [event.at for event in events if event.by is Doer.CITIZEN and event.at > now - DAY]
        if len(today) >= NOTES_A_DAY:
            raise TooManyError("too many notes to one case", int((today[0] + DAY - now).total_seconds()) + 1)
        waited = case.status is CaseStatus.WAITING_FOR_CITIZEN
        status = CaseStatus.IN_PROGRESS if waited else None
        note = clean(text, NOTE_CHARACTERS)
        await unit.cases.record(
            CaseEvent(note_id, case.id, case.events + 1, now, Doer.CITIZEN, status=status, note=note)
        )

    async def change(self, reference: str, change: CaseChange, by: StaffMember) -> Case:
        """What the agent did is recorded; repeating changes nothing.

        Raises:
            NotFoundError: there is no such case.
            RefusedError: nothing would change, a note is too long, or the citizen would be asked without a question.
            ConflictError: the change is not legal, or somebody else changed the case since the form was shown.
        """
        note, internal = change.note.strip(), change.internal.strip()
        _check_change(change.status, note, internal)
        async with self.records.unit() as unit:
            case = await _called(unit, reference)
            if any(event.id == change.id for event in await unit.cases.events(case.id)):
                return case
            if change.status is not None:
                case.check_change(change.status)
            event = CaseEvent(
                change.id,
                case.id,
                change.seen + 1,
                self.clock.now(),
                Doer.AGENT,
                by.id,
                change.status,
                clean(note, NOTE_CHARACTERS),
                clean(internal, NOTE_CHARACTERS),
            )
            changed = await unit.cases.record(event)
            if change.status is not None:
                await unit.cases.let_go_call(case.id)  # who took the call has told how it went
        log.info("agent %s changed case %s", by.id, case.reference)
        return changed

    async def read(self, reference: str) -> CaseView:
        """The case with all its history, for staff. Raises NotFoundError."""
        async with self.records.reading() as unit:
            case = await _called(unit, reference)
            return CaseView(case, tuple(await unit.cases.events(case.id)))

    async def link(self, typed: str, conversation_id: ConversationId, by: StaffMember) -> Case:
        """The case of the reference that somebody typed belongs to that conversation as well.

        Raises:
            NotFoundError: there is no such case.
        """
        async with self.records.unit() as unit:
            case = await _called(unit, typed)
            await unit.cases.link(case.id, conversation_id, by.id, self.clock.now())
        return case

    async def unlink(self, typed: str, conversation_id: ConversationId) -> None:
        """The case, if it was linked to the conversation, no longer is.

        Raises:
            NotFoundError: there is no such case.
        """
        async with self.records.unit() as unit:
            await unit.cases.unlink((await _called(unit, typed)).id, conversation_id)

    async def listed(self, wanted: CaseFilter, limit: int, skipped: int = 0) -> CasesPage:
        """The earliest due first, then the oldest."""
        async with self.records.reading() as unit:
            found = await unit.cases.found(wanted, limit, skipped)
            return CasesPage(tuple(found), await unit.cases.count(wanted))


def _check_change(status: CaseStatus | None, note: str, internal: str) -> None:
    if max(len(note), len(internal)) > NOTE_CHARACTERS:
        raise RefusedError(f"a note has at most {NOTE_CHARACTERS} characters")
    if not note and (status is CaseStatus.WAITING_FOR_CITIZEN or (status is None and not internal)):
        raise RefusedError("nothing would change, or the citizen would be asked nothing")


async def _called(unit: Unit, reference: str) -> Case:
    read = read_reference(reference)
    case = None if read is None else await unit.cases.called(read)
    if case is None:
        raise NotFoundError("there is no such case")
    return case
