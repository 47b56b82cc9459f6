"""Ranking any corpus of texts for a question, with the encoder and lexical parts but nothing learnt from questions."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.ports.knowledge import Encoder
from assistant.retrieval.lexical import best_of_each, ngrams_of
from assistant.retrieval.swedish import Stems, count_words, sentences
from assistant.retrieval.vector_space import Analyser, VectorSpace, fit_space

WEIGHTS: Mapping[str, float] = {"characters": 1.0, "stems": 0.3, "vectors": 0.1}
"""Of the parts' z-scores; chosen on SweFAQ's dev questions (nDCG@10), where neighbouring values are ties."""
LINE_WEIGHT = 0.5
"""Of the best line or pair of lines beside the whole text; also from SweFAQ's dev questions."""


class CorpusSearch:
    """Ranks texts by id. Everything it knows of words it reads from the corpus itself."""

    def __init__(self, texts: Mapping[str, str], encoder: Encoder) -> None:
        self._ids = tuple(texts)
        documents = list(texts.values())
        lines = [(line, place) for place, text in enumerate(documents) for line in _windows(text)]
        self._owner = np.array([place for _, place in lines], dtype=np.int64)
        everything = documents + [line for line, _ in lines]
        stems = Stems(count_words(documents))
        self._encoder = encoder
        self._spaces = {"characters": _space(ngrams_of, documents), "stems": _space(stems.of, documents)}
        self._by_term = {name: space.matrix(everything).T.tocsr() for name, space in self._spaces.items()}
        self._vectors = encoder.encode(everything)

    def rank(self, question: str, limit: int = 100) -> tuple[str, ...]:
        """The ids of the best texts, best first."""
        total = np.zeros(len(self._ids))
        for name, space in self._spaces.items():
            found = (space.matrix([question]) @ self._by_term[name]).toarray()[0]
            total += WEIGHTS[name] * self._score(found.astype(np.float32))
        total += WEIGHTS["vectors"] * self._score(self._vectors @ self._encoder.encode([question])[0])
        order = np.argsort(-total, kind="stable")[:limit]
        return tuple(self._ids[place] for place in order.tolist())

    def _score(self, found: NDArray[np.float32]) -> NDArray[np.float64]:
        """The z-score of each text's whole and best line."""
        count = len(self._ids)
        lines = best_of_each(found[None, count:], self._owner, count)[0]
        score = found[:count] + LINE_WEIGHT * lines
        return np.asarray((score - score.mean()) / (score.std() + 1e-9), dtype=np.float64)


def _space(analyse: Analyser, documents: Sequence[str]) -> VectorSpace:
    return fit_space(analyse, documents)


def _windows(text: str) -> list[str]:
    """Single sentences and neighbouring pairs: an answer often needs two."""
    single = sentences(text)
    return single + [f"{one} {other}" for one, other in zip(single, single[1:], strict=False)]
