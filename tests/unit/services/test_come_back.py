"""A citizen comes back in the same tab, or an agent hears it; and how many were helped for good follows."""

from datetime import date

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import Disposition, Handoff, Told
from assistant.domain.knowledge import ArticleId, Candidate
from assistant.domain.measures import MEASURES, MeasureName
from assistant.domain.period import Period
from assistant.domain.returns import KnownBy, Return
from assistant.domain.share import Share
from assistant.domain.survey import Survey
from assistant.services.come_back import ShownKey
from assistant.services.converse import Opened
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre

MONDAY = Period(date(2026, 11, 23), date(2026, 11, 23))
ROOF_QUESTION = "Får jag bygga en takkupa?"
DAY = 24 * 3600
NOT_LASTING, LASTING = Share(0, 1), Share(1, 1)


@pytest.fixture
def centre(centre: Centre) -> Centre:
    """One in which somebody may ask about roofs, too, and gets no answer from the assistant alone."""
    centre.search.tell(ROOF_QUESTION, (Candidate(ArticleId("bygglov.takkupa"), 0.2, ()),))
    return centre


async def solved(centre: Centre) -> Opened:
    """A conversation about waste on Monday, which the citizen ended and called solved."""
    opened = await centre.assistant.converse.open("sv")
    await centre.says(opened.conversation.id, WASTE_QUESTION)
    await centre.assistant.converse.judge(Survey(opened.conversation.id, centre.clock.now(), resolved=True))
    await centre.assistant.converse.leave(opened.conversation.id)
    return opened


async def again(centre: Centre, former: Opened, token: str | None = None) -> ConversationId:
    """Another conversation, opened in the tab in which `former` ended."""
    key = ShownKey(former.conversation.id, token or former.token)
    return (await centre.assistant.converse.open("sv", key)).conversation.id


async def known(centre: Centre, conversation_id: ConversationId) -> Return | None:
    async with centre.assistant.converse.records.reading() as unit:
        return await unit.returns.of(conversation_id)


async def lasting(centre: Centre) -> Share:
    """Of Monday's conversations, looked at a month later."""
    centre.later(seconds=30 * DAY)
    function = MEASURES[MeasureName.RESOLUTION_DURABLE].share
    assert function is not None
    return function((await centre.assistant.figures.tally(MONDAY))[""])


async def test_who_asks_about_the_same_within_a_week_was_not_helped_for_good(centre: Centre) -> None:
    former = await solved(centre)
    centre.later(seconds=2 * DAY)
    later = await again(centre, former)
    await centre.says(later, "Hej")
    perhaps = await known(centre, later)
    await centre.says(later, WASTE_QUESTION)
    now = centre.clock.now()
    assert perhaps == Return(later, former.conversation.id, KnownBy.SAME_TAB_ONLY, now)
    assert await known(centre, later) == Return(later, former.conversation.id, KnownBy.SAME_TAB, now)
    assert await lasting(centre) == NOT_LASTING


async def test_who_asks_about_something_else_was_and_nothing_links_the_two(centre: Centre) -> None:
    later = await again(centre, await solved(centre))
    await centre.says(later, ROOF_QUESTION)
    await centre.says(later, WASTE_QUESTION)
    assert await known(centre, later) is None
    assert await lasting(centre) == LASTING


async def test_who_says_nothing_of_a_matter_counts_as_nothing(centre: Centre) -> None:
    await centre.says(await again(centre, await solved(centre)), "Hej")
    assert await lasting(centre) == LASTING


async def test_who_comes_back_on_the_eighth_day_comes_anew(centre: Centre) -> None:
    former = await solved(centre)
    centre.later(seconds=7 * DAY + 1)
    later = await again(centre, former)
    await centre.says(later, WASTE_QUESTION)
    assert await known(centre, later) is None
    assert await lasting(centre) == LASTING


async def test_a_conversation_that_is_not_over_is_not_come_back_to(centre: Centre) -> None:
    under_way = await centre.assistant.converse.open("sv")
    assert await known(centre, await again(centre, under_way)) is None


@pytest.mark.parametrize("token", ["wrong", "", "å\x00", "\ud800"])
async def test_a_wrong_key_opens_a_conversation_like_any_other(centre: Centre, token: str) -> None:
    former = await solved(centre)
    for name in (former.conversation.id, "none such", "\x00"):
        opened = await centre.assistant.converse.open("sv", ShownKey(ConversationId(name), token))
        assert await known(centre, opened.conversation.id) is None
        assert len(await centre.heard(opened.conversation.id)) == 1


async def wrapped_up(centre: Centre, handoff: Handoff, told: Told) -> None:
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.end(handoff.id, centre.anna)
    await centre.assistant.hand_offs.wrap_up(handoff.id, centre.anna, Disposition.RESOLVED, told)


async def test_an_agent_who_hears_that_it_is_the_same_matter_settles_what_the_tab_left_open(centre: Centre) -> None:
    former = await solved(centre)
    later = await again(centre, former)
    await centre.says(later, "Jag vill prata med en person")
    (row,) = await centre.assistant.desk.queue()
    await wrapped_up(centre, row.handoff, Told(same_matter=True))
    assert await known(centre, later) == Return(later, former.conversation.id, KnownBy.AGENT, centre.clock.now())
    assert await lasting(centre) == Share(1, 2)  # what the agent solved lasts


async def test_without_the_tab_an_agent_knows_that_somebody_came_back_but_not_to_what(centre: Centre) -> None:
    await solved(centre)
    handoff = await centre.waits(UNSURE_QUESTION)
    await wrapped_up(centre, handoff, Told(WASTE.area, same_matter=True))
    assert await known(centre, handoff.conversation_id) == Return(
        handoff.conversation_id, None, KnownBy.AGENT, centre.clock.now()
    )
    assert await lasting(centre) == Share(2, 2)


async def test_nothing_is_noted_unless_the_agent_ticks_it(centre: Centre) -> None:
    handoff = await centre.waits(UNSURE_QUESTION)
    await wrapped_up(centre, handoff, Told(WASTE.area))
    assert await known(centre, handoff.conversation_id) is None


async def test_an_agent_may_take_the_word_back_and_then_the_tab_tells_as_before(centre: Centre) -> None:
    former = await solved(centre)
    later = await again(centre, former)
    await centre.says(later, "Jag vill prata med en person")
    before = await known(centre, later)
    (row,) = await centre.assistant.desk.queue()
    await wrapped_up(centre, row.handoff, Told(same_matter=True))
    with pytest.raises(ConflictError):
        await centre.assistant.hand_offs.take_back_return(row.handoff.id, centre.bjorn)
    await centre.assistant.hand_offs.take_back_return(row.handoff.id, centre.anna)
    await centre.assistant.hand_offs.take_back_return(row.handoff.id, centre.anna)
    assert await known(centre, later) == before
    assert before is not None
    assert before.known_by is KnownBy.SAME_TAB_ONLY


async def test_a_word_taken_back_leaves_a_return_that_the_tab_and_the_matter_tell(centre: Centre) -> None:
    later = await again(centre, await solved(centre))
    await centre.says(later, WASTE_QUESTION)
    await centre.says(later, "Jag vill prata med en person")
    (row,) = await centre.assistant.desk.queue()
    await wrapped_up(centre, row.handoff, Told(WASTE.area, same_matter=True))
    await centre.assistant.hand_offs.take_back_return(row.handoff.id, centre.anna)
    found = await known(centre, later)
    assert found is not None
    assert found.known_by is KnownBy.SAME_TAB


async def test_without_the_tab_nothing_is_left_of_a_word_taken_back(centre: Centre) -> None:
    handoff = await centre.waits(UNSURE_QUESTION)
    await wrapped_up(centre, handoff, Told(WASTE.area, same_matter=True))
    await centre.assistant.hand_offs.take_back_return(handoff.id, centre.anna)
    assert await known(centre, handoff.conversation_id) is None
