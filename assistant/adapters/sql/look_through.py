"""Many conversations are looked through for the few that may count, before any is read: what is asked for that."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, extract, func, or_, select, true

from assistant.adapters.sql.tables import handoffs, returns, reviews, samples, surveys, turns
from assistant.domain.catalogue import AreaId
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.measures.verdicts import CONTENT, RATINGS
from assistant.domain.resolution import RESOLVING
from assistant.domain.review import Judgement
from assistant.ports.figures import Fitting, Found

BEST: ColumnElement[str] = turns.c.candidates[(0, "article")].as_string()
"""The article that the search thought likeliest."""
Row = tuple[Table, ColumnElement[bool]]
"""A table, and what is to be true of a row of it."""


def looked_through(newest_first: Select[Any], number: int, fitting: Fitting) -> Select[Any]:
    """Of the conversations selected (at most `number`, by opening and id) those that fit, and the last, which may not:
    its place (from 1), opening, id and whether it fits, newest first.
    """
    looked = newest_first.subquery()
    newest = [column.desc() for column in (looked.c.opened_at, looked.c.id)]
    place = func.row_number().over(order_by=newest).label("place")
    fits = and_(true(), *_fits(fitting, looked.c.id)).label("fits")
    told = select(place, looked.c.opened_at, looked.c.id, fits).subquery()
    return select(told).where(or_(told.c.fits, told.c.place == number)).order_by(told.c.place)


def _fits(fitting: Fitting, conversation: ColumnElement[str]) -> Iterator[ColumnElement[bool]]:
    if fitting.agent is not None:
        yield _has_any(conversation, [(handoffs, handoffs.c.claimed_by == fitting.agent)])
    if fitting.article is not None:
        yield _has_any(conversation, [(each, each.c.article == fitting.article) for each in (turns, samples)])
    if fitting.area is not None:
        yield _has_any(conversation, list(_of_area(fitting.area)))
    if fitting.found is not None:
        yield _has_any(conversation, _FOUND[fitting.found])


def _has_any(conversation: ColumnElement[str], rows: Sequence[Row]) -> ColumnElement[bool]:
    """Asked for the row, and not whether there is one: that PostgreSQL would prepare by reading the whole table."""
    found = (
        select(_conversation_of(table)).where(_conversation_of(table) == conversation, condition).limit(1)
        for table, condition in rows
    )
    return or_(*(row.scalar_subquery().is_not(None) for row in found))


def _conversation_of(table: Table) -> ColumnElement[str]:
    return table.c.earlier_id if table is returns else table.c.conversation_id


def _of_area(area: AreaId) -> Iterator[Row]:
    """By what a person said of it, or by an article, whose id begins with its area."""
    yield handoffs, or_(handoffs.c.subject_area == area, handoffs.c.area == area)
    for table, article in ((turns, turns.c.article), (turns, BEST), (samples, samples.c.article)):
        yield table, article.startswith(f"{area}.", autoescape=True)


def _second_of(moment: ColumnElement[datetime]) -> ColumnElement[int]:
    """Whole seconds, cut down, where the database cuts."""
    return extract("epoch", moment)


def _late() -> ColumnElement[bool]:
    """Whether nobody answered in time. One second less than promised finds all, also where seconds are cut down."""
    waited = _second_of(handoffs.c.answered_at) - _second_of(handoffs.c.requested_at)
    return or_(handoffs.c.answered_at.is_(None), waited >= THRESHOLD.total_seconds() - 1)


_RIGHT = [each for each in Judgement if each.is_right]
_NOT_SOLVED: Row = (surveys, surveys.c.resolved.is_(False))
_FOUND: Mapping[Found, Sequence[Row]] = {
    Found.LATE: [(handoffs, _late())],
    Found.UNANSWERED: [(handoffs, handoffs.c.answered_at.is_(None))],
    Found.WRONG: [(reviews, and_(reviews.c.taken_back_at.is_(None), reviews.c.judgement.not_in(_RIGHT)))],
    Found.NOT_SOLVED: [_NOT_SOLVED],
    Found.NOT_LASTING: [
        _NOT_SOLVED,
        (handoffs, or_(handoffs.c.resolved.is_(False), handoffs.c.disposition.not_in(RESOLVING))),
        (returns, true()),
    ],
    Found.NOT_CONTENT: [(surveys, surveys.c.treatment <= len(RATINGS) - len(CONTENT))],
}
