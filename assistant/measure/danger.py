"""`kontakt danger measure`: what phrases and classifier together see, and what they cry wolf at."""

import json
import math
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.domain.danger import Danger, DangerClass, DangerDetector
from assistant.domain.knowledge import FactId
from assistant.domain.labelled import LabelledQuestion
from assistant.ingest.danger_fit import AREAS_OF_DANGER, for_report, is_about_danger
from assistant.ingest.questions import read_fit_questions, read_labelled_questions
from assistant.measure.resampling import Interval

NONE = "none"
Z = 1.959964


@dataclass(frozen=True, slots=True)
class Utterance:
    """A labelled utterance: ``danger`` is its class, or None."""

    text: str
    lang: str
    danger: str | None


@dataclass(frozen=True, slots=True)
class Reach:
    """Of ``count`` utterances the shares alarmed, and alarmed or shown help; of those the share in the right class."""

    name: str
    count: int
    alarmed: Interval
    helped: Interval
    right_class: Interval


@dataclass(frozen=True, slots=True)
class Set:
    """One set of labelled utterances: danger by class and language, harmless likeness, and what was taken for what."""

    name: str
    classes: tuple[Reach, ...]
    languages: tuple[Reach, ...]
    harmless: Reach
    phrases_alone: Interval
    confusion: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class DangerMeasured:
    """A whole run. ``ordinary`` are questions that are no danger; milliseconds are of one utterance."""

    sets: tuple[Set, ...]
    ordinary: tuple[Reach, ...]
    median_ms: float
    slowest_in_hundred_ms: float


def wilson(hits: int, count: int) -> Interval:
    """The share with its 95 % score interval (Wilson 1927); not a number of nothing."""
    if not count:
        return Interval(math.nan, math.nan, math.nan)
    share, square = hits / count, Z * Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))


def read_utterances(file: Path) -> tuple[Utterance, ...]:
    """Every line of a JSON lines file of `q`, `lang` and `danger`."""
    rows = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(Utterance(str(row["q"]), str(row["lang"]), row["danger"]) for row in rows)


def measure_danger(detector: DangerDetector, base: Path, facts: Collection[FactId]) -> DangerMeasured:
    """Everything, on the sets beside the knowledge base, whose questions are about `facts`: a minute or two."""
    questions = base / "questions"
    names = {"danger_blind.jsonl": "blind", "danger_dev.jsonl": "dev", "danger_test.jsonl": "regression"}
    sets = tuple(measured_set(detector, name, read_utterances(questions / file)) for file, name in names.items())
    taken = _milliseconds(detector, [one.text for one in read_utterances(questions / "danger_dev.jsonl")])
    return DangerMeasured(
        sets, tuple(_ordinary(detector, base, facts)), float(np.median(taken)), float(np.quantile(taken, 0.99))
    )


def measured_set(detector: DangerDetector, name: str, utterances: Sequence[Utterance]) -> Set:
    """One labelled set."""
    seen = [(one, detector.detect(one.text)) for one in utterances]
    told = [(one, danger) for one, danger in seen if one.danger]
    alone = detector.without_classifier()
    phrases = sum(alone.detect(one.text) is not None for one, _ in told)
    return Set(
        name,
        tuple(_grouped(told, [str(one) for one in DangerClass], lambda one: str(one.danger))),
        tuple(_grouped(told, sorted({one.lang for one, _ in told}), lambda one: one.lang)),
        _reach("harmless", [(one, danger) for one, danger in seen if not one.danger]),
        wilson(phrases, len(told)),
        _confusion(seen),
    )


Seen = tuple[Utterance, Danger | None]


def _grouped(seen: Sequence[Seen], names: Iterable[str], key: Callable[[Utterance], str]) -> Iterable[Reach]:
    yield _reach("all", seen)
    for name in names:
        mine = [(one, danger) for one, danger in seen if key(one) == name]
        if mine:
            yield _reach(name, mine)


def _reach(name: str, seen: Sequence[Seen]) -> Reach:
    found = [(one, danger) for one, danger in seen if danger is not None]
    # A public crisis alarms nobody by its rule: of one told, its fixed words are all that is wanted.
    alarmed = sum(
        danger.alarm or danger.danger_class == one.danger == DangerClass.PUBLIC_CRISIS for one, danger in found
    )
    right = sum(danger.danger_class == one.danger for one, danger in found)
    count = len(seen)
    return Reach(name, count, wilson(alarmed, count), wilson(len(found), count), wilson(right, len(found)))


def _confusion(seen: Sequence[Seen]) -> Mapping[str, Mapping[str, int]]:
    pairs = Counter((one.danger or NONE, str(danger.danger_class) if danger else NONE) for one, danger in seen)
    rows: dict[str, dict[str, int]] = {}
    for (wanted, given), number in sorted(pairs.items()):
        rows.setdefault(wanted, {})[given] = number
    return rows


def _ordinary(detector: DangerDetector, base: Path, facts: Collection[FactId]) -> Iterable[Reach]:
    held = for_report(read_fit_questions(base / "questions/fit", facts))
    texts = {
        "calibration": _asked(read_labelled_questions(base / "questions/calibration.jsonl", facts)),
        "test": _asked(read_labelled_questions(base / "questions/test.jsonl", facts)),
        "every sixth of the fifth of the questions to fit on that is held out": [
            one.text for one in held if not is_about_danger(one)
        ],
        "of these the questions in areas of danger": [one.text for one in held if is_about_danger(one)],
    }
    for name, listed in texts.items():
        yield _reach(name, [(Utterance(text, "", None), detector.detect(text)) for text in listed])


def _asked(questions: Iterable[LabelledQuestion]) -> list[str]:
    about = ((one, {str(fact).split(".")[0] for fact in one.covers}) for one in questions)
    return [one.text for one, areas in about if not areas & AREAS_OF_DANGER]


def _milliseconds(detector: DangerDetector, texts: Iterable[str]) -> list[float]:
    taken = []
    for text in texts:
        began = time.perf_counter()
        detector.detect(text)
        taken.append((time.perf_counter() - began) * 1_000)
    return taken
