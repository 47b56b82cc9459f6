"""Which text a page is about, and what every page of it shows."""

from typing import Annotated

from fastapi import Depends, Query

from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import ORIGINAL, TRANSLATED_INTO, ArticleId
from assistant.domain.revision import SLUG, Place
from handoff_console.access import Services

LANGUAGES = (ORIGINAL, *TRANSLATED_INTO)


def place_named(assistant: Services, area: str, slug: str, lang: Annotated[str, Query()] = ORIGINAL) -> Place:
    """The text at an address. Raises NotFoundError where there can be none of that area, name or language."""
    if lang not in LANGUAGES or area not in assistant.catalogue.areas or not SLUG.fullmatch(slug):
        raise NotFoundError(f"there can be no article {area}.{slug} in {lang}")
    return Place(ArticleId(f"{area}.{slug}"), lang)


PlaceNamed = Annotated[Place, Depends(place_named)]


def path_of(place: Place, page: str = "", word: str = "") -> str:
    """The address of a page about a text; with a word for it, such as `done=published`."""
    area, _, slug = place.article.partition(".")
    words = [*([f"lang={place.lang}"] if place.lang != ORIGINAL else []), *([word] if word else [])]
    return f"/knowledge/{area}/{slug}{f'/{page}' if page else ''}{'?' if words else ''}{'&'.join(words)}"
