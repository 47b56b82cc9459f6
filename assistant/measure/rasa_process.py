"""What runs in Rasa's own process, by its interpreter: trains a ResponseSelector and writes what it predicts.

`python rasa_process.py FOLDER`, where FOLDER holds config.yml, nlu.yml and questions.json (a list of texts); leaves
predictions.json there: for each question Rasa's ranking as {label: confidence}. Our own program never imports this
file, and Rasa is loaded by name, so that nothing of ours depends on it.
"""

import asyncio
import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def _ranking(parsed: dict[str, Any]) -> dict[str, float]:
    selected = parsed["response_selector"]["default"]["ranking"]
    return {str(one["intent_response_key"]).partition("/")[2]: float(one["confidence"]) for one in selected}


async def _predict(model: str, questions: list[str]) -> list[dict[str, float]]:
    agent = import_module("rasa.core.agent").Agent.load(model)
    return [_ranking(await agent.parse_message(question)) for question in questions]


def main(folder: Path) -> None:
    """Trained and asked."""
    train_nlu = import_module("rasa.model_training").train_nlu
    model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), fixed_model_name="selector")
    questions = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    predictions = asyncio.run(_predict(str(model), questions))
    (folder / "predictions.json").write_text(json.dumps(predictions, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
