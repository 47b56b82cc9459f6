"""The whole search, built anew over more and more passages made of our own texts: from one municipality's to all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.domain.knowledge import ArticleId, FactId
from assistant.measure.latency import Latency, latency
from assistant.ports.knowledge import VectorIndex
from assistant.retrieval.discriminative import Head
from assistant.retrieval.lexical import Corpus, LexicalRanker, fit_spaces
from assistant.retrieval.ranker import NEAREST_LINES, Dense, Ranker
from assistant.retrieval.search import ArticleSearch, Gallery
from assistant.retrieval.swedish import Stems, count_words
from assistant.retrieval.topic import Surroundings

IndexMaker: TypeAlias = Callable[[NDArray[np.float32]], VectorIndex]
"""An index of rows, (n, width)."""

SIZES = (350, 10_000, 300_000)
LINES_AN_ARTICLE = 75
"""Passages to an article, as many as in our own index; but one municipality's 350 articles there are at least."""
LEAST_ARTICLES = 350
DOCUMENT_LINES = 20
"""Lines that an article's text is put together from; its questions are the others."""
SEED = 30


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """The search at one size. Megabytes are those of vectors and matrices; words and ids take more beside them."""

    passages: int
    articles: int
    build_seconds: float
    megabytes: float
    encode: Latency
    search: Latency
    whole: Latency

    @property
    def questions_a_second(self) -> float:
        """On one core, one question after the other."""
        return 1_000 / self.whole.mean


@dataclass(frozen=True, slots=True)
class Kit:
    """What every size is built with: an encoder, a maker of vector indexes, and the fitted combiner and calibrator."""

    encoder: Any
    index_of: IndexMaker
    models: tuple[Any, Any]


def measure_scale(
    kit: Kit, texts: Sequence[str], questions: Sequence[str], say: Callable[[str], None], sizes: Sequence[int] = SIZES
) -> tuple[ScaleRow, ...]:
    """Latency, memory and building at each size.

    Args:
        kit: see there.
        texts: lines to make passages of.
        questions: what is asked.
        say: told what is done.
        sizes: how many passages.
    """
    rows = []
    for size in sizes:
        say(f"Building the whole search of {size:,} passages")
        corpus = corpus_of_size(texts, size)
        began = time.perf_counter()
        ranker = _ranker(kit, corpus)
        built = time.perf_counter() - began
        rows.append(_timed(kit, ranker, corpus, built, questions))
    return tuple(rows)


def corpus_of_size(texts: Sequence[str], size: int) -> Corpus:
    """`size` lines, each the first half of one text and the second of another, drawn by a seed, dealt out to articles.

    So there are as many words to a line as in ours, and the same words in more lines, as where municipalities tell of
    the same matters; what a wider country adds in names is missing.
    """
    draw = np.random.default_rng(SEED)
    halves = [text.split() for text in texts]
    first, second = (draw.integers(0, len(halves), size).tolist() for _ in range(2))
    lines = tuple(
        " ".join([*halves[one][: (len(halves[one]) + 1) // 2], *halves[other][len(halves[other]) // 2 :]])
        for one, other in zip(first, second, strict=True)
    )
    articles = min(size, max(LEAST_ARTICLES, size // LINES_AN_ARTICLE))
    owner = np.arange(size, dtype=np.int64) % articles
    documents = tuple("\n".join(lines[place : DOCUMENT_LINES * articles : articles]) for place in range(articles))
    return Corpus(documents, lines, owner, owner, tuple(FactId(f"scale.{place}") for place in range(articles)))


def _ranker(kit: Kit, corpus: Corpus) -> Ranker:
    """As the build of the index makes it; but the head's rows are the articles' own vectors: as many, untrained."""
    texts = [*corpus.documents, *corpus.lines]
    spaces = fit_spaces(Stems(count_words(texts)), texts)
    characters, stems = (
        LexicalRanker(space.matrix(corpus.documents), space.matrix(corpus.lines), corpus.line_article)
        for space in (spaces.characters, spaces.stems)
    )
    vectors = kit.encoder.encode(corpus.documents)
    none = np.zeros((1, vectors.shape[1]), dtype=np.float32)
    head = Head(np.concatenate([vectors, none]), np.zeros(len(vectors) + 1, dtype=np.float32))
    dense = Dense(kit.encoder, kit.index_of(vectors), kit.index_of(kit.encoder.encode(corpus.lines)), head)
    return Ranker(spaces, characters, stems, dense)


def _timed(kit: Kit, ranker: Ranker, corpus: Corpus, built: float, questions: Sequence[str]) -> ScaleRow:
    ids = [ArticleId(str(fact)) for fact in corpus.facts]
    gallery = Gallery(ids, [(fact,) for fact in corpus.facts])
    whole = ArticleSearch(gallery, Surroundings(ids, [()] * len(ids)), ranker, *kit.models, {})
    vectors = [kit.encoder.encode([question]) for question in questions]
    return ScaleRow(
        len(corpus.lines),
        len(ids),
        built,
        held_megabytes(ranker),
        latency("encode", lambda question: kit.encoder.encode([question]), questions, rounds=1),
        latency("search", lambda vector: ranker.dense.lines.search(vector, NEAREST_LINES), vectors, rounds=1),
        latency("whole", whole.search, questions, rounds=1),
    )


def held_megabytes(ranker: Ranker) -> float:
    """Of the vectors, and of the lexical matrices, which are kept by text and by term."""
    vectors = sum(index.rows().nbytes for index in (ranker.dense.documents, ranker.dense.lines))
    lexical = (ranker.characters, ranker.stems)
    matrices = sum(2 * _bytes(matrix) for one in lexical for matrix in (one.documents, one.lines))
    return (vectors + ranker.dense.head.weights.nbytes + matrices) / 1e6


def _bytes(matrix: sparse.csr_matrix) -> int:
    return int(matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes)
