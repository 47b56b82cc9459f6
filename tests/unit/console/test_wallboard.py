"""The board on the wall and the page of warnings, as a supervisor meets them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.memory.alert_channel import MemoryAlertChannel
from assistant.domain.delivery import ChannelName, DeliveryFailedError, Fault
from assistant.domain.target_warning import Foreseen, TargetWarning, WarningKind
from handoff_console import local_words
from handoff_console.access import Visiting
from handoff_console.wallboard import board_events
from tests.centre import UNSURE_QUESTION, Centre
from tests.unit.console.conftest import HTMX, Browser, Console


@pytest.fixture
async def maria(console: Console) -> Browser:
    return await console.signed_in("maria")


async def warned(centre: Centre) -> TargetWarning:
    """A warning stands."""
    foreseen = Foreseen(45, 48, 0.912, 0.874, 6, 95, 9, 42.0, 480)
    async with centre.assistant.staff.records.unit() as unit:
        return await unit.warnings.add(TargetWarning(WarningKind.SERVICE_LEVEL, centre.clock.now(), foreseen))


async def test_the_board_tells_how_it_stands_in_words_and_nothing_of_any_citizen(
    centre: Centre, karin: Browser
) -> None:
    await centre.waits(UNSURE_QUESTION)
    centre.later(seconds=100)
    page = (await karin.get("/wallboard")).text
    assert 'data-color-scheme="dark"' in page
    for words in ("Väntar nu", "Snart 2 minuter", "Svar inom 2 minuter", "Lämnade kön", "Inget larm", "På för alla"):
        assert words in page
    assert 'id="tile-waiting" data-light="watch"' in page
    assert 'id="tile-level" data-light="unknown"' in page
    assert "höns" not in page


async def test_names_can_be_left_out_and_colours_be_light(centre: Centre, karin: Browser) -> None:
    assert 'tile-names">Anna' in (await karin.get("/wallboard")).text
    page = (await karin.get("/wallboard?scheme=light&names=off")).text
    assert 'data-color-scheme="light"' in page
    assert "tile-names" not in page
    assert "Karin" not in page
    assert "scheme=dark&amp;names=off" in page
    assert (await karin.get("/wallboard?scheme=pink")).status_code == 422


async def test_the_board_hears_of_what_happens_until_the_visit_is_over(console: Console, karin: Browser) -> None:
    assistant = console.centre.assistant
    signed_in = await assistant.staff.sign_in("karin", "ett långt lösenord")
    visiting = Visiting(signed_in.member, signed_in.visit, signed_in.key)
    watch = console.app.state.watch
    events = board_events(assistant, watch.listener(), visiting, lambda board: str(len(board.desk.waiting)))
    assert (first := await anext(events)).event == "board"
    assert first.data == "0"
    await console.centre.waits()
    console.centre.later(seconds=2)
    assert (await anext(events)).data == "1"
    await assistant.staff.sign_out(signed_in.member, signed_in.visit)
    assert (await anext(events)).event == "signed-out"
    with pytest.raises(StopAsyncIteration):
        await anext(events)


async def test_a_warning_stands_as_a_banner_on_supervisors_pages_and_on_the_wall(
    centre: Centre, maria: Browser, karin: Browser
) -> None:
    assert "target-strip" not in (await maria.look("target-warnings")).text
    warning = await warned(centre)
    centre.later(seconds=2)
    banner = (await maria.look("target-warnings")).text
    assert f'data-warnings="{warning.number}"' in banner
    assert "kan hamna under målet inom en timme" in banner
    assert "kan hamna under målet inom en timme" in (await karin.get("/wallboard")).text
    page = (await maria.get("/warnings")).text
    assert "place=target-warnings" in page
    assert "Hittills i dag: 93,8\N{NO-BREAK SPACE}% fick svar inom 2 minuter" in page
    assert "Väntas om en halvtimme: 91,2\N{NO-BREAK SPACE}%. Om en timme: 87,4\N{NO-BREAK SPACE}%." in page


async def test_agents_see_the_wall_but_neither_warnings_nor_settings(karin: Browser) -> None:
    assert (await karin.get("/wallboard")).status_code == 200
    for path in ("/warnings", "/look?place=target-warnings", "/warnings/told"):
        assert (await karin.get(path)).status_code == 403
    assert (await karin.post("/warnings/trial")).status_code == 403


async def test_whoever_is_not_signed_in_gets_no_board(console: Console) -> None:
    browser = await console.browser()
    assert (await browser.get("/wallboard", headers=HTMX)).status_code == 401
    assert (await browser.get("/wallboard/events", headers=HTMX)).status_code == 401


async def test_without_a_channel_the_page_says_how_to_set_one_up(maria: Browser) -> None:
    page = (await maria.get("/warnings")).text
    assert "KONTAKT_ALERT_EMAILS" in page
    assert "Skicka ett prov" not in page
    assert "Inget har skickats ännu" in page
    assert (await maria.post("/warnings/trial")).status_code == 422


async def test_a_trial_is_sent_and_what_became_of_it_is_told(console: Console) -> None:
    centre, maria = console.centre, await console.signed_in("maria")
    mail = MemoryAlertChannel(ChannelName.EMAIL)
    hook = MemoryAlertChannel(ChannelName.WEBHOOK, fault=DeliveryFailedError(Fault.NOT_LET_IN, "401 Unauthorized"))
    object.__setattr__(centre.assistant.alerts, "ways", (mail, hook))
    await maria.get("/warnings")
    done = await maria.post("/warnings/trial")
    page = (await maria.get(done.headers["location"].partition("#")[0])).text
    assert "Ett prov är på väg" in page
    assert page.count("På väg") == 2
    await centre.assistant.alerts.send_due()
    told = (await maria.get("/warnings/told")).text
    assert "Kom fram" in told
    assert "Släppte inte in oss" in told
    assert "401 Unauthorized" in told
    for _ in range(4):
        centre.clock.move(timedelta(minutes=15))
        await centre.assistant.alerts.send_due()
    assert "Har gett upp" in (await maria.get("/warnings/told")).text


async def test_a_chat_that_is_open_to_try_it_out_is_not_said_to_be_closed(centre: Centre) -> None:
    centre.later(hours=9)
    hours, words = centre.assistant.chat_hours, centre.assistant.wording.of("sv")
    assert local_words.door(hours, words) == "Stängt nu, öppnar tisdag 08.00"
    assert local_words.door(replace(hours, always=True), words) == "Alltid öppen, på prov"
