"""`kontakt danger`: the classifier beside the reviewed phrases, fitted anew, and the detector measured."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.domain.errors import RefusedError
from assistant.settings import PROJECT, read_settings

app = typer.Typer(no_args_is_help=True, help="The danger detector.")
OUT = PROJECT / "docs/measures"


@app.command("train")
def train() -> None:
    """Fit the classifier on knowledge_base/danger/fit and the ordinary questions: some ten minutes on two cores."""
    from assistant.ingest.danger_bands import Bearable
    from assistant.ingest.danger_fit import for_bands, languages, ordinary, read_told, small_talk
    from assistant.ingest.danger_rules import read_danger_rules
    from assistant.ingest.known import read_known
    from assistant.ingest.questions import read_fit_questions
    from assistant.ingest.train_danger import Calm, Recipe, train_danger

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    settings = read_settings()
    base = settings.knowledge_base
    try:
        told = read_told(base / "danger/fit")
        questions = read_fit_questions(base / "questions/fit", read_known(base).facts.keys())
        rules = read_danger_rules(base / "danger.yml")
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    asked = ordinary(questions, rules.detect, languages(base / "questions/fit"))
    talk = small_talk(settings.nlu_data, rules.detect)
    calm = Calm(rules, for_bands(questions), [one.text for one in talk], Bearable())
    train_danger(told, [*asked, *talk], calm, base / "danger", Recipe())
    print(f"Written: {base}/danger/model.npz and model.json. Now run `kontakt danger measure`.")


@app.command("measure")
def measure(out: Annotated[Path, typer.Option(help="Folder for the report.")] = OUT) -> None:
    """Measure the whole detector on all labelled utterances and on ordinary questions: a minute or two."""
    from assistant.bootstrap.parts import detector_in, known_in
    from assistant.measure.danger import measure_danger
    from assistant.measure.danger_report import danger_report
    from assistant.measure.result import as_json

    base = read_settings().knowledge_base
    measured = measure_danger(detector_in(base), base, known_in(base).facts.keys())
    out.mkdir(parents=True, exist_ok=True)
    (out / "danger.md").write_text(danger_report(measured), encoding="utf-8")
    (out / "danger.json").write_text(as_json(measured), encoding="utf-8")
    print(f"Written: {out}/danger.md and danger.json")
