"""Behind a figure stand all conversations that count in it as asked for, however few are read whole to find them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

import pytest

from assistant.adapters.memory.clock import StandingClock
from assistant.domain.confidence import area_of
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import Handoff
from assistant.domain.measures import Dimension, MeasureName
from assistant.domain.measures.counting import tally_of
from assistant.domain.measures.in_time import answered_within
from assistant.domain.measures.names import EVERYTHING, UNKNOWN
from assistant.domain.measures.tally import total
from assistant.domain.measures.told import Told
from assistant.domain.measures.why import Counts, how_it_counts
from assistant.domain.period import Period
from assistant.domain.resolution import RESOLVING
from assistant.ports.figures import Fitting, Found
from assistant.ports.interval import Interval
from assistant.ports.records import Records
from assistant.services.behind import Asked, Behind, Where
from tests.contract.records.sample_records import ANNA, BO
from tests.unit.domain.measures.material import FEE

AROUND = Period(date(2026, 9, 28), date(2026, 11, 2))
THEN = datetime(2026, 11, 2, 12, tzinfo=UTC)
PLACES: tuple[Where, ...] = (
    (Dimension.ALL, EVERYTHING),
    (Dimension.AGENT, ANNA),
    (Dimension.AGENT, BO),
    (Dimension.ARTICLE, FEE),
    (Dimension.AREA, area_of(FEE)),
    (Dimension.AREA, UNKNOWN),
)


def is_unsolved(handoff: Handoff) -> bool:
    """Whether the wrap-up may tell of no solution."""
    return handoff.resolved is False or (handoff.disposition is not None and handoff.disposition not in RESOLVING)


HAS: Mapping[Found, Callable[[Told], bool]] = {
    Found.LATE: lambda told: any(not answered_within(each) for each in told.handoffs),
    Found.UNANSWERED: lambda told: any(each.answered_at is None for each in told.handoffs),
    Found.WRONG: lambda told: any(not each.right for each in told.reviews),
    Found.NOT_SOLVED: lambda told: told.solved is False,
    Found.NOT_LASTING: lambda told: (
        told.solved is False or told.returned_at is not None or any(map(is_unsolved, told.handoffs))
    ),
    Found.NOT_CONTENT: lambda told: told.treatment in {1, 2, 3},
}


async def listed(records: Records, asked: Asked) -> list[ConversationId]:
    """Page by page, of so few looked at and read that no page is from one look."""
    behind = Behind(records, StandingClock(THEN), looked_at=(9, 40), looked_through=(30, 70), most_read=50)
    page = await behind.page(asked, limit=17)
    found = [row.told.id for row in page.rows]
    while page.cursor is not None:
        page = await behind.page(asked, page.cursor, limit=17)
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
    assert len(lengths) > 3


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
        looked = [
            await unit.figures.places(Interval(AROUND.start, AROUND.end), None, len(every) + 1, fitting=fitting)
            for fitting in (Fitting(found), Fitting(found, ANNA), Fitting(article=FEE), Fitting(found, ANNA, FEE))
        ]
    some, of_anna, of_the_fee, all_three = ({conversation for _, conversation in each.places} for each in looked)
    known = {told.id: told for told in every}
    assert of_anna < some < known.keys()
    assert some == {told.id for told in every if HAS[found](told)}
    assert of_anna == {each for each in some if any(one.claimed_by == ANNA for one in known[each].handoffs)}
    found_or_judged = {
        told.id: [*(t.article for t in told.turns), *(r.article for r in told.reviews)] for told in every
    }
    assert of_the_fee == {conversation for conversation, articles in found_or_judged.items() if FEE in articles}
    assert all_three == of_anna & of_the_fee
