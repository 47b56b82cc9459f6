"""Revisions of articles in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.errors import ConflictError
from assistant.domain.knowledge import ORIGINAL, ArticleId
from assistant.domain.revision import IN_FORCE, NEW_TEXT, WRITING, Place, Revision, RevisionKind, TextChange


class MemoryRevisions:
    """Implements `Revisions`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, revision: Revision) -> Revision:
        if revision.by not in self._recorded.staff:
            raise ConflictError(f"no member of staff {revision.by}")
        rows = self._recorded.revisions
        if any((row.place, row.follows) == (revision.place, revision.follows) for row in rows.values()):
            raise ConflictError(f"revision {revision.follows} of {revision.place.article} has a follower already")
        recorded = replace(revision, number=max(rows, default=0) + 1)
        rows[recorded.number] = recorded
        return recorded

    async def edition(self) -> int:
        return sum(row.kind in IN_FORCE for row in self._rows())

    async def in_force(self) -> Sequence[Revision]:
        return self._last_of_each([row for row in self._rows() if row.kind in IN_FORCE])

    async def drafts(self) -> Sequence[Revision]:
        writing = self._last_of_each([row for row in self._rows() if row.kind in WRITING])
        return [row for row in writing if row.kind is RevisionKind.DRAFT]

    async def new_texts(self) -> Mapping[ArticleId, datetime]:
        changed = [row for row in self._rows() if row.kind in NEW_TEXT and row.place.lang == ORIGINAL]
        return {row.place.article: row.at for row in sorted(changed, key=lambda row: row.at)}

    async def text_changes(self, since: datetime) -> Sequence[TextChange]:
        changed = [row for row in self._rows() if row.kind in NEW_TEXT and row.at >= since]
        changed.sort(key=lambda row: (row.at, row.number), reverse=True)
        return [TextChange(row.place, row.kind, row.at, row.note) for row in changed]

    async def latest(self, place: Place) -> Revision | None:
        return next((row for row in reversed(self._rows()) if row.place == place), None)

    async def of_article(self, article: ArticleId) -> Sequence[Revision]:
        return [row for row in reversed(self._rows()) if row.place.article == article]

    def _rows(self) -> list[Revision]:
        return [self._recorded.revisions[number] for number in sorted(self._recorded.revisions)]

    @staticmethod
    def _last_of_each(rows: Sequence[Revision]) -> list[Revision]:
        return sorted({row.place: row for row in rows}.values(), key=lambda row: row.number)
