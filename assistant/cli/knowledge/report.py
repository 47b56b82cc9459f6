"""`kontakt kb report`: the state of the knowledge base."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.cli.knowledge.check import checked_knowledge
from assistant.cli.knowledge.day import OnDay, day_named
from assistant.domain.errors import RefusedError
from assistant.settings import read_settings


def report(
    out: Annotated[Path | None, typer.Option(help="Write it to this file instead of printing it.")] = None,
    on: OnDay = "",
) -> None:
    """Tell coverage by area, readability, languages, and what expires within a month and who owns it."""
    from assistant.ingest.knowledge_report import report_on
    from assistant.ingest.questions import read_labelled_questions

    checked = checked_knowledge(on)
    folder = read_settings().knowledge_base / "questions"
    try:
        files = ("calibration", "test")
        labelled = {name: read_labelled_questions(folder / f"{name}.jsonl", checked.known.facts) for name in files}
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    page = report_on(checked, dict(labelled), day_named(on))
    if out is None:
        print(page)
    else:
        out.write_text(page, encoding="utf-8")
        print(f"Written: {out}")
