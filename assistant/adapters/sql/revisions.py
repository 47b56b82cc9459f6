"""Revisions of articles in SQL."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select

from assistant.adapters.sql.tables import revisions
from assistant.adapters.sql.transaction import Transaction
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ORIGINAL, ArticleId
from assistant.domain.revision import IN_FORCE, NEW_TEXT, WRITING, Place, Revision, RevisionKind, TextChange

_IN_FORCE = revisions.c.kind.in_(sorted(IN_FORCE))
_WRITING = revisions.c.kind.in_(sorted(WRITING))


class SqlRevisions:
    """Implements `Revisions`."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def add(self, revision: Revision) -> Revision:
        await self._transaction.change_or_conflict(
            insert(revisions).values(
                article=revision.place.article,
                lang=revision.place.lang,
                kind=revision.kind,
                text=revision.text,
                by=revision.by,
                at=revision.at,
                follows=revision.follows,
                note=revision.note,
                over=revision.over,
            )
        )
        recorded = await self.latest(revision.place)
        return recorded or revision

    async def edition(self) -> int:
        row = await self._transaction.first(select(func.count().label("editions")).where(_IN_FORCE))
        return int(row["editions"]) if row else 0

    async def in_force(self) -> Sequence[Revision]:
        latest = select(func.max(revisions.c.number)).where(_IN_FORCE).group_by(revisions.c.article, revisions.c.lang)
        rows = await self._transaction.all(
            select(revisions).where(revisions.c.number.in_(latest)).order_by(revisions.c.number)
        )
        return [_revision(row) for row in rows]

    async def drafts(self) -> Sequence[Revision]:
        latest = select(func.max(revisions.c.number)).where(_WRITING).group_by(revisions.c.article, revisions.c.lang)
        rows = await self._transaction.all(
            select(revisions)
            .where(revisions.c.number.in_(latest), revisions.c.kind == RevisionKind.DRAFT)
            .order_by(revisions.c.number)
        )
        return [_revision(row) for row in rows]

    async def new_texts(self) -> Mapping[ArticleId, datetime]:
        rows = await self._transaction.all(
            select(revisions.c.article, func.max(revisions.c.at).label("at"))
            .where(revisions.c.kind.in_(sorted(NEW_TEXT)), revisions.c.lang == ORIGINAL)
            .group_by(revisions.c.article)
        )
        return {ArticleId(row["article"]): row["at"] for row in rows}

    async def text_changes(self, since: datetime) -> Sequence[TextChange]:
        columns = (revisions.c.article, revisions.c.lang, revisions.c.kind, revisions.c.at, revisions.c.note)
        rows = await self._transaction.all(
            select(*columns)
            .where(revisions.c.kind.in_(sorted(NEW_TEXT)), revisions.c.at >= since)
            .order_by(revisions.c.at.desc(), revisions.c.number.desc())
        )
        return [TextChange(_place(row), RevisionKind(row["kind"]), row["at"], row["note"]) for row in rows]

    async def latest(self, place: Place) -> Revision | None:
        row = await self._transaction.first(
            select(revisions)
            .where(revisions.c.article == place.article, revisions.c.lang == place.lang)
            .order_by(revisions.c.number.desc())
            .limit(1)
        )
        return None if row is None else _revision(row)

    async def of_article(self, article: ArticleId) -> Sequence[Revision]:
        rows = await self._transaction.all(
            select(revisions).where(revisions.c.article == article).order_by(revisions.c.number.desc())
        )
        return [_revision(row) for row in rows]


def _place(row: RowMapping) -> Place:
    return Place(ArticleId(row["article"]), row["lang"])


def _revision(row: RowMapping) -> Revision:
    return Revision(
        place=_place(row),
        kind=RevisionKind(row["kind"]),
        text=row["text"],
        by=AgentId(row["by"]),
        at=row["at"],
        follows=row["follows"],
        note=row["note"],
        over=row["over"],
        number=row["number"],
    )
