"""How well Rasa tells intents apart: `python -m tests.measure_dialogue --on DAY` writes docs/measures/dialogue.md anew.

Five-fold cross-validation by Rasa itself (`rasa test nlu --cross-validation`), which trains five times: some minutes.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.settings import PROJECT
from tests.rasa_command import rasa

FIGURES = PROJECT / "docs/measures/dialogue.json"
REPORT = PROJECT / "docs/measures/dialogue.md"
FOLDS = 5
CONFUSIONS_SHOWN = 30
SUMS = frozenset({"accuracy", "macro avg", "weighted avg", "micro avg"})
SEARCHED = frozenset({"ask_question", "inform", "correct_self"})
"""Intents that lead to the knowledge base outside a form."""


@dataclass(frozen=True)
class Intent:
    """One intent's figures, each 0..1 but `examples`; `taken_for` counts its examples by the intent given instead."""

    name: str
    precision: float
    recall: float
    f1: float
    examples: int
    taken_for: Mapping[str, int]

    @property
    def astray(self) -> int:
        """Examples that would not be searched for, of an intent that should be."""
        return sum(count for other, count in self.taken_for.items() if other not in SEARCHED)


def main() -> None:
    """Cross-validates, keeps the figures, and writes the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--on", type=date.fromisoformat, required=True, help="the day of the run, which the page says")
    parser.add_argument("--report", type=Path, help="a folder that Rasa has written already, in place of a run")
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = told.report or _cross_validate(Path(scratch))
        report = json.loads((folder / "intent_report.json").read_text(encoding="utf-8"))
        _tell_all_confusions(report, json.loads((folder / "intent_errors.json").read_text(encoding="utf-8")))
    figures = {"on": told.on.isoformat(), "folds": FOLDS, "report": report}
    FIGURES.write_text(json.dumps(figures, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    REPORT.write_text(page(figures), encoding="utf-8")


def _cross_validate(folder: Path) -> Path:
    data = ("--nlu", "data", "--config", "config.yml", "--domain", "domain.yml")
    done = rasa("test", "nlu", "--cross-validation", "--folds", str(FOLDS), *data, "--out", str(folder), "--no-plot")
    if done.returncode:
        raise SystemExit(done.stdout[-2000:])
    return folder


def _tell_all_confusions(report: dict[str, Any], errors: list[dict[str, Any]]) -> None:
    """Rasa's report names an intent's three most frequent confusions only; its list of errors has them all."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for error in errors:
        counted[error["intent"]][error["intent_prediction"]["name"]] += 1
    for name, row in report.items():
        if name not in SUMS:
            row["confused_with"] = dict(counted[name])


def intents(report: Mapping[str, Any]) -> list[Intent]:
    """What Rasa's intent_report.json says, an intent a row, best F1 first."""
    found = [
        Intent(name, row["precision"], row["recall"], row["f1-score"], row["support"], row.get("confused_with", {}))
        for name, row in report.items()
        if name not in SUMS
    ]
    return sorted(found, key=lambda intent: (-intent.f1, intent.name))


def macro_f1(report: Mapping[str, Any]) -> float:
    """The mean of the intents' F1, each counting alike, 0..1."""
    rows = intents(report)
    return sum(intent.f1 for intent in rows) / len(rows)


def searched_for(report: Mapping[str, Any]) -> float:
    """Share of questions and topics (ask_question, inform) that are taken for something that is searched for, 0..1."""
    rows = [intent for intent in intents(report) if intent.name in {"ask_question", "inform"}]
    return 1 - sum(intent.astray for intent in rows) / sum(intent.examples for intent in rows)


def page(figures: Mapping[str, Any]) -> str:
    """The report in Markdown."""
    rows = intents(figures["report"])
    question = next(intent for intent in rows if intent.name == "ask_question")
    total, searched = sum(row.examples for row in rows), searched_for(figures["report"])
    lines = [
        "# How well the dialogue understands",
        "",
        "Made by `python -m tests.measure_dialogue`; do not edit by hand. Figures of all are in dialogue.json.",
        "",
        f"Run of {figures['on']}: {figures['folds']}-fold cross-validation of {total:,} examples"
        f" in {len(rows)} intents. The best intent counts, whatever its confidence: the fallback, which leads to the"
        " knowledge base, is left out. The examples were written, not asked: expect less from residents.",
        "",
        f"- Macro F1 {macro_f1(figures['report']):.3f}",
        f"- Recall of ask_question {question.recall:.3f}; of questions and topics, {searched:.3f}"
        " are taken for something that is searched for",
        "",
        "| intent | precision | recall | F1 | examples |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(f"| {row.name} | {row.precision:.2f} | {row.recall:.2f} | {row.f1:.2f} | {row.examples} |" for row in rows),
        "",
        "## What is taken for what",
        "",
        f"The {CONFUSIONS_SHOWN} most frequent confusions; all are in dialogue.json.",
        "",
        "| is | taken for | of its examples |",
        "| --- | --- | ---: |",
        *_confusions(rows),
    ]
    return "\n".join(lines) + "\n"


def _confusions(rows: list[Intent]) -> list[str]:
    pairs = [(row.taken_for[other], row, other) for row in rows for other in row.taken_for]
    pairs.sort(key=lambda pair: (-pair[0], pair[1].name, pair[2]))
    return [f"| {row.name} | {other} | {count} of {row.examples} |" for count, row, other in pairs[:CONFUSIONS_SHOWN]]


if __name__ == "__main__":
    main()
