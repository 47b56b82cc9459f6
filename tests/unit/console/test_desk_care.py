"""What keeps an agent in a hurry from mistakes: where the focus is, what is marked, what comes without being asked."""

import uuid

import pytest

from assistant.domain.handoff import Handoff
from tests.centre import UNSURE_QUESTION
from tests.unit.console.conftest import HTMX, Browser, Console


async def _claimed(console: Console, browser: Browser) -> Handoff:
    handoff = await console.centre.waits()
    await browser.claim(handoff.id)
    return handoff


def _reply(text: str) -> dict[str, str]:
    return {"text": text, "utterance_id": str(uuid.uuid4())}


async def test_words_of_danger_raise_the_banner_on_a_page_that_is_open(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    path = f"/desk/{handoff.id}/transcript?stage=claimed"
    assert "Det här kan gälla" not in (await karin.get(path, headers=HTMX)).text
    await console.centre.says(handoff.conversation_id, "jag vill inte leva längre")
    told = (await karin.get(path, headers=HTMX)).text
    assert "Det här kan gälla självmordstankar." in told.split('hx-target="#talk-danger"')[1]


async def test_the_open_conversation_has_the_focus_in_its_reply_box_and_no_question_confirmed_by_habit(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/reply", _reply("Hej!"))
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert page.count("autofocus") == 1
    assert "autofocus" in page.split("<textarea")[1].split(">")[0]
    assert page.count("data-cancel>") == 3


async def test_when_the_citizen_has_ended_no_answer_has_the_focus_and_the_likely_one_is_chosen(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    await console.centre.assistant.converse.leave(handoff.conversation_id)
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Medborgaren har avslutat" in page
    assert "data-lull" in page
    radios = [each.split(">")[0] for each in page.split('type="radio"')[1:]]
    assert not any("autofocus" in radio for radio in radios)
    assert ["citizen_left" in radio for radio in radios if "checked" in radio] == [True]


async def test_when_the_citizen_ended_after_an_answer_the_agent_chooses_and_nothing_is_chosen_before(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/reply", _reply("Hej!"))
    await console.centre.assistant.converse.leave(handoff.conversation_id)
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Medborgaren har avslutat" in page
    assert not any("checked" in each.split(">")[0] for each in page.split('type="radio"')[1:])


async def test_when_the_agent_ended_nothing_is_said_of_the_citizen(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/end")
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Medborgaren har avslutat" not in page
    assert "data-lull" not in page


@pytest.mark.parametrize(
    ("stage", "place"), [("wrapped-up", "/desk?done=wrapped-up"), ("returned", "/desk?done=returned")]
)
async def test_a_look_that_comes_after_the_agents_own_act_leads_where_the_act_leads(
    console: Console, karin: Browser, stage: str, place: str
) -> None:
    handoff = await _claimed(console, karin)
    if stage == "returned":
        await karin.post(f"/desk/{handoff.id}/give-back")
    else:
        await karin.post(f"/desk/{handoff.id}/end")
        await karin.post(f"/desk/{handoff.id}/wrap-up", {"disposition": "resolved"})
    looked = await karin.get(f"/desk/{handoff.id}/transcript?stage=claimed", headers=HTMX)
    assert looked.headers["hx-redirect"] == place


async def test_notices_are_marked_as_what_the_citizen_was_shown_and_say_who_ended(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    assert "Till medborgaren:" in (await karin.get(f"/desk/{handoff.id}/transcript")).text
    await console.centre.assistant.converse.leave(handoff.conversation_id)
    ended = "Medborgaren avslutade samtalet. Till medborgaren:"
    assert ended in (await karin.get(f"/desk/{handoff.id}")).text
    maria = await console.signed_in("maria")
    assert ended in (await maria.get(f"/reports/conversation/{handoff.conversation_id}")).text


async def test_the_tab_shows_the_citizens_words_and_no_notice(console: Console, karin: Browser) -> None:
    await _claimed(console, karin)
    listed = (await karin.look("held")).text
    assert "Kan min granne ha höns på vinden?" in listed
    assert "Nu chattar du med" not in listed


async def test_guesses_name_their_question_and_a_language_that_is_not_the_citizens(
    console: Console, karin: Browser
) -> None:
    swedish = await _claimed(console, karin)
    page = (await karin.get(f"/desk/{swedish.id}")).text
    assert "Gissningar på frågan" in page
    assert "Svensk text" not in page
    conversation = await console.centre.opens("en")
    await console.centre.says(conversation, UNSURE_QUESTION)
    (row,) = await console.centre.assistant.desk.queue()
    await karin.claim(row.handoff.id)
    said = (await console.centre.heard(conversation))[-1].said
    page = (await karin.get(f"/desk/{row.handoff.id}")).text
    view = await console.centre.assistant.desk.view(row.handoff.id)
    assert said.lang == "en"
    assert view.citizen_lang == "en"
    assert "Svensk text – medborgaren skriver engelska" in page
