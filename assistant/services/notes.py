"""Staff write to each other in a conversation, and call upon colleagues by name. The citizen sees none of it."""

from dataclasses import dataclass

from assistant.domain.errors import ConflictError
from assistant.domain.handoff import HandoffId
from assistant.domain.note import Note, mentioned
from assistant.domain.redaction import mask_identity_numbers
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, EventStream, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels

MENTIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Mention:
    """A note that calls upon somebody, with its author and the latest handoff of its conversation."""

    note: Note
    author: StaffMember
    handoff_id: HandoffId | None
    held_by: StaffMember | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """Writes notes and lists those that mention somebody."""

    records: Records
    stream: EventStream
    clock: Clock

    async def write(self, handoff_id: HandoffId, author: StaffMember, note_id: str, text: str) -> Note:
        """A note in the handoff's conversation, identity numbers masked (C-04); colleagues named in it are told.

        A repeated id is one note.

        Raises:
            ConflictError: the author neither has the conversation, or its wrap-up, nor is mentioned in it.
            RefusedError: there are no words, or too many.
        """
        async with self.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            conversation_id = handoff.conversation_id
            if handoff.claimed_by != author.id and not await _is_mentioned(unit, handoff_id, author):
                raise ConflictError(f"{author.id} takes no part in handoff {handoff_id}")
            mentions = mentioned(text, await unit.staff.members()) - {author.id}
            kept = mask_identity_numbers(text.strip())
            note = await unit.notes.add(Note(note_id, conversation_id, author.id, self.clock.now(), kept, mentions))
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.UTTERANCE))
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))
        return note

    async def unread(self, member: StaffMember) -> int:
        """How many notes mention the member that the member has not read."""
        async with self.records.reading() as unit:
            return len(await unit.notes.unread(member.id))

    async def mentions(self, member: StaffMember) -> tuple[Mention, ...]:
        """The latest notes that mention the member, newest first."""
        async with self.records.reading() as unit:
            unread = await unit.notes.unread(member.id)
            notes = await unit.notes.mentioning(member.id, MENTIONS_SHOWN)
            return tuple([await _shown(unit, note, is_new=note.number in unread) for note in notes])

    async def read(self, member: StaffMember, numbers: frozenset[int]) -> None:
        """The member has read these notes."""
        async with self.records.unit() as unit:
            await unit.notes.read(member.id, numbers, self.clock.now())
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))


async def _is_mentioned(unit: Unit, handoff_id: HandoffId, author: StaffMember) -> bool:
    handoff = await unit.handoffs.get(handoff_id)
    return any(author.id in note.mentions for note in await unit.notes.of(handoff.conversation_id))


async def _shown(unit: Unit, note: Note, *, is_new: bool) -> Mention:
    handoff = await unit.handoffs.latest(note.conversation_id)
    holder = handoff.claimed_by if handoff else None
    return Mention(
        note,
        await unit.staff.get(note.by),
        handoff.id if handoff else None,
        await unit.staff.get(holder) if holder else None,
        is_new,
    )
