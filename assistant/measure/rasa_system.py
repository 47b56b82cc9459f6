"""Rasa's own way of answering questions: a ResponseSelector (DIET), trained in Rasa's environment."""

import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.domain.knowledge import ArticleId
from assistant.measure import rasa_process
from assistant.measure.rasa_files import capped, write_files
from assistant.measure.systems import AbsentError, Material, Scores

PATIENCE_SECONDS = 1_800
NONE = "none"
KEPT = 10
"""Best articles for each question that are kept beside the report."""
_QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "TF_DETERMINISTIC_OPS": "1",
    "PATH": "/usr/bin:/bin",
}


class RasaSelector:
    """Predictions made all at once, by Rasa, in `folder`; taken from there when nothing has changed since."""

    def __init__(self, python: Path, folder: Path, material: Material, questions: Sequence[str]) -> None:
        if not python.is_file():
            raise AbsentError(f"Rasa's environment is missing ({python}): run `make setup`")
        self._ids = [article.id for article in material.articles]
        write_files(folder, capped(self._examples(material), NONE), questions)
        predictions = _predictions(python, folder)
        self._found = dict(zip(questions, predictions, strict=True))

    def _examples(self, material: Material) -> Mapping[str, list[str]]:
        examples: dict[str, list[str]] = {}
        for text, place in material.asked:
            examples.setdefault(NONE if place == len(self._ids) else f"a{place}", []).append(text)
        return examples

    def score(self, question: str) -> Scores:
        """Rasa's confidence in each article; its "none of ours" proposes nothing."""
        found = self._found[question]
        return {self._ids[int(label[1:])]: sure for label, sure in found.items() if label != NONE}

    def kept(self, questions: Sequence[str]) -> str:
        """The best articles of some questions, as JSON."""
        best: dict[str, dict[ArticleId, float]] = {}
        for question in questions:
            scores = sorted(self.score(question).items(), key=lambda one: -one[1])[:KEPT]
            best[question] = {article: round(sure, 5) for article, sure in scores}
        return json.dumps(best, ensure_ascii=False, indent=1) + "\n"


def _predictions(python: Path, folder: Path) -> list[dict[str, float]]:
    digest = hashlib.sha256()
    for name in ("config.yml", "nlu.yml", "questions.json"):
        digest.update((folder / name).read_bytes())
    stamp, out = folder / "made-of", folder / "predictions.json"
    if not (out.is_file() and stamp.is_file() and stamp.read_text() == digest.hexdigest()):
        _run(python, folder)
        stamp.write_text(digest.hexdigest())
    found: list[dict[str, float]] = json.loads(out.read_text(encoding="utf-8"))
    return found


def _run(python: Path, folder: Path) -> None:
    command = [str(python), str(Path(rasa_process.__file__)), str(folder.resolve())]
    homes = {"MPLCONFIGDIR": str(folder / "matplotlib"), "HOME": str(folder)}
    log = folder / "log.txt"
    with log.open("w", encoding="utf-8") as file:
        try:
            subprocess.run(
                command,
                cwd=folder,
                env=_QUIET | homes,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                check=True,
                timeout=PATIENCE_SECONDS,
            )
        except (subprocess.SubprocessError, OSError) as error:
            raise AbsentError(f"Rasa did not get through its training: see {log}") from error
