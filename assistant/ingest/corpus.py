"""What the parts of the search learn from: articles and the questions that go with them, as documents and lines."""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.domain.knowledge import Article, FactId
from assistant.ingest.questions import FitQuestion
from assistant.retrieval.lexical import Corpus
from assistant.retrieval.swedish import sentences


def homes(articles: Sequence[Article]) -> Mapping[FactId, int]:
    """Where each covered fact is at home: the place of the article that covers the fewest facts, then of the first."""
    found: dict[FactId, int] = {}
    for place, article in enumerate(articles):
        for fact in article.covers:
            if fact not in found or len(article.covers) < len(articles[found[fact]].covers):
                found[fact] = place
    return found


def document_of(article: Article) -> str:
    """The words an article is found by."""
    return "\n".join([article.title, *article.variants, *sentences(article.answer)])


def training_lines(articles: Sequence[Article], questions: Sequence[FitQuestion]) -> tuple[tuple[str, int], ...]:
    """Ways of asking with the place of the article that answers; `len(articles)` where nothing of ours does.

    Questions on facts that no article covers yet are "none" too: they must be handed to a person.
    """
    home = homes(articles)
    asked = [(title, place) for place, article in enumerate(articles) for title in (article.title, *article.variants)]
    fitted = [(question.text, _place(question, home, len(articles))) for question in questions]
    return (*asked, *fitted)


def _place(question: FitQuestion, home: Mapping[FactId, int], none: int) -> int:
    return home.get(question.fact, none) if question.fact else none


def corpus_of(articles: Sequence[Article], questions: Sequence[FitQuestion]) -> Corpus:
    """Documents and lines to search: ways of asking, and the sentences of the answers."""
    lines = list(training_lines(articles, questions))
    lines += [(line, place) for place, article in enumerate(articles) for line in sentences(article.answer)]
    return Corpus(
        tuple(document_of(article) for article in articles),
        tuple(text for text, _ in lines),
        np.array([place for _, place in lines], dtype=np.int64),
    )
