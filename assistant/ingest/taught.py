"""Real questions that reviewers have labelled, added to those the search is fitted on."""

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.fault import Fault
from assistant.domain.knowledge import FactId
from assistant.domain.labelled import LabelledQuestion
from assistant.domain.redaction import mask_identity_numbers
from assistant.ingest.clashes import Row, clashes, rows_labelled, rows_to_fit
from assistant.ingest.faults import QuestionFaults
from assistant.ingest.near_copies import near_copies
from assistant.ingest.questions import NONE
from assistant.retrieval.swedish import words


@dataclass(frozen=True, slots=True)
class Lessons:
    """Questions to add, by the file of `questions/fit` they belong in, and how many were left out and why."""

    rows: Mapping[str, tuple[str, ...]]
    known: int
    near_labelled: int

    @property
    def count(self) -> int:
        """How many are to be added."""
        return sum(len(rows) for rows in self.rows.values())


def read_lessons(
    file: Path,
    area_of: Mapping[FactId, str],
    fit: Path,
    labelled: Mapping[Path, Sequence[LabelledQuestion]],
) -> Lessons:
    """The rows of `file` (`fact id or "none", tab, question`) that are new, identity numbers masked.

    One that is a near-copy of a question to calibrate or test with is left out: it would measure memory.

    Args:
        file: what reviewers wrote.
        area_of: every fact's area.
        fit: the folder of questions to fit on.
        labelled: all questions to calibrate and test with, by file in the order of its lines.

    Raises:
        QuestionFaults: a row is of another shape, names no known fact, or labels a question otherwise than a row
            before it or than the questions we have; nothing has been added.
    """
    given = _given(file, area_of)
    fitted = tuple(rows_to_fit(fit))
    if faults := tuple(clashes(given, [*fitted, *rows_labelled(labelled)])):
        raise QuestionFaults(faults)
    known = {(row.answers, row.key) for row in fitted}
    new = [row for row in {row.key: row for row in given}.values() if (row.answers, row.key) not in known]
    near = _near([one for questions in labelled.values() for one in questions], [row.text for row in new])
    rows: dict[str, list[str]] = defaultdict(list)
    for row in new:
        if row.text not in near:
            (fact,) = row.answers
            rows["_none" if fact == NONE else area_of[FactId(fact)]].append(f"{fact}\t{row.text}")
    kept = {name: tuple(lines) for name, lines in rows.items()}
    return Lessons(kept, len(given) - len(new), len(new) - sum(map(len, kept.values())))


def add_lessons(lessons: Lessons, fit: Path) -> None:
    """The rows stand at the end of their files; each file is replaced whole, so that none is ever half written."""
    for name, rows in lessons.rows.items():
        file = fit / f"{name}.tsv"
        before = file.read_text(encoding="utf-8").rstrip("\n") if file.is_file() else ""
        draft = file.with_suffix(".part")
        draft.write_text("".join(f"{row}\n" for row in (*before.splitlines(), *rows)), encoding="utf-8")
        os.replace(draft, file)


def _near(labelled: Sequence[LabelledQuestion], texts: Sequence[str]) -> frozenset[str]:
    near: set[str] = set()
    # Each look finds the nearest alone, so that we look again without it.
    while found := {copy.shown for copy in near_copies(labelled, [text for text in texts if text not in near])}:
        near |= found
    return frozenset(near)


def _given(file: Path, area_of: Mapping[FactId, str]) -> list[Row]:
    given: list[Row] = []
    faults: list[Fault] = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        fact, tab, text = line.partition("\t")
        if not tab or "\t" in text or not words(text):
            faults.append(Fault(file, number, "not a fact's id, a tab and a question"))
        elif fact != NONE and FactId(fact) not in area_of:
            faults.append(Fault(file, number, "unknown fact {given}; allowed: an id of facts.yml", {"given": fact}))
        else:
            given.append(Row(file, number, frozenset({fact}), mask_identity_numbers(" ".join(text.split()))))
    if faults:
        raise QuestionFaults(faults)
    return given
