"""Citizens' questions: those to fit on (TSV by area) and those labelled for calibrating and measuring (JSON lines)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.knowledge import FactId
from assistant.ingest.faults import Fault, QuestionFaults

NONE = "none"
"""Stands where a fact's id would, for a question that no article should answer."""


@dataclass(frozen=True, slots=True)
class FitQuestion:
    """A question to fit on, and the fact that answers it; None where nothing of ours does."""

    text: str
    fact: FactId | None


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question for measuring. An answer is right when it covers one of `covers`; with none, no answer is right."""

    id: str
    text: str
    lang: str
    covers: frozenset[FactId]
    voice: str


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
                faults.append(Fault(file, line, f"unknown fact {fact}"))
            else:
                questions.append(FitQuestion(text.strip(), FactId(fact)))
    if faults:
        raise QuestionFaults(faults)
    return tuple(questions)


def read_labelled_questions(file: Path, known: Collection[FactId]) -> tuple[LabelledQuestion, ...]:
    """Every line of a JSON lines file with `id`, `q`, `lang`, `covers` and `voice`.

    Raises:
        QuestionFaults: a line is not such an object, repeats an id, or names no known fact.
    """
    questions: dict[str, LabelledQuestion] = {}
    faults: list[Fault] = []
    for line, row in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            question = _labelled(json.loads(row))
        except (ValueError, KeyError, TypeError) as error:
            faults.append(Fault(file, line, f"not a labelled question: {error!r}"))
            continue
        for fact in sorted(question.covers - set(known)):
            faults.append(Fault(file, line, f"unknown fact {fact}"))
        if question.id in questions:
            faults.append(Fault(file, line, f"the id {question.id} stands twice"))
        questions[question.id] = question
    if faults:
        raise QuestionFaults(faults)
    return tuple(questions.values())


def _labelled(row: Mapping[str, object]) -> LabelledQuestion:
    covers = row["covers"]
    if not isinstance(covers, list):
        raise TypeError("covers must be a list")
    facts = frozenset(FactId(str(fact)) for fact in covers)
    return LabelledQuestion(str(row["id"]), str(row["q"]), str(row["lang"]), facts, str(row["voice"]))
