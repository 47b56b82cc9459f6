"""Which answers are reviewed: some of each topic, with a probability that is known."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.sampling import WEEK, estimate, is_drawn, is_judged_twice, order_of, probability_of

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
QUOTA = 20


def every(gap: timedelta, count: int) -> list[datetime]:
    return [MONDAY + number * gap for number in range(count)]


def test_of_a_rare_topic_everything_is_drawn() -> None:
    moments = every(timedelta(hours=10), 50)
    assert {probability_of(place, moments, QUOTA) for place in range(50)} == {1.0}


def test_of_a_common_topic_about_the_quota_is_drawn_each_week() -> None:
    moments = every(timedelta(minutes=5), 3 * 2016)
    third_week = range(2 * 2016, 3 * 2016)
    assert probability_of(third_week[0], moments, QUOTA) == pytest.approx(QUOTA / 2016)
    assert sum(probability_of(place, moments, QUOTA) for place in third_week) == pytest.approx(QUOTA)


def test_what_comes_later_changes_nothing_of_what_was_drawn_before() -> None:
    moments = every(timedelta(minutes=5), 400)
    assert [probability_of(place, moments, QUOTA) for place in range(200)] == [
        probability_of(place, moments[:200], QUOTA) for place in range(200)
    ]


def test_what_was_asked_more_than_a_week_ago_no_longer_counts() -> None:
    moments = [*[MONDAY] * 100, MONDAY + WEEK, MONDAY + WEEK + timedelta(seconds=1)]
    assert probability_of(100, moments, QUOTA) == 1.0
    assert probability_of(99, moments, QUOTA) == QUOTA / 100


@pytest.mark.parametrize("probability", [0.1, 0.5, 0.9])
def test_answers_are_drawn_as_often_as_their_probability_says_and_always_the_same_ones(probability: float) -> None:
    chance = random.Random(1)
    turns = [(ConversationId(f"{chance.getrandbits(128):032x}"), 1 + number % 9) for number in range(4000)]
    drawn = [turn for turn in turns if is_drawn(*turn, probability)]
    assert len(drawn) / len(turns) == pytest.approx(probability, abs=0.03)
    assert drawn == [turn for turn in turns if is_drawn(*turn, probability)]


def test_who_is_judged_twice_and_in_which_order_has_nothing_to_do_with_who_is_drawn() -> None:
    chance = random.Random(2)
    turns = [(ConversationId(f"{chance.getrandbits(128):032x}"), 1) for _ in range(4000)]
    drawn = [turn for turn in turns if is_drawn(*turn, 0.3)]
    assert sum(is_judged_twice(*turn, 0.2) for turn in drawn) / len(drawn) == pytest.approx(0.2, abs=0.03)
    assert sum(order_of(*turn) < 0.5 for turn in drawn) / len(drawn) == pytest.approx(0.5, abs=0.05)


def test_all_are_drawn_at_one_and_nobody_is_judged_twice_at_nought() -> None:
    turns = [(ConversationId(str(number)), 1) for number in range(200)]
    assert all(is_drawn(*turn, 1.0) for turn in turns)
    assert not any(is_judged_twice(*turn, 0.0) for turn in turns)


def test_nothing_judged_is_no_estimate() -> None:
    assert estimate([]) is None


def test_answers_drawn_rarely_stand_for_many() -> None:
    """One right of probability 1/10 stands for ten, one wrong of probability 1 for itself: 10 of 11."""
    found = estimate([(True, 0.1), (False, 1.0)])
    assert found is not None
    assert found.value == pytest.approx(10 / 11)


def test_all_of_the_same_probability_are_wilsons_interval() -> None:
    """Newcombe (Stat. Med. 17, 1998), table I: 81 of 263 by the score method, .2553 to .3662."""
    found = estimate([*[(True, 0.2)] * 81, *[(False, 0.2)] * 182])
    assert found is not None
    assert [found.low, found.high] == pytest.approx([0.2553, 0.3662], abs=1e-4)


def test_the_weighted_estimate_is_right_where_the_plain_share_is_not() -> None:
    """Ten thousand answers, of which those drawn rarely are better: some 0.97 of all are right."""
    chance = random.Random(5)
    common = [(chance.random() < 0.98, 0.1) for _ in range(9000)]
    population = [*common, *((chance.random() < 0.88, 1.0) for _ in range(900))]
    sample = [(right, p) for right, p in population if chance.random() < p]
    true = sum(right for right, _ in population) / len(population)
    found = estimate(sample)
    assert found is not None
    assert found.low <= true <= found.high
    assert abs(found.value - true) < 0.01 < abs(sum(right for right, _ in sample) / len(sample) - true)
