"""The approved articles, in memory."""

from collections.abc import Iterable, Sequence

from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import Article, ArticleId


class LoadedShelf:
    """The ArticleShelf of articles already read."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._by_id = {article.id: article for article in sorted(articles, key=lambda article: article.id)}

    def article(self, article_id: ArticleId) -> Article:
        try:
            return self._by_id[article_id]
        except KeyError as error:
            raise NotFoundError(f"no article {article_id}") from error

    def articles(self) -> Sequence[Article]:
        return tuple(self._by_id.values())
