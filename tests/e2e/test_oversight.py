"""A citizen whose answers are checked, and agents who approve, change and reject with one key, or come too late."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import PATIENCE, AgentBrowser, SupervisorBrowser, agent_at, citizen_at, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

QUESTION = "När hämtas soporna?"
EDITED = "Varannan tisdag, om inget annat sägs."
TOPIC = "avfall_atervinning"


@asynccontextmanager
async def answered_with_approval(supervisor: SupervisorBrowser) -> AsyncIterator[None]:
    """The topic is at *approve*, and afterwards as it was: others tell their stories here."""
    await set_level(supervisor, "approve", "berättelsen börjar")
    try:
        yield
    finally:
        await set_level(supervisor, "autonomous", "berättelsen är slut")


async def set_level(supervisor: SupervisorBrowser, level: str, reason: str) -> None:
    page = supervisor.page
    await page.goto(f"{supervisor.staff}/oversight/topics/{TOPIC}")
    await page.locator(f"input[name=level][value={level}]").check()
    await page.locator("#reason").fill(reason)
    await page.locator("#set-level").click()
    await expect(page.locator("#said")).to_be_visible(timeout=PATIENCE)


async def looks_at_approvals(agent: AgentBrowser) -> None:
    """From the desk, by the strip that every page shows."""
    await agent.page.get_by_role("link", name="Granska nu").click(timeout=PATIENCE)
    await expect(agent.page.locator(".held-answer.chosen")).to_contain_text(QUESTION, timeout=PATIENCE)


async def presses(agent: AgentBrowser, key: str) -> None:
    """The key, once the answer has stood there long enough to be read."""
    await expect(agent.page.locator("#held-answers")).not_to_have_class("lull", timeout=PATIENCE)
    await agent.page.locator(".held-answer").focus()
    await agent.page.keyboard.press(key)


async def test_an_answer_is_approved_another_changed_and_a_third_rejected(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        supervisor_at(browser, kontakt) as supervisor,
        answered_with_approval(supervisor),
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
    ):
        await citizen.opens_chat()
        await citizen.says(QUESTION)
        await citizen.sees("granskar en samhällsvägledare")
        await looks_at_approvals(anna)
        await looks_at_approvals(bjorn)
        await presses(anna, "a")
        await citizen.sees("Granskat av Anna")
        await citizen.sees("Källa")
        await expect(bjorn.page.locator("#nothing-held")).to_be_visible(timeout=PATIENCE)

        await citizen.says(QUESTION)
        await expect(bjorn.page.locator(".held-answer.chosen")).to_be_visible(timeout=PATIENCE)
        await presses(bjorn, "e")
        await bjorn.page.locator("#text").fill(EDITED)
        await bjorn.page.get_by_role("button", name="Skicka det ändrade svaret").click()
        await citizen.sees(EDITED)
        await citizen.sees("Granskat och ändrat av Björn")

        await expect(anna.page.locator("#nothing-held")).to_be_visible(timeout=PATIENCE)
        await citizen.says(QUESTION)
        await expect(anna.page.locator(".held-answer.chosen")).to_be_visible(timeout=PATIENCE)
        await presses(anna, "r")
        await expect(anna.page.locator("#said")).to_contain_text("väntar i kön", timeout=PATIENCE)
        await citizen.sees("tar över och svarar dig här")
        await bjorn.page.goto(f"{kontakt.staff}/desk")
        await expect(bjorn.waiting(QUESTION).first).to_be_visible(timeout=PATIENCE)


async def test_an_answer_that_nobody_checks_in_time_is_not_said_and_a_person_answers(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        supervisor_at(browser, kontakt) as supervisor,
        answered_with_approval(supervisor),
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
        agent_at(browser, kontakt, "fatima") as fatima,
    ):
        await citizen.opens_chat()
        await citizen.says(QUESTION)
        await citizen.sees("granskar en samhällsvägledare")
        for agent in (anna, bjorn, fatima):
            await expect(agent.page.locator("#answers-wait")).to_be_visible(timeout=PATIENCE)
        await looks_at_approvals(bjorn)
        await citizen.sees("tar över och svarar dig här", within=2 * PATIENCE)
        await citizen.sees("Du är nummer")
        await expect(citizen.page.locator("kontakt-chat")).not_to_contain_text("Källa")
        await expect(bjorn.page.locator("#nothing-held")).to_be_visible(timeout=PATIENCE)
        await expect(fatima.page.locator("#answers-wait")).to_have_count(0, timeout=PATIENCE)
        await anna.waiting(QUESTION).first.get_by_role("button", name="Ta samtalet").click(timeout=PATIENCE)
        await citizen.sees("Nu chattar du med Anna")
        await anna.replies("De hämtas varannan tisdag.")
        await citizen.sees("De hämtas varannan tisdag.")
        await anna.ends("Löst")
