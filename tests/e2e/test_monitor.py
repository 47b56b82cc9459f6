"""Two agents step in at once, and one has the conversation. A wrong answer is put right before who was given it."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import PATIENCE, AgentBrowser, agent_at, citizen_at, supervisor_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

QUESTION = "När hämtas soporna hemma hos oss?"
CORRECTION = "Hämtdagen som vi nämnde var fel. Titta på Mina sidor i stället."


async def watches(agent: AgentBrowser, staff: str) -> None:
    """The page of the citizen's conversation, from the list of those that run."""
    await agent.page.goto(f"{staff}/monitor")
    await agent.page.locator(".watch-link").filter(has_text=QUESTION).click(timeout=PATIENCE)
    await expect(agent.page.locator("#step-in")).to_be_visible(timeout=PATIENCE)


async def test_of_two_who_step_in_one_holds_the_conversation_and_the_assistant_is_silent(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
    ):
        await citizen.opens_chat()
        await citizen.says(QUESTION)
        await citizen.sees("Källa")
        for agent in (anna, bjorn):
            await watches(agent, kontakt.staff)
        assert await violations(anna.page) == []
        await anna.page.keyboard.press("g")
        await expect(anna.page.locator("#transcript")).to_contain_text(QUESTION, timeout=PATIENCE)
        await citizen.sees("Nu chattar du med Anna")
        # The button may still stand on Björn's page, which looks again only now and then.
        step_in = bjorn.page.locator("#step-in")
        if await step_in.is_visible():
            await step_in.click()
        told = re.compile("Någon hann före|En människa har samtalet nu")
        await expect(bjorn.page.locator("main")).to_contain_text(told, timeout=PATIENCE)
        await expect(bjorn.page.locator("main")).not_to_contain_text("Skriv till medborgaren")
        await citizen.says("Och vad kostar det?")
        await anna.replies("Jag tittar på det.")
        await citizen.sees("Jag tittar på det.")
        after = await citizen.page.locator("kontakt-chat .utterance").all_inner_texts()
        began = next(place for place, text in enumerate(after) if "Nu chattar du med Anna" in text)
        assert not any("AI-assistent" in text for text in after[began + 1 :])
        await anna.ends("Löst")


async def test_whoever_was_given_a_wrong_answer_and_still_has_the_chat_open_is_told(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen, supervisor_at(browser, kontakt) as supervisor:
        await citizen.opens_chat()
        await citizen.says(QUESTION)
        await citizen.sees("Källa")
        page = supervisor.page
        await page.goto(f"{kontakt.staff}/monitor")
        await page.locator(".watch-link").filter(has_text=QUESTION).first.click(timeout=PATIENCE)
        await expect(page.locator("#transcript")).to_contain_text(QUESTION, timeout=PATIENCE)
        await page.goto(f"{kontakt.staff}/recall/avfall_atervinning.sophamtning")
        await expect(page.locator("#given-heading")).to_be_visible(timeout=PATIENCE)
        assert await violations(page) == []
        await page.locator("#text").fill(CORRECTION)
        await page.get_by_role("button", name="Berätta för dem").click()
        await citizen.sees(CORRECTION)
