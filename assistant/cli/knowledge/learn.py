"""`kontakt kb learn`: real questions, reviewed by staff, make the search better, and the figures say by how much."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.cli.knowledge.check import build
from assistant.cli.knowledge.encoder import train
from assistant.domain.errors import RefusedError
from assistant.ingest.taught import Lessons
from assistant.settings import Settings, read_settings

SHOWN = ("top_1", "top_5", "sv.top_1", "at_precision_0.95.answered_rightly", "calibration_error")


def learn(
    file: Annotated[Path, typer.Argument(help='Lines of a fact\'s id (or "none"), a tab, and what was asked.')],
    again: Annotated[bool, typer.Option("--again", help="Train and build even where nothing is new.")] = False,
) -> None:
    """Add reviewed questions, train the encoder anew, build and calibrate the index, and tell what has changed."""
    settings = read_settings()
    if settings.encoder is not None:
        raise Failure("KONTAKT_ENCODER names another encoder, which this does not train: unset it, or build by hand.")
    try:
        lessons = _add(file, settings)
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    except (OSError, UnicodeDecodeError) as error:
        raise Failure(f"{file} cannot be read, or its questions not be written ({error}).") from error
    print(
        f"{lessons.count} questions added, {lessons.known} known already, {lessons.near_labelled} near-copies left out."
    )
    if not lessons.count and not again:
        print("Nothing is new. If an earlier run broke off before the index was built, say --again.")
        return
    before = _figures(settings)
    train(out=None, rounds=8)
    build(out=None)
    after = _figures(settings)
    for name in SHOWN:
        print(f"  {name:36} {before.get(name, float('nan')):.3f} -> {after.get(name, float('nan')):.3f}")


def _add(file: Path, settings: Settings) -> Lessons:
    from assistant.ingest.known import read_known
    from assistant.ingest.questions import read_labelled_questions
    from assistant.ingest.taught import add_lessons, read_lessons

    questions = settings.knowledge_base / "questions"
    facts = read_known(settings.knowledge_base).facts
    files = [questions / f"{name}.jsonl" for name in ("calibration", "test")]
    labelled = {measured: read_labelled_questions(measured, facts) for measured in files}
    lessons = read_lessons(file, {key: fact.area for key, fact in facts.items()}, questions / "fit", labelled)
    add_lessons(lessons, questions / "fit")
    return lessons


def _figures(settings: Settings) -> Mapping[str, float]:
    try:
        manifest = json.loads((settings.var / "index/manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    figures: Mapping[str, float] = manifest["figures"]
    return figures
