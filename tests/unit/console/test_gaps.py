"""An editor sees what the knowledge base lacks, and begins with what fills it in two clicks."""

import re

from tests.centre import UNSURE_QUESTION, WASTE
from tests.unit.console.conftest import Browser, Console


async def ask(console: Console, *questions: str) -> None:
    for question in questions:
        await console.centre.says(await console.centre.opens(), question)


async def editor(console: Console) -> Browser:
    return await console.signed_in("maria")


def boxes(page: str) -> list[str]:
    return re.findall(r'name="question" value="([^"]+)"', page)


async def test_questions_that_ask_for_much_the_same_stand_together_with_the_nearest_answer(console: Console) -> None:
    await ask(console, UNSURE_QUESTION, UNSURE_QUESTION)
    page = (await (await editor(console)).get("/gaps")).text
    assert "2 frågor" in page
    assert "i 1 grupp" in page
    assert "ställd 2 gånger" in page
    assert WASTE.title in page


async def test_nothing_missed_is_said(console: Console) -> None:
    assert "Ingen fråga har blivit utan svar" in (await (await editor(console)).get("/gaps")).text


async def test_a_new_answer_begins_with_the_question_and_the_question_leaves_the_list(console: Console) -> None:
    await ask(console, UNSURE_QUESTION)
    maria = await editor(console)
    (question,) = boxes((await maria.get("/gaps")).text)
    fields = {"question": question, "then": "drafted", "area": "husdjur_hund"}
    begun = await maria.post("/gaps", fields)
    assert begun.headers["location"] == "/knowledge/husdjur_hund/kan_min_granne_ha_hons_pa_vinden/edit"
    assert UNSURE_QUESTION in (await maria.get(begun.headers["location"])).text
    assert boxes((await maria.get("/gaps")).text) == []


async def test_questions_for_nobody_are_put_aside_and_an_empty_choice_is_told(console: Console) -> None:
    await ask(console, UNSURE_QUESTION)
    maria = await editor(console)
    (question,) = boxes((await maria.get("/gaps")).text)
    nothing = await maria.post("/gaps", {"then": "dismissed"})
    assert nothing.status_code == 422
    assert "Välj minst en fråga" in nothing.text
    done = await maria.post("/gaps", {"question": question, "then": "dismissed"})
    assert "Frågorna står inte kvar här längre." in (await maria.get(done.headers["location"])).text
    assert boxes((await maria.get("/gaps")).text) == []


async def test_agents_do_not_edit_the_knowledge_base(console: Console, karin: Browser) -> None:
    assert (await karin.get("/gaps")).status_code == 403
