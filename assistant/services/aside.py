"""What stands beside a conversation at the desk, for staff alone: held messages, notes, who passed it on, its cases."""

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.case import Case
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import AgentId, Handoff
from assistant.domain.message import Message
from assistant.domain.note import Note
from assistant.domain.passing import Passing
from assistant.domain.staffing import StaffMember
from assistant.domain.transfer import Transfer
from assistant.ports import PresenceBoard, Records
from assistant.services.hold_out import passing_told
from assistant.services.watch import LOOK_LASTS


@dataclass(frozen=True, slots=True)
class Aside:
    """What only staff see of one conversation.

    `held`: the agent's messages that the citizen has not seen yet. `own`: the numbers of what this agent said and may
    correct. `former`: the words that corrected utterances had at first, by number. `names`: first names by id.
    `lookers`: who else looks at the conversation just now. `passing`: whom the agent asks to take over.
    """

    held: tuple[Message, ...]
    own: frozenset[int]
    former: Mapping[int, str]
    notes: tuple[Note, ...]
    transfers: tuple[Transfer, ...]
    cases: tuple[Case, ...]
    names: Mapping[AgentId, str]
    lookers: tuple[str, ...] = ()
    passing: Passing | None = None

    @property
    def passed_on(self) -> Transfer | None:
        """The latest transfer: its summary is read before all else."""
        return self.transfers[-1] if self.transfers else None


@dataclass(frozen=True, slots=True)
class ReadAside:
    """Reads it, and tells who looks."""

    records: Records
    looks: PresenceBoard

    async def of(self, handoff: Handoff, me: StaffMember) -> Aside:
        """What stands beside the handoff's conversation."""
        conversation_id = handoff.conversation_id
        async with self.records.reading() as unit:
            messages = await unit.messages.of(conversation_id)
            mine = {message.said.id for message in messages if message.by == me.id}
            said = await unit.conversations.utterances(conversation_id)
            corrections = await unit.messages.corrections(conversation_id)
            passings = await unit.passings.latest_of([handoff.id])
            return Aside(
                held=tuple(message for message in messages if message.is_held),
                own=frozenset(u.seq for u in said if u.said.id in mine and u.said.article is None),
                former={one.seq: one.before for one in reversed(corrections)},
                notes=tuple(await unit.notes.of(conversation_id)),
                transfers=tuple(await unit.transfers.of(handoff.id)),
                cases=tuple(await unit.cases.of_conversation(conversation_id)),
                names={member.id: member.first_name for member in await unit.staff.members()},
                lookers=await self._lookers(handoff, me),
                passing=passing_told(handoff, passings.get(handoff.id), said),
            )

    async def look(self, conversation_id: ConversationId, me: StaffMember) -> None:
        """The member looks at the conversation, for `LOOK_LASTS` from now. With Redis away nobody learns of it."""
        try:
            await self.looks.beat(f"{conversation_id}/{me.id}/{me.first_name}", LOOK_LASTS)
        except UnavailableError:
            return

    async def _lookers(self, handoff: Handoff, me: StaffMember) -> tuple[str, ...]:
        try:
            present = await self.looks.present()
        except UnavailableError:
            return ()
        looking = (look.split("/", 2) for look in sorted(present))
        return tuple(name for of, who, name in looking if of == handoff.conversation_id and who != me.id)
