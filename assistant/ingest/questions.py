"""Citizens' questions: those to fit on (TSV by area) and those labelled for calibrating and measuring (JSON lines)."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.fault import Fault
from assistant.domain.knowledge import FactId
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.ingest.faults import QuestionFaults

NONE = "none"
"""Stands where a fact's id would, for a question that no article should answer."""


@dataclass(frozen=True, slots=True)
class FitQuestion:
    """A question to fit on, and the fact that answers it; None where nothing of ours does."""

    text: str
    fact: FactId | None


def read_fit_questions(folder: Path, known: Collection[FactId]) -> tuple[FitQuestion, ...]:
    """Every row of `<area>.tsv` under `folder`, in the files' order.

    Raises:
        QuestionFaults: a row is not `fact id, tab, question`, or names no known fact.
    """
    questions: list[FitQuestion] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.tsv")):
        for line, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            fact, tab, text = row.partition("\t")
            if not tab or not text.strip() or "\t" in text:
                faults.append(Fault(file, line, "not a fact's id, a tab and a question"))
            elif fact == NONE:
                questions.append(FitQuestion(text.strip(), None))
            elif FactId(fact) not in known:
                faults.append(Fault(file, line, "unknown fact {given}; allowed: an id of facts.yml", {"given": fact}))
            else:
                questions.append(FitQuestion(text.strip(), FactId(fact)))
    if faults:
        raise QuestionFaults(faults)
    return tuple(questions)


def asked_about(questions: Sequence[FitQuestion]) -> Mapping[FactId, tuple[str, ...]]:
    """The questions by fact; without those that nothing of ours answers."""
    found: dict[FactId, list[str]] = {}
    for question in questions:
        if question.fact is not None:
            found.setdefault(question.fact, []).append(question.text)
    return {fact: tuple(texts) for fact, texts in found.items()}


def read_labelled_questions(file: Path, known: Collection[FactId]) -> tuple[LabelledQuestion, ...]:
    """Every line of a JSON lines file: `id`, `q` or `turns` of `q`, `lang`, `kind`, `covers`, `voice` and `writer`.

    Raises:
        QuestionFaults: a line is not such an object, repeats an id, or names no known fact.
    """
    questions: dict[str, LabelledQuestion] = {}
    faults: list[Fault] = []
    for line, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            question = _labelled(json.loads(row))
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Fault(file, line, "not a labelled question: {problem}", {"problem": repr(error)}))
            continue
        faults += [Fault(file, line, what, values) for what, values in _wrong_with(question, known, questions)]
        questions[question.id] = question
    if faults:
        raise QuestionFaults(faults)
    return tuple(questions.values())


def _wrong_with(
    question: LabelledQuestion, known: Collection[FactId], before: Collection[str]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    for fact in sorted(question.covers - set(known)):
        yield "unknown fact {given}; allowed: an id of facts.yml", {"given": fact}
    if question.id in before:
        yield "the id {given} stands twice", {"given": question.id}
    if (question.kind is QuestionKind.ANSWERABLE) != bool(question.covers):
        yield "covers must name facts when the kind is answerable, and none otherwise", {}


def _labelled(row: Mapping[str, Any]) -> LabelledQuestion:
    turns = row.get("turns", [row])
    if not isinstance(row["covers"], list) or not isinstance(turns, list) or not turns:
        raise TypeError("covers and turns must be lists")
    return LabelledQuestion(
        id=str(row["id"]),
        turns=tuple(str(turn["q"]) for turn in turns),
        lang=str(row["lang"]),
        kind=QuestionKind(row["kind"]),
        covers=frozenset(FactId(str(fact)) for fact in row["covers"]),
        voice=str(row["voice"]),
        writer=str(row["writer"]),
    )
