"""The files that Rasa trains a ResponseSelector from, and how much it is given."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

QUESTIONS_PER_ARTICLE = 16
"""Most questions given for each article (four times as many for "none of ours"), so that training fits six minutes."""
MOST_WORDS = 20
"""Of an example: a batch costs as much as its longest text."""
EPOCHS = 6
"""With Rasa's own layers of 256 and 128 (300 epochs by default) forty epochs would have taken half an hour on two cores
and eight had learnt nothing; without these layers four knew the examples by heart (accuracy .99)."""
RATE, WIDTH, BATCH, MOST_FEATURES = 0.003, 128, 64, 15_000
"""Learning rate, width of first layer and embedding, questions in a batch, runs of characters counted. Rasa's own are
.001, 512 and 20, 64 to 256, all: an epoch took two minutes and a half with them."""
SEED = 20

CONFIG = f"""recipe: default.v1
assistant_id: kontakt-measure
language: sv
pipeline:
  - name: WhitespaceTokenizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 2
    max_ngram: 4
    min_df: 2
    max_features: {MOST_FEATURES}
  - name: ResponseSelector
    epochs: {EPOCHS}
    learning_rate: {RATE}
    batch_size: {BATCH}
    hidden_layers_sizes: {{text: [], label: []}}
    dense_dimension: {{text: {WIDTH}, label: {WIDTH}}}
    concat_dimension: {{text: {WIDTH}, label: {WIDTH}}}
    embedding_dimension: {WIDTH}
    number_of_negative_examples: 60
    regularization_constant: 0.0002
    ranking_length: 0
    random_seed: {SEED}
    constrain_similarities: true
policies: []
"""

_MARKS = re.compile(r"[\[\](){}|<>\\\n\r\t]+")


def plain(text: str) -> str:
    """Without the marks that mean something in Rasa's files."""
    return " ".join(_MARKS.sub(" ", text).split())


def capped(examples: Mapping[str, Sequence[str]], none: str) -> dict[str, list[str]]:
    """At most `QUESTIONS_PER_ARTICLE` of each label's examples, drawn by a seed; four times as many for `none`."""
    draw = random.Random(SEED)
    kept = {}
    for label, texts in sorted(examples.items()):
        distinct = [
            text for text in dict.fromkeys(plain(text) for text in texts) if 0 < len(text.split()) <= MOST_WORDS
        ]
        most = QUESTIONS_PER_ARTICLE * (4 if label == none else 1)
        kept[label] = draw.sample(distinct, min(most, len(distinct)))
    return kept


def write_files(folder: Path, examples: Mapping[str, Sequence[str]], questions: Sequence[str]) -> None:
    """config.yml, nlu.yml and questions.json stand in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    asked, told = [], []
    for label, texts in examples.items():
        asked += [f"- intent: faq/{label}", "  examples: |", *(f"    - {text}" for text in texts)]
        told += [f"  utter_faq/{label}:", f"  - text: {label}"]
    lines = ['version: "3.1"', "nlu:", *asked, "responses:", *told, ""]
    (folder / "nlu.yml").write_text("\n".join(lines), encoding="utf-8")
    (folder / "questions.json").write_text(json.dumps(list(questions), ensure_ascii=False), encoding="utf-8")
