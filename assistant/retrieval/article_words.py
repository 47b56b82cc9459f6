"""The words an article is found by, and where each fact is at home."""

from collections.abc import Mapping, Sequence

from assistant.domain.knowledge import Article, FactId
from assistant.retrieval.swedish import sentences


def homes(articles: Sequence[Article]) -> Mapping[FactId, int]:
    """Where each covered fact is at home: the place of the article that covers the fewest facts, then of the first."""
    found: dict[FactId, int] = {}
    for place, article in enumerate(articles):
        for fact in article.covers:
            if fact not in found or len(article.covers) < len(articles[found[fact]].covers):
                found[fact] = place
    return found


def document_of(article: Article) -> str:
    """Title, ways of asking and answer as one text."""
    return "\n".join([article.title, *article.variants, *sentences(article.answer)])


def ways_of_asking(article: Article) -> tuple[str, ...]:
    """What a citizen might write, in every language the article is in: titles, variants, keywords."""
    abroad = [words for one in article.translations.values() for words in (one.title, *one.variants)]
    own = (article.title, *article.variants, *([article.keywords] if article.keywords else []))
    return tuple(dict.fromkeys([*own, *abroad]))


def own_lines(article: Article) -> tuple[str, ...]:
    """Every line that belongs to the article alone: ways of asking, and the sentences of the answer."""
    return (*ways_of_asking(article), *sentences(article.answer))
