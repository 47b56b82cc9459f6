"""Those who wait, with their words: what led to the wait, read in a few looks however many wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.conversation import Conversation, ConversationId, Language, Utterance
from assistant.domain.handoff import Handoff
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports import Unit

OPENING_CHARACTERS = 140
"""How much of a citizen's words the queue shows."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A citizen who waits: for how long, why, and with which words.

    `opening`: what led to the wait, words of danger before a question; `latest`: what was said since, if anything.
    `summary`: what a colleague wrote who passed the conversation on.
    """

    handoff: Handoff
    lang: str
    waited: timedelta
    opening: str
    latest: str = ""
    summary: str = ""

    @property
    def late(self) -> bool:
        """Whether the wait has passed the promised 120 s."""
        return self.waited > THRESHOLD


async def rows_of(unit: Unit, handoffs: Sequence[Handoff], now: datetime) -> tuple[QueueRow, ...]:
    """The handoffs as rows, in their order."""
    ids = [handoff.conversation_id for handoff in handoffs]
    conversations = await unit.conversations.all_of(ids)
    said, turns = await unit.conversations.citizens_words(ids), await unit.turns.of_each(ids)
    passed_on = await unit.transfers.latest_of([handoff.id for handoff in handoffs])
    rows = [_row(handoff, conversations[handoff.conversation_id], (said, turns), now) for handoff in handoffs]
    return tuple(
        replace(row, summary=passed_on[row.handoff.id].summary) if row.handoff.id in passed_on else row for row in rows
    )


def _row(
    handoff: Handoff,
    conversation: Conversation,
    read: tuple[Mapping[ConversationId, Sequence[Utterance]], Mapping[ConversationId, Sequence[TurnRecord]]],
    now: datetime,
) -> QueueRow:
    said, turns = read[0].get(conversation.id, ()), read[1].get(conversation.id, ())
    waited = now - handoff.asked_at
    if not said:
        return QueueRow(handoff, conversation.lang, waited, "")
    opening = _what_led(said, turns)
    latest = "" if opening is said[-1] else beginning(said[-1])
    return QueueRow(handoff, citizen_language(conversation, said), waited, beginning(opening), latest)


async def what_led_to_each(
    unit: Unit, conversation_ids: Sequence[ConversationId]
) -> Mapping[ConversationId, Utterance]:
    """By conversation the citizen's whole utterance that led to the wait; none where nothing was said."""
    turns = await unit.turns.of_each(conversation_ids)
    words = await unit.conversations.citizens_words(conversation_ids)
    return {of: _what_led(said, turns.get(of, ())) for of, said in words.items() if said}


def _what_led(said: Sequence[Utterance], turns: Sequence[TurnRecord]) -> Utterance:
    led = latest_danger(turns) or what_puzzled(turns) or what_handed_off(turns)
    return next((u for u in said if led is not None and u.seq == led.seq), said[-1])


def citizen_language(conversation: Conversation, utterances: Sequence[Utterance]) -> Language:
    """What the citizen wrote in last; what the chat was opened in before that."""
    return next((u.said.lang for u in reversed(utterances) if u.by_citizen), conversation.lang)


def latest_danger(turns: Sequence[TurnRecord]) -> TurnRecord | None:
    """The latest turn with words of danger."""
    return next((turn for turn in reversed(turns) if turn.danger), None)


def what_handed_off(turns: Sequence[TurnRecord]) -> TurnRecord | None:
    """The latest turn that asked for a person."""
    led = {TurnOutcome.HANDED_OFF, TurnOutcome.REFUSED_MODE}
    return next((turn for turn in reversed(turns) if turn.outcome in led), None)


def what_puzzled(turns: Sequence[TurnRecord]) -> TurnRecord | None:
    """The question that led to the handoff: "I want a person" is none, so then the latest that had any guesses."""
    guessed = [turn for turn in turns if turn.candidates and turn.outcome is not TurnOutcome.PASSED_TO_PERSON]
    return what_handed_off(guessed) or (guessed[-1] if guessed else None)


def beginning(utterance: Utterance) -> str:
    """As much of the words as a list shows."""
    return utterance.said.text[:OPENING_CHARACTERS]
