"""Agents watch the assistant's conversations, step in and put answers right; editors tell those given a wrong one."""

import re
import uuid

from tests.centre import WASTE, WASTE_QUESTION
from tests.unit.console.conftest import HTMX, Browser, Console


async def test_the_conversation_that_goes_badly_stands_first_with_its_reason_in_words(
    console: Console, karin: Browser
) -> None:
    bad = await console.centre.opens()
    await console.centre.says(bad, "...")
    good = await console.centre.opens()
    await console.centre.says(good, WASTE_QUESTION)
    page = (await karin.get("/monitor")).text
    assert re.findall(r'id="running-([^"]+)"', page) == [bad, good]
    assert "Inget svar på frågan" in page
    assert "Går bra" in page
    assert "2 samtal" in page


async def test_nobody_talks_to_the_assistant_is_said_and_who_waits_for_a_person_is_in_the_queue_instead(
    console: Console, karin: Browser
) -> None:
    await console.centre.opens()
    await console.centre.waits()
    rows = (await karin.get("/monitor/rows", headers=HTMX)).text
    assert "Assistenten har inget samtal just nu." in rows


async def test_an_agent_reads_along_steps_in_and_finds_the_conversation_at_the_desk(
    console: Console, karin: Browser, olle: Browser
) -> None:
    citizen = await console.centre.opens()
    await console.centre.says(citizen, WASTE_QUESTION)
    page = (await karin.get(f"/monitor/{citizen}")).text
    assert WASTE_QUESTION in page
    assert 'id="step-in"' in page
    claimed = await karin.post(f"/monitor/{citizen}/step-in")
    assert claimed.status_code == 303
    desk = (await karin.get(claimed.headers["location"])).text
    assert "En samhällsvägledare gick in" in desk
    assert "En människa har samtalet nu." in (await olle.get(f"/monitor/{citizen}")).text
    assert (await olle.post(f"/monitor/{citizen}/step-in")).status_code == 409


async def test_an_agent_finds_the_right_answer_and_sends_it_with_the_assistant_going_on(
    console: Console, karin: Browser
) -> None:
    citizen = await console.centre.opens()
    await console.centre.says(citizen, WASTE_QUESTION)
    page = (await karin.get(f"/monitor/{citizen}?q=sopor")).text
    seq = next(one.seq for one in await console.centre.heard(citizen) if one.said.article)
    assert "Rätta det senaste svaret" in page
    fields = {"seq": str(seq), "article": WASTE.id, "act_id": str(uuid.uuid4())}
    sent = await karin.post(f"/monitor/{citizen}/correct", fields)
    assert "Medborgaren har fått veta vad som gäller." in (await karin.get(sent.headers["location"])).text
    assert (await console.centre.heard(citizen))[-1].said.text.startswith("Assistentens svar här ovanför var fel.")


async def test_an_editor_tells_those_who_were_given_an_article_and_an_agent_may_not(
    console: Console, karin: Browser
) -> None:
    citizen = await console.centre.opens()
    await console.centre.says(citizen, WASTE_QUESTION)
    maria = await console.signed_in("maria")
    page = (await maria.get(f"/recall/{WASTE.id}")).text
    assert "Givet 1 gång" in page
    assert "Ja, samtalet är öppet" in page
    empty = await maria.post(f"/recall/{WASTE.id}", {"days": "7", "text": " "})
    assert empty.status_code == 422
    assert "Skriv vad som var fel och vad som gäller." in empty.text
    sent = await maria.post(f"/recall/{WASTE.id}", {"days": "7", "text": "Det var fel dag."})
    assert "1 medborgare har fått veta." in (await maria.get(sent.headers["location"])).text
    assert (await console.centre.heard(citizen))[-1].said.text == "Det var fel dag."
    assert (await karin.get(f"/recall/{WASTE.id}")).status_code == 403
