"""Somebody new in Sweden asks in their own language, reads the answer as it is written, and asks for a person."""

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.e2e.people import PATIENCE, agent_at, citizen_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

QUESTION = "كيف أسجل طفلي في الروضة؟"
PERSON = "التحدث إلى شخص"
TAKING_OVER = "أطلب من موظف في Kontakt Linköping أن يتولى المحادثة."


async def direction_of(part: Locator) -> str:
    """Which way its words run, as the browser lays them out."""
    return str(await part.evaluate("one => getComputedStyle(one).direction"))


async def test_a_newcomer_asks_in_arabic_reads_the_answer_from_right_to_left_and_gets_a_person(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen, agent_at(browser, kontakt, "anna") as agent:
        await citizen.opens_chat()
        await citizen.says(QUESTION)
        sources = citizen.page.locator("kontakt-chat .sources")
        await expect(sources).to_contain_text("المصدر: ", timeout=PATIENCE)
        answer = citizen.log.locator("article.assistant").last
        assert await answer.get_attribute("lang") == "ar"
        assert await direction_of(answer.locator(".words")) == "rtl"
        phone = answer.locator('a[href^="tel:"]').first
        assert await direction_of(phone) == "ltr"
        assert await violations(citizen.page) == []

        await citizen.says(PERSON)
        await citizen.sees(TAKING_OVER)
        await expect(agent.waiting(PERSON).locator(".language")).to_have_text("Arabiska", timeout=PATIENCE)
        await agent.claims(PERSON)
        await citizen.sees("أنت تتحدث الآن مع Anna")
