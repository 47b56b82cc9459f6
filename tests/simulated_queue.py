"""The contact centre's queue played event by event with simpy, to check formulas against."""

from collections.abc import Generator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import simpy

from assistant.domain.erlang_a import Traffic

WARM_UP = 0.1
"""The part of the time that is played before anything is counted: a queue that begins empty is kinder than usual."""


@dataclass
class Counted:
    """What became of those who came after the warm-up."""

    answered_in_time: int = 0
    answered_late: int = 0
    left_early: int = 0
    left_late: int = 0

    @property
    def came(self) -> int:
        """All."""
        return self.answered_in_time + self.answered_late + self.left_early + self.left_late

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
        with places.request() as place:
            yield place | world.timeout(patience)
            waited, answered = world.now - came, place.triggered
            if came > WARM_UP * self.seconds:
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
