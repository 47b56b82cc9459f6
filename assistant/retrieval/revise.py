"""The search brought up to date with articles that were changed, added or withdrawn since the index was built.

What was fitted stays as it is: spaces, combiner, calibrator, the trained head's rows. Only the rows of the articles
concerned are made anew, which takes a moment where a build takes a minute. A new article has no row in the head yet;
until the encoder's next training it gets one from its own ways of asking.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.domain.knowledge import Article, ArticleId, FactId
from assistant.ports.knowledge import VectorIndex
from assistant.retrieval.article_words import document_of, homes, own_lines, ways_of_asking
from assistant.retrieval.discriminative import Head, reach_of, row_of_ways
from assistant.retrieval.lexical import NOTHING_OF_OURS, OWN_WORDS, LexicalRanker
from assistant.retrieval.ranker import Dense, Ranker
from assistant.retrieval.vector_space import VectorSpace


@dataclass(frozen=True, slots=True)
class Built:
    """A ranker as it was built, with what is needed to change it: its articles in order, and each line's fact."""

    ranker: Ranker
    ids: tuple[ArticleId, ...]
    line_fact: NDArray[np.int64]
    facts: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class _Moves:
    """Where everything goes: `kept` and `fresh` are places among the articles of now, `was` where a kept one stood."""

    articles: tuple[Article, ...]
    kept: NDArray[np.int64]
    was: NDArray[np.int64]
    fresh: NDArray[np.int64]

    @property
    def renewed(self) -> tuple[Article, ...]:
        return tuple(self.articles[place] for place in self.fresh.tolist())

    def in_order(self, kept: sparse.csr_matrix, fresh: sparse.csr_matrix) -> sparse.csr_matrix:
        """Rows of the kept articles and of the fresh ones, in the order of now."""
        stacked = sparse.vstack([kept, fresh], format="csr")
        return sparse.csr_matrix(stacked[np.argsort(np.concatenate([self.kept, self.fresh]), kind="stable")])


def revise(
    built: Built,
    articles: Sequence[Article],
    changed: Collection[ArticleId],
    index_of: Callable[[NDArray[np.float32]], VectorIndex],
) -> Ranker:
    """A ranker of `articles`, in their order, of which those in `changed` are new or no longer what they were."""
    moves = _moves(built, tuple(articles), changed)
    stays = _lines_that_stay(built, moves)
    line_article = _line_article(built, moves, stays)
    old, spaces = built.ranker, built.ranker.spaces
    return Ranker(
        spaces,
        _lexical(old.characters, spaces.characters, moves, stays, line_article),
        _lexical(old.stems, spaces.stems, moves, stays, line_article),
        _dense(built, moves, stays, index_of),
    )


def _moves(built: Built, articles: tuple[Article, ...], changed: Collection[ArticleId]) -> _Moves:
    stood = {article_id: place for place, article_id in enumerate(built.ids)}
    kept = [n for n, article in enumerate(articles) if article.id in stood and article.id not in changed]
    fresh = [n for n, article in enumerate(articles) if article.id not in stood or article.id in changed]
    was = [stood[articles[place].id] for place in kept]
    return _Moves(articles, *(np.array(places, dtype=np.int64) for places in (kept, was, fresh)))


def _lines_that_stay(built: Built, moves: _Moves) -> NDArray[np.int64]:
    """Citizens' questions, and the own words of articles that are kept."""
    is_question = built.line_fact != OWN_WORDS
    return np.flatnonzero(is_question | np.isin(built.ranker.characters.line_article, moves.was))


def _line_article(built: Built, moves: _Moves, stays: NDArray[np.int64]) -> NDArray[np.int64]:
    none = len(moves.articles)
    now = np.full(len(built.ids) + 1, none, dtype=np.int64)
    now[moves.was] = moves.kept
    home = homes(moves.articles)
    home_of = np.array([home.get(fact, none) for fact in built.facts] or [none], dtype=np.int64)
    fact = built.line_fact[stays]
    owned = now[built.ranker.characters.line_article[stays]]
    asked = np.where(fact == NOTHING_OF_OURS, none, home_of[np.maximum(fact, 0)])
    added = [place for place in moves.fresh.tolist() for _ in own_lines(moves.articles[place])]
    return np.concatenate([np.where(fact == OWN_WORDS, owned, asked), np.array(added, dtype=np.int64)])


def _lexical(
    old: LexicalRanker,
    space: VectorSpace,
    moves: _Moves,
    stays: NDArray[np.int64],
    line_article: NDArray[np.int64],
) -> LexicalRanker:
    fresh = space.matrix([document_of(article) for article in moves.renewed])
    added = space.matrix([line for article in moves.renewed for line in own_lines(article)])
    return LexicalRanker(
        moves.in_order(old.documents[moves.was], fresh),
        sparse.csr_matrix(sparse.vstack([old.lines[stays], added], format="csr")),
        line_article,
    )


def _head(built: Built, moves: _Moves) -> Head:
    old = built.ranker.dense.head
    count = len(moves.articles)
    weights = np.zeros((count + 1, old.weights.shape[1]), dtype=np.float32)
    bias = np.full(count + 1, np.median(old.bias[:-1]), dtype=np.float32)
    weights[moves.kept], bias[moves.kept] = old.weights[moves.was], old.bias[moves.was]
    weights[-1], bias[-1] = old.weights[-1], old.bias[-1]
    stood = {article_id: place for place, article_id in enumerate(built.ids)}
    for place in moves.fresh.tolist():
        article = moves.articles[place]
        known = stood.get(article.id)
        if known is None:
            ways = built.ranker.dense.encoder.encode(ways_of_asking(article))
            weights[place] = row_of_ways(ways, reach_of(old))
        else:
            weights[place], bias[place] = old.weights[known], old.bias[known]
    return Head(weights, bias)


def _dense(
    built: Built, moves: _Moves, stays: NDArray[np.int64], index_of: Callable[[NDArray[np.float32]], VectorIndex]
) -> Dense:
    old = built.ranker.dense
    documents = np.zeros((len(moves.articles), old.encoder.width), dtype=np.float32)
    documents[moves.kept] = old.documents.rows()[moves.was]
    documents[moves.fresh] = old.encoder.encode([document_of(article) for article in moves.renewed])
    added = old.encoder.encode([line for article in moves.renewed for line in own_lines(article)])
    lines = np.concatenate([old.lines.rows()[stays], added])
    return Dense(old.encoder, index_of(documents), index_of(lines), _head(built, moves))
