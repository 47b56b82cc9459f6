"""What editors did to articles, remembered like all else in a `Unit`."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.knowledge import ArticleId
from assistant.domain.revision import Place, Revision, TextChange


class Revisions(Protocol):
    """What editors did to articles."""

    async def add(self, revision: Revision) -> Revision:
        """Recorded, and given back with its number.

        Raises ConflictError when another follows the same revision of the place already.
        """
        ...

    async def edition(self) -> int:
        """How many revisions have changed what citizens get. It rises with each that others can see.

        Not the highest number: of two at once the later number may be seen first, and the other would be missed.
        """
        ...

    async def in_force(self) -> Sequence[Revision]:
        """For each place the latest revision of a kind in `IN_FORCE`, by number."""
        ...

    async def drafts(self) -> Sequence[Revision]:
        """For each place the latest revision of a kind in `WRITING`, where that is a draft, by number."""
        ...

    async def new_texts(self) -> Mapping[ArticleId, datetime]:
        """When the Swedish text of each article was last made another (`NEW_TEXT`); nothing of untouched articles."""
        ...

    async def text_changes(self, since: datetime) -> Sequence[TextChange]:
        """Each time from `since` on (aware) that citizens got other words, in whatever language, newest first."""
        ...

    async def latest(self, place: Place) -> Revision | None:
        """The place's last, of whatever kind."""
        ...

    async def of_article(self, article: ArticleId) -> Sequence[Revision]:
        """All of an article, in every language, newest first."""
        ...
