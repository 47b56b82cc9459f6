"""Several short messages in a row, read as one: nobody is answered in the middle of a sentence."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.conversation import LIMIT_CHARACTERS, NewUtterance, Speaker, Utterance
from assistant.domain.redaction import mask_identity_numbers
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports import EventStream, Records
from assistant.ports.live import Happening
from assistant.services import channels

MOST_WORDS = 3
"""Of words that may be the beginning of something longer: "hej", "jag undrar en sak"."""
TYPING = timedelta(seconds=4)
"""How long after a sign of typing more words are awaited: longer than between two such signs of a client (3 s)."""
LONGEST = timedelta(seconds=10)
"""For which words wait in all, whoever types on."""
IN_A_ROW, MOST_IN_A_ROW = timedelta(minutes=1), 3
"""Messages to somebody who waits, or to a person, that may tell of one danger together."""
LOOKED_EVERY = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class ReadTogether:
    """Waits for the rest of what a citizen is writing.

    `pause` is how long a few words wait for more where nothing is being typed; none: nothing is waited for. `longest`:
    how long they wait in all.
    """

    records: Records
    stream: EventStream
    pause: timedelta
    longest: timedelta = LONGEST

    async def goes_on(self, utterance: Utterance, last_said: NewUtterance | None) -> bool:
        """Whether the citizen has said more already, or does so presently, so that this is but the beginning."""
        text = utterance.said.text
        if text.rstrip().endswith(("?", "؟", ".", "!")) or answers(last_said, utterance):
            return False
        if await self._has_gone_on(utterance):
            return True
        if len(text.split()) > MOST_WORDS or not self.pause:
            return False
        try:
            async with asyncio.timeout(self.longest.total_seconds()):
                return await self._wait(utterance)
        except TimeoutError:
            return False

    async def _wait(self, utterance: Utterance) -> bool:
        loop = asyncio.get_running_loop()
        until = loop.time() + self.pause.total_seconds()
        async for signal in self.stream.follow(channels.of_conversation(utterance.conversation_id), LOOKED_EVERY):
            if await self._has_gone_on(utterance):
                return True
            if signal is not None and signal.happening is Happening.CITIZEN_TYPING:
                until = loop.time() + TYPING.total_seconds()
            if loop.time() >= until:
                break
        return False

    async def _has_gone_on(self, utterance: Utterance) -> bool:
        async with self.records.reading() as unit:
            turns = await unit.turns.of(utterance.conversation_id)
        # One that is over has been answered without these words: then they are answered by themselves.
        return any(turn.seq > utterance.seq and turn.closed_at is None for turn in turns)


def joined(utterance: Utterance, before: Sequence[TurnRecord], said: Sequence[Utterance]) -> str | None:
    """The words with those that they go on from, in order; None where they go on from nothing.

    Args:
        utterance: the last of them.
        before: the earlier turns, latest first.
        said: all of the conversation.
    """
    words = {one.seq: one.said.text for one in said}
    parts = [utterance.said.text]
    for turn in before:
        if turn.outcome is not TurnOutcome.READ_WITH_NEXT or turn.seq not in words:
            break
        parts.insert(0, words[turn.seq])
    return _one_text(parts) if len(parts) > 1 else None


def in_a_row(utterance: Utterance, turns: Sequence[TurnRecord], said: Sequence[Utterance]) -> str | None:
    """The citizen's latest words within `IN_A_ROW`, this utterance the last; None where it stands alone.

    Those that were answered as danger are left out: what was answered is not answered again.
    """
    answered = {turn.seq for turn in turns if turn.danger is not None}
    theirs = [one for one in said if one.by_citizen and one.seq <= utterance.seq and one.seq not in answered]
    parts = [one.said.text for one in theirs[-MOST_IN_A_ROW:] if utterance.at - one.at <= IN_A_ROW]
    return _one_text(parts) if len(parts) > 1 else None


def _one_text(parts: Sequence[str]) -> str:
    """The parts as one text, no longer than one may be; an identity number told in two parts is masked (C-04)."""
    return mask_identity_numbers(" ".join(parts)[-LIMIT_CHARACTERS:])


def last_words(said: Sequence[Utterance]) -> NewUtterance | None:
    """The assistant's latest among these."""
    return next((one.said for one in reversed(said) if one.said.speaker is Speaker.ASSISTANT), None)


def answers(last_said: NewUtterance | None, utterance: Utterance) -> bool:
    """Whether the words are those of a button under our last words: they are complete."""
    return last_said is not None and utterance.said.text.strip() in last_said.quick_replies
