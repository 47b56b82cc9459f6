"""The figures of the service, each defined once. A figure is a pure function of a `Tally`, and tallies can be added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from assistant.domain.measures import bot, verdicts, waits
from assistant.domain.measures.load import occupancy, occupied_share
from assistant.domain.measures.names import CountName, Dimension, Grain, MeasureName
from assistant.domain.measures.reading import Reading, Spread, reading_of_share
from assistant.domain.measures.tally import Tally
from assistant.domain.share import Share

__all__ = [
    "MEASURES",
    "Dimension",
    "Grain",
    "Measure",
    "MeasureName",
    "Reading",
    "Spread",
    "Tally",
    "Target",
    "Unit",
    "aim_of",
    "counts_of",
]


class Unit(StrEnum):
    """What a figure's value is: a share (0..1), seconds, or an index (0..100)."""

    SHARE = "share"
    SECONDS = "seconds"
    INDEX = "index"


@dataclass(frozen=True, slots=True)
class Target:
    """The promise: a value to reach, or to stay under."""

    value: float
    at_least: bool = True

    def met_by(self, value: float) -> bool:
        """Whether the promise is kept."""
        return value >= self.value if self.at_least else value < self.value


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. `defined_by`: the function whose docstring is its definition. `share`: part and whole, where it has
    such. `rising`: whether more is better; None where neither is.
    """

    name: MeasureName
    unit: Unit
    defined_by: Callable[[Tally], Share | Reading]
    share: Callable[[Tally], Share] | None
    target: Target | None = None
    rising: bool | None = True

    def read(self, tally: Tally) -> Reading:
        """The figure of what the tally counts."""
        found = self.defined_by(tally)
        return reading_of_share(found) if isinstance(found, Share) else found


def _share(
    name: MeasureName, function: Callable[[Tally], Share], target: Target | None = None, rising: bool | None = True
) -> Measure:
    return Measure(name, Unit.SHARE, function, function, target, rising)


def _time(name: MeasureName, function: Callable[[Tally], Reading], rising: bool | None = False) -> Measure:
    return Measure(name, Unit.SECONDS, function, None, None, rising)


_ALL = (
    _share(MeasureName.SERVICE_LEVEL, waits.service_level, Target(0.90)),
    _share(MeasureName.SERVICE_LEVEL_ALL_ABANDONED, waits.service_level_all_abandoned),
    _share(MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED, waits.service_level_without_abandoned),
    _time(MeasureName.SPEED_OF_ANSWER, waits.speed_of_answer),
    _share(MeasureName.ABANDONMENT, waits.abandonment, Target(0.05, at_least=False), rising=False),
    _share(MeasureName.SHORT_ABANDONS, waits.short_abandons, rising=False),
    _share(MeasureName.RESOLUTION_CITIZEN, verdicts.resolution_citizen),
    _share(MeasureName.RESOLUTION_AGENT, verdicts.resolution_agent),
    _share(MeasureName.RESOLUTION_DURABLE, verdicts.resolution_durable),
    _share(MeasureName.CONTAINMENT, bot.containment, rising=None),
    _share(MeasureName.CHAT_SHARE, verdicts.chat_share, Target(0.10)),
    _share(MeasureName.SATISFACTION, verdicts.satisfaction, Target(0.85)),
    Measure(MeasureName.TREATMENT_INDEX, Unit.INDEX, verdicts.treatment_index, None),
    _share(MeasureName.SOLVED_SAID, verdicts.solved_said),
    _share(MeasureName.RESPONSE_RATE, verdicts.response_rate),
    Measure(MeasureName.OCCUPANCY, Unit.SHARE, occupancy, occupied_share, rising=None),
    _time(MeasureName.HANDLING_TIME, waits.handling_time, rising=None),
    _time(MeasureName.WRAP_UP_TIME, waits.wrap_up_time),
    _time(MeasureName.FIRST_RESPONSE, bot.first_response),
    Measure(MeasureName.PRECISION, Unit.SHARE, bot.precision, None),
    _share(MeasureName.COVERAGE, bot.coverage),
    _share(MeasureName.HANDOFF_RATE, bot.handoff_rate, rising=None),
)
MEASURES: Mapping[MeasureName, Measure] = {measure.name: measure for measure in _ALL}
"""Every figure, in the order they are shown. Targets are those of the municipality's plan for Kontakt Linköping."""


@cache
def counts_of(name: MeasureName) -> frozenset[CountName]:
    """Which counts the figure is made of, as far as it asks for them of a tally that has none."""
    listening = _Listening()
    MEASURES[name].read(Tally(listening))
    return frozenset(listening.asked)


class _Listening(dict[CountName, int]):
    """Counts of nothing, that know what they were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[CountName] = set()

    def get(self, name: CountName, default: int = 0) -> int:  # type: ignore[override]
        """None of it."""
        self.asked.add(name)
        return default


def aim_of(name: MeasureName) -> float:
    """The value that a promised figure is to reach, or to stay under. Raises ValueError where nothing is promised."""
    target = MEASURES[name].target
    if target is None:
        raise ValueError(f"nothing is promised of {name}")
    return target.value
