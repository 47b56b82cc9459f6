"""What the stories of figures are told with: conversations, waits and verdicts, and any mixture of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from assistant.domain.conversation import ConversationId, Language
from assistant.domain.handoff import GENERAL, AgentId, Disposition, Handoff, HandoffId, HandoffReason
from assistant.domain.knowledge import ArticleId
from assistant.domain.measures.counting import tally_of
from assistant.domain.measures.names import CountName, Dimension, SpanName
from assistant.domain.measures.tally import Tally, total
from assistant.domain.measures.told import Told, ToldReview, ToldTurn
from assistant.domain.turn import TurnOutcome

MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Nine o'clock in Linköping."""
LATER = MONDAY + timedelta(days=30)
FEE, QUEUE = ArticleId("forskola.avgift"), ArticleId("forskola.ko")
ANNA = AgentId("anna")


def after(seconds: float, start: datetime = MONDAY) -> datetime:
    return start + timedelta(seconds=seconds)


def turn(seq: int, outcome: TurnOutcome, article: str | None = None, seconds: float = 0.25) -> ToldTurn:
    found = None if article is None else ArticleId(article)
    return ToldTurn(seq, MONDAY, after(seconds), outcome, "ask_question", found, found, searched=found is not None)


ANSWER = turn(2, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, FEE)
GREETING = replace(turn(2, TurnOutcome.ANSWERED_FROM_DIALOGUE), intent="greet")
HANDED_OFF = turn(2, TurnOutcome.HANDED_OFF)


def talk(*turns: ToldTurn, name: str = "mine") -> Told:
    return Told(ConversationId(name), Language("sv"), MONDAY, after(3600), turns)


def wait(reason: HandoffReason = HandoffReason.CITIZEN_ASKED) -> Handoff:
    return Handoff(HandoffId("h"), ConversationId("mine"), GENERAL, reason, MONDAY)


def answered(seconds: float, **stamps: object) -> Handoff:
    held = replace(wait(), claimed_by=ANNA, claimed_at=after(seconds), answered_at=after(seconds))
    return replace(held, **stamps)  # type: ignore[arg-type]


def left(seconds: float) -> Handoff:
    return replace(wait(), abandoned_at=after(seconds))


def waited(*handoffs: Handoff) -> list[Told]:
    return [replace(talk(HANDED_OFF, name=f"c{number}"), handoffs=(each,)) for number, each in enumerate(handoffs)]


def tally(*told: Told, now: datetime = LATER, by: Dimension = Dimension.ALL, value: str = "") -> Tally:
    parts = [part for each in told for part in tally_of(each, now)]
    return total(part.tally for part in parts if (by, value) in part.keys)


TALLIES = st.builds(
    Tally,
    st.dictionaries(st.sampled_from(CountName), st.integers(1, 10**7), max_size=12),
    st.dictionaries(
        st.sampled_from(SpanName),
        st.dictionaries(st.integers(0, 4000), st.integers(1, 50), min_size=1, max_size=8),
        max_size=3,
    ),
)


class Chance:
    """Conversations of any kind around the change to winter time, from a number: quicker than drawing each choice."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def conversations(self, most: int = 12) -> list[Told]:
        return [self._conversation(f"c{number}") for number in range(self._random.randint(0, most))]

    def _conversation(self, name: str) -> Told:
        opened_at = datetime(2026, 10, 23, tzinfo=UTC) + timedelta(seconds=self._random.randrange(5 * 86_400))
        turns = tuple(self._turn(number + 2, opened_at) for number in range(self._random.randint(1, 4)))
        solved, treatment = self._one_of(None, True, False), self._one_of(None, 1, 3, 5)
        return Told(
            ConversationId(name),
            Language(self._one_of("sv", "en", "so")),
            opened_at,
            opened_at + timedelta(hours=1),
            turns,
            tuple(self._handoff(f"{name}-{number}", opened_at) for number in range(self._random.randint(0, 2))),
            surveyed=solved is not None or treatment is not None,
            solved=solved,
            treatment=treatment,
            reviews=tuple(self._review() for _ in range(self._random.randint(0, 2))),
            returned_at=self._one_of(None, opened_at + timedelta(days=2), opened_at + timedelta(days=9)),
        )

    def _turn(self, seq: int, opened_at: datetime) -> ToldTurn:
        told = turn(seq, self._one_of(*TurnOutcome), self._one_of(None, FEE, QUEUE))
        return replace(told, opened_at=opened_at, closed_at=opened_at + self._span(20))

    def _review(self) -> ToldReview:
        return ToldReview(FEE, self._one_of(1.0, 0.3, 0.05), self._one_of(True, False))

    def _handoff(self, name: str, opened_at: datetime) -> Handoff:
        """One at any stage of its life."""
        asked = replace(
            wait(self._one_of(*HandoffReason)),
            id=HandoffId(name),
            requested_at=opened_at + self._span(4000),
            area=self._one_of(None, "forskola", "avfall_atervinning"),
        )
        stage, at = self._random.randrange(7), asked.requested_at + self._span(4000)
        if stage < 2:
            return replace(asked, abandoned_at=at if stage else None)
        held = replace(asked, claimed_by=self._one_of(ANNA, AgentId("bo")), claimed_at=at)
        spoken = replace(held, answered_at=at + self._span(4000))
        over = replace(spoken, ended_at=at + timedelta(seconds=8000))
        wrapped_up_at = at + timedelta(seconds=8000) + self._span(4000)
        done = replace(over, wrapped_up_at=wrapped_up_at, disposition=self._one_of(*Disposition))
        return (held, spoken, replace(spoken, returned_at=at + timedelta(seconds=5000)), over, done)[stage - 2]

    def _span(self, most: float) -> timedelta:
        return timedelta(seconds=self._random.uniform(0, most))

    def _one_of(self, *choices: Any) -> Any:
        return self._random.choice(choices)


CONVERSATIONS = st.builds(lambda seed: Chance(seed).conversations(), st.integers(0, 2**32))
