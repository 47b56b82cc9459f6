"""The board on the wall: nothing scrolls, it hears of what happens, and it says so when it is old."""

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import PATIENCE, citizen_at, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

SIZES = ((1920, 1080), (3840, 2160))
OVERFLOW = """() => [document.documentElement, ...document.querySelectorAll(".tile")]
    .filter((box) => box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)
    .map((box) => box.id || box.tagName)"""


async def test_the_board_fits_the_screen_follows_the_queue_and_says_when_it_is_cut_off(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with supervisor_at(browser, kontakt) as supervisor, citizen_at(browser, kontakt) as citizen:
        wall = supervisor.page
        await wall.goto(f"{kontakt.staff}/wallboard")
        for width, height in SIZES:
            await wall.set_viewport_size({"width": width, "height": height})
            assert await wall.evaluate(OVERFLOW) == []
        waiting = wall.locator("#tile-waiting .tile-big")
        before = int(await waiting.inner_text())
        await citizen.opens_chat()
        await citizen.says("Vilken sång sjunger stadshusets tak?")
        await expect(waiting).to_have_text(str(before + 1), timeout=PATIENCE)
        await wall.route("**/wallboard/events*", lambda route: route.abort())
        await wall.reload()
        await expect(wall.locator("#lost")).to_be_visible(timeout=PATIENCE)
        await expect(wall.locator("#lost")).to_contain_text("Kontakten är bruten")
        await wall.unroute_all()
        await expect(wall.locator("#lost")).to_be_hidden(timeout=PATIENCE)
