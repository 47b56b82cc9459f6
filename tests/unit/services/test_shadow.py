"""In shadow a person answers, and what the assistant would have said is compared with that."""

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import Agreement, Decision, Draft
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import Handoff
from assistant.domain.turn import TurnOutcome
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre, open_centre


@pytest.fixture
async def centre() -> Centre:
    opened = await open_centre()
    await opened.assistant.autonomy.set_level(WASTE.area, AutonomyLevel.SHADOW, opened.sofia, "nya dagar")
    await opened.arrives(opened.anna)
    return opened


async def helped(centre: Centre) -> Handoff:
    """A citizen whose question Anna answers."""
    handoff = await centre.waits(WASTE_QUESTION)
    return await centre.assistant.hand_offs.claim(handoff.id, centre.anna)


async def draft_of(centre: Centre, handoff: Handoff) -> Draft:
    draft = await centre.assistant.judge_drafts.latest_of(handoff.id)
    assert draft is not None
    return draft


async def test_the_draft_lies_beside_the_persons_answer_and_the_citizen_hears_nothing_of_it(centre: Centre) -> None:
    handoff = await helped(centre)
    draft = await draft_of(centre, handoff)
    assert (draft.article, draft.text, draft.level, draft.decision) == (
        WASTE.id,
        WASTE.answer,
        AutonomyLevel.SHADOW,
        None,
    )
    heard = await centre.heard(handoff.conversation_id)
    assert all(said.said.article is None for said in heard)


async def test_an_agent_who_sends_the_same_article_has_agreed(centre: Centre) -> None:
    handoff = await helped(centre)
    said = NewUtterance(
        UtteranceId("a"), Speaker.AGENT, "Du ser det.", Language("sv"), "Anna", WASTE.id, (WASTE.citation,)
    )
    await centre.assistant.hand_offs.reply(handoff.id, centre.anna, said)
    await centre.assistant.sweep.once()
    draft = await draft_of(centre, handoff)
    assert (draft.decision, draft.decided_by) == (Decision.AGREED, centre.anna.id)


async def test_other_words_leave_it_open_until_the_agent_says_how_it_was(centre: Centre) -> None:
    handoff = await helped(centre)
    await centre.replies(handoff, centre.anna, "På tisdag.")
    draft = await draft_of(centre, handoff)
    assert draft.decision is None
    judge = centre.assistant.judge_drafts
    for _ in range(2):
        await judge.judge(draft.conversation_id, draft.seq, centre.anna, Decision.DISAGREED)
    assert (await draft_of(centre, handoff)).decision is Decision.DISAGREED
    with pytest.raises(ConflictError):
        await judge.judge(draft.conversation_id, draft.seq, centre.anna, Decision.AGREED)


async def test_it_is_judged_by_whoever_answered_and_with_a_verdict(centre: Centre) -> None:
    draft = await draft_of(centre, await helped(centre))
    judge = centre.assistant.judge_drafts
    with pytest.raises(ConflictError):
        await judge.judge(draft.conversation_id, draft.seq, centre.bjorn, Decision.AGREED)
    with pytest.raises(RefusedError):
        await judge.judge(draft.conversation_id, draft.seq, centre.anna, Decision.APPROVED)
    assert (await draft_of(centre, await _again(centre, draft))).decision is None


async def _again(centre: Centre, draft: Draft) -> Handoff:
    async with centre.assistant.staff.records.reading() as unit:
        handoff = await unit.handoffs.latest(draft.conversation_id)
    assert handoff is not None
    return handoff


async def test_whoever_helps_the_citizen_the_next_time_is_not_asked_about_the_first(centre: Centre) -> None:
    first = await helped(centre)
    await centre.assistant.hand_offs.give_back(first.id, centre.anna)
    centre.later(minutes=5)
    await centre.says(first.conversation_id, UNSURE_QUESTION)
    (row,) = await centre.assistant.desk.queue()
    await centre.assistant.hand_offs.claim(row.handoff.id, centre.bjorn)
    judge = centre.assistant.judge_drafts
    assert await judge.latest_of(row.handoff.id) is None
    draft = await draft_of(centre, first)
    with pytest.raises(ConflictError):
        await judge.judge(draft.conversation_id, draft.seq, centre.bjorn, Decision.AGREED)


async def test_a_question_of_which_the_assistant_is_unsure_has_no_draft(centre: Centre) -> None:
    handoff = await centre.waits(UNSURE_QUESTION)
    assert await centre.assistant.judge_drafts.latest_of(handoff.id) is None


async def test_outside_the_hours_nobody_answers_so_there_is_nothing_to_compare(centre: Centre) -> None:
    centre.later(hours=14)
    conversation = await centre.opens()
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.UNANSWERED_NO_PASSAGE
    async with centre.assistant.staff.records.reading() as unit:
        assert await unit.drafts.of(conversation) == []


async def let_go(centre: Centre) -> None:
    """Anna ends what she holds."""
    for each in await centre.assistant.desk.held_by(centre.anna.id):
        await centre.assistant.hand_offs.end(each.handoff.id, centre.anna)


async def test_the_oversight_tells_each_topics_level_by_whom_and_how_often_people_agreed(centre: Centre) -> None:
    for verdict in (Decision.AGREED, Decision.AGREED, Decision.DISAGREED, Decision.CANNOT_TELL, None):
        draft = await draft_of(centre, await helped(centre))
        if verdict is not None:
            await centre.assistant.judge_drafts.judge(draft.conversation_id, draft.seq, centre.anna, verdict)
        await let_go(centre)  # five at once are more than anybody may hold
    topics = {topic.area.id: topic for topic in await centre.assistant.oversight.topics()}
    waste = topics[next(key for key in topics if key == WASTE.area)]
    assert (waste.level, waste.agreement) == (AutonomyLevel.SHADOW, Agreement(2, 1, 1))
    assert waste.agreement.judged == 3
    assert waste.change is not None
    assert waste.change.by == centre.sofia.id
    (event,) = await centre.assistant.oversight.history(WASTE.area)
    assert (event.by, event.reason, event.level) == ("Sofia Testsson", "nya dagar", AutonomyLevel.SHADOW)
