"""What the assistant may say: articles an editor approved, and what a search for them finds."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

ArticleId = NewType("ArticleId", str)
"""`<area>.<slug>`, equal to the article's folder and file name."""
FactId = NewType("FactId", str)


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer comes from, as shown under it (requirement B-09)."""

    title: str
    url: str
    owner: str
    reviewed_on: date


@dataclass(frozen=True, slots=True)
class Article:
    """One approved answer to one question, in one language.

    `answer` is Markdown of the subset the style guide for articles allows. `variants` are ways a resident might ask.
    """

    id: ArticleId
    area: str
    title: str
    answer: str
    variants: tuple[str, ...]
    covers: tuple[FactId, ...]
    citation: Citation
    review_due_on: date
    volatile: bool = False
    lang: str = "sv"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article a search proposes.

    `confidence` is the calibrated probability (0..1) that giving it as the answer is right.
    """

    article: ArticleId
    confidence: float
    covers: tuple[FactId, ...] = ()
