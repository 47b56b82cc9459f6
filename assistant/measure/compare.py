"""From what the systems found to rows of figures with their intervals."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.confidence import Gate
from assistant.measure.asking import AS_ASKED, RANK_FIGURES, Found, judged, values
from assistant.measure.figures import (
    Judged,
    at_threshold,
    aurc,
    brier,
    calibration_error,
    rightly_at_precision,
    risk_coverage,
)
from assistant.measure.resampling import (
    Interval,
    draws,
    interval_of_difference,
    interval_of_mean,
    interval_of_mixture,
)
from assistant.measure.result import GroupRow, KindRow, SystemRow, ThresholdRow
from assistant.measure.systems import Contender

PRECISIONS = (0.95, 0.98)
POINTS = 100
"""Of a curve that is drawn."""

ByWording = Mapping[str, Sequence[Found]]
"""What a system found of the Swedish questions, by how they were put."""


def rank_intervals(found: Sequence[Found]) -> dict[str, Interval]:
    """Top-1, top-5, MRR and nDCG@10 of the answerable questions."""
    return {name: interval_of_mean(values(found, name)) for name in RANK_FIGURES}


def mixed(found: Sequence[Found], figure: Callable[[Judged], float]) -> Interval:
    """A figure of confidence over mixtures of answerable and unanswerable questions."""
    whole = judged(found)
    return interval_of_mixture(whole.answerable, lambda places: figure(whole.some(places)))


def rightly_name(precision: float) -> str:
    """The figure's name: `rightly_at_0.95`."""
    return f"rightly_at_{precision:.2f}"


def mixed_figures(found: Sequence[Found]) -> dict[str, Interval]:
    """Every figure of our own confidence."""
    rightly = {rightly_name(p): mixed(found, _rightly(p)) for p in PRECISIONS}
    swept = {f"threshold_at_{p:.2f}": mixed(found, _threshold(p)) for p in PRECISIONS}
    rest = {"aurc": aurc, "calibration_error": calibration_error, "brier": brier}
    return rightly | swept | {name: mixed(found, figure) for name, figure in rest.items()}


def _rightly(precision: float) -> Callable[[Judged], float]:
    return lambda one: rightly_at_precision(one, precision)[0]


def _threshold(precision: float) -> Callable[[Judged], float]:
    return lambda one: min(1.0, rightly_at_precision(one, precision)[1])


def threshold_rows(found: Sequence[Found], gates: Mapping[float, Gate]) -> tuple[ThresholdRow, ...]:
    """What each of the build's gates, by the precision it is meant to keep, does here."""

    def figure(gate: Gate, place: int) -> Interval:
        whole = above(found, gate)
        return interval_of_mixture(whole.answerable, lambda places: at_threshold(whole.some(places), 0.0)[place])

    return tuple(
        ThresholdRow(precision, gate.threshold, len(gate.by_area), *(figure(gate, place) for place in range(3)))
        for precision, gate in sorted(gates.items())
    )


def above(found: Sequence[Found], gate: Gate) -> Judged:
    """With how far each confidence lies above the gate's threshold in its place: what is given is at 0 or above."""
    whole = judged(found)
    bars = [gate.threshold_for(one.best) if one.best else np.inf for one in found]
    return Judged(whole.confidence - np.array(bars), whole.right, whole.answerable)


def group_rows(groups: Mapping[str, Sequence[Found]]) -> tuple[GroupRow, ...]:
    """A row for each group that has answerable questions."""
    able = {name: [one for one in found if one.answerable] for name, found in groups.items()}
    return tuple(GroupRow(name, len(found), rank_intervals(found)) for name, found in able.items() if found)


def kind_rows(found: Iterable[Found], gate: Gate) -> tuple[KindRow, ...]:
    """Of unanswerable questions, by kind and in all, the share that the gate lets through."""
    unable = [one for one in found if not one.answerable]
    kinds = {kind: [one for one in unable if one.question.kind == kind] for kind in {o.question.kind for o in unable}}
    rows = [*((str(kind), of_one) for kind, of_one in sorted(kinds.items())), ("all of them", unable)]
    return tuple(KindRow(name, len(of_one), _share_answered(of_one, gate)) for name, of_one in rows)


def _share_answered(found: Sequence[Found], gate: Gate) -> Interval:
    return interval_of_mean((above(found, gate).confidence >= 0).astype(np.float64))


def system_row(contender: Contender, found: ByWording, ours: ByWording) -> SystemRow:
    """A system's figures, and how far ours is ahead of it on the same questions."""
    asked = found[AS_ASKED]
    figures = rank_intervals(asked) | {rightly_name(p): mixed(asked, _rightly(p)) for p in PRECISIONS}
    error = mixed(asked, calibration_error) if contender.probability else None
    noise = {name: float(values(of_one, "top_1").mean()) for name, of_one in found.items()}
    one, other = values(ours[AS_ASKED], "top_1"), values(asked, "top_1")
    ahead = None if found is ours else interval_of_difference(one, other)
    return SystemRow(contender.name, contender.told, figures, error, noise, ahead)


def curve(found: Sequence[Found]) -> tuple[tuple[float, float], ...]:
    """Risk by coverage, averaged over mixtures, at a hundred coverages."""
    whole = judged(found)
    grid = np.arange(1, POINTS + 1) / POINTS
    risks = [_at(grid, *risk_coverage(whole.some(places))) for places in draws(whole.answerable)]
    return tuple(zip(grid.tolist(), np.mean(risks, axis=0).tolist(), strict=True))


def _at(grid: NDArray[np.float64], coverage: NDArray[np.float64], risk: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.interp(grid, coverage, risk)
