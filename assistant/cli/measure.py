"""`kontakt measure`: what the search is worth, beside other systems, and how fast it is."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from assistant.cli.failure import Failure
from assistant.domain.labelled import LabelledQuestion
from assistant.settings import PROJECT, Settings, read_settings

if TYPE_CHECKING:
    from assistant.measure.run import Task
    from assistant.ports.knowledge import KnowledgeWorkshop

TEST = PROJECT / "knowledge_base/questions/test.jsonl"
OUT = PROJECT / "docs/measures"


def measure(
    questions: Annotated[Path, typer.Option(help="Labelled questions, JSON Lines.")] = TEST,
    out: Annotated[Path, typer.Option(help="Folder for the report.")] = OUT,
    systems: Annotated[str, typer.Option(help="Systems by name, with commas between; all of them without.")] = "",
    model: Annotated[Path | None, typer.Option(help="Folder of a sentence-transformers model to ask too.")] = None,
    speed: Annotated[bool, typer.Option("--speed", help="Measure how fast the search is instead.")] = False,
) -> None:
    """Measure the search on labelled questions, beside other systems, or with --speed how fast it is."""
    settings = read_settings()
    workshop = _workshop(settings)
    out.mkdir(parents=True, exist_ok=True)
    if speed:
        from assistant.bootstrap import vector_index
        from assistant.measure.speed import measure_speed, speed_report

        asked = [one.text for one in _read(questions, settings)]
        measured = measure_speed(workshop, vector_index, asked, print)
        _write(out / "speed.md", speed_report(measured))
        _write_json(out / "speed.json", measured)
        print(f"Written: {out}/speed.md and speed.json")
        return
    _measure(settings, workshop, questions, out, _wanted(systems, model))


def _measure(
    settings: Settings, workshop: "KnowledgeWorkshop", questions: Path, out: Path, wanted: tuple[list[str], Path | None]
) -> None:
    from assistant.measure.contenders import RASA
    from assistant.measure.plots import draw
    from assistant.measure.rasa_system import RasaSelector
    from assistant.measure.report import report
    from assistant.measure.run import measure as run
    from assistant.measure.systems import AbsentError

    task = _task(settings, workshop, questions, wanted)
    result, asked = run(task, _tracked, print)
    _write(out / "retrieval.md", report(result))
    _write_json(out / "retrieval.json", result)
    rasa = asked.get(RASA)
    if isinstance(rasa, RasaSelector):
        _write(out / "rasa.json", rasa.kept([one.text for one in task.swedish]))
    try:
        draw(result, out)
    except AbsentError as error:
        print(f"No drawings: {error}")
    print(f"Written: {out}/retrieval.md, retrieval.json and the drawings")


def _workshop(settings: Settings) -> "KnowledgeWorkshop":
    from assistant.bootstrap.parts import workshop_in

    workshop = workshop_in(settings.var / "index")
    if not workshop.built().shelf.articles():
        raise Failure("The knowledge index is missing or damaged: run `kontakt kb build`.")
    return workshop


def _wanted(systems: str, model: Path | None) -> tuple[list[str], Path | None]:
    from assistant.measure.contenders import NAMES, OURS

    names = [name.strip() for name in systems.split(",") if name.strip()] or list(NAMES)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        raise Failure(f"There is no system {unknown[0]}; there are {', '.join(NAMES)}.")
    if model is None and systems and "model" in names:
        raise Failure("Give the model's folder: --model FOLDER.")
    chosen = [*names, *(["model"] if model else [])]
    return list(dict.fromkeys([OURS, *chosen])), model


def _task(
    settings: Settings, workshop: "KnowledgeWorkshop", questions: Path, wanted: tuple[list[str], Path | None]
) -> "Task":
    from assistant.bootstrap.parts import known_in
    from assistant.measure.contenders import contenders
    from assistant.measure.run import Task
    from assistant.measure.systems import read_material
    from assistant.measure.thresholds import gate_in_use, read_gates

    names, model = wanted
    gates = read_gates(settings.var / "index")
    known, built = known_in(settings.knowledge_base), workshop.built()
    at_hand = contenders(workshop, settings.rasa_python, settings.var / "measure", model)
    file = questions.resolve()
    return Task(
        file=file.relative_to(PROJECT).as_posix() if file.is_relative_to(PROJECT) else file.name,
        questions=_read(questions, settings),
        facts=known.facts,
        material=read_material(settings.knowledge_base, known.facts, built.shelf.articles()),
        contenders=[at_hand[name] for name in names if name in at_hand],
        gates=gates,
        gate_in_use=gate_in_use(gates, settings.answer_precision, settings.answer_threshold),
        versions=built.search.versions(),
    )


def _read(file: Path, settings: Settings) -> tuple[LabelledQuestion, ...]:
    """The questions that stand alone: what a follow-up means only its dialogue tells, which the search does not see."""
    from assistant.bootstrap.parts import known_in
    from assistant.ingest.faults import QuestionFaults
    from assistant.ingest.questions import read_labelled_questions

    try:
        questions = read_labelled_questions(file, known_in(settings.knowledge_base).facts.keys())
    except OSError as error:
        raise Failure(f"{file} cannot be read ({error}).") from error
    except QuestionFaults as faults:
        raise Failure(str(faults)) from faults
    return tuple(question for question in questions if len(question.turns) == 1)


def _tracked(questions: Sequence[LabelledQuestion], heading: str) -> Iterable[LabelledQuestion]:
    return track(questions, description=f"Asking {heading}", transient=True)


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def _write_json(file: Path, value: object) -> None:
    from assistant.measure.result import as_json

    _write(file, as_json(value))
