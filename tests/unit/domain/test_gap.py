"""Questions that were missed, in groups."""

from datetime import UTC, datetime, timedelta

from assistant.domain.conversation import ConversationId
from assistant.domain.gap import Missed, Why, gaps_of
from assistant.domain.knowledge import ArticleId, Candidate

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def missed(seq: int, *articles: str, why: Why = Why.UNANSWERED) -> Missed:
    thought_of = tuple(Candidate(ArticleId(article), 0.3) for article in articles)
    return Missed(ConversationId("c"), seq, NOON + timedelta(minutes=seq), f"fråga {seq}", "sv", why, thought_of)


def test_the_group_asked_most_often_comes_first_and_of_alike_the_one_asked_last() -> None:
    rare, often, late = missed(1), [missed(2), missed(4)], missed(3)
    gaps = gaps_of([rare, *often, late], [7, 5, 5, 2])
    assert [[one.seq for one in gap.questions] for gap in gaps] == [[4, 2], [3], [1]]
    assert gaps[0].count == len(often)


def test_the_nearest_answer_is_the_one_thought_of_first_most_often() -> None:
    (gap,) = gaps_of([missed(1, "a", "b"), missed(2, "b"), missed(3, "b", "a"), missed(4)], [0] * 4)
    assert gap.nearest == "b"
    (unknown,) = gaps_of([missed(1)], [0])
    assert unknown.nearest is None


def test_disputed_answers_are_counted() -> None:
    (gap,) = gaps_of([missed(1, why=Why.DISPUTED), missed(2)], [0, 0])
    assert gap.disputed == 1
