from itertools import pairwise

from assistant.supervision.backoff import Backoff


def pauses(ran_seconds: list[float]) -> list[float]:
    """The pauses kept by a process that ran this long, again and again."""
    backoff, kept = Backoff(), []
    for ran in ran_seconds:
        backoff = backoff.after(ran)
        kept.append(backoff.pause_seconds)
        backoff = backoff.next
    return kept


def test_pauses_double_up_to_half_a_minute() -> None:
    assert pauses([0.1] * 7) == [1, 2, 4, 8, 16, 30, 30]


def test_a_minutes_steady_run_begins_again_from_one_second() -> None:
    assert pauses([0.1, 0.1, 0.1, 60.0, 0.1]) == [1, 2, 4, 1, 2]


def test_a_run_just_short_of_a_minute_does_not() -> None:
    assert all(earlier < later for earlier, later in pairwise(pauses([59.9] * 4)))
