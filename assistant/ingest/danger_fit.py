"""What the danger classifier is fitted on: utterances by class, and citizens' ordinary questions."""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import yaml

from assistant.domain.danger import DangerClass
from assistant.domain.fault import Fault
from assistant.ingest.faults import QuestionFaults
from assistant.ingest.questions import FitQuestion

NONE = "none"
CLASSES = (*(one for one in DangerClass if one is not DangerClass.PUBLIC_CRISIS), None)
"""What the classifier tells apart, "none" last. A public crisis is left to the phrases: it alarms nobody."""

AREAS_OF_DANGER = frozenset(
    {"vald_i_nara_relation", "orosanmalan", "akut_och_andra_myndigheter", "eldning_brandfarligt"}
)
"""Areas whose questions are often told by somebody in danger ("han slår mig, vem ringer jag?"): not ordinary ones."""

_MARKED = re.compile(r"\[([^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
"""Rasa marks an entity in an example as `[words](name)` or `[words]{...}`."""
_HELD_OUT_OF = 5
SIXTH = 6

_FILES = {
    "_arabic": "ar",
    "_english": "en",
    "_finnish": "fi",
    "_persian": "fa",
    "_somali": "so",
    "_ukrainian": "uk",
}
"""The files of the questions to fit on that are not in Swedish."""


@dataclass(frozen=True, slots=True)
class Told:
    """An utterance, its class (None: no danger) and its language."""

    text: str
    danger: DangerClass | None
    lang: str


def read_told(folder: Path) -> tuple[Told, ...]:
    """Every row of `*.tsv` under `folder`: class or "none", language, utterance, with tabs between.

    Raises:
        QuestionFaults: a row that is not so.
    """
    told: list[Told] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.tsv")):
        for line, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            parts = row.split("\t")
            if len(parts) != len(("class", "language", "utterance")) or parts[0] not in {NONE, *DangerClass}:
                faults.append(Fault(file, line, "not a class, a language and an utterance"))
            else:
                told.append(Told(parts[2], None if parts[0] == NONE else DangerClass(parts[0]), parts[1]))
    if faults:
        raise QuestionFaults(faults)
    return tuple(told)


def is_about_danger(question: FitQuestion) -> bool:
    """Whether the fact asked about is in one of the areas of danger."""
    return question.fact is not None and question.fact.split(".")[0] in AREAS_OF_DANGER


def is_held_out(text: str) -> bool:
    """Whether the question is of the fifth that the classifier is never fitted on, so that alarms can be counted."""
    return zlib.crc32(text.encode()) % _HELD_OUT_OF == 0


def for_bands(questions: Iterable[FitQuestion]) -> list[str]:
    """Of the ordinary questions held out five of six: the classifier's bands are chosen on them."""
    held = enumerate(one for one in questions if is_held_out(one.text))
    return [one.text for at, one in held if at % SIXTH and not is_about_danger(one)]


def for_report(questions: Iterable[FitQuestion]) -> list[FitQuestion]:
    """Every sixth of the questions held out: nothing is fitted or chosen on it, only alarms are counted."""
    return [one for one in questions if is_held_out(one.text)][::SIXTH]


def languages(folder: Path) -> Mapping[str, str]:
    """The language of each of the questions to fit on that is not in Swedish, by its words."""
    found: dict[str, str] = {}
    for name, lang in _FILES.items():
        rows = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        found |= {row.partition("\t")[2].strip(): lang for row in rows}
    return found


def ordinary(
    questions: Iterable[FitQuestion], seen: Callable[[str], object], spoken: Mapping[str, str] = MappingProxyType({})
) -> list[Told]:
    """The questions to fit "none" on; in Swedish those whose language is not ``spoken``.

    Of the areas of danger those in which the phrases see something are left out: they may be danger told, and are
    neither right as "none" nor reviewed as danger.
    """
    kept = (one for one in questions if not is_held_out(one.text))
    return [
        Told(one.text, None, spoken.get(one.text, "sv"))
        for one in kept
        if not (is_about_danger(one) and seen(one.text))
    ]


def small_talk(nlu_data: Path, seen: Callable[[str], object]) -> list[Told]:
    """What citizens say to the dialogue engine, from its own examples ("jag vill inte", "nej det där hjälpte inte").

    All of it is "none", but for what a reviewed phrase sees danger in.
    """
    said: list[Told] = []
    for file in sorted((nlu_data / "data").glob("nlu*.yml")):
        for entry in yaml.safe_load(file.read_text(encoding="utf-8")).get("nlu", ()):
            lines = entry["examples"].splitlines() if "intent" in entry else ()
            said += [Told(_MARKED.sub(r"\1", line.removeprefix("- ")), None, "") for line in lines]
    return [one for one in said if not seen(one.text)]
