"""A conversation held out to a colleague: until the colleague takes it, it stays with its giver, and so the citizen."""

import pytest

from assistant.domain.conversation import Holder
from assistant.domain.errors import AtCapacityError, ConflictError
from assistant.domain.handoff import Handoff
from assistant.domain.passing import Passing, PassingAnswer
from assistant.domain.staffing import StaffMember, Status
from tests.centre import Centre, open_centre

SUMMARY = "Vill bygga altan. Undrar om avgiften."


@pytest.fixture
async def staffed() -> Centre:
    centre = await open_centre()
    await centre.arrives(centre.bjorn)
    return centre


async def held_out(centre: Centre) -> Handoff:
    """Anna talks with a citizen and asks Björn to take over."""
    handoff = await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)
    await centre.replies(handoff, centre.anna, "Ett ögonblick.")
    centre.later(seconds=1)
    await centre.assistant.hold_out.hold_out(handoff.id, centre.anna, centre.bjorn.id, SUMMARY)
    return handoff


async def told(centre: Centre, handoff: Handoff, agent: StaffMember) -> Passing | None:
    """What the agent's desk tells of it."""
    (tab,) = [tab for tab in await centre.assistant.desk.held_by(agent.id) if tab.handoff.id == handoff.id]
    assert (await centre.assistant.aside.of(tab.handoff, agent)).passing == tab.passing
    return tab.passing


async def asked(centre: Centre, agent: StaffMember) -> list[str]:
    return [one.passing.handoff_id for one in await centre.assistant.hold_out.held_out_to(agent.id)]


async def test_until_the_colleague_answers_the_giver_holds_it_and_the_citizen_is_told_nothing(staffed: Centre) -> None:
    handoff = await held_out(staffed)
    (one,) = await staffed.assistant.hold_out.held_out_to(staffed.bjorn.id)
    assert (one.giver, one.passing.summary) == ("Anna", SUMMARY)
    assert (await staffed.heard(handoff.conversation_id))[-1].said.text == "Ett ögonblick."
    assert (await staffed.assistant.follow.state(handoff.conversation_id)).agent_name == "Anna"
    standing = await told(staffed, handoff, staffed.anna)
    assert standing is not None
    assert standing.answer is None
    await staffed.replies(handoff, staffed.anna, "Jag är kvar.")
    with pytest.raises(ConflictError):
        await staffed.assistant.hold_out.accept(handoff.id, staffed.sofia)


async def test_who_accepts_holds_it_and_pressing_again_changes_nothing(staffed: Centre) -> None:
    handoff = await held_out(staffed)
    for _ in range(2):
        await staffed.assistant.hold_out.accept(handoff.id, staffed.bjorn)
    assert (await staffed.assistant.follow.state(handoff.conversation_id)).agent_name == "Bjorn"
    said = [one.said.text for one in await staffed.heard(handoff.conversation_id)]
    assert sum("Nu chattar du med Bjorn" in text for text in said) == 1
    assert await asked(staffed, staffed.bjorn) == []


async def test_a_colleague_who_declines_says_why_and_the_giver_is_told_until_they_speak(staffed: Centre) -> None:
    handoff = await held_out(staffed)
    assert await staffed.assistant.hold_out.decline(handoff.id, staffed.bjorn, " Jag kan inte området ")
    assert not await staffed.assistant.hold_out.decline(handoff.id, staffed.bjorn)
    answered = await told(staffed, handoff, staffed.anna)
    assert answered is not None
    assert (answered.answer, answered.reason) == (PassingAnswer.DECLINED, "Jag kan inte området")
    staffed.later(seconds=5)
    await staffed.replies(handoff, staffed.anna, "Då hjälper jag dig själv.")
    assert await told(staffed, handoff, staffed.anna) is None


async def test_without_an_answer_in_time_it_is_back_with_the_giver_and_can_be_held_out_anew(staffed: Centre) -> None:
    handoff = await held_out(staffed)
    staffed.later(seconds=staffed.assistant.settings.offer_seconds)
    assert await asked(staffed, staffed.bjorn) == []
    with pytest.raises(ConflictError):
        await staffed.assistant.hold_out.accept(handoff.id, staffed.bjorn)
    await staffed.assistant.offer_round.once()
    answered = await told(staffed, handoff, staffed.anna)
    assert answered is not None
    assert answered.answer is PassingAnswer.RAN_OUT
    await staffed.assistant.hold_out.hold_out(handoff.id, staffed.anna, staffed.bjorn.id, SUMMARY)
    assert await asked(staffed, staffed.bjorn) == [handoff.id]


@pytest.mark.parametrize("status", [Status.BREAK, Status.SIGNED_OUT])
async def test_a_colleague_who_goes_away_leaves_it_with_the_giver(staffed: Centre, status: Status) -> None:
    handoff = await held_out(staffed)
    await staffed.assistant.staff.change_status(staffed.bjorn, status)
    await staffed.assistant.offer_round.once()
    answered = await told(staffed, handoff, staffed.anna)
    assert answered is not None
    assert answered.answer is PassingAnswer.WENT_AWAY


async def test_the_giver_may_keep_it_and_one_who_has_it_no_longer_gives_nothing(staffed: Centre) -> None:
    handoff = await held_out(staffed)
    assert await staffed.assistant.hold_out.withdraw(handoff.id, staffed.anna)
    assert await asked(staffed, staffed.bjorn) == []
    assert await told(staffed, handoff, staffed.anna) is None
    await staffed.assistant.hold_out.hold_out(handoff.id, staffed.anna, staffed.bjorn.id, SUMMARY)
    await staffed.assistant.return_to_queue.let_go_all(staffed.anna)
    with pytest.raises(ConflictError):
        await staffed.assistant.hold_out.accept(handoff.id, staffed.bjorn)
    assert (await staffed.assistant.follow.state(handoff.conversation_id)).holder is Holder.QUEUE


async def test_a_colleague_who_is_full_by_now_cannot_accept(staffed: Centre) -> None:
    handoff = await held_out(staffed)
    for _ in range(staffed.bjorn.capacity):
        await staffed.assistant.hand_offs.claim((await staffed.waits()).id, staffed.bjorn)
    with pytest.raises(AtCapacityError):
        await staffed.assistant.hold_out.accept(handoff.id, staffed.bjorn)
    assert await asked(staffed, staffed.bjorn) == [handoff.id]
