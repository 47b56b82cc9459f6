"""What a reviewer has before them, in which order, and what is kept from them."""

import dataclasses

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.drafts import AGAINST_THE_ASSISTANT, FOR_THE_ASSISTANT, Decision
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.knowledge import ArticleId
from assistant.domain.turn import EngineReply, NextBest, Understanding
from assistant.services.review_queue import OpenedReview, Turn, Why
from tests.centre import MONDAY_MORNING, UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre, open_centre
from tests.unit.services.reviewing import RIGHT, TOPIC, WRONG, answered, judged, open_reviewed_centre

WRONG_SAID = "det var fel"


async def queue(centre: Centre, who: str = "anna") -> list[tuple[Turn, Why]]:
    me = centre.anna if who == "anna" else centre.bjorn
    return [(one.turn, one.why) for one in await centre.assistant.review_queue.of(me.id)]


async def answers_with(centre: Centre, turn: Turn, article: ArticleId) -> None:
    """Anna takes the citizen's conversation and sends an article."""
    row = next(r for r in await centre.assistant.desk.queue() if r.handoff.conversation_id == turn[0])
    await centre.assistant.hand_offs.claim(row.handoff.id, centre.anna)
    said = NewUtterance(
        UtteranceId(f"sent-{article}"),
        Speaker.AGENT,
        "Så här är det",
        Language("sv"),
        speaker_name="Anna",
        article=article,
        citations=(WASTE.citation,),
    )
    await centre.assistant.hand_offs.reply(row.handoff.id, centre.anna, said)


async def disputing_centre() -> Centre:
    centre = await open_centre()
    wrong = EngineReply(Understanding("wrong_answer", 0.99), (NextBest(),))
    centre.engine.script = {**centre.engine.script, WRONG_SAID: wrong}
    return centre


async def test_what_is_drawn_waits_until_it_is_judged(centre: Centre) -> None:
    first, second = await answered(centre, 2)
    assert {turn for turn, _ in await queue(centre)} == {first, second}
    await judged(centre, [first], RIGHT)
    assert await queue(centre) == [(second, Why.DRAWN)]


async def test_what_a_citizen_disputed_comes_first_drawn_or_not() -> None:
    centre = await disputing_centre()
    await answered(centre, 3)
    citizen = await centre.opens()
    disputed = await centre.says(citizen, WASTE_QUESTION)
    disputing = await centre.says(citizen, WRONG_SAID)
    assert disputing.disputes == disputed.seq
    assert (await queue(centre))[0] == ((citizen, disputed.seq), Why.DISPUTED)
    await judged(centre, [(citizen, disputed.seq)], WRONG)
    assert Why.DISPUTED not in {why for _, why in await queue(centre)}


async def test_where_a_person_sent_another_article_somebody_looks(centre: Centre) -> None:
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt avtal")
    (same,), (other,) = await answered(centre), await answered(centre)
    await centre.arrives(centre.anna)
    await answers_with(centre, same, WASTE.id)
    await answers_with(centre, other, ArticleId("avfall_atervinning.grovavfall"))
    assert (await queue(centre, "bjorn"))[0] == (other, Why.OVERRULED)
    assert (same, Why.DRAWN) in await queue(centre, "bjorn")


async def test_nobody_is_given_an_answer_of_a_conversation_they_had_a_part_in(centre: Centre) -> None:
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt avtal")
    (answered_by_anna,) = await answered(centre)
    await centre.arrives(centre.anna)
    await answers_with(centre, answered_by_anna, WASTE.id)
    (another,) = await answered(centre)
    assert [turn for turn, _ in await queue(centre)] == [another]
    assert {turn for turn, _ in await queue(centre, "bjorn")} == {answered_by_anna, another}
    assert (await centre.assistant.review_queue.open(answered_by_anna, centre.anna.id)).own
    with pytest.raises(RefusedError):
        await judged(centre, [answered_by_anna], RIGHT)


@pytest.mark.parametrize("decision", sorted({*AGAINST_THE_ASSISTANT, *FOR_THE_ASSISTANT}))
async def test_a_draft_that_a_person_spoke_against_is_looked_at_first_by_somebody_else(
    centre: Centre, decision: Decision
) -> None:
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt avtal")
    first, second = await answered(centre, 2)
    async with centre.assistant.staff.records.unit() as unit:
        await unit.drafts.decide(*second, decision, centre.bjorn.id, centre.clock.now())
    against = decision in AGAINST_THE_ASSISTANT
    assert [turn for turn, why in await queue(centre) if why is Why.OVERRULED] == ([second] if against else [])
    assert {turn for turn, _ in await queue(centre)} == {first, second}
    assert [turn for turn, _ in await queue(centre, "bjorn")] == [first]


async def test_what_two_are_to_judge_waits_for_the_second_and_not_for_the_first_again() -> None:
    centre = await open_reviewed_centre(reviewed_twice=1)
    turns = await answered(centre, 2)
    await judged(centre, turns[:1], RIGHT)
    assert await queue(centre) == [(turns[1], Why.DRAWN)]
    assert await queue(centre, "bjorn") == [(turns[0], Why.SECOND), (turns[1], Why.DRAWN)]
    await judged(centre, turns[:1], RIGHT, centre.bjorn)
    assert await queue(centre, "bjorn") == [(turns[1], Why.DRAWN)]


async def test_the_topic_that_has_been_judged_least_comes_first(centre: Centre) -> None:
    turns = await answered(centre, 3)
    await judged(centre, turns[:2], RIGHT)
    other = await centre.says(await centre.opens(), UNSURE_QUESTION)
    async with centre.assistant.staff.records.unit() as unit:
        sample = (await unit.reviews.samples(MONDAY_MORNING))[0]
        of_another_topic = dataclasses.replace(
            sample, conversation_id=other.conversation_id, seq=other.seq, topic="bygglov"
        )
        await unit.reviews.draw(of_another_topic)
    assert [turn for turn, _ in await queue(centre)] == [(other.conversation_id, other.seq), turns[2]]


async def test_after_four_weeks_an_answer_that_nobody_judged_is_let_go(centre: Centre) -> None:
    await answered(centre)
    centre.later(days=29)
    assert await queue(centre) == []


async def test_a_reviewer_sees_the_conversation_and_the_answer_as_it_was_given(centre: Centre) -> None:
    (turn,) = await answered(centre)
    opened = await centre.assistant.review_queue.open(turn, centre.anna.id)
    assert opened.asked.said.text == WASTE_QUESTION
    assert opened.answer is not None
    assert opened.answer.said.text == WASTE.answer
    assert opened.answer.said.citations[0].url == WASTE.citation.url
    assert opened.utterances == tuple(await centre.heard(turn[0]))
    assert (opened.topic, opened.article_id, opened.mine) == (TOPIC, WASTE.id, None)


async def test_a_reviewer_sees_neither_how_sure_the_assistant_was_nor_what_others_said() -> None:
    centre = await open_reviewed_centre(reviewed_twice=1)
    (turn,) = await answered(centre)
    await judged(centre, [turn], WRONG, centre.bjorn)
    opened = await centre.assistant.review_queue.open(turn, centre.anna.id)
    assert opened.mine is None
    assert not {field.name for field in dataclasses.fields(OpenedReview)} & {
        "turns",
        "candidates",
        "reviews",
        "grounds",
    }
    assert "0.97" not in repr(opened)


async def test_where_a_person_answered_first_the_reviewer_sees_what_the_answer_would_have_been(centre: Centre) -> None:
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, centre.sofia, "nytt avtal")
    (turn,) = await answered(centre)
    opened = await centre.assistant.review_queue.open(turn, centre.anna.id)
    assert opened.answer is None
    assert opened.article == WASTE


async def test_there_is_nothing_to_judge_where_the_assistant_had_no_answer(centre: Centre) -> None:
    turn = await centre.says(await centre.opens(), UNSURE_QUESTION)
    with pytest.raises(NotFoundError):
        await centre.assistant.review_queue.open((turn.conversation_id, turn.seq), centre.anna.id)
