"""How fast the search is on one core, and what other kinds of vector index would give."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from assistant.measure.indexes import IndexRow, compare_indexes
from assistant.measure.latency import ROUNDS, Latency, latency
from assistant.measure.lexical_systems import library
from assistant.measure.scale import IndexMaker, Kit, ScaleRow, measure_scale
from assistant.measure.tables import number, table
from assistant.ports.knowledge import Knowledge, KnowledgeWorkshop
from assistant.retrieval.article_words import own_lines


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
    scale: tuple[ScaleRow, ...] = ()


def measure_speed(
    workshop: KnowledgeWorkshop, index_of: IndexMaker, questions: Sequence[str], say: Callable[[str], None]
) -> Speed:
    """Latency of our own index, of the whole search at other sizes, and of indexes of random vectors as wide."""
    with library("threadpoolctl").threadpool_limits(1):
        _one_thread()
        built = workshop.built()
        dense = _dense_of(workshop)
        say(f"Asking {len(questions)} questions {ROUNDS} times on one thread")
        steps = [latency("the whole search", built.search.search, questions)]
        lines, width = 0, 384
        scale: tuple[ScaleRow, ...] = ()
        if dense is not None:
            steps = [*_of_vectors(dense, questions), *steps]
            lines, width = len(dense.lines.rows()), dense.encoder.width
            steps.insert(-1, _rest(steps))
            scale = measure_scale(_kit(workshop, index_of), _lines(built), questions, say)
        encoder = str(built.search.versions().get("encoder", "-"))
        indexes = compare_indexes(width, say)
        return Speed(len(built.shelf.articles()), lines, width, len(questions), encoder, tuple(steps), indexes, scale)


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


def _kit(workshop: Any, index_of: IndexMaker) -> Kit:
    return Kit(workshop.whole.ranker.dense.encoder, index_of, workshop.models)


def _lines(knowledge: Knowledge) -> list[str]:
    """What passages of other sizes are made of: the articles' own."""
    return [line for one in knowledge.shelf.articles() for line in own_lines(one)]


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


def _scale_cells(speed: Speed) -> list[tuple[str, ...]]:
    return [
        (
            f"{one.passages:,}",
            f"{one.articles:,}",
            number(one.encode.p95, 2),
            number(one.search.p95, 2),
            number(one.whole.p50, 2),
            number(one.whole.p95, 2),
            number(one.questions_a_second, 0),
            number(one.megabytes, 0),
            number(one.build_seconds, 1),
        )
        for one in speed.scale
    ]


SCALE_HEAD = (
    "passages",
    "articles",
    "encode p95",
    "nearest 200 lines p95",
    "whole p50",
    "whole p95",
    "questions a second",
    "MB",
    "built in s",
)


def speed_report(speed: Speed) -> str:
    """The page of it."""
    return f"""# How fast the search is

Made by `kontakt measure --speed`; do not edit by hand. Times are of this run on this machine, one thread, one question
after the other; they vary with what else the machine does.

## One question

{speed.articles} articles, {speed.lines:,} lines, encoder {speed.encoder} of width {speed.width}; {speed.questions}
questions, {ROUNDS} rounds. Milliseconds.

{table(("step", "mean", "p50", "p95"), _step_cells(speed))}

## The whole search at other sizes

Encode, search, rank and calibrate, built anew over passages that are halves of our own lines put together, drawn by a
seed; 350 articles at least, else one to 75 passages, as in our own index; 300,000 passages are about what ten such
municipalities have. {speed.questions} questions, one round, milliseconds. The same words stand in more lines, so that a
question touches more of them, and place names of a wider country are missing. MB are vectors and matrices. Building is
encoding, counting words and putting the rows in place; training the encoder and fitting on questions are not in it.

{table(SCALE_HEAD, _scale_cells(speed))}

## Kinds of vector index

FAISS, random vectors of unit length and the encoder's width, seeded. Random vectors have no neighbourhoods and are the
hardest case for approximate indexes: real texts give higher recall at the same speed. Recall@10 is the share of the ten
truly nearest that are found.

{table(("index", "built in s", "mean ms", "p95 ms", "recall@10", "MB"), _index_cells(speed))}

{conclusion(speed)}
"""


def conclusion(speed: Speed) -> str:
    """Which index is used, and why, by the figures of this run."""
    exact = {one.vectors: one for one in speed.indexes if one.exact}
    timed = ", ".join(f"{number(one.p95_ms, 2)} ms at {one.vectors:,}" for one in exact.values())
    return (
        f"**Used: the exact one.** We have {speed.lines:,} lines; over random vectors it answers in {timed} (p95). It"
        " never misses the nearest, needs no training and no parameters, and rows of changed articles are put in at"
        " once (ADR 0012). At our size an approximate index would save milliseconds that nobody notices beside the rest"
        " of a turn and would lose neighbours for it; it is worth another look when hundreds of thousands of lines make"
        " the exact search the slowest step."
    )
