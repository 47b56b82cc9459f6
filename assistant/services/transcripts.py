"""One conversation with everything recorded of it, for a supervisor to read."""

from dataclasses import dataclass

from assistant.domain.conversation import Conversation, ConversationId, Utterance
from assistant.domain.disputes import disputed_answers
from assistant.domain.handoff import Handoff
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnRecord
from assistant.ports import Records


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said, what was done about it, and how it ended. `handoff`: the latest."""

    conversation: Conversation
    utterances: tuple[Utterance, ...]
    turns: tuple[TurnRecord, ...]
    handoff: Handoff | None
    survey: Survey | None

    @property
    def disputed(self) -> frozenset[int]:
        """The numbers of the assistant's utterances that the citizen says were wrong."""
        return disputed_answers(self.turns, self.utterances)


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Reads them. Whoever shows one to somebody records who looked (`services/aside.py`)."""

    records: Records

    async def of(self, conversation_id: ConversationId) -> Transcript:
        """That conversation's.

        Raises:
            NotFoundError: there is none such.
        """
        async with self.records.reading() as unit:
            return Transcript(
                await unit.conversations.get(conversation_id),
                tuple(await unit.conversations.utterances(conversation_id)),
                tuple(await unit.turns.of(conversation_id)),
                await unit.handoffs.latest(conversation_id),
                await unit.surveys.of(conversation_id),
            )
