"""An answer held until a person has checked it: what the citizen gets, whoever decides, or when nobody does."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import ConversationId, Holder, NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Candidate
from assistant.domain.staffing import Status
from assistant.domain.switches import EVERYTHING, of_topic
from assistant.domain.turn import EngineReply, NextBest, TurnOutcome, Understanding
from assistant.services.approvals import Approvals
from tests.centre import PERSON_QUESTION, WASTE, WASTE_QUESTION, Centre, knowing, open_centre
from tests.unit.services.odd_moments import InterruptedRecords

IN_DANGER = "jag vill inte leva längre"


@pytest.fixture
async def centre() -> Centre:
    """One in which rubbish is answered with approval, and Anna is at her desk."""
    opened = await open_centre()
    await opened.assistant.autonomy.set_level(WASTE.area, AutonomyLevel.APPROVE, opened.sofia, "nya dagar")
    await opened.arrives(opened.anna)
    return opened


def approvals(centre: Centre) -> Approvals:
    return centre.assistant.approvals


async def holds(centre: Centre, text: str = WASTE_QUESTION) -> Draft:
    """A citizen asks, and the answer is held."""
    conversation = await centre.opens()
    turn = await centre.says(conversation, text)
    assert turn.outcome is TurnOutcome.HELD_FOR_APPROVAL
    (held,) = [one.draft for one in await approvals(centre).waiting() if one.draft.conversation_id == conversation]
    return held


async def decided(centre: Centre, draft: Draft) -> Draft:
    return (await approvals(centre).one(draft.conversation_id, draft.seq)).draft


async def heard(centre: Centre, draft: Draft) -> list[NewUtterance]:
    """What the citizen has heard since the question."""
    return [one.said for one in await centre.assistant.follow.utterances(draft.conversation_id, draft.seq)]


async def acts(centre: Centre) -> list[AuditEntry]:
    async with centre.assistant.staff.records.reading() as unit:
        return [one for one in await unit.audit.entries(AuditFilter(), 10) if one.act is not Act.LEVEL_SET]


async def holder(centre: Centre, draft: Draft) -> Holder:
    return (await centre.assistant.follow.state(draft.conversation_id)).holder


async def test_the_citizen_is_told_at_once_that_a_person_checks_and_the_staff_see_what_would_be_said(
    centre: Centre,
) -> None:
    draft = await holds(centre)
    (told,) = await heard(centre, draft)
    assert "granskar" in told.text
    assert told.article is None
    assert await holder(centre, draft) is Holder.ASSISTANT
    (held,) = await approvals(centre).waiting()
    assert (held.question.said.text, held.article, held.draft.text) == (WASTE_QUESTION, WASTE, WASTE.answer)
    assert (held.draft.confidence, held.draft.level, held.draft.topic) == (0.97, AutonomyLevel.APPROVE, WASTE.area)
    assert held.grounds is not None
    assert held.draft.decide_by is not None
    assert (held.draft.decide_by - held.draft.made_at).total_seconds() == 120


async def test_an_approved_answer_is_the_assistants_with_its_source_and_who_checked_it(centre: Centre) -> None:
    draft = await holds(centre)
    await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    answer = (await heard(centre, draft))[-1]
    assert (answer.speaker, answer.article, answer.citations) == (Speaker.ASSISTANT, WASTE.id, (WASTE.citation,))
    assert answer.text == f"{WASTE.answer}\n\nGranskat av Anna på Kontakt Linköping."
    assert (await decided(centre, draft)).decision is Decision.APPROVED
    (entry,) = await acts(centre)
    assert (entry.act, entry.by, entry.subject) == (
        Act.ANSWER_APPROVED,
        centre.anna.id,
        f"conversation:{draft.conversation_id}",
    )
    assert WASTE.answer not in str(entry.details)


async def test_an_edited_answer_says_what_the_person_wrote_and_that_they_changed_it(centre: Centre) -> None:
    draft = await holds(centre)
    with pytest.raises(RefusedError):
        await approvals(centre).edit(draft.conversation_id, draft.seq, centre.anna, "  ")
    await approvals(centre).edit(draft.conversation_id, draft.seq, centre.anna, "Varannan tisdag.")
    answer = (await heard(centre, draft))[-1]
    assert answer.text == "Varannan tisdag.\n\nGranskat och ändrat av Anna på Kontakt Linköping."
    assert answer.citations == (WASTE.citation,)
    assert (await decided(centre, draft)).decision is Decision.EDITED


async def test_a_rejected_answer_is_never_said_and_a_person_is_asked_for_with_its_grounds(centre: Centre) -> None:
    draft = await holds(centre)
    await approvals(centre).reject(draft.conversation_id, draft.seq, centre.anna)
    assert all(said.article is None for said in await heard(centre, draft))
    assert "tar över" in (await heard(centre, draft))[-1].text
    (row,) = await centre.assistant.desk.queue()
    assert (row.handoff.reason, row.opening) == (HandoffReason.TO_BE_CHECKED, WASTE_QUESTION)
    (guess,) = (await centre.assistant.desk.view(row.handoff.id)).guesses
    assert guess.article == WASTE


async def test_of_two_who_decide_the_first_wins_and_the_other_is_told(centre: Centre) -> None:
    draft = await holds(centre)
    key = draft.conversation_id, draft.seq
    results = await asyncio.gather(
        approvals(centre).approve(*key, centre.anna),
        approvals(centre).reject(*key, centre.bjorn),
        return_exceptions=True,
    )
    assert [isinstance(result, ConflictError) for result in results] == [False, True]
    assert (await decided(centre, draft)).decided_by == centre.anna.id
    assert await centre.assistant.desk.queue() == ()
    assert len(await heard(centre, draft)) == 2


async def test_a_press_repeated_says_the_answer_once(centre: Centre) -> None:
    draft = await holds(centre)
    for _ in range(2):
        await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    assert len(await heard(centre, draft)) == 2
    assert len(await acts(centre)) == 1


async def test_when_nobody_decides_in_time_the_sweeper_asks_for_a_person(centre: Centre) -> None:
    draft = await holds(centre)
    centre.later(seconds=50)
    await centre.assistant.staff.beat(centre.anna)
    centre.later(seconds=50)
    await centre.assistant.staff.beat(centre.anna)
    await centre.assistant.sweep.once()
    assert (await decided(centre, draft)).decision is None
    centre.later(seconds=20)
    await centre.assistant.sweep.once()
    assert (await decided(centre, draft)).decision is Decision.TIMED_OUT
    assert await holder(centre, draft) is Holder.QUEUE
    with pytest.raises(ConflictError):
        await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)


async def test_when_the_last_on_duty_goes_on_a_break_nobody_waits_out_the_two_minutes(centre: Centre) -> None:
    draft = await holds(centre)
    await centre.assistant.staff.change_status(centre.anna, Status.BREAK)
    await centre.assistant.sweep.once()
    assert await holder(centre, draft) is Holder.QUEUE


async def test_with_nobody_on_duty_nothing_is_held_and_a_person_is_asked_for(centre: Centre) -> None:
    await centre.assistant.staff.change_status(centre.anna, Status.OTHER_WORK)
    conversation = await centre.opens()
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.HANDED_OFF
    async with centre.assistant.staff.records.reading() as unit:
        (draft,) = await unit.drafts.of(conversation)
    assert draft.decide_by is None


async def test_outside_the_hours_nothing_is_held_and_the_citizen_is_told_when_people_are_there(centre: Centre) -> None:
    centre.later(hours=14)
    await centre.arrives(centre.anna)
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    assert turn.outcome is TurnOutcome.UNANSWERED_NO_PASSAGE
    assert "Ring upp mig" in str((await centre.heard(conversation))[-1].said.quick_replies)
    assert await approvals(centre).waiting() == ()


async def test_an_answer_still_held_when_the_chat_closes_becomes_an_offer_to_be_called(centre: Centre) -> None:
    draft = await holds(centre)
    centre.later(hours=14)
    await centre.assistant.sweep.once()
    assert await holder(centre, draft) is Holder.ASSISTANT
    assert (await decided(centre, draft)).decision is Decision.TIMED_OUT
    assert (await heard(centre, draft))[-1].quick_replies == ("Ring upp mig",)


async def test_a_citizen_who_writes_on_keeps_the_answer_and_is_told_what_it_answers(centre: Centre) -> None:
    draft = await holds(centre)
    await centre.says(draft.conversation_id, "Hej")
    (held,) = await approvals(centre).waiting()
    assert [said.said.text for said in held.since] == ["Hej"]
    await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    assert (await heard(centre, draft))[-1].text.startswith("Här är svaret på det du frågade förut:")


@pytest.mark.parametrize("text", [PERSON_QUESTION, IN_DANGER])
async def test_a_citizen_who_asks_for_a_person_or_is_in_danger_gets_that_and_the_draft_is_withdrawn(
    centre: Centre, text: str
) -> None:
    draft = await holds(centre)
    turn = await centre.says(draft.conversation_id, text)
    assert turn.outcome in {TurnOutcome.HANDED_OFF, TurnOutcome.DANGER}
    assert (await decided(centre, draft)).decision is Decision.WITHDRAWN
    with pytest.raises(ConflictError):
        await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    assert all(said.article is None for said in await heard(centre, draft))


async def test_danger_in_the_very_question_is_answered_first_and_no_draft_waits_for_the_person_on_the_way(
    centre: Centre,
) -> None:
    question = f"{WASTE_QUESTION} {IN_DANGER}"
    centre.search.tell(question, (Candidate(WASTE.id, 0.97, WASTE.covers),))
    conversation = await centre.opens()
    assert (await centre.says(conversation, question)).outcome is TurnOutcome.DANGER
    assert await approvals(centre).waiting() == ()
    assert (await centre.assistant.desk.queue())[0].handoff.reason is HandoffReason.DANGER


async def test_the_draft_of_a_citizen_who_leaves_is_withdrawn_and_said_to_nobody(centre: Centre) -> None:
    draft = await holds(centre)
    await centre.assistant.converse.leave(draft.conversation_id)
    before = await heard(centre, draft)
    assert (await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)).decision is (
        Decision.WITHDRAWN
    )
    await centre.assistant.sweep.once()
    assert await heard(centre, draft) == before
    assert await centre.assistant.desk.queue() == ()
    assert await acts(centre) == []


async def test_nothing_of_the_assistants_is_said_once_a_person_came_even_if_they_gave_the_citizen_back(
    centre: Centre,
) -> None:
    """Requirement G-06, whatever way the person took."""
    draft = await holds(centre)
    async with centre.assistant.staff.records.unit() as unit:
        handoff = await centre.assistant.hand_offs.request(
            unit, draft.conversation_id, HandoffReason.CITIZEN_ASKED, GENERAL
        )
    await centre.assistant.hand_offs.claim(handoff.id, centre.bjorn)
    await centre.assistant.hand_offs.give_back(handoff.id, centre.bjorn)
    late = await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    assert late.decision is Decision.WITHDRAWN
    assert all(said.article is None for said in await heard(centre, draft))


async def test_a_process_that_dies_once_the_answer_is_held_leaves_it_to_the_sweeper(centre: Centre) -> None:
    """The turn is closed and nothing was published: the record alone tells of it."""
    take_turn = centre.assistant.take_turn
    conversation = await centre.opens()
    utterance = await take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)

    async def dies() -> None:
        raise asyncio.CancelledError

    ending = replace(take_turn.ending, records=InterruptedRecords(take_turn.ending.records, dies))
    with pytest.raises(asyncio.CancelledError):
        await replace(take_turn, ending=ending).finish(utterance)
    (held,) = await approvals(centre).waiting()
    assert held.draft.conversation_id == conversation
    centre.later(seconds=121)
    await centre.arrives(centre.anna)
    await centre.assistant.sweep.once()
    assert (await centre.assistant.follow.state(conversation)).holder is Holder.QUEUE


async def test_a_handoff_recorded_by_a_decision_whose_process_died_is_queued_by_the_sweeper(centre: Centre) -> None:
    draft = await holds(centre)

    async def dies() -> None:
        raise asyncio.CancelledError

    dying = replace(approvals(centre), records=InterruptedRecords(approvals(centre).records, dies))
    with pytest.raises(asyncio.CancelledError):
        await dying.reject(draft.conversation_id, draft.seq, centre.anna)
    await centre.assistant.sweep.once()
    assert (await centre.assistant.follow.state(draft.conversation_id)).place == 1


@pytest.mark.parametrize("subject", [EVERYTHING, of_topic(WASTE.area)])
async def test_what_is_held_when_the_assistant_is_switched_off_goes_to_a_person(centre: Centre, subject: str) -> None:
    draft = await holds(centre)
    await centre.assistant.off_switch.turn(subject, centre.sofia, "fel dagar", off=True)
    late = await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    assert late.decision is Decision.TIMED_OUT
    assert await holder(centre, draft) is Holder.QUEUE
    assert all(said.article is None for said in await heard(centre, draft))


async def test_an_article_taken_out_of_use_while_its_answer_is_held_is_not_said(centre: Centre) -> None:
    draft = await holds(centre)
    without = replace(approvals(centre), in_use=knowing(centre, centre.search))
    with pytest.raises(ConflictError):
        await without.approve(draft.conversation_id, draft.seq, centre.anna)
    assert (await decided(centre, draft)).decision is None
    await without.reject(draft.conversation_id, draft.seq, centre.anna)
    assert await holder(centre, draft) is Holder.QUEUE


async def test_an_approved_answer_that_did_not_help_can_be_disputed_like_any_other(centre: Centre) -> None:
    draft = await holds(centre)
    await approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna)
    centre.engine.script = {"Fel svar": EngineReply(Understanding("complain_answer", 0.9), (NextBest(),))}
    turn = await centre.says(draft.conversation_id, "Fel svar")
    assert turn.disputes == draft.seq


async def test_nothing_is_known_of_a_draft_that_is_not() -> None:
    opened = await open_centre()
    conversation: ConversationId = await opened.opens()
    decide: Callable[..., Awaitable[Draft]]
    for decide in (opened.assistant.approvals.approve, opened.assistant.approvals.reject):
        with pytest.raises(NotFoundError):
            await decide(conversation, 1, opened.anna)


async def test_an_approval_as_the_time_runs_out_is_an_answer_or_a_person_and_never_both(centre: Centre) -> None:
    draft = await holds(centre)
    centre.later(seconds=121)
    await centre.arrives(centre.anna)
    await asyncio.gather(
        approvals(centre).settle(),
        approvals(centre).approve(draft.conversation_id, draft.seq, centre.anna),
        approvals(centre).settle(),
        return_exceptions=True,
    )
    answered = any(said.article for said in await heard(centre, draft))
    queued = len(await centre.assistant.desk.queue())
    assert (answered, queued) in {(True, 0), (False, 1)}
    assert (await decided(centre, draft)).decision in {Decision.APPROVED, Decision.TIMED_OUT}


async def test_whoever_steps_in_takes_the_question_over_and_the_held_answer_is_never_said(centre: Centre) -> None:
    draft = await holds(centre)
    await centre.assistant.step_in.step_in(draft.conversation_id, centre.bjorn)
    assert (await decided(centre, draft)).decision is Decision.WITHDRAWN
    assert await approvals(centre).waiting() == ()
    assert Speaker.ASSISTANT not in [said.speaker for said in (await heard(centre, draft))[1:] if said.article]
