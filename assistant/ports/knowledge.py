"""Finding the article that answers a question. These compute and do not wait: services move them to a thread."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Article, ArticleId, Candidate


class Encoder(Protocol):
    """Turns texts into vectors whose inner product says how alike the texts are."""

    @property
    def name(self) -> str:
        """Names the encoder and its revision; an index built with another is refused."""
        ...

    @property
    def width(self) -> int:
        """Numbers in a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Rows of unit length, shape (len(texts), width); an empty text gives a zero row."""
        ...


class VectorIndex(Protocol):
    """Nearest rows by inner product."""

    def search(self, queries: NDArray[np.float32], limit: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Scores and row numbers, both (len(queries), min(limit, rows)), best first."""
        ...


class KnowledgeSearch(Protocol):
    """Proposes articles for a question. The seam behind which encoder, index, ranker and calibration may change."""

    def search(self, question: str, limit: int = 5) -> tuple[Candidate, ...]:
        """The best candidates, most confident first; empty when nothing is alike at all.

        Raises:
            UnavailableError: the index is missing or damaged.
        """
        ...

    def versions(self) -> Mapping[str, str]:
        """What answers: `index`, `encoder`, ... to be recorded with each turn."""
        ...


class ArticleShelf(Protocol):
    """The approved articles, read once."""

    def article(self, article_id: ArticleId) -> Article:
        """The article.

        Raises:
            NotFoundError: there is none of that id.
        """
        ...

    def articles(self) -> Sequence[Article]:
        """All of them, by id."""
        ...
