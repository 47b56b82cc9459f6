"""The approved articles, in memory."""

import unicodedata
from collections.abc import Iterable, Sequence

from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import Article, ArticleId


class LoadedShelf:
    """The ArticleShelf of articles already read."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._by_id = {article.id: article for article in sorted(articles, key=lambda article: article.id)}
        self._by_title: dict[str, Article] = {}
        for article in self._by_id.values():
            for title in _titles(article):
                # Of two articles with one title the first by id is given, however they were read.
                self._by_title.setdefault(_key(title), article)

    def article(self, article_id: ArticleId) -> Article:
        try:
            return self._by_id[article_id]
        except KeyError as error:
            raise NotFoundError(f"no article {article_id}") from error

    def articles(self) -> Sequence[Article]:
        return tuple(self._by_id.values())

    def titled(self, words: str) -> Article | None:
        key = _key(words)
        return self._by_title.get(key) if key else None


def _titles(article: Article) -> tuple[str, ...]:
    return (article.title, *(translation.title for translation in article.translations.values()))


def _key(title: str) -> str:
    """Its letters with their marks, and its digits: case, blanks and punctuation tell no two questions apart."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")
