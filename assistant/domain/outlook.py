"""How today's promises will stand in half an hour and in an hour, if what comes and goes keeps its pace.

The desk is taken as the Markov chain M/M/s+M (Erlang A): citizens come at a rate, each place frees itself at a rate,
whoever waits loses patience at a rate. Source: O. Garnett, A. Mandelbaum and M. Reiman, "Designing a Call Center with
Impatient Customers", Manufacturing & Service Operations Management 4(3), 2002. The chain is followed from the queue as
it is now, step by step (the forward equations, by Euler's method): the coming hour never reaches a steady state.

The wait of one who finds k - 1 others waiting is what W. Whitt, "Improving Service by Informing Customers About
Anticipated Delays", Management Science 45(2), 1999, takes it to be: k departures, each at the rate of all places and of
those ahead who lose patience.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.share import Share
from assistant.domain.waiting import Desks

HORIZONS = (timedelta(minutes=30), timedelta(hours=1))
"""How far ahead is looked: time enough to call somebody from a break, or from other work."""
MOST_WAITING = 200
"""The longest queue that is followed. With more waiting, every promise has long been broken."""
LONGEST_STEP = 3.0
"""Seconds. Two fifths of the time that any change of the desk takes on average, at most."""
STEP_OF_A_CHANGE = 0.4


@dataclass(frozen=True, slots=True)
class Habits:
    """What the last days teach, in seconds: how long a place is taken, from a claim to the first words, and how long
    citizens are ready to wait on average (None: nobody has left the queue).
    """

    handling: float
    reaction: float
    patience: float | None


@dataclass(frozen=True, slots=True)
class Load:
    """The desk right now. `waiting`: how long each has waited, next to be served first; `claimed`: how long those who
    are with an agent but have no answer yet have waited; `arrivals`: those who asked for a person, per second.
    """

    waiting: Sequence[timedelta]
    claimed: Sequence[timedelta]
    desks: Desks
    arrivals: float


@dataclass(frozen=True, slots=True)
class Expected:
    """A share as it is expected to be: its part and its whole need not be whole numbers."""

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """`part / whole` (0..1), or None where nothing is expected."""
        return self.part / self.whole if self.whole > 0 else None

    def beside(self, counted: Share) -> "Expected":
        """Together with what is counted already."""
        return Expected(self.part + counted.part, self.whole + counted.whole)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is expected `within` a time from now, beside what today has counted already.

    `in_time`: answered within 120 s, by the definition of the service level; `lost`: of those settled, by that of
    abandonment; `waiting`: how many wait at the end.
    """

    within: timedelta
    in_time: Expected
    lost: Expected
    waiting: float


@dataclass(frozen=True, slots=True)
class _Rates:
    """Per second: one arrival, all places together, one who waits losing patience; and how many places there are."""

    arrival: float
    service: float
    leaving: float
    places: int

    def departures(self, others_ahead: int) -> float:
        """How fast somebody with so many others ahead in the queue moves up."""
        return self.service + others_ahead * self.leaving


def outlook(load: Load, habits: Habits, until: timedelta | None = None) -> tuple[Ahead, ...]:
    """What is expected at each of `HORIZONS`, and not past `until`, when the doors close (None: they do not)."""
    horizons = [min(each, until) if until is not None else each for each in HORIZONS]
    room = min(MOST_WAITING, len(load.waiting) + round(load.arrivals * horizons[-1].total_seconds()) + 20)
    places = load.desks.places
    rates = _Rates(
        load.arrivals,
        places / habits.handling if habits.handling > 0 else 0.0,
        1 / habits.patience if habits.patience else 0.0,
        places,
    )
    step = _step_of(rates, room)
    fates = _Fates.of(rates, room, step, habits.reaction)
    walk = _Walk.begun(load, rates, room, step)
    found = []
    for horizon in horizons:
        walk.go_on(horizon.total_seconds(), fates)
        found.append(_ahead(horizon, load, walk, fates))
    return tuple(found)


def _step_of(rates: _Rates, room: int) -> float:
    fastest = rates.arrival + rates.service + room * rates.leaving
    return min(LONGEST_STEP, STEP_OF_A_CHANGE / fastest) if fastest > 0 else LONGEST_STEP


@dataclass(slots=True)
class _Fates:
    """What becomes of one who has so many others ahead (or a free place: index 0), after each step of waiting.

    `served[t][k]` and `gone[t][k]`: reached a place, or lost patience, within t steps.
    """

    step: float
    reaction: float
    served: list[list[float]]
    gone: list[list[float]]

    @classmethod
    def of(cls, rates: _Rates, room: int, step: float, reaction: float) -> "_Fates":
        """By the backward equations, for as long as the promise lasts."""
        served, gone = [[1.0] + [0.0] * room], [[0.0] * (room + 1)]
        ups = [0.0, *(step * rates.departures(ahead) for ahead in range(room))]
        leave = step * rates.leaving
        for _ in range(int(THRESHOLD.total_seconds() / step)):
            now, left = served[-1], gone[-1]
            moved = zip(ups[1:], now, now[1:], left, left[1:], strict=False)
            both = [
                (f + up * (f_next - f) - leave * f, g + up * (g_next - g) + leave * (1 - g))
                for up, f_next, f, g_next, g in moved
            ]
            served.append([1.0, *(f for f, _ in both)])
            gone.append([0.0, *(g for _, g in both)])
        return cls(step, reaction, served, gone)

    def of_one(self, ahead: int, waited: float = 0.0) -> tuple[float, float]:
        """The chance of being answered within the promise, and of counting for the service level at all.

        `ahead`: 0 for a free place, 1 for the next in the queue. Seconds `waited` are gone already.
        """
        left = THRESHOLD.total_seconds() - waited
        if left < 0:
            return 0.0, 0.0  # counted as missed already
        place = min(ahead, len(self.gone[0]) - 1)
        counts = 1 - self.gone[min(len(self.gone) - 1, int(left / self.step))][place]
        to_answer = left - self.reaction
        if to_answer < 0:
            return 0.0, counts
        return self.served[min(len(self.served) - 1, int(to_answer / self.step))][place], counts

    def of_each(self, places: int) -> list[tuple[float, float]]:
        """The same of one who comes and finds 0, 1, 2 … in all with an agent or in the queue."""
        waits = len(self.gone[0])
        return [self.of_one(max(0, found - places + 1)) for found in range(places + waits)]


@dataclass(slots=True)
class _Walk:
    """The chain on its way: the chance of each number of citizens with agents and in the queue, and the sums so far."""

    rates: _Rates
    step: float
    chances: list[float]
    downs: list[float]
    gone: float = 0.0
    in_time: float = 0.0
    counted: float = 0.0
    lost: float = 0.0

    @classmethod
    def begun(cls, load: Load, rates: _Rates, room: int, step: float) -> "_Walk":
        """From the desk as it is."""
        top = rates.places + room
        busy = max(0, rates.places - load.desks.free)
        start = min(top, busy + len(load.waiting))
        each = rates.service / rates.places if rates.places else 0.0
        downs = [
            step * (min(n, rates.places) * each + max(0, n - rates.places) * rates.leaving) for n in range(top + 1)
        ]
        return cls(rates, step, [float(n == start) for n in range(top + 1)], downs)

    def go_on(self, until: float, fates: _Fates) -> None:
        """On to `until`, in seconds from the start."""
        met = fates.of_each(self.rates.places)
        queue = [max(0, n - self.rates.places) for n in range(len(self.chances))]
        while self.gone + self.step / 2 <= until:
            came = self.rates.arrival * self.step
            self.in_time += came * sum(p * good for p, (good, _) in zip(self.chances, met, strict=True))
            self.counted += came * sum(p * counts for p, (_, counts) in zip(self.chances, met, strict=True))
            self.lost += self.rates.leaving * self.step * sum(p * n for p, n in zip(self.chances, queue, strict=True))
            self._move()
            self.gone += self.step

    def waiting(self) -> float:
        """How many wait, on average."""
        return sum(p * max(0, n - self.rates.places) for n, p in enumerate(self.chances))

    def _move(self) -> None:
        up = self.rates.arrival * self.step
        here, downs = self.chances, self.downs
        below = [0.0, *here[:-1]]
        above = [*(p * down for p, down in zip(here[1:], downs[1:], strict=True)), 0.0]
        ups = [up] * (len(here) - 1) + [0.0]
        self.chances = [
            p * (1 - leaves - down) + came * up + fell
            for p, leaves, down, came, fell in zip(here, ups, downs, below, above, strict=True)
        ]


def _ahead(horizon: timedelta, load: Load, walk: _Walk, fates: _Fates) -> Ahead:
    waiting = [
        fates.of_one(max(0, place - load.desks.free), waited.total_seconds())
        for place, waited in enumerate(load.waiting, 1)
    ]
    claimed = [_claimed(waited, fates.reaction) for waited in load.claimed]
    still = walk.waiting()
    came = walk.rates.arrival * walk.gone
    settled = len(load.waiting) + len(load.claimed) + came - still
    good, whole = walk.in_time, walk.counted
    for one_good, one_counts in (*waiting, *claimed):
        good, whole = good + one_good, whole + one_counts
    return Ahead(horizon, Expected(good, whole), Expected(walk.lost, settled), still)


def _claimed(waited: timedelta, reaction: float) -> tuple[float, float]:
    """One who is with an agent waits for the first words alone; past the promise it is counted already."""
    if waited > THRESHOLD:
        return 0.0, 0.0
    return float(waited.total_seconds() + reaction <= THRESHOLD.total_seconds()), 1.0


def mean_patience(waits: Sequence[timedelta], left: int) -> float | None:
    """How long citizens are ready to wait on average, in seconds; None where nobody has `left`.

    `waits`: of all, whether they were answered, left, or wait still. Who was answered would have waited longer: their
    patience is only known to exceed their wait. With exponential patience the likeliest mean is all time waited over
    the number who left. Source: L. Brown et al., "Statistical Analysis of a Telephone Call Center", Journal of the
    American Statistical Association 100(469), 2005, on waits cut short.
    """
    total = sum(wait.total_seconds() for wait in waits)
    return total / left if left and total > 0 else None
