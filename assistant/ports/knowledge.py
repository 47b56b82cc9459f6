"""Finding the article that answers a question. These compute and do not wait: services move them to a thread."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.article_draft import ArticleDraft
from assistant.domain.fault import Fault
from assistant.domain.grounds import Likeness
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.domain.labelled import LabelledQuestion
from assistant.domain.revision import Place


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

    def rows(self) -> NDArray[np.float32]:
        """A copy of all rows, (n, width)."""
        ...


class KnowledgeSearch(Protocol):
    """Proposes articles for a question. The seam behind which encoder, index, ranker and calibration may change."""

    def search(self, question: str, limit: int = 5, topic: ArticleId | None = None) -> tuple[Candidate, ...]:
        """The best candidates, most confident first; empty when nothing is alike at all.

        `topic` is the article that the conversation was about just now: what follows upon it may be put briefly.

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

    def titled(self, words: str) -> Article | None:
        """The article whose title, in any of its languages, is `words`, but for case, blanks and punctuation."""
        ...


class KnowledgeExplainer(Protocol):
    """Says in staff's words why an article was proposed."""

    def explain(self, question: str, article_id: ArticleId) -> Likeness:
        """How the article is like the question."""
        ...


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What answers citizens: a search, the articles it proposes, and, where there is one, why it does."""

    search: KnowledgeSearch
    shelf: ArticleShelf
    explainer: KnowledgeExplainer | None = None


class KnowledgeWorkshop(Protocol):
    """The knowledge as it was built from files, and what it becomes when articles change."""

    def built(self) -> Knowledge:
        """As it was built."""
        ...

    def texts(self) -> Mapping[ArticleId, Mapping[str, str]]:
        """The files it was built from, front matter and all, by article and language."""
        ...

    def labelled(self) -> Sequence[LabelledQuestion]:
        """The calibration questions that it was built with."""
        ...

    def grouped(self, questions: Sequence[str]) -> Sequence[int]:
        """The number of the group of each question; those of one group ask for much the same."""
        ...

    def revised(self, articles: Sequence[Article], withdrawn: Collection[ArticleId], edition: str) -> Knowledge:
        """The knowledge with `articles` new or in place of those built, and without those `withdrawn`.

        `edition` goes into the search's versions. Takes about a second.
        """
        ...


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What became of an article's texts: the article unless a grave fault forbids it, and all faults by language.

    `lix` is the readability of the Swedish answer (Björnsson 1968), where it was asked for.
    """

    article: Article | None
    faults: Mapping[str, tuple[Fault, ...]]
    lix: float | None = None


class ArticleReader(Protocol):
    """Reads and judges an article's texts, as they stand in files or come from an editor."""

    def read(self, article_id: ArticleId, texts: Mapping[str, str]) -> ReadArticle:
        """The article made of its Swedish text and the translations. A translation with a grave fault is left out."""
        ...

    def judge(self, article_id: ArticleId, texts: Mapping[str, str], beside: Mapping[ArticleId, str]) -> ReadArticle:
        """As `read`, with readability, and with what the Swedish text has in common or at odds with those `beside` it.

        Slower the first time: only editors wait for it.
        """
        ...

    def draft_of(self, place: Place, text: str) -> ArticleDraft:
        """The fields of a text, as far as they can be read."""
        ...

    def text_of(self, draft: ArticleDraft) -> str:
        """The text of a draft: what `draft_of` takes apart."""
        ...
