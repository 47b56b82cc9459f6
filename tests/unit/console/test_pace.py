"""Forty pages that are told of the same thing do not look at the same moment."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from handoff_console.pace import GAP_SECONDS, LONGEST_SECONDS, Pace


@dataclass
class Watch:
    """A clock that stands until it is told."""

    at: float = 100.0

    def __call__(self) -> float:
        return self.at


def test_a_page_alone_looks_at_once() -> None:
    watch = Watch()
    pace = Pace(watch)
    assert pace.turn() == watch.at
    watch.at += 10
    assert pace.turn() == watch.at


def test_pages_told_together_look_one_after_the_other() -> None:
    pace = Pace(Watch())
    turns = [pace.turn() for _ in range(40)]
    gaps = [later - earlier for earlier, later in pairwise(turns)]
    assert gaps == pytest.approx([GAP_SECONDS] * 39)


def test_no_page_waits_longer_than_the_longest_however_many_there_are() -> None:
    watch = Watch()
    pace = Pace(watch)
    assert max(pace.turn() for _ in range(500)) == watch.at + LONGEST_SECONDS
