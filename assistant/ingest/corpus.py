"""What the parts of the search learn from: articles and the questions that go with them, as documents and lines."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.domain.knowledge import Article, FactId
from assistant.ingest.questions import FitQuestion
from assistant.ingest.train_encoder import Lesson
from assistant.retrieval.article_words import document_of, homes, ways_of_asking
from assistant.retrieval.lexical import NOTHING_OF_OURS, OWN_WORDS, Corpus
from assistant.retrieval.swedish import sentences

LINES_A_FACT = 48
"""Of the citizens' questions on each fact, so many are searched; the encoder and its head have learnt from all.

Cross-fitted on the calibration questions, right first in Swedish and answered rightly at 95 %, by how many are kept:
all (about 120) .956 and .850; 64 .952 and .837; 48 .952-.954 and .839-.847; 32 .950 and .833-.844; none .950 and .842.
A search takes half the time with 48 (30 November 2026)."""


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


def searched(questions: Sequence[FitQuestion], each: int = LINES_A_FACT) -> Iterator[FitQuestion]:
    """`each` questions on each fact, and all that nothing of ours answers.

    Which ones hangs on the words alone (by SHA-256), so that a question more or less moves no others.
    """
    taken: Counter[FactId] = Counter()
    for question in sorted(questions, key=lambda one: hashlib.sha256(one.text.encode()).digest()):
        if question.fact is None:
            yield question
        elif taken[question.fact] < each:
            taken[question.fact] += 1
            yield question


def corpus_of(articles: Sequence[Article], fitted: Sequence[FitQuestion]) -> Corpus:
    """Documents and lines to search: ways of asking, some of the citizens' questions, and the answers' sentences."""
    questions = tuple(searched(fitted))
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
