"""Reviewed questions that contradict a label given before, in the same file or among the questions we have."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.fault import Fault
from assistant.domain.labelled import LabelledQuestion
from assistant.ingest.questions import NONE
from assistant.retrieval.swedish import fold, words

OTHERWISE = "the question is labelled {given} here, but {other} in {file}, line {line}"


@dataclass(frozen=True, slots=True)
class Row:
    """A question as it stands in a line (from 1) of a file, and what would answer it: facts' ids, or `NONE` alone."""

    file: Path
    line: int
    answers: frozenset[str]
    text: str

    @property
    def key(self) -> str:
        """The same for questions that differ in nothing but case, accents and punctuation."""
        return question_key(self.text)


def question_key(text: str) -> str:
    """The folded words of a question."""
    return " ".join(words(fold(text)))


def rows_to_fit(folder: Path) -> Iterator[Row]:
    """All questions of `questions/fit`."""
    for file in sorted(folder.glob("*.tsv")):
        for line, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            fact, _, text = row.partition("\t")
            yield Row(file, line, frozenset({fact}), text)


def rows_labelled(questions: Mapping[Path, Sequence[LabelledQuestion]]) -> Iterator[Row]:
    """Those by themselves: what a follow-up means hangs upon the turns before it.

    Args:
        questions: all of each file, in the order of its lines.
    """
    for file, labelled in questions.items():
        for line, one in enumerate(labelled, 1):
            if len(one.turns) == 1:
                yield Row(file, line, frozenset(map(str, one.covers)) or frozenset({NONE}), one.text)


def clashes(given: Sequence[Row], known: Sequence[Row]) -> Iterator[Fault]:
    """Each given row with another answer than an earlier row of the file, or than all of the same question known."""
    before: dict[str, list[Row]] = defaultdict(list)
    for row in known:
        before[row.key].append(row)
    earlier: dict[str, Row] = {}
    for row in given:
        first = earlier.setdefault(row.key, row)
        if first.answers != row.answers:
            yield _clash(row, first)
        elif first is row and before[row.key] and not any(row.answers & one.answers for one in before[row.key]):
            yield _clash(row, before[row.key][0])


def _clash(row: Row, other: Row) -> Fault:
    told = {"given": _told(row), "other": _told(other), "file": other.file.name, "line": other.line}
    return Fault(row.file, row.line, OTHERWISE, told)


def _told(row: Row) -> str:
    return ", ".join(sorted(row.answers))
