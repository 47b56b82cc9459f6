"""How many more may be missed today, counted by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.domain.margin import may_still_lose, may_still_miss, must_keep, must_not_lose
from assistant.domain.share import Share

GOAL, LIMIT = 0.90, 0.05
SHARES = some.integers(0, 400).flatmap(lambda whole: some.builds(Share, some.integers(0, whole), some.just(whole)))


@pytest.mark.parametrize(
    ("part", "whole", "left"),
    [
        (95, 100, 5),  # 95/105 = 90.5 %, 95/106 = 89.6 %
        (90, 100, 0),  # the very target: the next one breaks it
        (45, 48, 2),  # 45/50 = 90 %, 45/51 = 88 %
        (9, 9, 1),  # 9/10
        (8, 8, 0),  # 8/9 = 88.9 %
        (80, 100, 0),
        (0, 0, 0),
    ],
)
def test_so_many_more_may_be_missed(part: int, whole: int, left: int) -> None:
    assert may_still_miss(Share(part, whole), GOAL) == left


@pytest.mark.parametrize(
    ("part", "whole", "needed"),
    [
        (80, 100, 100),  # 180/200 = 90 %
        (89, 100, 10),  # 99/110 = 90 %
        (58, 69, 41),  # 99/110
        (90, 100, 0),
        (0, 1, 9),  # 9/10
    ],
)
def test_so_many_in_a_row_reach_the_target_again(part: int, whole: int, needed: int) -> None:
    assert must_keep(Share(part, whole), GOAL) == needed


@pytest.mark.parametrize(
    ("lost", "settled", "left"),
    [
        (1, 66, 2),  # 3/68 = 4.4 %, 4/69 = 5.8 %
        (4, 100, 1),  # 5/101 = 4.95 %, 6/102 = 5.9 %
        (5, 100, 0),  # 5 % is not under 5 %
        (0, 19, 0),  # 1/20 = 5 %
        (0, 20, 1),  # 1/21 = 4.8 %
        (0, 0, 0),
    ],
)
def test_so_many_more_may_leave(lost: int, settled: int, left: int) -> None:
    assert may_still_lose(Share(lost, settled), LIMIT) == left


@pytest.mark.parametrize(
    ("lost", "settled", "needed"),
    [
        (5, 100, 1),  # 5/101
        (4, 71, 10),  # 4/81 = 4.9 %, 4/80 = 5 %
        (1, 66, 0),
    ],
)
def test_so_many_answered_in_a_row_come_under_the_limit_again(lost: int, settled: int, needed: int) -> None:
    assert must_not_lose(Share(lost, settled), LIMIT) == needed


@given(SHARES)
def test_one_more_than_may_be_missed_breaks_the_target_and_one_fewer_does_not_reach_it(
    share: Share,
) -> None:
    left, needed = may_still_miss(share, GOAL), must_keep(share, GOAL)
    if needed == 0 and share.whole:
        assert 10 * share.part >= 9 * (share.whole + left)
    assert 10 * share.part < 9 * (share.whole + left + 1)
    if needed:
        assert 10 * (share.part + needed - 1) < 9 * (share.whole + needed - 1)
        assert 10 * (share.part + needed) >= 9 * (share.whole + needed)


@given(SHARES)
def test_one_more_than_may_leave_reaches_the_limit(share: Share) -> None:
    left, needed = may_still_lose(share, LIMIT), must_not_lose(share, LIMIT)
    assert 20 * (share.part + left + 1) >= share.whole + left + 1
    if left:
        assert 20 * (share.part + left) < share.whole + left
    if needed and share.part:
        assert 20 * share.part < share.whole + needed
        assert 20 * share.part >= share.whole + needed - 1
