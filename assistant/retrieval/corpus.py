"""Ranking any corpus of texts for a question, with the encoder and lexical parts but nothing learnt from questions."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assistant.ports.knowledge import Encoder
from assistant.retrieval.bm25 import Bm25
from assistant.retrieval.lexical import BestOfEach
from assistant.retrieval.swedish import Stems, ngrams, sentences, tidy
from assistant.retrieval.vector_space import Analyser
from assistant.retrieval.yes_or_no import says_yes_or_no, wants_yes_or_no

# Not folded: å ä ö tell words apart, and folding lost .005 to .007 on SweFAQ's dev questions.
_ngrams_of: Analyser = partial(ngrams, shortest=3, longest=5, prepare=tidy)

LEAST_SEEN = 5
"""How often a word of the lexicon must have been seen to be a part of a compound: every word lost .006 on SweFAQ."""
STEMS_WEIGHT = 0.3
"""Beside the runs of characters, which count 1; .15 to .6 are ties on our own articles and on SweFAQ (ADR 0006)."""
VECTORS_WEIGHT = 0.3
"""Beside the words' z-score. On texts far from ours 0 to .3 are ties; on municipal ones it helps (ADR 0006)."""
FORM_WEIGHT = {True: 0.3, False: -0.6}
"""For an answer that begins with yes or no: to a question that wants one, and to any other. From our own articles."""


class CorpusSearch:
    """Ranks texts by id. Each part scores the whole text and, alike, its best window of one or two sentences.

    Args:
        texts: by id; at least one.
        encoder: the shipped one, or any other.
        lexicon: counts of folded words from a wider text than the corpus, for the parts of compounds: with the
            corpus's own words alone the stems add nothing.
    """

    def __init__(self, texts: Mapping[str, str], encoder: Encoder, lexicon: Mapping[str, int]) -> None:
        self._ids = tuple(texts)
        documents = list(texts.values())
        owned = [(window, place) for place, text in enumerate(documents) for window in _windows(text)]
        windows = [window for window, _ in owned]
        self._best_windows = BestOfEach(np.array([place for _, place in owned], dtype=np.int64), len(documents))
        stems = Stems({word: count for word, count in lexicon.items() if count >= LEAST_SEEN})
        self._characters = Bm25(_ngrams_of, documents, windows)
        self._stems = Bm25(stems.of, documents, windows)
        self._encoder = encoder
        self._vectors = encoder.encode(documents + windows)
        self._says_yes_or_no = np.array([says_yes_or_no(text) for text in documents], dtype=np.float64)

    def rank(self, question: str, limit: int = 100) -> tuple[str, ...]:
        """The ids of the best texts, best first."""
        characters = self._score(self._characters.score(question))
        words = _z_score(characters + STEMS_WEIGHT * self._score(self._stems.score(question)))
        vectors = self._score(self._vectors @ self._encoder.encode([question])[0])
        form = FORM_WEIGHT[wants_yes_or_no(question)] * self._says_yes_or_no
        order = np.argsort(-(words + VECTORS_WEIGHT * vectors + form), kind="stable")[:limit]
        return tuple(self._ids[place] for place in order.tolist())

    def _score(self, found: NDArray[np.float32]) -> NDArray[np.float64]:
        """The z-score of each text's whole and best window, from the scores of all texts and then all windows."""
        count = len(self._ids)
        return _z_score(found[:count] + self._best_windows(found[None, count:])[0])


def _z_score(found: NDArray[np.floating]) -> NDArray[np.float64]:
    return np.asarray((found - found.mean()) / (found.std() + 1e-9), dtype=np.float64)


def _windows(text: str) -> list[str]:
    """Single sentences and neighbouring pairs: an answer often needs two. A text of no sentence is its own."""
    single = sentences(text) or [text]
    return single + [f"{one} {other}" for one, other in pairwise(single)]
