"""What the parts of the search learn from: articles and the questions that go with them, as documents and lines."""

from collections.abc import Sequence

import numpy as np

from assistant.domain.knowledge import Article, FactId
from assistant.ingest.questions import FitQuestion
from assistant.ingest.train_encoder import Lesson
from assistant.retrieval.article_words import document_of, homes, ways_of_asking
from assistant.retrieval.lexical import NOTHING_OF_OURS, OWN_WORDS, Corpus
from assistant.retrieval.swedish import sentences


def training_lines(articles: Sequence[Article], questions: Sequence[FitQuestion]) -> tuple[tuple[str, int], ...]:
    """Ways of asking with the place of the article that answers; `len(articles)` where nothing of ours does.

    Questions on facts that no article covers yet are "none" too: they must be handed to a person.
    """
    home = homes(articles)
    asked = [(words, place) for place, article in enumerate(articles) for words in ways_of_asking(article)]
    fitted = [
        (question.text, home.get(question.fact, len(articles)) if question.fact else len(articles))
        for question in questions
    ]
    return (*asked, *fitted)


def lesson_of(
    articles: Sequence[Article], questions: Sequence[FitQuestion], pairs: Sequence[tuple[str, str]] = ()
) -> Lesson:
    """What the encoder learns from: all training lines, each article's text as a line of its own, and `pairs`."""
    asked = (*training_lines(articles, questions), *((document_of(one), place) for place, one in enumerate(articles)))
    owner = np.array([place for _, place in asked], dtype=np.int64)
    return Lesson(tuple(text for text, _ in asked), owner, tuple(one.id for one in articles), tuple(pairs))


def corpus_of(articles: Sequence[Article], questions: Sequence[FitQuestion]) -> Corpus:
    """Documents and lines to search: ways of asking, and the sentences of the answers."""
    asked = training_lines(articles, questions)
    told = [(line, place) for place, article in enumerate(articles) for line in sentences(article.answer)]
    facts = tuple(dict.fromkeys(question.fact for question in questions if question.fact))
    column = {fact: number for number, fact in enumerate(facts)}
    owned = len(asked) - len(questions)
    return Corpus(
        documents=tuple(document_of(article) for article in articles),
        lines=tuple(text for text, _ in (*asked, *told)),
        line_article=np.array([place for _, place in (*asked, *told)], dtype=np.int64),
        line_fact=np.array(
            [OWN_WORDS] * owned + [_fact(question.fact, column) for question in questions] + [OWN_WORDS] * len(told),
            dtype=np.int64,
        ),
        facts=facts,
    )


def _fact(fact: FactId | None, column: dict[FactId, int]) -> int:
    return column[fact] if fact else NOTHING_OF_OURS
