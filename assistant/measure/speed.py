"""How fast the search is on one core, and what other kinds of vector index would give."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.measure.indexes import IndexRow, compare_indexes
from assistant.measure.lexical_systems import library
from assistant.measure.tables import number, table
from assistant.ports.knowledge import KnowledgeWorkshop

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


@dataclass(frozen=True, slots=True)
class Speed:
    """All that `--speed` finds."""

    articles: int
    lines: int
    width: int
    questions: int
    encoder: str
    steps: tuple[Latency, ...]
    indexes: tuple[IndexRow, ...]


def measure_speed(workshop: KnowledgeWorkshop, questions: Sequence[str], say: Callable[[str], None]) -> Speed:
    """Latency at the real number of articles, then indexes of random vectors of the encoder's width."""
    with library("threadpoolctl").threadpool_limits(1):
        _one_thread()
        built = workshop.built()
        dense = _dense_of(workshop)
        say(f"Asking {len(questions)} questions {ROUNDS} times on one thread")
        steps = [latency("the whole search", built.search.search, questions)]
        lines, width = 0, 384
        if dense is not None:
            steps = [*_of_vectors(dense, questions), *steps]
            lines, width = len(dense.lines.rows()), dense.encoder.width
            steps.insert(-1, _rest(steps))
        encoder = str(built.search.versions().get("encoder", "-"))
        indexes = compare_indexes(width, say)
        return Speed(len(built.shelf.articles()), lines, width, len(questions), encoder, tuple(steps), indexes)


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


def _one_thread() -> None:
    library("faiss").omp_set_num_threads(1)
    with suppress(RuntimeError):
        library("torch").set_num_threads(1)


def _dense_of(workshop: Any) -> Any | None:
    """The encoder and its indexes, where the ranker has them; another search is timed as a whole only."""
    try:
        dense = workshop.whole.ranker.dense
        dense.encoder.encode(["hej"])
        dense.lines.rows()
    except AttributeError:
        return None
    return dense


def _of_vectors(dense: Any, questions: Sequence[str]) -> list[Latency]:
    vectors = [dense.encoder.encode([question]) for question in questions]
    return [
        latency("encoding the question", lambda question: dense.encoder.encode([question]), questions),
        latency("nearest articles, exact", lambda vector: dense.documents.search(vector, 1_000), vectors),
        latency("nearest 200 lines, exact", lambda vector: dense.lines.search(vector, 200), vectors),
    ]


def _rest(steps: Sequence[Latency]) -> Latency:
    """The mean of the rest is exact; of percentiles there is no difference."""
    rest = steps[-1].mean - sum(step.mean for step in steps[:-1])
    return Latency("the rest: letters, words, weighing, calibrating", rest, float("nan"), float("nan"))


def _step_cells(speed: Speed) -> list[tuple[str, ...]]:
    return [(one.step, *(number(value, 2) for value in (one.mean, one.p50, one.p95))) for one in speed.steps]


def _index_cells(speed: Speed) -> list[tuple[str, ...]]:
    return [
        (
            f"{one.name}, {one.vectors:,} vectors",
            number(one.build_seconds, 1),
            number(one.mean_ms, 2),
            number(one.p95_ms, 2),
            number(one.recall_10),
            number(one.megabytes, 1),
        )
        for one in speed.indexes
    ]


def speed_report(speed: Speed) -> str:
    """The page of it."""
    return f"""# How fast the search is

Made by `kontakt measure --speed`; do not edit by hand. Times are of this run on this machine, one thread, one question
after the other; they vary with what else the machine does.

## One question

{speed.articles} articles, {speed.lines:,} lines, encoder {speed.encoder} of width {speed.width}; {speed.questions}
questions, {ROUNDS} rounds. Milliseconds.

{table(("step", "mean", "p50", "p95"), _step_cells(speed))}

## Kinds of vector index

FAISS, random vectors of unit length and the encoder's width, seeded. Random vectors have no neighbourhoods and are the
hardest case for approximate indexes: real texts give higher recall at the same speed. Recall@10 is the share of the ten
truly nearest that are found.

{table(("index", "built in s", "mean ms", "p95 ms", "recall@10", "MB"), _index_cells(speed))}

{conclusion(speed)}
"""


def conclusion(speed: Speed) -> str:
    """Which index is used, and why, by the figures of this run."""
    exact = min((one for one in speed.indexes if one.exact), key=lambda one: one.vectors)
    return (
        f"**Used: the exact one.** At {exact.vectors:,} vectors it answers in {number(exact.p95_ms, 2)} ms (p95), never"
        " misses the nearest, needs no training and no parameters, and rows of changed articles are put in at once"
        " (ADR 0012). Lines of a few hundred articles are tens of thousands at most. An approximate index would save"
        " milliseconds that nobody notices beside the rest of a turn and would lose neighbours for it; it is worth"
        " another look when hundreds of thousands of lines make the exact search the slowest step."
    )
