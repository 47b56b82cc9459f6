"""What is compared: anything that scores articles for a question, and what all of them may learn from."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.domain.knowledge import Article, ArticleId, Fact, FactId
from assistant.ingest.questions import read_fit_questions
from assistant.ports.knowledge import KnowledgeSearch
from assistant.retrieval.article_words import homes

SWEDISH_FILES = ("[!_]*.tsv", "_none.tsv")
"""Of the questions to fit on; the other files whose names begin with _ are in other languages."""

Scores = Mapping[ArticleId, float]
"""Of the articles that a system would propose; the higher the better. An article left out is not proposed."""


class AbsentError(Exception):
    """A system cannot be asked here; the message says in a few words why and what would help."""


class System(Protocol):
    """Something that answers questions by articles. Its best score is its confidence."""

    def score(self, question: str) -> Scores:
        """The articles that may answer."""
        ...


@dataclass(frozen=True, slots=True)
class Material:
    """What a system may read: the articles, and Swedish ways of asking with the place of the article that answers.

    The place `len(articles)` stands for "none of ours". `asked` are titles, variants and the questions to fit on.
    """

    articles: tuple[Article, ...]
    asked: tuple[tuple[str, int], ...]

    def capped(self, most: int, seed: int = 20) -> tuple[tuple[str, int], ...]:
        """At most so many ways of asking for each article, and four times as many for none, drawn by a seed."""
        texts: dict[int, list[str]] = {}
        for text, place in dict.fromkeys(self.asked):
            texts.setdefault(place, []).append(text)
        draw = random.Random(seed)
        return tuple(
            (text, place)
            for place, of_one in sorted(texts.items())
            for text in draw.sample(of_one, min(len(of_one), most * (4 if place == len(self.articles) else 1)))
        )


Opener = Callable[[Material, Sequence[str]], System]
"""Makes a system of the material; the questions it will be asked are told for those that answer all at once."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A system by the name that `--systems` knows, and what the report says of it.

    `probability` is whether its best score is meant as a probability, so that its calibration can be judged.
    """

    name: str
    told: str
    probability: bool
    open: Opener


class Ours:
    """The search that answers citizens, as a system."""

    def __init__(self, search: KnowledgeSearch, limit: int) -> None:
        self._search = search
        self._limit = limit

    def score(self, question: str) -> Scores:
        """Every candidate with its confidence."""
        return {one.article: one.confidence for one in self._search.search(question, self._limit)}


def read_material(knowledge_base: Path, facts: Mapping[FactId, Fact], articles: Sequence[Article]) -> Material:
    """The articles, and the Swedish of what the search itself was fitted on."""
    folder = knowledge_base / "questions/fit"
    files = [file for pattern in SWEDISH_FILES for file in folder.glob(pattern)]
    swedish = {row.partition("\t")[2].strip() for file in files for row in file.read_text("utf-8").splitlines()}
    home, none = homes(articles), len(articles)
    own = [(text, place) for place, article in enumerate(articles) for text in (article.title, *article.variants)]
    fitted = [
        (question.text, home.get(question.fact, none) if question.fact else none)
        for question in read_fit_questions(folder, facts.keys())
        if question.text in swedish
    ]
    return Material(tuple(articles), (*own, *fitted))
