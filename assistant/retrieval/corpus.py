"""Ranking any corpus of texts for a question, with the encoder and lexical parts but nothing learnt from questions."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.ports.knowledge import Encoder
from assistant.retrieval.lexical import BestOfEach
from assistant.retrieval.swedish import ngrams, sentences, tidy
from assistant.retrieval.vector_space import Analyser, fit_space

_ngrams_of: Analyser = partial(ngrams, shortest=3, longest=5, prepare=tidy)

WEIGHTS: Mapping[str, float] = {"characters": 1.0, "vectors": 0.15}
"""Of the parts' z-scores; chosen on SweFAQ's dev questions (nDCG@10), where 0 to 0.3 for the vectors are ties. Stems
with compound parts (0.3) lost .01 there beside characters, and folding å ä ö lost .007: both are left out here."""
LINE_WEIGHT = 1.0
"""Of the best line or pair of lines beside the whole text; also from SweFAQ's dev questions."""


class CorpusSearch:
    """Ranks texts by id. Everything it knows of words it reads from the corpus itself."""

    def __init__(self, texts: Mapping[str, str], encoder: Encoder) -> None:
        self._ids = tuple(texts)
        documents = list(texts.values())
        lines = [(line, place) for place, text in enumerate(documents) for line in _windows(text)]
        owner = np.array([place for _, place in lines], dtype=np.int64)
        self._best_lines = BestOfEach(owner, len(documents))
        everything = documents + [line for line, _ in lines]
        self._encoder = encoder
        self._space = fit_space(_ngrams_of, documents)
        self._by_term = self._space.matrix(everything).T.tocsr()
        self._vectors = encoder.encode(everything)

    def rank(self, question: str, limit: int = 100) -> tuple[str, ...]:
        """The ids of the best texts, best first."""
        characters = (self._space.matrix([question]) @ self._by_term).toarray()[0].astype(np.float32)
        vectors = self._vectors @ self._encoder.encode([question])[0]
        total = WEIGHTS["characters"] * self._score(characters) + WEIGHTS["vectors"] * self._score(vectors)
        order = np.argsort(-total, kind="stable")[:limit]
        return tuple(self._ids[place] for place in order.tolist())

    def _score(self, found: NDArray[np.float32]) -> NDArray[np.float64]:
        """The z-score of each text's whole and best line."""
        count = len(self._ids)
        lines = self._best_lines(found[None, count:])[0]
        score = found[:count] + LINE_WEIGHT * lines
        return np.asarray((score - score.mean()) / (score.std() + 1e-9), dtype=np.float64)


def _windows(text: str) -> list[str]:
    """Single sentences and neighbouring pairs: an answer often needs two."""
    single = sentences(text)
    return single + [f"{one} {other}" for one, other in pairwise(single)]
