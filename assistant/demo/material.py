"""What is asked and answered in the demonstration: the knowledge base's own articles, and the questions it fits on.

The questions are those of `knowledge_base/questions/fit`, which were written for this project by language models in the
part of residents (see its README); words of danger are from `danger_dev.jsonl`, as far as the detector sees them.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.catalogue import CONTACT_CENTRE_CHAT, Catalogue
from assistant.domain.danger import DangerDetector
from assistant.domain.knowledge import Article, ArticleId, FactId
from assistant.domain.opening_hours import OpeningHours
from assistant.wording.catalogue import Wording

_BY_LANGUAGE = {
    "_english": "en",
    "_arabic": "ar",
    "_persian": "fa",
    "_somali": "so",
    "_finnish": "fi",
    "_ukrainian": "uk",
}
_NONE = "_none"
_LONGEST = 220
"""Characters: a chat's questions are short."""
_MOST_OF_DANGER = 80
"""Lines of the file that are tried on the detector; each takes some milliseconds."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words of danger, and the class that the detector sees in them."""

    text: str
    danger: str


@dataclass(frozen=True, slots=True)
class Material:
    """All that conversations are made of.

    `asked`: by language and article, what residents ask; `unanswered`: Swedish questions that no article answers.
    """

    articles: Mapping[ArticleId, Article]
    by_area: Mapping[str, Sequence[ArticleId]]
    asked: Mapping[str, Mapping[ArticleId, Sequence[str]]]
    unanswered: Sequence[str]
    dangers: Sequence[Told]
    detector: DangerDetector
    catalogue: Catalogue
    wording: Wording

    @property
    def hours(self) -> OpeningHours:
        """When people answer in the chat."""
        return self.catalogue.hours(CONTACT_CENTRE_CHAT)


def material_of(
    articles: Sequence[Article], questions: Path, detector: DangerDetector, catalogue: Catalogue, wording: Wording
) -> Material:
    """What the knowledge base has. `questions`: its folder of questions."""
    by_id = {article.id: article for article in sorted(articles, key=lambda one: one.id)}
    answers: dict[FactId, ArticleId] = {}
    by_area: dict[str, list[ArticleId]] = defaultdict(list)
    for article in by_id.values():
        by_area[article.area].append(article.id)
        for fact in article.covers:
            answers.setdefault(fact, article.id)
    return Material(
        articles=by_id,
        by_area=by_area,
        asked=_asked(questions / "fit", answers),
        unanswered=[text for _, text in _rows(questions / "fit" / f"{_NONE}.tsv")],
        dangers=_dangers(questions / "danger_dev.jsonl", detector),
        detector=detector,
        catalogue=catalogue,
        wording=wording,
    )


def _asked(folder: Path, answers: Mapping[FactId, ArticleId]) -> Mapping[str, Mapping[ArticleId, Sequence[str]]]:
    found: dict[str, dict[ArticleId, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in sorted(folder.glob("*.tsv")):
        if file.stem == _NONE:
            continue
        of_language = found[_BY_LANGUAGE.get(file.stem, "sv")]
        for fact, text in _rows(file):
            if FactId(fact) in answers:
                of_language[answers[FactId(fact)]].append(text)
    return found


def _rows(file: Path) -> list[tuple[str, str]]:
    rows = (line.partition("\t") for line in file.read_text(encoding="utf-8").splitlines())
    return [(fact, text.strip()) for fact, tab, text in rows if tab and 0 < len(text.strip()) <= _LONGEST]


def _dangers(file: Path, detector: DangerDetector) -> list[Told]:
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()[:_MOST_OF_DANGER]]
    told = []
    for row in rows:
        seen = detector.detect(row["q"]) if row["lang"] == "sv" and len(row["q"]) <= _LONGEST else None
        if seen is not None and seen.hand_off and not seen.answer_too:
            told.append(Told(row["q"], str(seen.danger_class)))
    return told
