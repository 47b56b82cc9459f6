"""Other systems that read words and letters: BM25, TF-IDF of character runs, and a linear SVM."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import ArticleId
from assistant.measure.systems import AbsentError, Material, Scores
from assistant.retrieval.article_words import document_of
from assistant.retrieval.lexical import BestOfEach

SVM_EXAMPLES = 40
"""Most examples of an article that the SVM learns from, so that four hundred classes are fitted in a minute or two."""


class Bm25:
    """BM25 (Robertson and Zaragoza 2009; k1 1.5, b .75, Lucene's variant) by bm25s, with Swedish stems (Snowball).

    A document is an article's title, ways of asking and answer.
    """

    def __init__(self, material: Material, questions: Sequence[str]) -> None:  # noqa: ARG002 - an Opener
        self._library = library("bm25s")
        stems = library("snowballstemmer").stemmer("swedish")
        self._stem = stems.stemWords
        self._ids = [article.id for article in material.articles]
        self._index = self._library.BM25(k1=1.5, b=0.75, method="lucene")
        documents = [document_of(article) for article in material.articles]
        self._index.index(self._tokens(documents), show_progress=False)

    def _tokens(self, texts: list[str]) -> Any:
        return self._library.tokenize(texts, stopwords="sv", stemmer=self._stem, return_ids=False, show_progress=False)

    def score(self, question: str) -> Scores:
        """BM25 of every article that shares a word."""
        tokens = self._tokens([question])[0]
        scores = self._index.get_scores(tokens) if tokens else np.zeros(len(self._ids))
        return positive(self._ids, scores)


class CharacterTfidf:
    """Cosine of TF-IDF of runs of 3 to 5 characters within words (scikit-learn), the best of an article's texts.

    Its texts are the article as a whole, its ways of asking, and the questions to fit on.
    """

    def __init__(self, material: Material, questions: Sequence[str]) -> None:  # noqa: ARG002 - an Opener
        text = library("sklearn.feature_extraction.text")
        self._space = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, dtype=np.float32)
        asked = [*((document_of(one), place) for place, one in enumerate(material.articles)), *material.asked]
        self._ids = [article.id for article in material.articles]
        owner = np.array([place for _, place in asked], dtype=np.int64)
        self._best = BestOfEach(owner, len(self._ids) + 1)
        self._by_term = self._space.fit_transform([words for words, _ in asked]).T.tocsr()

    def score(self, question: str) -> Scores:
        """The cosine of each article's nearest text."""
        found = (self._space.transform([question]) @ self._by_term).toarray()
        best = self._best(found.astype(np.float32))[0]
        return positive(self._ids, best[:-1])


class LinearSvm:
    """A linear SVM on TF-IDF of runs of 2 to 5 characters within words (scikit-learn's LinearSVC, C 1, one vs rest).

    Its confidence is a softmax of the margins, as is often done; "none of ours" is one of its classes.
    """

    def __init__(self, material: Material, questions: Sequence[str]) -> None:  # noqa: ARG002 - an Opener
        text = library("sklearn.feature_extraction.text")
        self._space = text.TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, dtype=np.float32
        )
        asked = material.capped(SVM_EXAMPLES)
        self._ids = [article.id for article in material.articles]
        self._model = library("sklearn.svm").LinearSVC(C=1.0, random_state=20)
        self._model.fit(self._space.fit_transform([words for words, _ in asked]), [place for _, place in asked])

    def score(self, question: str) -> Scores:
        """Each article's share."""
        margins = self._model.decision_function(self._space.transform([question]))[0]
        raised = np.exp(margins - margins.max())
        shares = dict(zip(self._model.classes_.tolist(), (raised / raised.sum()).tolist(), strict=True))
        return {self._ids[place]: share for place, share in shares.items() if place < len(self._ids)}


def library(name: str) -> Any:
    """The library, loaded when it is needed.

    Raises:
        AbsentError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise AbsentError(f"{name} is not installed (`pip install -e .[measure]`)") from error


def positive(ids: Sequence[ArticleId], scores: NDArray[np.floating[Any]]) -> Scores:
    """The scores above 0, by article."""
    return {ids[place]: float(scores[place]) for place in np.flatnonzero(scores > 0).tolist()}
