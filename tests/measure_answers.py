"""What a run of `kontakt ask --batch` on labelled questions was worth: `python -m tests.measure_answers OUT.jsonl`.

Of a short dialogue, the answer to its last question counts.
"""

import argparse
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.settings import PROJECT

LABELLED = PROJECT / "knowledge_base/questions/test.jsonl"
Z = 1.96


def interval(part: int, whole: int) -> str:
    """The 95 % interval of a share, by E. B. Wilson, Journal of the American Statistical Association 22 (1927)."""
    if whole == 0:
        return "-"
    share, spread = part / whole, Z * Z / whole
    centre = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return f"{centre - half:.3f} to {centre + half:.3f}"


def right(covers: list[str], wanted: list[str]) -> bool:
    """Whether an article that covers these facts answers a question about those."""
    return bool(set(covers) & set(wanted))


def read(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def last(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer to the last question of a line."""
    return {"id": answer["id"], **(answer["turns"][-1] if "turns" in answer else answer)}


def shares(answers: list[dict[str, Any]], wanted: dict[str, list[str]]) -> list[tuple[str, int, int]]:
    """Each figure with its part and whole."""
    able = [a for a in answers if wanted[a["id"]]]
    given = [a for a in answers if a["outcome"] == "ANSWERED_FROM_KNOWLEDGE"]
    hits = [a for a in given if right(a["covers"], wanted[a["id"]])]
    first = [a for a in able if a["candidates"] and right(a["candidates"][0]["covers"], wanted[a["id"]])]
    among = [a for a in able if any(right(c["covers"], wanted[a["id"]]) for c in a["candidates"])]
    unable = [a for a in answers if not wanted[a["id"]]]
    return [
        ("precision: right, of the answers given", len(hits), len(given)),
        ("coverage: answered rightly, of the answerable", len(hits), len(able)),
        ("accuracy: the right article first, of the answerable", len(first), len(able)),
        ("the right article among five, of the answerable", len(among), len(able)),
        ("answered though nothing of ours answers it", sum(a in given for a in unable), len(unable)),
    ]


def groups(labelled: list[dict[str, Any]]) -> dict[str, set[str]]:
    """The questions of each table, by id: all, those that follow upon another, and the rest by language."""
    found = {"all": {str(q["id"]) for q in labelled}}
    for question in labelled:
        name = "follow-up questions" if "turns" in question else f"language {question['lang']}"
        found.setdefault(name, set()).add(str(question["id"]))
    return found


def table_of(title: str, answers: list[dict[str, Any]], wanted: dict[str, list[str]]) -> Table:
    """The figures of these answers."""
    table = Table(title=f"{title}: {len(answers)} questions", title_justify="left")
    for column in ("figure", "of", "share", "95 % interval"):
        table.add_column(column, justify="left" if column == "figure" else "right")
    for name, part, whole in shares(answers, wanted):
        table.add_row(name, f"{part}/{whole}", f"{part / whole:.3f}" if whole else "-", interval(part, whole))
    return table


def main() -> None:
    """Prints a table for all the questions, one for follow-up questions, and one for the rest of each language."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("answers", type=Path)
    answers = [last(answer) for answer in read(parser.parse_args().answers)]
    labelled = read(LABELLED)
    wanted = {question["id"]: question["covers"] for question in labelled}
    console = Console(width=110, highlight=False)
    for title, ids in groups(labelled).items():
        console.print(table_of(title, [a for a in answers if a["id"] in ids], wanted))
    console.print(dict(Counter(a["outcome"] for a in answers)))


if __name__ == "__main__":
    main()
