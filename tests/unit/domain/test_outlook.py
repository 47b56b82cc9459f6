"""How today will stand in half an hour and in an hour: by hand where nothing is left to chance, else by simulation."""

import heapq
import random
from collections.abc import Sequence
from datetime import timedelta
from statistics import fmean

import pytest

from assistant.domain.outlook import Expected, Habits, Load, mean_patience, outlook
from assistant.domain.share import Share
from assistant.domain.waiting import Desks

NONE: Sequence[timedelta] = ()
HOUR = 3600.0


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def test_nobody_who_comes_or_waits_leaves_today_as_it_is() -> None:
    soon, later = outlook(Load(NONE, NONE, Desks(6, 6), 0.0), Habits(480, 20, 300))
    assert soon.in_time.whole == later.in_time.whole == 0
    assert later.in_time.value is None
    assert later.lost.beside(Share(1, 40)).value == pytest.approx(1 / 40)


def test_with_a_free_place_for_all_who_come_all_are_answered_in_time() -> None:
    _, hour = outlook(Load(NONE, NONE, Desks(40, 40), 30 / HOUR), Habits(300, 20, 300))
    assert hour.in_time.part == pytest.approx(30, rel=0.01)
    assert hour.in_time.value == pytest.approx(1, abs=1e-6)
    assert hour.lost.part == pytest.approx(0, abs=1e-6)


def test_with_nobody_at_the_desk_nobody_is_answered_and_all_lose_patience_in_the_end() -> None:
    waiting = [seconds(30)] * 4
    _, hour = outlook(Load(waiting, NONE, Desks(), 0.0), Habits(480, 20, 300))
    assert hour.in_time.part == 0
    # Four with exponential patience of 300 s: after an hour hardly anybody is left.
    assert hour.lost.part == pytest.approx(4, rel=0.01)
    assert hour.lost.whole == pytest.approx(4, rel=0.01)
    # Who leaves before 120 s is not in the whole of the service level: e^(-90/300) of four are.
    assert hour.in_time.whole == pytest.approx(4 * 0.741, rel=0.02)


def test_who_has_waited_too_long_is_counted_already_and_who_has_an_agent_waits_for_the_first_words_alone() -> None:
    load = Load([seconds(121)], [seconds(50), seconds(110), seconds(130)], Desks(3, 0), 0.0)
    _, hour = outlook(load, Habits(480, 20, None))
    assert (hour.in_time.part, hour.in_time.whole) == (1, 2)


def test_nothing_is_expected_past_closing_time() -> None:
    soon, later = outlook(Load(NONE, NONE, Desks(9, 9), 60 / HOUR), Habits(300, 20, 300), seconds(600))
    assert soon == later
    assert soon.within == seconds(600)
    assert soon.in_time.whole == pytest.approx(10, rel=0.02)


@pytest.mark.parametrize(
    ("waiting", "places", "free", "an_hour", "handling", "patience"),
    [(0, 12, 6, 40, 600, 300), (5, 12, 0, 60, 600, 300), (8, 6, 0, 45, 480, 240)],
    ids=["a calm desk", "a full one", "one that cannot keep up"],
)
def test_it_agrees_with_a_simulation_of_the_desk_citizen_by_citizen(
    waiting: int, places: int, free: int, an_hour: float, handling: float, patience: float
) -> None:
    load = Load([seconds(0)] * waiting, NONE, Desks(places, free), an_hour / HOUR)
    _, hour = outlook(load, Habits(handling, 20, patience))
    chance = random.Random(7)
    days = [_Simulated(load, handling, patience, chance).an_hour() for _ in range(400)]
    good, whole, left = (fmean(day[each] for day in days) for each in range(3))
    assert hour.in_time.value == pytest.approx(good / whole, abs=0.02)
    assert hour.in_time.whole == pytest.approx(whole, rel=0.03)
    assert hour.lost.part == pytest.approx(left, rel=0.1, abs=0.15)


class _Simulated:
    """The same desk, event by event: exponential arrivals, talks and patience; answered 20 s after a place is free."""

    def __init__(self, load: Load, handling: float, patience: float, chance: random.Random) -> None:
        self.load, self.handling, self.patience, self.chance = load, handling, patience, chance
        self.events: list[tuple[float, int, str, int]] = []
        self.came: list[float] = []
        self.served: dict[int, float] = {}
        self.left: dict[int, float] = {}
        self.queue: list[int] = []
        self.busy = load.desks.places - load.desks.free
        self.number = 0

    def an_hour(self) -> tuple[int, int, int]:
        for _ in range(self.busy):
            self.tell(self.chance.expovariate(1 / self.handling), "over")
        for _ in self.load.waiting:
            self.comes(0.0)
        self.tell(self.chance.expovariate(self.load.arrivals), "comes")
        while self.events and self.events[0][0] < HOUR + 200:
            self.happens(*heapq.heappop(self.events))
        in_time = sum(self.served[who] + 20 - self.came[who] <= 120 for who in self.served)
        gave_up = sum(at - self.came[who] <= 120 for who, at in self.left.items())
        return in_time, len(self.came) - gave_up, sum(at <= HOUR for at in self.left.values())

    def tell(self, at: float, what: str, who: int = -1) -> None:
        self.number += 1
        heapq.heappush(self.events, (at, self.number, what, who))

    def comes(self, at: float) -> None:
        who = len(self.came)
        self.came.append(at)
        self.queue.append(who)
        self.tell(at + self.chance.expovariate(1 / self.patience), "leaves", who)
        self.fill(at)

    def happens(self, at: float, _: int, what: str, who: int) -> None:
        if what == "comes" and at < HOUR:
            self.comes(at)
            self.tell(at + self.chance.expovariate(self.load.arrivals), "comes")
        elif what == "over":
            self.busy -= 1
            self.fill(at)
        elif what == "leaves" and who in self.queue:
            self.queue.remove(who)
            self.left[who] = at

    def fill(self, at: float) -> None:
        while self.queue and self.busy < self.load.desks.places:
            self.busy += 1
            self.served[self.queue.pop(0)] = at
            self.tell(at + self.chance.expovariate(1 / self.handling), "over")


def test_patience_is_all_time_waited_over_those_who_left() -> None:
    # 60 + 30 + 90 + 120 = 300 s waited, two left: 150 s.
    assert mean_patience([seconds(60), seconds(30), seconds(90), seconds(120)], 2) == 150
    assert mean_patience([seconds(60)], 0) is None


def test_what_is_expected_stands_beside_what_is_counted() -> None:
    assert Expected(8.5, 10).beside(Share(45, 50)) == Expected(53.5, 60)
    assert Expected(0, 0).value is None
