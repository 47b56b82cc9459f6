"""What the danger classifier is fitted on: utterances by class, and citizens' ordinary questions."""

import random
import re
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

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
_TYPO_SHARE = 0.15
_SHORTEST_TO_BEND = 4


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


def ordinary(questions: Iterable[FitQuestion], seen: Callable[[str], object]) -> list[Told]:
    """The questions to fit "none" on.

    Of the areas of danger those in which the phrases see something are left out: they may be danger told, and are
    neither right as "none" nor reviewed as danger.
    """
    kept = (one for one in questions if not is_held_out(one.text))
    return [Told(one.text, None, "") for one in kept if not (is_about_danger(one) and seen(one.text))]


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


def bent(told: Sequence[Told], seed: int) -> list[Told]:
    """Each utterance once more with typing errors, the same ones for the same seed."""
    chance = random.Random(seed)
    return [Told(" ".join(_bent(word, chance) for word in one.text.split()), one.danger, one.lang) for one in told]


def _bent(word: str, chance: random.Random) -> str:
    if len(word) < _SHORTEST_TO_BEND or chance.random() > _TYPO_SHARE:
        return word
    at = chance.randrange(len(word) - 1)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice([swapped, word[:at] + word[at + 1 :], word[: at + 1] + word[at:]])
