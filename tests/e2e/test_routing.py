"""A supervisor has citizens offered one at a time; an agent accepts with one key, plans a break, and is asked first."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.e2e.people import PATIENCE, SECOND, SupervisorBrowser, agent_at, citizen_at, supervisor_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

UNSURE = "Vem kan stämma kommunens flygel?"
LOOK = re.compile(r"/look\?at=")
IN_ARABIC = "أريد التحدث مع شخص من فضلك"


async def set_mode(page: Page, staff: str, mode: str, why: str) -> None:
    await page.goto(f"{staff}/staff")
    await page.locator(f"#mode-{mode}").check()
    await page.locator("#mode-reason").fill(why)
    await page.locator("#mode-save").click()
    await expect(page.locator("#saved")).to_be_visible(timeout=PATIENCE)


@asynccontextmanager
async def taken_freely_again(supervisor: SupervisorBrowser, staff: str) -> AsyncIterator[None]:
    """Afterwards conversations are taken as before, whatever became of the story: others tell theirs here."""
    try:
        yield
    finally:
        await set_mode(supervisor.page, staff, "free", "Provet är slut")


@asynccontextmanager
async def look_that_comes_late(page: Page) -> AsyncIterator[None]:
    """The pane has asked how the queue stands before what happens here, is answered after it, and has asked anew."""
    looked, released = asyncio.Event(), asyncio.Event()

    async def answer_late(route: Route) -> None:
        answer = await route.fetch()
        looked.set()
        await released.wait()
        await route.fulfill(response=answer)

    await page.route(LOOK, answer_late, times=1)
    await page.evaluate("document.body.dispatchEvent(new CustomEvent('queue'))")
    await looked.wait()
    yield
    async with page.expect_request(lambda request: "pausing=lunch" in request.url, timeout=PATIENCE) as anew:
        released.set()
    await (await anew.value).response()


async def test_a_citizen_is_offered_accepted_by_key_and_given_back_before_a_break(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        supervisor_at(browser, kontakt) as supervisor,
        taken_freely_again(supervisor, kontakt.staff),
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "bjorn") as agent,
    ):
        await agent.sees_nobody_waiting()
        await set_mode(supervisor.page, kontakt.staff, "offer", "Vi provar en vecka")
        await citizen.opens_chat()
        await citizen.says(UNSURE)
        await citizen.sees("Du är nummer 1 i kön")
        offer = agent.page.locator("#offer-pane")
        await expect(offer).to_contain_text(UNSURE, timeout=5 * SECOND)
        assert await violations(agent.page) == []
        await agent.page.locator("h1").first.focus()
        await agent.page.keyboard.press("t")
        await expect(agent.page.locator("#transcript")).to_contain_text(UNSURE, timeout=PATIENCE)
        await expect(agent.page.locator("#my-load")).to_have_text("1 av 3 samtal")
        asked = agent.page.locator("#pausing-form")
        async with look_that_comes_late(agent.page):
            await agent.page.locator("#status-lunch").click()
            await expect(asked).to_contain_text("1 medborgare väntar på ditt svar", timeout=PATIENCE)
        await expect(asked).to_be_visible()  # the pane has looked again, and asks still
        assert await violations(agent.page) == []
        await asked.get_by_role("button", name="Lämna tillbaka 1 samtal").click()
        await citizen.sees("Björn tar en paus. Du har kvar din plats i kön")
        await citizen.sees("Ingen samhällsvägledare är på plats just nu")
        await expect(agent.page.locator("#said")).to_contain_text("Du har inte längre det samtalet", timeout=PATIENCE)
        for page, path in (
            (agent.page, "/today"),
            (supervisor.page, "/staff"),
            (supervisor.page, "/staff/demo-bjorn"),
        ):
            await page.goto(f"{kontakt.staff}{path}")
            assert await violations(page) == []
            await page.emulate_media(color_scheme="dark")
            assert await violations(page) == []


async def test_of_three_agents_the_one_who_speaks_the_citizens_language_is_asked(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        supervisor_at(browser, kontakt) as supervisor,
        taken_freely_again(supervisor, kontakt.staff),
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
        agent_at(browser, kontakt, "fatima") as fatima,
    ):
        await anna.sees_nobody_waiting()
        await set_mode(supervisor.page, kontakt.staff, "offer", "Vi provar språk")
        await citizen.opens_chat()
        await citizen.says(IN_ARABIC)
        await expect(fatima.page.locator("#offer-pane")).to_contain_text(IN_ARABIC, timeout=PATIENCE)
        for other in (anna, bjorn):
            await expect(other.page.locator("#offer-pane")).to_have_count(0)
        await fatima.page.locator("h1").first.focus()
        await fatima.page.keyboard.press("t")
        await expect(fatima.page.locator("#transcript")).to_contain_text(IN_ARABIC, timeout=PATIENCE)
        await fatima.ends("Löst")
