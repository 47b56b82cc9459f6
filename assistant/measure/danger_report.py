"""The report on the danger detector, in Markdown."""

import math
from collections.abc import Iterable, Sequence

from assistant.measure.danger import NONE, DangerMeasured, Reach, Set
from assistant.measure.resampling import Interval

_HEAD = """# The danger detector, measured

Made by `kontakt danger measure`; the same figures are in `danger.json`. How the detector works and why: ADR 0018; what
its classifier was fitted on: `knowledge_base/danger/README.md`.

*Alarmed*: fixed words, and a person is called in. *Seen*: alarmed, or shown where help is while the question is
answered too. What is not seen goes on as an ordinary question. Behind each share stands its 95 % interval (Wilson).
*Right class*: of those seen.
"""
_NOTES = {
    "blind": "Written by another writer than the fit data and the rules, and read by nobody who wrote or chose them.\n"
    "First measured when phrases, rows, classifier and bands were frozen: 92.5 % alarmed, 99.4 % seen. Measured once\n"
    "more, as below, when goodbyes in the dialogue's own examples had been found to be shown help: the band for short\n"
    "texts was raised and fourteen exclusions were written, nothing else. Rows to fit on that were near-copies of its\n"
    "rows (four fifths of the letters alike) had been taken out by a script that told only how many. The phrases\n"
    "alone see nearly twice as much of it as of the dev set: it is put more plainly.",
    "dev": "`danger_dev.jsonl`: the first blind set, retired after it had been measured seven times. Its rows are not\n"
    "fitted on, but they have been read: what kinds of danger are missed in it was learnt from, so it flatters.",
    "regression": "`danger_test.jsonl`: the rules were changed for most of these rows, so this only tells that\n"
    "nothing got lost.",
}


def danger_report(measured: DangerMeasured) -> str:
    """The whole report."""
    parts = [_HEAD, *(_set(one) for one in measured.sets), _ordinary(measured.ordinary)]
    parts.append(
        f"## Time\n\nOne utterance takes {measured.median_ms:.1f} ms, the slowest in a hundred "
        f"{measured.slowest_in_hundred_ms:.1f} ms, on the machine that made this report.\n"
    )
    return "\n".join(parts)


def _set(one: Set) -> str:
    return "\n".join(
        [
            f"## The {one.name} set\n\n{_NOTES[one.name]}\n",
            f"The phrases alone see {_share(one.phrases_alone)} of the danger in it.\n",
            _table("Danger by class", one.classes),
            _table("Danger by language", one.languages),
            _table("Harmless likeness: what only sounds like danger", [one.harmless]),
            _confusion(one),
        ]
    )


def _ordinary(rows: Sequence[Reach]) -> str:
    note = "Here every alarm and every help shown is false, but for the last row, where many tell of danger.\n"
    return f"## Ordinary questions\n\n{note}\n{_table('Ordinary questions by where they come from', rows)}"


def _table(caption: str, rows: Iterable[Reach]) -> str:
    lines = [f"### {caption}\n", "| | utterances | alarmed | seen | right class |", "| --- | ---: | --- | --- | --- |"]
    for row in rows:
        shares = " | ".join(_share(share) for share in (row.alarmed, row.helped, row.right_class))
        lines.append(f"| {row.name} | {row.count} | {shares} |")
    return "\n".join([*lines, ""])


def _share(interval: Interval) -> str:
    if math.isnan(interval.value):
        return "-"
    return f"{interval.value:.1%} ({interval.low:.1%} to {interval.high:.1%})"


def _confusion(one: Set) -> str:
    given = [*sorted({name for row in one.confusion.values() for name in row} - {NONE}), NONE]
    head = f"| labelled as | {' | '.join(given)} |"
    rows = [
        f"| {wanted} | {' | '.join(str(row.get(name, '')) for name in given)} |"
        for wanted, row in one.confusion.items()
    ]
    return "\n".join(["### What was taken for what\n", head, "| --- |" + " ---: |" * len(given), *rows, ""])
