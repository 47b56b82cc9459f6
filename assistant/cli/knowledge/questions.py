"""`kontakt kb questions`: what the labelled questions are, and proof that none was shown to the search before."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.cli.failure import Failure
from assistant.cli.knowledge.day import day_named
from assistant.domain.errors import RefusedError
from assistant.domain.labelled import LabelledQuestion
from assistant.settings import read_settings

FILES = ("calibration", "test")


def questions(
    fit: Annotated[bool, typer.Option(help="Compare with the questions to fit on as well.")] = True,
) -> None:
    """Count the labelled questions, and fail where one is a near-copy of what it must not have been shown."""
    from assistant.ingest.articles import read_articles
    from assistant.ingest.known import read_known
    from assistant.ingest.questions import read_fit_questions, read_labelled_questions
    from assistant.retrieval.article_words import ways_of_asking

    knowledge_base = read_settings().knowledge_base
    try:
        known = read_known(knowledge_base)
        articles = read_articles(knowledge_base / "articles", known, day_named(""))
        labelled = {
            name: read_labelled_questions(knowledge_base / f"questions/{name}.jsonl", known.facts) for name in FILES
        }
        to_fit = read_fit_questions(knowledge_base / "questions/fit", known.facts) if fit else ()
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    Console().print(_counted(labelled))
    shown = {
        "a way of asking of an article": [asked for article in articles for asked in ways_of_asking(article)],
        "a question to fit on": [question.text for question in to_fit],
    }
    found = [*_copies(labelled, shown), *_shared_writers(labelled)]
    if found:
        raise Failure("\n".join([*found, f"{len(found)} faults."]))
    print("No labelled question is a near-copy of anything shown, and no writer wrote for both files.")


def _counted(labelled: dict[str, tuple[LabelledQuestion, ...]]) -> Table:
    table = Table("", *labelled, title="Labelled questions")
    table.add_row("all", *(str(len(rows)) for rows in labelled.values()))
    table.add_row("follow-ups", *(str(sum(len(row.turns) > 1 for row in rows)) for rows in labelled.values()))
    for field in ("kind", "lang", "voice", "writer"):
        table.add_section()
        counts = [Counter(str(getattr(row, field)) for row in rows) for rows in labelled.values()]
        for value in sorted(set().union(*counts)):
            table.add_row(f"{field} {value}", *(str(count[value]) for count in counts))
    return table


def _copies(labelled: dict[str, tuple[LabelledQuestion, ...]], shown: Mapping[str, Sequence[str]]) -> Iterator[str]:
    from assistant.ingest.near_copies import near_copies

    for name, rows in labelled.items():
        others: dict[str, Sequence[str]] = {**shown}
        if name == "test":
            others["a calibration question"] = [row.text for row in labelled["calibration"]]
        for what, texts in others.items():
            for copy in near_copies([row for row in rows if len(row.turns) == 1], texts):
                yield f"{name}.jsonl {copy.question.id}: {copy.question.text!r} is near {what}, {copy.shown!r}"


def _shared_writers(labelled: dict[str, tuple[LabelledQuestion, ...]]) -> Iterator[str]:
    writers = [{row.writer for row in rows} for rows in labelled.values()]
    for writer in sorted(set.intersection(*writers)):
        yield f"{writer} wrote for both files: split them by writer"
