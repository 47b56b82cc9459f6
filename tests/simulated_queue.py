"""The contact centre's queue played event by event with simpy, to check formulas against."""

from collections.abc import Generator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import simpy

from assistant.domain.erlang_a import Traffic

COUNTED = (0.1, 0.95)
"""The part of the time in which who comes is counted. Before it the queue is emptier than usual; after it some would
still wait when the play is over.
"""


@dataclass
class Counted:
    """What became of those counted. `dealt`: how many came, with the sums of the talks and patience dealt to them."""

    answered_in_time: int = 0
    answered_late: int = 0
    left_early: int = 0
    left_late: int = 0
    dealt: int = 0
    talks: float = 0.0
    patience: float = 0.0

    @property
    def came(self) -> int:
        """All."""
        return self.answered_in_time + self.answered_late + self.left_early + self.left_late

    def luck(self, traffic: Traffic, seconds: float) -> tuple[float, float, float]:
        """How far what chance dealt was from its known mean: arrivals, talks and patience, relatively."""
        expected = traffic.arrivals * (COUNTED[1] - COUNTED[0]) * seconds
        talks, patience = (given / self.dealt for given in (self.talks, self.patience))
        return self.dealt / expected - 1, talks / traffic.handling - 1, patience / traffic.patience - 1

    @property
    def service_level(self) -> float:
        """Answered in time over answered plus those lost after the threshold."""
        return self.answered_in_time / (self.came - self.left_early)

    @property
    def abandoned(self) -> float:
        """The share who left."""
        return (self.left_early + self.left_late) / self.came


@dataclass
class Queue:
    """M/M/n+M, first come first served. Each kind of luck is drawn from a stream of its own (common random numbers)."""

    traffic: Traffic
    places: int
    threshold: float
    seconds: float
    seed: int
    counted: Counted = field(default_factory=Counted)

    def play(self) -> Counted:
        """The time has passed."""
        world = simpy.Environment()
        places = simpy.Resource(world, self.places)
        world.process(self._arrivals(world, places))
        world.run(self.seconds)
        return self.counted

    def _arrivals(self, world: Any, places: Any) -> Generator[Any, Any, None]:
        comes, talks, waits = (Random(f"{self.seed}-{what}") for what in ("comes", "talks", "waits"))
        while True:
            yield world.timeout(comes.expovariate(self.traffic.arrivals))
            talk, patience = talks.expovariate(1 / self.traffic.handling), waits.expovariate(1 / self.traffic.patience)
            world.process(self._citizen(world, places, talk, patience))

    def _citizen(self, world: Any, places: Any, talk: float, patience: float) -> Generator[Any, Any, None]:
        came = world.now
        counts = COUNTED[0] * self.seconds < came < COUNTED[1] * self.seconds
        if counts:
            self.counted.dealt += 1
            self.counted.talks += talk
            self.counted.patience += patience
        with places.request() as place:
            yield place | world.timeout(patience)
            waited, answered = world.now - came, place.triggered
            if counts:
                self._count(answered=answered, in_time=waited <= self.threshold)
            if answered:
                yield world.timeout(talk)

    def _count(self, *, answered: bool, in_time: bool) -> None:
        if answered:
            self.counted.answered_in_time += in_time
            self.counted.answered_late += not in_time
        else:
            self.counted.left_early += in_time
            self.counted.left_late += not in_time
