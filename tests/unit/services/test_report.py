"""The five figures move by exactly what happened, and show the conversations behind them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import Disposition, Handoff
from assistant.domain.period import PeriodName
from assistant.domain.share import Share
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnOutcome
from assistant.services.report import TARGETS, Figure, FigureName, Target
from tests.centre import WASTE_QUESTION, Centre

TODAY = date(2026, 11, 23)
NOTHING = Share(0, 0)


async def figures(centre: Centre, name: PeriodName = PeriodName.TODAY) -> dict[FigureName, Figure]:
    return {figure.name: figure for figure in await centre.assistant.report.figures(name)}


async def shares(centre: Centre, name: PeriodName = PeriodName.TODAY) -> dict[FigureName, Share]:
    return {figure: read.share for figure, read in (await figures(centre, name)).items()}


async def judged(centre: Centre, resolved: bool | None = None, treatment: int | None = None) -> ConversationId:
    """A conversation with a question and the citizen's verdict."""
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.assistant.converse.judge(Survey(conversation, centre.clock.now(), resolved, treatment))
    return conversation


async def helped(centre: Centre, after_seconds: float, disposition: Disposition) -> Handoff:
    """A citizen whom Anna answers so many seconds after the request."""
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    centre.later(seconds=after_seconds)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.end(handoff.id, centre.anna)
    await centre.assistant.hand_offs.wrap_up(handoff.id, centre.anna, disposition)
    return handoff


async def gives_up(centre: Centre, after_seconds: float) -> Handoff:
    handoff = await centre.waits()
    centre.later(seconds=after_seconds)
    await centre.assistant.converse.leave(handoff.conversation_id)
    return handoff


async def test_on_a_day_on_which_nothing_happened_no_figure_is_told_and_no_promise_kept(centre: Centre) -> None:
    for figure in (await figures(centre)).values():
        assert (figure.share.value, figure.met, figure.left_out) == (None, None, 0)


async def test_a_page_opened_without_a_word_moves_nothing(centre: Centre) -> None:
    before = await figures(centre)
    await centre.opens()
    assert await figures(centre) == before


async def test_one_citizen_helped_in_time_moves_service_level_abandonment_and_resolution_by_one(
    centre: Centre,
) -> None:
    await helped(centre, 60, Disposition.RESOLVED)
    assert await shares(centre) == {
        FigureName.CHAT_SHARE: NOTHING,
        FigureName.RESOLUTION: Share(1, 1),
        FigureName.SERVICE_LEVEL: Share(1, 1),
        FigureName.ABANDONMENT: Share(0, 1),
        FigureName.SATISFACTION: NOTHING,
    }


async def test_a_working_day_reckoned_by_hand(centre: Centre) -> None:
    """Seven citizens: two helped in time, one late, one gone after 30 s, one after 200 s, two with verdicts only.

    Service level 2/(2+1+1) = 50 %; abandonment 2/(3+2) = 40 %; resolution: solved, solved, not, yes, no = 3/5;
    satisfaction: 5 of (5, 3) = 1/2; chat share 7/(7+93) = 7 %.
    """
    await helped(centre, 60, Disposition.RESOLVED)
    await helped(centre, 100, Disposition.REFERRED)
    await helped(centre, 130, Disposition.NOT_RESOLVED)
    await gives_up(centre, 30)
    await gives_up(centre, 200)
    await judged(centre, resolved=True, treatment=5)
    await judged(centre, resolved=False, treatment=3)
    await centre.assistant.register_contacts.enter([ContactVolume(TODAY, Channel.PHONE, 93)])
    read = await figures(centre)
    assert {name: (figure.share, figure.left_out, figure.met) for name, figure in read.items()} == {
        FigureName.CHAT_SHARE: (Share(7, 100), 0, False),
        FigureName.RESOLUTION: (Share(3, 5), 2, None),
        FigureName.SERVICE_LEVEL: (Share(2, 4), 1, False),
        FigureName.ABANDONMENT: (Share(2, 5), 0, False),
        FigureName.SATISFACTION: (Share(1, 2), 5, False),
    }


async def test_the_promises_are_those_of_the_municipalitys_plan() -> None:
    assert {
        FigureName.CHAT_SHARE: Target(0.10),
        FigureName.RESOLUTION: Target(None),
        FigureName.SERVICE_LEVEL: Target(0.90),
        FigureName.ABANDONMENT: Target(0.05, at_least=False),
        FigureName.SATISFACTION: Target(0.85),
    } == TARGETS


@pytest.mark.parametrize(
    ("name", "share", "before", "met"),
    [
        (FigureName.SERVICE_LEVEL, Share(9, 10), NOTHING, True),
        (FigureName.SERVICE_LEVEL, Share(89, 100), NOTHING, False),
        (FigureName.ABANDONMENT, Share(4, 100), NOTHING, True),
        (FigureName.ABANDONMENT, Share(5, 100), NOTHING, False),  # under 5 %, not at it
        (FigureName.RESOLUTION, Share(6, 10), Share(5, 10), True),
        (FigureName.RESOLUTION, Share(4, 10), Share(5, 10), False),
        (FigureName.RESOLUTION, Share(6, 10), NOTHING, None),
        (FigureName.SATISFACTION, NOTHING, Share(1, 1), None),
    ],
)
async def test_whether_a_promise_is_kept(name: FigureName, share: Share, before: Share, met: bool | None) -> None:
    assert Figure(name, share, TARGETS[name], before, 0).met is met


async def test_each_figure_stands_beside_that_of_the_period_before(centre: Centre) -> None:
    await judged(centre, resolved=False, treatment=2)
    centre.later(days=7)
    await judged(centre, resolved=True, treatment=4)
    week = await figures(centre, PeriodName.WEEK)
    assert (week[FigureName.RESOLUTION].share, week[FigureName.RESOLUTION].before) == (Share(1, 1), Share(0, 1))
    assert week[FigureName.RESOLUTION].met
    assert (await shares(centre, PeriodName.MONTH))[FigureName.SATISFACTION] == Share(1, 2)
    assert (await shares(centre, PeriodName.TODAY))[FigureName.SATISFACTION] == Share(1, 1)


async def test_a_conversation_opened_before_midnight_counts_on_that_local_day_for_good(centre: Centre) -> None:
    """23:30 in Linköping on Monday is 22:30 UTC; the verdict comes on Tuesday and still speaks of Monday's talk."""
    centre.clock.set(datetime(2026, 11, 23, 22, 30, tzinfo=UTC))
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    centre.later(hours=1)
    await centre.assistant.converse.judge(Survey(conversation, centre.clock.now(), True, 5))
    today = await figures(centre)
    assert today[FigureName.SATISFACTION].share == NOTHING
    assert today[FigureName.SATISFACTION].before == Share(1, 1)


async def test_chat_share_leaves_out_days_without_other_channels_numbers_and_says_how_many_chats(
    centre: Centre,
) -> None:
    await judged(centre)
    centre.later(days=1)
    await judged(centre)
    await judged(centre)
    await centre.assistant.register_contacts.enter([ContactVolume(TODAY, Channel.PHONE, 9)])
    week = (await figures(centre, PeriodName.WEEK))[FigureName.CHAT_SHARE]
    assert (week.share, week.left_out, week.met) == (Share(1, 10), 2, True)
    rows = await centre.assistant.report.behind(FigureName.CHAT_SHARE, PeriodName.WEEK)
    assert [(row.counted, row.good) for row in rows] == [(True, True), (False, None), (False, None)]


async def test_the_last_of_several_handoffs_tells_how_the_conversation_ended(centre: Centre) -> None:
    handoff = await helped(centre, 10, Disposition.NOT_RESOLVED)
    second = replace(handoff, disposition=Disposition.RESOLVED)
    assert (await shares(centre))[FigureName.RESOLUTION] == Share(0, 1)
    await centre.assistant.hand_offs.wrap_up(second.id, centre.anna, Disposition.RESOLVED)
    assert (await shares(centre))[FigureName.RESOLUTION] == Share(1, 1)


async def test_behind_the_service_level_stand_the_broken_promises_first_the_latest_before_the_earlier(
    centre: Centre,
) -> None:
    kept = await helped(centre, 60, Disposition.RESOLVED)
    late = await helped(centre, 130, Disposition.RESOLVED)
    early_leaver = await gives_up(centre, 30)
    lost = await gives_up(centre, 200)
    rows = await centre.assistant.report.behind(FigureName.SERVICE_LEVEL, PeriodName.TODAY)
    assert [(row.handoff.id if row.handoff else None, row.counted, row.good) for row in rows] == [
        (lost.id, True, False),
        (late.id, True, False),
        (kept.id, True, True),
        (early_leaver.id, False, None),
    ]


async def test_behind_abandonment_stand_those_who_were_lost_and_then_those_who_were_not(centre: Centre) -> None:
    answered = await helped(centre, 130, Disposition.RESOLVED)
    lost = await gives_up(centre, 5)
    waiting = await centre.waits()
    rows = await centre.assistant.report.behind(FigureName.ABANDONMENT, PeriodName.TODAY)
    assert [(row.conversation.id, row.good) for row in rows] == [
        (lost.conversation_id, False),
        (answered.conversation_id, True),
        (waiting.conversation_id, None),
    ]


@pytest.mark.parametrize("figure", [FigureName.RESOLUTION, FigureName.SATISFACTION])
async def test_behind_what_citizens_say_stand_the_dissatisfied_first_and_the_silent_last(
    centre: Centre, figure: FigureName
) -> None:
    content = await judged(centre, resolved=True, treatment=4)
    unhappy = await judged(centre, resolved=False, treatment=3)
    silent = await centre.opens()
    await centre.says(silent, WASTE_QUESTION)
    rows = await centre.assistant.report.behind(figure, PeriodName.TODAY)
    assert [(row.conversation.id, row.good) for row in rows] == [(unhappy, False), (content, True), (silent, None)]


@pytest.mark.parametrize("figure", FigureName)
async def test_the_list_behind_a_figure_adds_up_to_the_figure(centre: Centre, figure: FigureName) -> None:
    await helped(centre, 60, Disposition.RESOLVED)
    await helped(centre, 130, Disposition.CITIZEN_LEFT)
    await gives_up(centre, 10)
    await gives_up(centre, 200)
    await judged(centre, resolved=False, treatment=5)
    await centre.assistant.register_contacts.enter([ContactVolume(TODAY, Channel.PHONE, 10)])
    read = (await figures(centre))[figure]
    rows = await centre.assistant.report.behind(figure, PeriodName.TODAY)
    counted = [row for row in rows if row.counted]
    assert len(rows) - len(counted) == read.left_out
    if figure is FigureName.CHAT_SHARE:
        assert len(counted) == read.share.part
    else:
        good = sum(row.good is True for row in counted)
        part = len(counted) - good if figure is FigureName.ABANDONMENT else good
        assert Share(part, len(counted)) == read.share


async def test_one_conversation_is_read_with_all_that_is_recorded_of_it(centre: Centre) -> None:
    handoff = await helped(centre, 10, Disposition.RESOLVED)
    await centre.assistant.converse.judge(Survey(handoff.conversation_id, centre.clock.now(), True, 5))
    reading = await centre.assistant.report.read(handoff.conversation_id)
    assert [one.seq for one in reading.utterances] == list(range(1, len(reading.utterances) + 1))
    assert [turn.outcome for turn in reading.turns] == [TurnOutcome.HANDED_OFF]
    assert reading.handoff is not None
    assert reading.handoff.disposition is Disposition.RESOLVED
    assert reading.survey is not None
    with pytest.raises(NotFoundError):
        await centre.assistant.report.read(ConversationId("none such"))


async def test_the_outcomes_of_the_periods_turns_are_counted(centre: Centre) -> None:
    await judged(centre)
    await helped(centre, 10, Disposition.RESOLVED)
    centre.later(days=1)
    await judged(centre)
    assert await centre.assistant.report.outcomes(PeriodName.TODAY) == {"ANSWERED_FROM_KNOWLEDGE": 1}
    assert await centre.assistant.report.outcomes(PeriodName.WEEK) == {"ANSWERED_FROM_KNOWLEDGE": 2, "HANDED_OFF": 1}
