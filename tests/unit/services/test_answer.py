"""From a question to an approved answer, or to an honest "I am not sure"."""

from dataclasses import replace

import pytest

from assistant.adapters.memory.knowledge import ToldExplainer, ToldWorkshop
from assistant.domain.confidence import Verdict
from assistant.domain.errors import NotFoundError, UnavailableError
from assistant.domain.grounds import Grounds, Likeness
from assistant.services.answer import Answer, AnswerQuestion
from assistant.services.health import Health
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre, knowing


def knowledge(centre: Centre) -> AnswerQuestion:
    return centre.assistant.take_turn.conclude.knowledge


async def test_a_sure_find_is_the_article_with_its_confidence(centre: Centre) -> None:
    answer = await knowledge(centre).answer(WASTE_QUESTION, "sv")
    assert (answer.article, answer.confidence) == (WASTE, 0.97)


async def test_an_unsure_find_is_no_article_but_says_what_came_closest(centre: Centre) -> None:
    answer = await knowledge(centre).answer(UNSURE_QUESTION, "sv")
    assert (answer.article, answer.confidence) == (None, 0.11)
    assert [candidate.article for candidate in answer.candidates] == [WASTE.id]


async def test_what_the_gate_went_by_comes_with_the_answer_and_with_none(centre: Centre) -> None:
    sure = await knowledge(centre).answer(WASTE_QUESTION, "sv")
    assert sure.grounds == Grounds(Verdict.ANSWER, 0.6, 0.97, Likeness())
    told = Likeness(WASTE.title, ("höns", "vinden"))
    explainer = ToldExplainer({UNSURE_QUESTION: told})
    workshop = ToldWorkshop(centre.search, [WASTE], explainer=explainer)
    in_use = replace(knowing(centre, centre.search, WASTE), workshop=workshop)
    unsure = await replace(knowledge(centre), in_use=in_use).answer(UNSURE_QUESTION, "sv")
    assert unsure.grounds == Grounds(Verdict.HAND_OFF, 0.6, 0.11, told)


async def test_where_nothing_is_alike_there_is_no_confidence_either(centre: Centre) -> None:
    answer = await knowledge(centre).answer("xyz", "sv")
    assert replace(answer, versions={}) == Answer(None, ())
    assert answer.confidence is None


async def test_an_index_newer_than_the_shelf_gives_no_answer_rather_than_a_wrong_one(centre: Centre) -> None:
    with pytest.raises(NotFoundError):
        await replace(knowledge(centre), in_use=knowing(centre, centre.search)).answer(WASTE_QUESTION, "sv")


async def test_with_the_index_away_the_caller_is_told(centre: Centre) -> None:
    centre.search.away = True
    with pytest.raises(UnavailableError):
        await knowledge(centre).answer(WASTE_QUESTION, "sv")


async def test_each_part_we_stand_on_says_for_itself_whether_it_is_there(centre: Centre) -> None:
    health: Health = centre.assistant.health
    assert await health.parts() == dict.fromkeys(("database", "redis", "dialogue", "knowledge"), "ok")
    centre.outage.away = centre.engine.away = centre.search.away = True
    parts = await health.parts()
    assert parts["database"] == "ok"
    assert parts["redis"] == "the live parts are away"
    assert parts["dialogue"] == "the scripted engine is away"
    assert "kontakt kb build" in parts["knowledge"]
    assert not health.knows()
