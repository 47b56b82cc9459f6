"""Who waits, as agents see it, and what happens when two take the same citizen."""

import asyncio
import re
import uuid
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any

import pytest

from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Status
from handoff_console.access import Visiting
from handoff_console.live import page_events
from handoff_console.look import WRITERS, Place
from handoff_console.waiting import Look
from tests.centre import Centre
from tests.unit.console.conftest import HTMX, PASSWORD, Browser, Console

IN_DANGER = "jag vill inte leva längre"


async def test_an_empty_queue_says_what_will_come(karin: Browser) -> None:
    page = await karin.get("/desk")
    assert "Ingen väntar" in page.text
    assert "<title>Arbetsbord" in page.text


async def test_each_citizen_is_shown_with_place_wait_reason_language_and_words(
    console: Console, karin: Browser
) -> None:
    await console.centre.waits()
    console.centre.later(seconds=83)
    page = await karin.look("waiting")
    assert "1 väntar" in page.text
    assert "1:23" in page.text
    assert "Assistenten var osäker på svaret" in page.text
    assert "Svenska" in page.text
    assert "Kan min granne ha höns på vinden?" in page.text
    assert "över tiden" not in page.text


async def test_a_wait_of_more_than_two_minutes_is_marked_late_in_words(console: Console, karin: Browser) -> None:
    await console.centre.waits()
    console.centre.later(seconds=121)
    page = await karin.look("waiting")
    assert "1 över tiden" in page.text
    assert 'class="clock late"' in page.text


async def test_danger_stands_first_and_sounds_an_alarm_on_every_page(console: Console, karin: Browser) -> None:
    """Requirement E-04."""
    await console.centre.waits()
    console.centre.later(seconds=30)
    assert "alarm-strip" not in (await karin.look("alarm")).text
    conversation = await console.centre.opens()
    await console.centre.says(conversation, IN_DANGER)
    page = await karin.look("waiting")
    assert page.text.index(IN_DANGER) < page.text.index("höns på vinden")
    alarm = await karin.look("alarm")
    assert "En medborgare som kan vara i fara väntar." in alarm.text
    assert "data-alarm=" in alarm.text


async def test_what_citizens_write_is_shown_as_text_never_as_markup(console: Console, karin: Browser) -> None:
    """Requirement F-11."""
    conversation = await console.centre.opens()
    await console.centre.says(conversation, "<script>alert(1)</script> person")
    handoff = await console.centre.waits('"><img src=x onerror=alert(1)>')
    page = await karin.look("waiting")
    await karin.claim(handoff.id)
    opened = await karin.get(f"/desk/{handoff.id}")
    for html in (page.text, opened.text):
        assert "<img" not in html
        assert "<script>alert" not in html


async def test_of_two_who_press_at_once_one_wins_and_the_other_is_told_who(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await console.centre.waits()
    places = [(await pressed).headers["location"] for pressed in (karin.claim(handoff.id), olle.claim(handoff.id))]
    assert places == [f"/desk/{handoff.id}?now=available", f"/desk?missed={handoff.id}&now=available"]
    told = await olle.get(places[1])
    assert told.status_code == 200
    assert "Karin hann före och hjälper medborgaren nu" in told.text


async def test_many_presses_at_the_same_moment_give_one_winner(console: Console) -> None:
    handoff = await console.centre.waits()
    browsers = [await console.signed_in(name) for name in ("karin", "olle", "maria")]
    responses = await asyncio.gather(*(browser.claim(handoff.id) for browser in browsers))
    places = [response.headers["location"] for response in responses]
    won, lost = f"/desk/{handoff.id}?now=available", f"/desk?missed={handoff.id}&now=available"
    assert sorted(places) == [won, lost, lost]


async def test_pressing_twice_oneself_is_harmless(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    assert (await karin.claim(handoff.id)).headers["location"] == f"/desk/{handoff.id}?now=available"
    assert (await karin.claim(handoff.id)).headers["location"] == f"/desk/{handoff.id}"


@pytest.mark.parametrize("status", [Status.BREAK, Status.OTHER_WORK])
async def test_whoever_claims_while_at_something_else_becomes_available_and_is_told_so(
    console: Console, karin: Browser, status: Status
) -> None:
    await karin.post("/status", {"status": status})
    handoff = await console.centre.waits()
    opened = await karin.get((await karin.claim(handoff.id)).headers["location"])
    assert "Du är nu Tillgänglig." in opened.text
    assert await console.centre.assistant.staff.status(AgentId("karin")) is Status.AVAILABLE
    assert "Du är nu Tillgänglig." not in (await karin.get(f"/desk/{handoff.id}")).text


async def test_danger_in_a_held_conversation_sounds_until_a_person_has_answered_it_unless_it_is_open(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await console.centre.waits()
    await karin.claim(handoff.id)
    await console.centre.says(handoff.conversation_id, IN_DANGER)
    told = (await karin.look("alarm")).text
    assert "En av dina medborgare kan vara i fara" in told
    assert f'href="/desk/{handoff.id}"' in told
    assert "alarm-strip" not in (await karin.look("alarm", at=f"/desk/{handoff.id}")).text
    assert "alarm-strip" not in (await olle.look("alarm")).text
    listed = (await karin.look("held")).text
    assert "in-danger" in listed
    assert "Väntar på dig" in listed
    await karin.post(f"/desk/{handoff.id}/reply", {"text": "Jag är här.", "utterance_id": str(uuid.uuid4())})
    assert "alarm-strip" not in (await karin.look("alarm")).text
    assert "in-danger" in (await karin.look("held")).text


async def test_a_row_shows_the_question_first_and_the_latest_words_second(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    await console.centre.says(handoff.conversation_id, "Är det någon där?")
    page = (await karin.look("waiting")).text
    assert page.index("höns på vinden") < page.index("Är det någon där?")


async def test_whoever_claims_a_citizen_who_has_left_is_told_so(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    await console.centre.assistant.converse.leave(handoff.conversation_id)
    response = await karin.claim(handoff.id)
    assert "Medborgaren har lämnat kön" in (await karin.get(response.headers["location"])).text


async def test_claiming_what_never_was_is_not_found(karin: Browser) -> None:
    response = await karin.post("/queue/nosuch/claim")
    assert response.status_code == 404
    assert "Gå till arbetsbordet" in response.text


async def test_with_the_live_parts_away_the_queue_is_shown_and_a_claim_says_try_again(
    console: Console, karin: Browser, centre: Centre
) -> None:
    handoff = await console.centre.waits()
    centre.outage.away = True
    assert "höns på vinden" in (await karin.get("/desk")).text
    refused = await karin.claim(handoff.id)
    assert refused.status_code == 503
    assert "Försök igen om en stund" in refused.text
    centre.outage.away = False
    assert (await karin.claim(handoff.id)).headers["location"] == f"/desk/{handoff.id}"


async def test_a_status_chosen_by_htmx_brings_back_the_pane_alone(karin: Browser) -> None:
    response = await karin.post("/status", {"status": "break", "back": "/desk/x"}, headers=HTMX)
    assert response.status_code == 200
    assert "<html" not in response.text
    assert 'value="break" class="segment" id="status-break" aria-pressed="true"' in response.text
    assert 'name="back" value="/desk/x"' in response.text


async def test_the_state_of_the_application_is_told_without_signing_in(console: Console) -> None:
    browser = await console.browser()
    assert (await browser.get("/healthz")).status_code == 200
    assert (await browser.get("/readyz")).status_code in {200, 503}
    assert (await browser.get("/metrics")).status_code == 200


async def test_no_agents_key_stands_in_the_rows_that_agents_share(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await console.centre.waits()
    hers, his = (await karin.look("waiting")).text, (await olle.glance("waiting")).text
    row = re.compile(rf'<li class="row" id="waiting-{handoff.id}".*?</li>', re.S)
    (shared,) = row.findall(hers)
    assert row.findall(his) == [shared]
    assert karin.csrf_key not in shared
    assert karin.csrf_key in hers  # in the one form that all rows' buttons belong to
    assert karin.csrf_key not in his


async def test_news_that_a_page_was_told_of_is_in_the_look_that_follows(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    signed = await console.centre.assistant.staff.sign_in("karin", PASSWORD)
    state = console.app.state
    visiting = Visiting(signed.member, signed.visit, signed.key)
    events = page_events(console.centre.assistant, state.watch.listener(), visiting, state.pace, state.sight)
    async with aclosing(events), asyncio.timeout(10):
        while (await anext(events)).event != "queue":
            pass
        assert str(handoff.id) in (await karin.glance("waiting")).text
        await console.centre.assistant.hand_offs.claim(handoff.id, console.centre.anna)
        while (await anext(events)).event != "queue":
            pass
        assert str(handoff.id) not in (await karin.glance("waiting")).text


async def test_what_an_agent_has_done_is_in_the_next_look_without_any_poke(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    assert f"claim-{handoff.id}" in (await karin.look("waiting")).text
    await karin.claim(handoff.id)
    assert f"claim-{handoff.id}" not in (await karin.glance("waiting")).text


async def test_the_alarm_is_shown_though_another_place_cannot_be(
    console: Console, karin: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requirement E-04."""

    async def broken(looking: Look) -> tuple[str, Mapping[str, Any]]:
        raise RuntimeError(f"nothing to show at {looking.at}")

    monkeypatch.setitem(WRITERS, Place.MENTIONS, broken)
    conversation = await console.centre.opens()
    await console.centre.says(conversation, IN_DANGER)
    shown = await karin.look("mentions-mark", "alarm")
    assert shown.status_code == 200
    assert "alarm-strip" in shown.text
    assert "mentions-mark" not in shown.text


async def test_an_agent_is_not_shown_what_is_for_supervisors(console: Console, karin: Browser) -> None:
    maria = await console.signed_in("maria")
    assert (await karin.look("fallen")).status_code == 403
    assert (await maria.look("fallen")).status_code == 200
    assert (await karin.look("nowhere")).status_code == 422
