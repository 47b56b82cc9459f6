"""What the encoder of our own reads in a text: runs of characters within words, and the words themselves."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.swedish import fold, ngrams, words
from assistant.retrieval.vector_space import VectorSpace

SHORTEST, LONGEST = 2, 5
"""Characters in a run, as in the search's lexical space."""
WHOLE = "#"
"""Leads a whole word, so that "sfi" as a word is not the same as "sfi" within one."""


def encoder_terms(text: str) -> Iterable[str]:
    """The terms of a text, folded: typing without å, ä and ö changes none of them."""
    yield from ngrams(text, shortest=SHORTEST, longest=LONGEST)
    yield from (WHOLE + word for word in words(fold(text)))


def encode_bags(space: VectorSpace, table: NDArray[np.float16], texts: Sequence[str]) -> NDArray[np.float32]:
    """The weighted sum of each text's rows of `table`, brought to unit length: (len(texts), width of the table).

    A text of which no term is known gives a row of zeros.
    """
    rows = np.zeros((len(texts), table.shape[1]), dtype=np.float32)
    for place, text in enumerate(texts):
        columns, values = space.row(text)
        if len(columns):
            found = values @ table[columns].astype(np.float32)
            rows[place] = found / (np.linalg.norm(found) or 1.0)
    return rows
