"""A question that fits several articles is asked back, and the citizen chooses, or chooses a person."""

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.e2e.people import PATIENCE, CitizenBrowser, agent_at, citizen_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

VAGUE = "vatten"
"""Fits the connecting of a house, the pipes, the meter and a leak alike."""
ASKED_BACK = "Är det något av det här du undrar över?"
NONE_OF_THESE = "Inget av det här, jag vill prata med en person"
FEWEST, MOST = 2, 4
"""Articles that may be offered (docs/adr/0015)."""


async def choices(citizen: CitizenBrowser) -> Locator:
    """The buttons with articles' titles, once the question back stands there."""
    await citizen.sees(ASKED_BACK)
    replies = citizen.page.locator(".replies").get_by_role("button")
    await expect(replies.filter(has_text=NONE_OF_THESE)).to_be_visible(timeout=PATIENCE)
    return replies.filter(has_not_text=NONE_OF_THESE)


async def test_of_the_articles_offered_for_a_vague_question_the_one_pressed_is_the_answer(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        await citizen.opens_chat()
        await citizen.says(VAGUE)
        offered = await choices(citizen)
        assert FEWEST <= await offered.count() <= MOST
        title = await offered.first.inner_text()
        await offered.first.click()
        await expect(citizen.log.get_by_text(title, exact=True)).to_be_visible(timeout=PATIENCE)
        await citizen.sees("Källa")


async def test_none_of_these_leads_to_a_person_who_sees_the_question(browser: Browser, kontakt: RunningKontakt) -> None:
    async with citizen_at(browser, kontakt) as citizen, agent_at(browser, kontakt, "anna") as agent:
        await citizen.opens_chat()
        await citizen.says(VAGUE)
        await choices(citizen)
        await citizen.page.get_by_role("button", name=NONE_OF_THESE).click()
        await citizen.sees("i kön")
        await agent.claims(NONE_OF_THESE)
        await expect(agent.page.locator("#transcript")).to_contain_text(VAGUE, timeout=PATIENCE)
        await citizen.sees("Nu chattar du med Anna")
        await agent.ends("Löst")
