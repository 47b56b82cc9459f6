"""Articles that say or are asked the same: one of them is too many, or their ways of asking are mixed up."""

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.domain.fault import Fault
from assistant.ingest.articles import Shelved
from assistant.ports.knowledge import Encoder
from assistant.retrieval.article_words import document_of
from assistant.retrieval.swedish import fold, words

NEAR_ARTICLES = 0.93
"""Cosine from which on two whole articles are taken to be about the same. Ours: of the pairs in the shipped knowledge
base that came highest, those above were read and found to repeat each other, those below to be neighbours."""
NEAR_QUESTIONS = 0.97
"""Cosine from which on two ways of asking are taken to be the same question put twice. Ours, found in the same way."""


def same_questions(shelved: Sequence[Shelved]) -> Iterator[Fault]:
    """Ways of asking that stand in two articles, apart from case, accents and punctuation."""
    home: dict[str, Shelved] = {}
    for one in shelved:
        for line, asked in _asked(one):
            key = " ".join(words(fold(asked)))
            first = home.setdefault(key, one)
            if first is not one:
                yield _fault(
                    one, line, "variants", "{given} is asked of {other} too", given=asked, other=first.article.id
                )


def near_questions(shelved: Sequence[Shelved], encoder: Encoder) -> Iterator[Fault]:
    """Ways of asking of two articles that the encoder takes for the same."""
    asked = [(one, line, text) for one in shelved for line, text in _asked(one)]
    for first, second, likeness in _near_pairs([text for _, _, text in asked], encoder, NEAR_QUESTIONS):
        one, line, text = asked[second]
        other, _, same = asked[first]
        if one is not other and " ".join(words(fold(text))) != " ".join(words(fold(same))):
            what = "{given} is much like {same} of {other} ({likeness})"
            told = {"given": text, "same": same, "other": other.article.id, "likeness": f"{likeness:.2f}"}
            yield _fault(one, line, "variants", what, **told)


def near_articles(shelved: Sequence[Shelved], encoder: Encoder) -> Iterator[Fault]:
    """Articles that the encoder takes for the same, and that do not say themselves what sets them apart."""
    for first, second, likeness in _near_pairs([document_of(one.article) for one in shelved], encoder, NEAR_ARTICLES):
        one, other = shelved[second], shelved[first]
        told_apart = (
            other.article.id in one.article.not_to_be_confused_with
            or one.article.id in other.article.not_to_be_confused_with
        )
        if not told_apart:
            what = "much like {other} ({likeness}): merge them, or say in not_to_be_confused_with what sets them apart"
            yield _fault(one, 1, "answer", what, other=other.article.id, likeness=f"{likeness:.2f}")


def _near_pairs(texts: Sequence[str], encoder: Encoder, least: float) -> Iterator[tuple[int, int, float]]:
    vectors = encoder.encode(texts)
    likeness = np.triu(vectors @ vectors.T, k=1)
    for first, second in np.argwhere(likeness >= least).tolist():
        yield first, second, float(likeness[first, second])


def _asked(one: Shelved) -> Iterator[tuple[int, str]]:
    title = one.sheet.fields["title"]
    if title.scalar:
        yield title.line, title.scalar.text
    for row in one.sheet.fields["variants"].items or ():
        yield row.line, row.text


def _fault(one: Shelved, line: int, about: str, what: str, **values: object) -> Fault:
    return Fault(one.sheet.file, line, what, values, about, grave=False)
