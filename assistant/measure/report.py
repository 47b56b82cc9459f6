"""The report of a run in Markdown."""

from collections.abc import Iterator, Mapping

from assistant.measure.asking import AS_ASKED, BARE, SLIPS
from assistant.measure.resampling import DRAWS, RESAMPLES, UNANSWERABLE_FOR_EACH
from assistant.measure.result import GroupRow, Result, SystemRow
from assistant.measure.tables import between, number, signed, table

RANKS = {"top_1": "top-1", "top_5": "top-5", "mrr": "MRR", "ndcg_10": "nDCG@10"}
FIGURES = {
    "rightly_at_0.95": "right answers given at 95 % precision, of the answerable",
    "threshold_at_0.95": "the threshold that gives it",
    "rightly_at_0.98": "right answers given at 98 % precision, of the answerable",
    "threshold_at_0.98": "the threshold that gives it",
    "aurc": "AURC: mean share of wrong ones over all coverages (less is better)",
    "calibration_error": "ECE: mean gap between confidence and share right, ten bins (less is better)",
    "brier": "Brier: mean square of confidence less outcome (less is better)",
}


def report(result: Result) -> str:
    """The whole page."""
    return "\n\n".join(section for section in _sections(result)) + "\n"


def _sections(result: Result) -> Iterator[str]:
    yield "# What the search is worth"
    yield _head(result)
    yield "## Confidence"
    yield _mixing(result)
    yield table(("figure", "value"), [(told, between(result.mixed[name])) for name, told in FIGURES.items()])
    yield "![Confidence against the share right](reliability.svg)"
    yield "![Share of wrong answers by share answered](risk-coverage.svg)"
    yield "## At the thresholds that the build chose"
    yield _thresholds(result)
    yield "## Questions that no article answers"
    yield _kinds(result)
    yield "## Beside other systems"
    yield _compared(result)
    yield _systems(result.systems)
    yield _noise(result.systems)
    yield _skipped(result.skipped)
    yield "## Our search, question by question's kind"
    yield "Answerable questions only. Intervals of small groups are wide; read those, not the values."
    for heading, rows in result.groups.items():
        yield f"### By {heading}"
        yield _groups(heading, rows)


def _head(result: Result) -> str:
    counts, versions = result.counts, ", ".join(f"{name} {value}" for name, value in sorted(result.versions.items()))
    return (
        "Made by `kontakt measure`; do not edit by hand. All numbers stand in `retrieval.json`.\n\n"
        f"{counts['questions']} single-turn questions of `{result.questions}`, of which {counts['swedish_answerable']}"
        f" answerable and {counts['swedish_unanswerable']} unanswerable ones are Swedish; {counts['articles']}"
        f" articles; {versions}. An article is right when it covers one of the facts that answer the question."
        f" In brackets stand 95 % intervals by bootstrap, {RESAMPLES:,} resamples of the questions, seeded."
    )


def _mixing(result: Result) -> str:
    return (
        f"All {result.counts['swedish_answerable']} answerable Swedish questions with a fifth as many unanswerable ones"
        f" (one to {UNANSWERABLE_FOR_EACH}), drawn {DRAWS} times by a seed and averaged. That share is a convention:"
        " the file has more unanswerable questions than residents are likely to ask. For the first four rows the"
        " threshold was **swept on these very questions**, which flatters; the next section uses thresholds that were"
        " chosen without them."
    )


def _thresholds(result: Result) -> str:
    told = "Fitted on the calibration questions when the index was built, before these questions were seen. Same mix."
    head = ("for precision", "threshold", "precision here", "answerable answered rightly", "unanswerable answered")
    rows = [
        (
            f"{row.precision_wanted:.0%}",
            number(row.threshold, 2) + (f", stricter in {row.areas} areas" if row.areas else ""),
            *(between(one) for one in (row.precision, row.rightly, row.unanswerable_answered)),
        )
        for row in result.thresholds
    ]
    return f"{told}\n\n{table(head, rows)}"


def _kinds(result: Result) -> str:
    told = "All languages; the share that would be answered at the threshold in use, where none should be."
    rows = [(row.name.replace("_", " "), str(row.count), between(row.answered)) for row in result.kinds]
    return f"{told}\n\n{table(('kind', 'questions', 'answered'), rows)}"


def _compared(result: Result) -> str:
    return (
        f"The same Swedish questions in the same run. Systems that learn were given the same Swedish questions to fit"
        f" on and ways of asking ({result.counts['ways_of_asking_to_learn_from']} lines) as far as they could take them"
        " in the time; none saw these questions. A system's best score is its confidence; ECE only where that is meant"
        " as a probability. *Ours ahead* is our top-1 less theirs, resampled in pairs. Words used below:\n\n"
        + "\n".join(f"- **{row.name}**: {row.told}" for row in result.systems)
    )


def _systems(rows: tuple[SystemRow, ...]) -> str:
    head = ("system", *RANKS.values(), "right at 95 %", "right at 98 %", "ECE", "ours ahead")
    return table(
        head,
        [
            (
                row.name,
                *(between(row.figures[name]) for name in (*RANKS, "rightly_at_0.95", "rightly_at_0.98")),
                between(row.calibration_error),
                signed(row.ahead),
            )
            for row in rows
        ],
    )


def _noise(rows: tuple[SystemRow, ...]) -> str:
    told = (
        "Top-1 when the same questions are typed badly: one word in five with a slip (two letters swapped, one dropped"
        " or one doubled, seeded), or without å ä ö."
    )
    head = ("system", AS_ASKED, SLIPS, BARE)
    cells = [(row.name, *(number(row.noise[name]) for name in (AS_ASKED, SLIPS, BARE))) for row in rows]
    return f"{told}\n\n{table(head, cells)}"


def _skipped(skipped: Mapping[str, str]) -> str:
    if not skipped:
        return "No system that was asked for was left out."
    return "Left out:\n\n" + "\n".join(f"- **{name}**: {why}" for name, why in skipped.items())


def _groups(heading: str, rows: tuple[GroupRow, ...]) -> str:
    head = (heading, "questions", *RANKS.values())
    return table(head, [(row.name, str(row.count), *(between(row.figures[name]) for name in RANKS)) for row in rows])
