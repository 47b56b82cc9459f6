"""The assistant's running conversations, as people watch them: the riskiest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.conversation import Conversation, ConversationId, Speaker, Utterance
from assistant.domain.disputes import disputed_answers
from assistant.domain.risk import Sign, risk, signs
from assistant.domain.turn import TurnRecord
from assistant.ports import Clock, Records
from assistant.wording.plain import to_plain

RUNNING_FOR = timedelta(minutes=15)
"""A conversation in which nothing was said for so long is not watched any more; the sweeper closes it after an hour."""


@dataclass(frozen=True, slots=True)
class Running:
    """A conversation that the assistant holds, with what makes it worth a look."""

    conversation: Conversation
    turns: tuple[TurnRecord, ...]
    utterances: tuple[Utterance, ...]
    signs: tuple[Sign, ...]

    @property
    def asked(self) -> str:
        """The citizen's latest words."""
        return next((one.said.text for one in reversed(self.utterances) if one.by_citizen), "")

    @property
    def answered(self) -> str:
        """The assistant's words since; none while it has said nothing yet."""
        if not self.utterances or self.utterances[-1].by_citizen:
            return ""
        said = next((u.said.text for u in reversed(self.utterances) if u.said.speaker is not Speaker.NOTICE), "")
        return " ".join(to_plain(said).split())

    @property
    def latest(self) -> TurnRecord | None:
        """The turn of the citizen's latest words."""
        return self.turns[-1] if self.turns else None

    @property
    def spoke_at(self) -> datetime:
        """When anything was said last."""
        return self.utterances[-1].at if self.utterances else self.conversation.opened_at

    @property
    def disputed(self) -> frozenset[int]:
        """The numbers of the assistant's utterances that the citizen says were wrong."""
        return disputed_answers(self.turns, self.utterances)


@dataclass(frozen=True, slots=True)
class Monitor:
    """Reads what the assistant is doing now."""

    records: Records
    clock: Clock

    async def running(self) -> tuple[Running, ...]:
        """All that run, those with the gravest signs first, and among alike the one that spoke last."""
        now = self.clock.now()
        async with self.records.reading() as unit:
            found = {one.id: one for one in await unit.conversations.running(now - RUNNING_FOR)}
            turns = await unit.turns.of_each(list(found))
            said = await unit.conversations.said_in(list(found))
        rows = [_running(one, turns[key], said[key], now) for key, one in found.items()]
        spoken = [row for row in rows if any(one.by_citizen for one in row.utterances)]
        spoken.sort(key=lambda row: row.spoke_at, reverse=True)
        return tuple(sorted(spoken, key=lambda row: -risk(row.signs)))

    async def one(self, conversation_id: ConversationId) -> Running:
        """One conversation, whoever holds it now.

        Raises:
            NotFoundError: there is none such.
        """
        async with self.records.reading() as unit:
            conversation = await unit.conversations.get(conversation_id)
            turns = await unit.turns.of(conversation_id)
            said = await unit.conversations.utterances(conversation_id)
        return _running(conversation, turns, said, self.clock.now())


def _running(
    conversation: Conversation, turns: Sequence[TurnRecord], said: Sequence[Utterance], now: datetime
) -> Running:
    return Running(conversation, tuple(turns), tuple(said), signs(turns, said, now))
