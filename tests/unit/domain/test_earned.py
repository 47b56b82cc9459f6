"""A topic rises when its reviewed answers prove it, however often one looks, and falls when they speak against it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.earned import (
    FALSE_ALARM_AFTER,
    Earned,
    Standing,
    alarm,
    alarms,
    bounds,
    earned,
    level_below,
    next_level,
    right_answers_to_rise,
)

WANTED = 0.95


def clopper_pearson(right: int, reviewed: int) -> tuple[float, float]:
    """The exact 95 % interval for a number of answers that was fixed beforehand."""
    lower = float(beta.ppf(0.025, right, reviewed - right + 1)) if right else 0.0
    upper = float(beta.ppf(0.975, right + 1, reviewed - right)) if right < reviewed else 1.0
    return lower, upper


def test_before_anybody_has_reviewed_anything_everything_is_possible_and_nothing_changes() -> None:
    nothing = earned([], WANTED)
    assert (nothing.bounds.lower, nothing.bounds.upper, nothing.standing) == (0.0, 1.0, Standing.HOLDS)


def test_eighty_right_answers_in_a_row_are_not_enough_to_rise_and_eighty_one_are() -> None:
    assert earned([True] * 80, WANTED).standing is Standing.HOLDS
    assert earned([True] * 81, WANTED).standing is Standing.MAY_RISE


def test_one_wrong_answer_among_many_puts_the_rise_off() -> None:
    assert earned([False, *[True] * 81], WANTED).standing is Standing.HOLDS
    assert earned([False, *[True] * 200], WANTED).standing is Standing.MAY_RISE


@pytest.mark.parametrize(("right", "reviewed"), [(60, 60), (95, 100), (190, 200), (80, 100), (1, 30), (0, 12)])
def test_looking_at_any_time_costs_some_width_against_an_interval_for_one_look(right: int, reviewed: int) -> None:
    lower, upper = clopper_pearson(right, reviewed)
    ours = bounds(right, reviewed, WANTED)
    assert ours.lower <= lower
    assert ours.upper >= upper
    assert ours.lower <= right / reviewed <= ours.upper


def test_the_price_of_looking_at_any_time_is_bearable() -> None:
    """All right: one look needs 72 answers for a bound of .95 (2.5 % on its side), any number of looks 81."""
    once = next(n for n in range(1, 500) if clopper_pearson(n, n)[0] >= WANTED)
    always = next(n for n in range(1, 500) if bounds(n, n, WANTED).lower >= WANTED)
    assert (once, always) == (72, 81)


@pytest.mark.parametrize(("right", "reviewed", "more"), [(0, 0, 81), (80, 80, 1), (81, 81, 0), (1, 2, 128)])
def test_it_can_be_told_how_many_right_answers_more_a_rise_takes(right: int, reviewed: int, more: int) -> None:
    found = Earned(reviewed, right, bounds(right, reviewed, WANTED), alarm=1.0, wanted=WANTED)
    assert right_answers_to_rise(found) == more


def first_time(standing: Standing, precision: float, most: int, chance: random.Random) -> int | None:
    """After how many reviewed answers, if at all, a topic of that precision stands so. Looks after each."""
    right, answers = 0, []
    for number in range(1, most + 1):
        answers.append(chance.random() < precision)
        right += answers[-1]
        # The bounds alone decide over rising; looked at only where a right answer may have moved them.
        if standing is Standing.MAY_RISE:
            reached = right / number > WANTED and bounds(right, number, WANTED).lower >= WANTED
        else:
            reached = bounds(right, number, WANTED).upper < WANTED
        if reached:
            return number
    return None


def test_a_topic_that_only_just_keeps_the_wanted_precision_seldom_rises_however_often_one_looks() -> None:
    """Type I error under optional stopping: at most 5 %, by simulation with a fixed seed.

    docs/measures/earned.md has it over more topics and longer.
    """
    chance, runs, most = random.Random(20261130), 200, 400
    rose = sum(first_time(Standing.MAY_RISE, WANTED, most, chance) is not None for _ in range(runs))
    assert rose / runs <= 0.05


def test_looking_again_and_again_at_an_interval_for_one_look_would_let_more_rise_than_promised() -> None:
    reached = [next(n for n in range(1, 400) if clopper_pearson(n - wrong, n)[0] >= WANTED) for wrong in range(8)]
    chance, runs, rose = random.Random(20261130), 1000, 0
    for _ in range(runs):
        wrong = 0
        for number in range(1, 400):
            wrong += chance.random() >= WANTED
            if wrong < len(reached) and number >= reached[wrong]:
                rose += 1
                break
    assert rose / runs > 0.05


def test_a_bad_topics_bound_breaks() -> None:
    chance = random.Random(7)
    assert all(first_time(Standing.MUST_FALL, 0.7, 200, chance) is not None for _ in range(20))


def test_four_wrong_answers_in_a_row_are_a_fall_whatever_was_right_before() -> None:
    good = [True] * 300
    assert earned([*good, False, False, False], WANTED).standing is not Standing.MUST_FALL
    assert earned([*good, *[False] * 4], WANTED).standing is Standing.MUST_FALL


def test_what_is_both_proven_and_alarming_falls() -> None:
    found = earned([*[True] * 2000, *[False] * 4], WANTED)
    assert found.bounds.lower >= WANTED
    assert found.standing is Standing.MUST_FALL


def test_a_bound_that_is_broken_without_any_alarm_is_a_fall() -> None:
    found = Earned(1000, 900, bounds(900, 1000, WANTED), alarm=1.0, wanted=WANTED)
    assert found.standing is Standing.MUST_FALL


@given(st.lists(st.booleans(), max_size=60))
def test_a_further_right_answer_never_lowers_a_bound_and_a_wrong_one_never_raises_one(answers: list[bool]) -> None:
    before, better, worse = (earned(more, WANTED) for more in (answers, [*answers, True], [*answers, False]))
    assert worse.bounds.lower <= before.bounds.lower <= better.bounds.lower
    assert worse.bounds.upper <= before.bounds.upper <= better.bounds.upper
    assert better.alarm <= worse.alarm


@given(st.lists(st.booleans(), max_size=60), st.lists(st.booleans(), min_size=1, max_size=60))
def test_the_alarm_forgets_what_spoke_for_the_past(past: list[bool], lately: list[bool]) -> None:
    """Page's cumulative sum is never below the one that begins now."""
    assert alarm([*past, *lately], WANTED) >= alarm(lately, WANTED) * (1 - 1e-9)


def test_between_false_alarms_lie_more_answers_than_promised() -> None:
    """At exactly the wanted precision; a fixed seed."""
    chance, waits = random.Random(3), []
    for _ in range(30):
        answers = (chance.random() < WANTED for _ in range(10_000))
        told = enumerate(alarms(answers, WANTED), 1)
        waits.append(next((number for number, value in told if value >= FALSE_ALARM_AFTER), 10_000))
    assert sum(waits) / len(waits) > FALSE_ALARM_AFTER


@pytest.mark.parametrize("wanted", [0.5, 0.9, 0.95, 0.98])
def test_at_the_wanted_precision_no_ratio_grows_in_expectation(wanted: float) -> None:
    """What makes the cumulative sum an e-detector: the expected ratio of one answer is 1 at most, from `wanted` up."""
    for precision in (wanted, (1 + wanted) / 2, 1.0):
        assert precision * alarm([True], wanted) + (1 - precision) * alarm([False], wanted) <= 1 + 1e-9


def test_levels_are_climbed_and_lost_step_by_step() -> None:
    assert [next_level(level) for level in AutonomyLevel] == [AutonomyLevel.APPROVE, AutonomyLevel.AUTONOMOUS, None]
    assert [level_below(level) for level in AutonomyLevel] == [None, AutonomyLevel.SHADOW, AutonomyLevel.APPROVE]
