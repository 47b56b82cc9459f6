"""A wrong answer is put right before the citizen who was given it, and an article's before all who were."""

import pytest

from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.conversation import ConversationId, Speaker
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.knowledge import ArticleId
from assistant.services.correct_answer import LONGEST_RECALL
from assistant.services.return_to_queue import has_spoken
from tests.centre import WASTE, WASTE_QUESTION, Centre, open_centre


async def told(centre: Centre) -> ConversationId:
    """A citizen who has been given the article on waste."""
    citizen = await centre.opens()
    await centre.says(citizen, WASTE_QUESTION)
    return citizen


async def answer_of(centre: Centre, citizen: ConversationId) -> int:
    return next(one.seq for one in await centre.heard(citizen) if one.said.article == WASTE.id)


async def entries(centre: Centre) -> list[AuditEntry]:
    async with centre.assistant.staff.records.reading() as unit:
        return list(await unit.audit.entries(AuditFilter(), 10))


async def test_the_citizen_reads_that_the_answer_was_wrong_who_says_so_and_what_holds() -> None:
    centre = await open_centre()
    citizen = await told(centre)
    seq = await answer_of(centre, citizen)
    await centre.assistant.correct_answer.correct(citizen, seq, WASTE.id, centre.anna, "1")
    await centre.assistant.correct_answer.correct(citizen, seq, WASTE.id, centre.anna, "1")
    *_, last = await centre.heard(citizen)
    assert last.said.speaker is Speaker.AGENT
    assert last.said.text.startswith(
        "Assistentens svar här ovanför var fel. Anna på Kontakt Linköping rättar det:\n\nDu ser din hämtdag"
    )
    assert last.said.citations == (WASTE.citation,)
    (entry,) = await entries(centre)
    assert (entry.act, entry.by, entry.details["seq"]) == (Act.ANSWER_CORRECTED, centre.anna.id, seq)


async def test_only_the_assistants_words_are_put_right_in_a_conversation_that_is_open_and_no_colleagues() -> None:
    centre = await open_centre()
    citizen = await told(centre)
    seq = await answer_of(centre, citizen)
    correct = centre.assistant.correct_answer.correct
    with pytest.raises(RefusedError):
        await correct(citizen, 1, WASTE.id, centre.anna, "1")
    with pytest.raises(NotFoundError):
        await correct(citizen, 99, WASTE.id, centre.anna, "1")
    await centre.assistant.step_in.step_in(citizen, centre.bjorn)
    with pytest.raises(ConflictError):
        await correct(citizen, seq, WASTE.id, centre.anna, "1")
    await correct(citizen, seq, WASTE.id, centre.bjorn, "1")
    await centre.assistant.converse.leave(citizen)
    with pytest.raises(ConflictError):
        await correct(citizen, seq, WASTE.id, centre.bjorn, "2")


async def test_who_was_given_an_article_is_found_and_those_with_an_open_conversation_are_told_once() -> None:
    centre = await open_centre()
    old, gone, here = await told(centre), await told(centre), await told(centre)
    await centre.assistant.converse.leave(gone)
    centre.later(days=2)
    fresh = await told(centre)
    recall = centre.assistant.correct_answer
    assert [each.conversation.id for each in await recall.given(WASTE.id, 1)] == [fresh]
    assert {each.conversation.id: each.reachable for each in await recall.given(WASTE.id, 7)} == {
        old: True,
        gone: False,
        here: True,
        fresh: True,
    }
    assert await recall.recall(WASTE.id, 7, centre.sofia, "Hämtdagen vi nämnde var fel.") == 3
    assert await recall.recall(WASTE.id, 7, centre.sofia, "Hämtdagen vi nämnde var fel.") == 0
    assert (await centre.heard(here))[-1].said.text == "Hämtdagen vi nämnde var fel."
    assert all(each.told == each.reachable for each in await recall.given(WASTE.id, 7))
    second, first = await entries(centre)
    assert (first.act, first.subject, first.details) == (
        Act.RECALLED,
        f"article:{WASTE.id}",
        {"days": 7, "given": 4, "to_be_told": 3},
    )
    assert second.act is Act.RECALLED


async def test_a_recall_without_words_or_beyond_what_is_kept_is_refused_and_tells_nobody() -> None:
    centre = await open_centre()
    citizen = await told(centre)
    before = await centre.heard(citizen)
    for days, words in ((7, "  "), (0, "fel"), (LONGEST_RECALL.days + 1, "fel")):
        with pytest.raises(RefusedError):
            await centre.assistant.correct_answer.recall(ArticleId(WASTE.id), days, centre.sofia, words)
    assert await centre.heard(citizen) == before
    assert await entries(centre) == []


async def test_putting_an_answer_right_is_the_agents_word_so_the_citizen_is_not_taken_away_for_silence() -> None:
    centre = await open_centre()
    await centre.arrives(centre.anna)
    citizen = await told(centre)
    handoff = await centre.assistant.step_in.step_in(citizen, centre.anna)
    await centre.assistant.correct_answer.correct(citizen, await answer_of(centre, citizen), WASTE.id, centre.anna, "1")
    async with centre.assistant.staff.records.reading() as unit:
        assert (await unit.handoffs.get(handoff.id)).answered_at == centre.clock.now()
        assert await has_spoken(unit, await unit.handoffs.get(handoff.id))
