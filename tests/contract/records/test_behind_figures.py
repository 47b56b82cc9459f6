"""Behind a figure stand all conversations that count in it as asked for, however few are read whole to find them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from assistant.adapters.memory.clock import StandingClock
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.conversation import ConversationId
from assistant.domain.measures import Dimension, MeasureName
from assistant.domain.measures.counting import tally_of
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.measures.tally import total
from assistant.domain.measures.told import Told
from assistant.domain.measures.why import Counts, how_it_counts
from assistant.domain.period import Period
from assistant.ports.figures import Fitting, Found
from assistant.ports.interval import Interval
from assistant.ports.records import Records
from assistant.services.behind import Asked, Behind, Where
from tests.contract.records.sample_records import ANNA, BO

AROUND = Period(date(2026, 9, 28), date(2026, 11, 2))
THEN = datetime(2026, 11, 2, 12, tzinfo=UTC)
PLACES: tuple[Where, ...] = ((Dimension.ALL, EVERYTHING), (Dimension.AGENT, ANNA), (Dimension.AGENT, BO))


async def listed(records: Records, asked: Asked) -> list[ConversationId]:
    """Page by page."""
    behind = Behind(records, StandingClock(THEN))
    page = await behind.page(asked, limit=7)
    found = [row.told.id for row in page.rows]
    while page.cursor is not None:
        page = await behind.page(asked, page.cursor, limit=7)
        found += [row.told.id for row in page.rows]
    return found


def counting(every: Sequence[Told], asked: Asked) -> list[ConversationId]:
    """One by one, newest first."""
    found = []
    for told in reversed(every):
        parts = [part for part in tally_of(told, THEN) if asked.where in part.keys]
        if parts and asked.only in {None, how_it_counts(asked.measure, total(part.tally for part in parts))}:
            found.append(told.id)
    return found


@pytest.mark.parametrize("where", PLACES, ids=str)
async def test_each_list_holds_exactly_those_that_count_so(busy: Records, where: Where) -> None:
    async with busy.reading() as unit:
        every = await unit.figures.told(Interval(AROUND.start, AROUND.end))
    lengths = set()
    for measure in (each for each in MeasureName if each is not MeasureName.CHAT_SHARE):
        for only in (None, *Counts):
            asked = Asked(measure, AROUND, where, only)
            found = await listed(busy, asked)
            assert found == counting(every, asked)
            lengths.add(len(found))
    assert len(lengths) > 5


async def test_of_a_figure_of_all_contacts_those_count_whose_days_are_told(busy: Records) -> None:
    async with busy.unit() as unit:
        every = await unit.figures.told(Interval(AROUND.start, AROUND.end))
        day = every[len(every) // 2].opened_at.date()
        await unit.contact_volumes.put([ContactVolume(day, Channel.PHONE, 500)])
    counted = await listed(busy, Asked(MeasureName.CHAT_SHARE, AROUND, only=Counts.FOR))
    left_out = await listed(busy, Asked(MeasureName.CHAT_SHARE, AROUND, only=Counts.LEFT_OUT))
    assert counted
    assert len(counted) + len(left_out) == len(every)


@pytest.mark.parametrize("found", Found)
async def test_what_is_rare_is_asked_before_conversations_are_read_whole(busy: Records, found: Found) -> None:
    async with busy.reading() as unit:
        every = await unit.figures.told(Interval(AROUND.start, AROUND.end))
        ids = [told.id for told in every]
        some = await unit.figures.told_of(ids, Fitting(found))
        of_anna = await unit.figures.told_of(ids, Fitting(found, ANNA))
    assert 0 < len(of_anna) < len(some) < len(every)
    assert all(any(handoff.claimed_by == ANNA for handoff in told.handoffs) for told in of_anna)
    if found is Found.WRONG:
        assert {told.id for told in some} == {t.id for t in every if any(not review.right for review in t.reviews)}
    if found is Found.UNANSWERED:
        without_words = [told for told in every if any(each.answered_at is None for each in told.handoffs)]
        assert [told.id for told in some] == [told.id for told in without_words]
