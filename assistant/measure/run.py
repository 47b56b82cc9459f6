"""A whole run: the questions, every system asked, and the figures of it all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.domain.confidence import Gate
from assistant.domain.knowledge import Fact, FactId
from assistant.domain.labelled import LabelledQuestion
from assistant.measure.asking import AS_ASKED, WORDINGS, Covers, Found, ask_all, judged
from assistant.measure.compare import curve, group_rows, kind_rows, mixed_figures, system_row, threshold_rows
from assistant.measure.contenders import OURS
from assistant.measure.figures import Bin, reliability
from assistant.measure.groups import apart, ways_apart
from assistant.measure.resampling import draws
from assistant.measure.result import GroupRow, Result, SystemRow
from assistant.measure.systems import AbsentError, Contender, Material, System

SWEDISH = "sv"

Track = Callable[[Sequence[LabelledQuestion], str], Iterable[LabelledQuestion]]
"""Goes through questions and shows how far it is, under a heading."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is measured. `gates` are those that the build chose, by the precision they are to keep."""

    file: str
    questions: tuple[LabelledQuestion, ...]
    facts: Mapping[FactId, Fact]
    material: Material
    contenders: Sequence[Contender]
    gates: Mapping[float, Gate]
    gate_in_use: Gate
    versions: Mapping[str, str]

    @property
    def swedish(self) -> list[LabelledQuestion]:
        """The questions on which systems are compared."""
        return [question for question in self.questions if question.lang == SWEDISH]

    @property
    def covers(self) -> Covers:
        """Each article's facts."""
        return {article.id: article.covers for article in self.material.articles}


@dataclass(frozen=True, slots=True)
class _Asked:
    contender: Contender
    found: Mapping[str, list[Found]]


def measure(task: Task, track: Track, say: Callable[[str], None]) -> tuple[Result, Mapping[str, System]]:
    """Everything, and the systems that were asked, by name. The first contender must be our own search."""
    skipped: dict[str, str] = {}
    systems: dict[str, System] = {}
    asked = []
    for contender in task.contenders:
        say(f"Preparing {contender.name}: {contender.told}")
        try:
            systems[contender.name] = contender.open(task.material, texts_of(task.swedish))
        except AbsentError as error:
            skipped[contender.name] = str(error)
            say(f"  left out: {error}")
            continue
        asked.append(_Asked(contender, _ask(task, contender, systems[contender.name], track)))
    everything = ask_all(systems[OURS], track(task.questions, "ours, in every language"), task.covers, AS_ASKED)
    say("Working out the intervals")
    rows = tuple(system_row(one.contender, one.found, asked[0].found) for one in asked)
    return _result(task, asked, everything, rows, skipped), systems


def texts_of(questions: Sequence[LabelledQuestion]) -> list[str]:
    """Every text that a system will be asked: all wordings, each once."""
    return list(dict.fromkeys(put(question) for put in WORDINGS.values() for question in questions))


def _ask(task: Task, contender: Contender, system: System, track: Track) -> dict[str, list[Found]]:
    return {
        wording: ask_all(system, track(task.swedish, f"{contender.name}, {wording}"), task.covers, wording)
        for wording in WORDINGS
    }


def _result(
    task: Task,
    asked: Sequence[_Asked],
    everything: Sequence[Found],
    rows: tuple[SystemRow, ...],
    skipped: Mapping[str, str],
) -> Result:
    ours = asked[0].found
    return Result(
        questions=task.file,
        counts=_counts(everything, task),
        versions=dict(task.versions),
        mixed=mixed_figures(ours[AS_ASKED]),
        thresholds=threshold_rows(ours[AS_ASKED], task.gates),
        groups=_groups(task, ours, everything),
        kinds=kind_rows(everything, task.gate_in_use),
        systems=rows,
        skipped=dict(skipped),
        reliability=_reliability(ours[AS_ASKED]),
        curves={one.contender.name: curve(one.found[AS_ASKED]) for one in asked},
    )


def _counts(everything: Sequence[Found], task: Task) -> dict[str, int]:
    swedish = [one for one in everything if one.question.lang == SWEDISH]
    return {
        "questions": len(everything),
        "swedish_answerable": sum(one.answerable for one in swedish),
        "swedish_unanswerable": sum(not one.answerable for one in swedish),
        "articles": len(task.material.articles),
        "ways_of_asking_to_learn_from": len(task.material.asked),
    }


def _groups(
    task: Task, ours: Mapping[str, Sequence[Found]], everything: Sequence[Found]
) -> dict[str, tuple[GroupRow, ...]]:
    swedish = [one for one in ours[AS_ASKED] if one.answerable]
    tables = {"language": group_rows(apart(everything, lambda question: question.lang)), "noise": group_rows(ours)}
    return tables | {
        heading: group_rows(apart(swedish, name_of)) for heading, name_of in ways_apart(task.facts).items()
    }


def _reliability(found: Sequence[Found]) -> tuple[Bin, ...]:
    whole = judged(found)
    return reliability(whole.some(np.concatenate(list(draws(whole.answerable)))))
