"""How long one step takes, asked again and again on one thread."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

WARM_UP = 20
"""Questions asked before the clock counts: the first ones load tables and fill caches."""
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one step, over all questions and rounds."""

    step: str
    mean: float
    p50: float
    p95: float


def latency(step: str, work: Callable[[Any], object], given: Sequence[Any], rounds: int = ROUNDS) -> Latency:
    """How long `work` takes for each one given, after a warm-up."""
    for one in given[:WARM_UP]:
        work(one)
    taken = []
    for one in [*given] * rounds:
        began = time.perf_counter_ns()
        work(one)
        taken.append((time.perf_counter_ns() - began) / 1e6)
    return Latency(step, float(np.mean(taken)), *(float(at) for at in np.percentile(taken, [50, 95])))
