"""Where things can be read on the citizens' site: paths, from its root."""

from urllib.parse import quote

from assistant.domain.knowledge import ArticleId


def article_path(article: ArticleId, lang: str) -> str:
    """An article's own page: `/answers/sv/bygglov/altan`."""
    area, _, slug = article.partition(".")
    return f"/answers/{lang}/{area}/{slug}"


def area_path(area: str, lang: str) -> str:
    """The page of an area's articles."""
    return f"/answers/{lang}/{area}"


def map_address(map_url: str, place: str) -> str:
    """Where a place is looked up on the map of the setting `map_url`; empty where there is no map."""
    return map_url.replace("{place}", quote(place, safe="")) if map_url else ""
