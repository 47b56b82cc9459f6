"""`kontakt encoder`: the sentence encoder of our own, trained anew."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.cli.knowledge.day import day_named
from assistant.domain.errors import RefusedError
from assistant.settings import read_settings

app = typer.Typer(no_args_is_help=True, help="The sentence encoder.")


@app.callback()
def _encoder() -> None:
    """Keeps `train` a command of its own while it is the only one."""


@app.command("train")
def train(
    out: Annotated[Path | None, typer.Option(help="Another folder than the knowledge base's own.")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Times each question is seen.")] = 8,
) -> None:
    """Train the encoder on all questions to fit on: five to fifteen minutes. Then run `kontakt kb build`."""
    from assistant.ingest.articles import read_articles
    from assistant.ingest.corpus import lesson_of
    from assistant.ingest.general import read_pairs
    from assistant.ingest.known import read_known
    from assistant.ingest.questions import read_fit_questions
    from assistant.ingest.train_encoder import Recipe, train_encoder

    knowledge_base = read_settings().knowledge_base
    try:
        known = read_known(knowledge_base)
        articles = read_articles(knowledge_base / "articles", known, day_named(""))
        questions = read_fit_questions(knowledge_base / "questions/fit", known.facts.keys())
    except RefusedError as faults:
        raise Failure(str(faults)) from faults
    folder = out or knowledge_base / "encoder"
    draft = folder.with_name(f"{folder.name}.training")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        lesson = lesson_of(articles, questions, read_pairs(knowledge_base))
        train_encoder(lesson, draft, lambda line: typer.echo(line, err=True), Recipe(rounds=rounds))
        _put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    print(f"The encoder stands in {folder}. Build the index with it: kontakt kb build")


def _put_in_place(draft: Path, folder: Path) -> None:
    # The model card is a person's, and stays.
    card = folder / "README.md"
    if card.is_file():
        shutil.copy(card, draft / "README.md")
    for file in draft.glob("*.safetensors"):
        file.chmod(0o644)  # the library keeps them to their owner, and other processes read them
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
