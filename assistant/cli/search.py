"""`kontakt search`: retrieval alone, over any corpus, with the shipped encoder and ranker."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from assistant.cli.failure import Failure
from assistant.cli.lines import read_lines, words_in
from assistant.settings import read_settings


def search(
    batch: Annotated[Path, typer.Option(help='JSON Lines of {"q": ...}.')],
    out: Annotated[Path, typer.Option(help='Where {"q", "ranked": [ids]} go.')],
    corpus: Annotated[Path, typer.Option(help='JSON Lines of {"id", "text"}.')],
    limit: Annotated[int, typer.Option(min=1, help="Most ids for a question.")] = 100,
) -> None:
    """Rank a corpus for each question of a file."""
    from assistant.bootstrap import rank_corpus
    from assistant.domain.errors import UnavailableError

    texts = _read_corpus(corpus)
    questions = [(given, words_in(given, "q", f"{batch}:{number}")) for number, given in read_lines(batch)]
    try:
        rank = rank_corpus(read_settings(), texts)
    except UnavailableError as error:
        raise Failure(f"The knowledge index cannot be used ({error}): run `kontakt kb build`.") from error
    draft = out.with_name(f"{out.name}.part")
    try:
        with draft.open("w", encoding="utf-8") as file:
            for given, question in track(questions, description="Ranking", transient=True):
                file.write(json.dumps({**given, "ranked": rank(question, limit)}, ensure_ascii=False) + "\n")
    except OSError as error:
        raise Failure(f"{out} cannot be written ({error}).") from error
    draft.replace(out)
    print(f"{len(questions)} questions ranked in {out}")


def _read_corpus(file: Path) -> dict[str, str]:
    texts: dict[str, str] = {}
    for number, given in read_lines(file):
        where = f"{file}:{number}"
        text_id = given.get("id")
        if not isinstance(text_id, (str, int)):
            raise Failure(f'{where}: "id" must be a text or a number.')
        if str(text_id) in texts:
            raise Failure(f'{where}: "id" {text_id} stands twice.')
        texts[str(text_id)] = words_in(given, "text", where)
    if not texts:
        raise Failure(f"{file} is empty.")
    return texts
