"""Everything that a run of `kontakt measure` found, as plain data: what the report and the JSON are made of."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from assistant.measure.figures import Bin
from assistant.measure.resampling import Interval


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Answerable questions of one group."""

    name: str
    count: int
    figures: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class KindRow:
    """Unanswerable questions of one kind, and the share that would be answered nevertheless."""

    name: str
    count: int
    answered: Interval


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """What a threshold that the build chose from calibration does on these questions, mixed.

    `areas` have a stricter threshold of their own.
    """

    precision_wanted: float
    threshold: float
    areas: int
    precision: Interval
    rightly: Interval
    unanswerable_answered: Interval


@dataclass(frozen=True, slots=True)
class SystemRow:
    """One system on the same Swedish questions. `ahead` is the top-1 of ours less its own, in pairs; None for ours."""

    name: str
    told: str
    figures: Mapping[str, Interval]
    calibration_error: Interval | None
    noise: Mapping[str, float]
    ahead: Interval | None


@dataclass(frozen=True, slots=True)
class Result:
    """A whole run. `mixed` are figures of our search on mixtures of Swedish questions, by name."""

    questions: str
    counts: Mapping[str, int]
    versions: Mapping[str, str]
    mixed: Mapping[str, Interval]
    thresholds: tuple[ThresholdRow, ...]
    groups: Mapping[str, tuple[GroupRow, ...]]
    kinds: tuple[KindRow, ...]
    systems: tuple[SystemRow, ...]
    skipped: Mapping[str, str]
    reliability: tuple[Bin, ...]
    curves: Mapping[str, tuple[tuple[float, float], ...]]


def as_json(value: Any) -> str:
    """Plain data as JSON, floats in five decimals and those that are not finite as null: equal runs give equal text."""
    return json.dumps(_plain(asdict(value)), ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 5) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value
