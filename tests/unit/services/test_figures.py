"""A supervisor reads figures of any days, split any way, and finds the conversations behind them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import Disposition, Handoff
from assistant.domain.measures import MEASURES, Dimension, Grain, MeasureName
from assistant.domain.measures.names import CountName
from assistant.domain.measures.why import Counts, Why
from assistant.domain.period import Period
from assistant.domain.share import Share
from assistant.domain.survey import Survey
from assistant.services.behind import Asked
from tests.centre import WASTE_QUESTION, Centre

MONDAY = date(2026, 11, 23)
TODAY = Period(MONDAY, MONDAY)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
PROMISED = [name for name, measure in MEASURES.items() if measure.target]


async def judged(centre: Centre, resolved: bool | None = None, treatment: int | None = None) -> ConversationId:
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.assistant.converse.judge(Survey(conversation, centre.clock.now(), resolved, treatment))
    return conversation


async def helped(centre: Centre, after_seconds: float) -> Handoff:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    centre.later(seconds=after_seconds)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.end(handoff.id, centre.anna)
    await centre.assistant.hand_offs.wrap_up(handoff.id, centre.anna, Disposition.RESOLVED)
    return handoff


async def gives_up(centre: Centre, after_seconds: float) -> Handoff:
    handoff = await centre.waits()
    centre.later(seconds=after_seconds)
    await centre.assistant.converse.leave(handoff.conversation_id)
    return handoff


async def share(centre: Centre, name: MeasureName, period: Period = TODAY) -> Share:
    function = MEASURES[name].share
    assert function is not None
    return function((await centre.assistant.figures.tally(period))[""])


async def test_a_morning_moves_each_figure_by_what_happened(centre: Centre) -> None:
    await helped(centre, 60)
    await helped(centre, 150)
    await gives_up(centre, 4)
    await judged(centre, resolved=True, treatment=5)
    await centre.assistant.register_contacts.enter([ContactVolume(MONDAY, Channel.PHONE, 36)])
    assert await share(centre, MeasureName.SERVICE_LEVEL) == Share(1, 2)
    assert await share(centre, MeasureName.ABANDONMENT) == Share(1, 3)
    assert await share(centre, MeasureName.SHORT_ABANDONS) == Share(1, 3)
    assert await share(centre, MeasureName.SATISFACTION) == Share(1, 1)
    assert await share(centre, MeasureName.RESOLUTION_AGENT) == Share(2, 2)
    assert await share(centre, MeasureName.CHAT_SHARE) == Share(4, 40)
    assert await share(centre, MeasureName.CONTAINMENT) == Share(1, 4)


async def test_every_figure_can_be_read_under_every_value(centre: Centre) -> None:
    for _ in range(5):
        await helped(centre, 60)
    readings = await centre.assistant.figures.readings(TODAY, Dimension.AGENT)
    assert list(readings) == ["anna"]
    assert set(readings["anna"]) == set(MeasureName)
    assert readings["anna"][MeasureName.SERVICE_LEVEL].value == 1.0
    nobody = await centre.assistant.figures.readings(TODAY, Dimension.AGENT, "bjorn")
    assert (list(nobody), nobody["bjorn"][MeasureName.SERVICE_LEVEL].cases) == (["bjorn"], 0)


async def test_the_rate_of_a_reason_is_of_all_conversations(centre: Centre) -> None:
    for _ in range(3):
        await helped(centre, 10)
    for _ in range(3):
        await judged(centre)
    readings = await centre.assistant.figures.readings(TODAY, Dimension.REASON)
    assert readings["low_confidence"][MeasureName.HANDOFF_RATE].value == 0.5


async def test_a_series_has_a_point_for_every_stretch_it_touches(centre: Centre) -> None:
    await judged(centre, treatment=5)
    centre.later(days=2)
    for _ in range(5):
        await judged(centre, treatment=5)
    series = await centre.assistant.figures.series(MeasureName.SATISFACTION, WEEK, Grain.DAY)
    assert [(day.day, reading.cases) for day, reading in series] == [
        *[(23, 1), (24, 0), (25, 5), (26, 0), (27, 0), (28, 0), (29, 0)]
    ]
    assert series[2][1].value == 1.0
    quarters = Period(date(2026, 9, 30), MONDAY + timedelta(days=2))
    series = await centre.assistant.figures.series(MeasureName.SATISFACTION, quarters, Grain.QUARTER)
    assert [(day, reading.cases) for day, reading in series] == [(date(2026, 7, 1), 0), (date(2026, 10, 1), 6)]


async def test_a_series_of_one_language_leaves_out_the_others(centre: Centre) -> None:
    await judged(centre, treatment=5)
    where = (Dimension.LANGUAGE, "en")
    series = await centre.assistant.figures.series(MeasureName.SATISFACTION, TODAY, Grain.DAY, where)
    assert [reading.cases for _, reading in series] == [0]


async def test_half_hours_tell_when_citizens_came(centre: Centre) -> None:
    await judged(centre)
    centre.later(minutes=40)
    await judged(centre)
    await judged(centre)
    found = await centre.assistant.figures.half_hours(TODAY)
    chats = {start: tally[CountName.CONVERSATIONS] for start, tally in found.items() if tally[CountName.CONVERSATIONS]}
    assert chats == {datetime(2026, 11, 23, 8, 0, tzinfo=UTC): 1, datetime(2026, 11, 23, 8, 30, tzinfo=UTC): 2}
    assert found[datetime(2026, 11, 23, 8, 0, tzinfo=UTC)][CountName.ON_DUTY_SECONDS] == 1800


async def test_a_day_by_the_hour_has_the_time_of_day_in_which_something_was(centre: Centre) -> None:
    await judged(centre)
    centre.later(hours=3)
    for _ in range(5):
        await judged(centre, treatment=5)
    days = Period(MONDAY - timedelta(days=1), MONDAY)
    series = await centre.assistant.figures.series(MeasureName.SATISFACTION, days, Grain.HOUR)
    found = [(moment, reading.cases) for moment, reading in series]
    sunday, monday = (datetime(2026, 11, day, 8, tzinfo=UTC) for day in (22, 23))
    assert found == [
        (day + timedelta(hours=n), 5 * (day is monday and n == 3)) for day in (sunday, monday) for n in range(4)
    ]
    empty = Period(MONDAY - timedelta(days=9), MONDAY - timedelta(days=9))
    assert await centre.assistant.figures.series(MeasureName.SATISFACTION, empty, Grain.HOUR) == []


@pytest.mark.parametrize(
    ("measure", "where"),
    [(MeasureName.CHAT_SHARE, None), (MeasureName.CONTAINMENT, (Dimension.LANGUAGE, "sv"))],
)
async def test_what_is_not_known_by_the_hour_is_refused(
    centre: Centre, measure: MeasureName, where: tuple[Dimension, str] | None
) -> None:
    with pytest.raises(RefusedError, match="by the hour"):
        await centre.assistant.figures.series(measure, TODAY, Grain.HOUR, where)


async def test_the_outcomes_of_the_days_turns_are_counted(centre: Centre) -> None:
    await judged(centre)
    await helped(centre, 10)
    centre.later(days=1)
    await judged(centre)
    assert await centre.assistant.figures.outcomes(TODAY) == {"ANSWERED_FROM_KNOWLEDGE": 1, "HANDED_OFF": 1}
    assert await centre.assistant.figures.outcomes(WEEK) == {"ANSWERED_FROM_KNOWLEDGE": 2, "HANDED_OFF": 1}


async def test_a_page_opened_without_a_word_moves_nothing(centre: Centre) -> None:
    await judged(centre, resolved=True, treatment=4)
    before = await centre.assistant.figures.tally(TODAY)
    await centre.opens()
    centre.later(seconds=3)
    after = await centre.assistant.figures.tally(TODAY)
    assert [MEASURES[name].read(after[""]) for name in PROMISED] == [
        MEASURES[name].read(before[""]) for name in PROMISED
    ]


async def test_a_conversation_opened_before_midnight_counts_on_that_local_day_for_good(centre: Centre) -> None:
    """23:30 in Linköping on Monday is 22:30 UTC; the verdict comes on Tuesday and still speaks of Monday's talk."""
    centre.clock.set(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    centre.later(hours=1)
    await centre.assistant.converse.judge(Survey(conversation, centre.clock.now(), True, 5))
    tuesday = Period(MONDAY + timedelta(days=1), MONDAY + timedelta(days=1))
    assert await share(centre, MeasureName.SATISFACTION, TODAY) == Share(1, 1)
    assert await share(centre, MeasureName.SATISFACTION, tuesday) == Share(0, 0)


async def test_what_lies_behind_a_figure_adds_up_to_it_and_says_why(centre: Centre) -> None:
    await helped(centre, 60)
    await helped(centre, 150)
    await gives_up(centre, 30)
    await judged(centre)
    page = await centre.assistant.figures.behind(Asked(MeasureName.SERVICE_LEVEL, TODAY))
    assert [(row.counts, row.why) for row in page.rows] == [
        (Counts.LEFT_OUT, Why.NOBODY_WAITED),
        (Counts.LEFT_OUT, Why.LEFT_IN_TIME),
        (Counts.AGAINST, Why.ANSWERED_LATE),
        (Counts.FOR, Why.ANSWERED_IN_TIME),
    ]
    assert page.cursor is None


@pytest.mark.parametrize("measure", list(MeasureName))
async def test_each_figure_has_a_reason_for_every_conversation(centre: Centre, measure: MeasureName) -> None:
    await helped(centre, 150)
    await gives_up(centre, 30)
    await judged(centre, resolved=True, treatment=4)
    await centre.waits()
    await centre.says(await centre.opens(), "Hej")
    rows = (await centre.assistant.figures.behind(Asked(measure, TODAY))).rows
    assert len(rows) == 5
    function = MEASURES[measure].share
    if function is not None and measure not in {MeasureName.OCCUPANCY, MeasureName.COVERAGE}:
        found = await share(centre, measure)
        counted = [row.counts for row in rows if row.counts is not Counts.LEFT_OUT]
        part = counted.count(Counts.AGAINST if MEASURES[measure].rising is False else Counts.FOR)
        assert (part, len(counted)) == (found.part, found.whole)


async def test_only_those_that_count_against_it_can_be_asked_for_page_by_page(centre: Centre) -> None:
    for seconds in (10, 130, 140, 150):
        await helped(centre, seconds)
    figures = centre.assistant.figures
    asked = Asked(MeasureName.SERVICE_LEVEL, TODAY, only=Counts.AGAINST)
    first = await figures.behind(asked, limit=2)
    rest = await figures.behind(asked, first.cursor, limit=2)
    assert [len(first.rows), len(rest.rows), rest.cursor] == [2, 1, None]
    seen = [row.told.id for row in (*first.rows, *rest.rows)]
    assert len(set(seen)) == 3


async def test_a_page_that_nobody_was_given_is_refused(centre: Centre) -> None:
    for cursor in ("", "2026", "2026-11-23T10:00:00~c", "yesterday~c"):
        with pytest.raises(RefusedError):
            await centre.assistant.figures.behind(Asked(MeasureName.ABANDONMENT, TODAY), cursor)
