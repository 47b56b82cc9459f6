"""Somebody new in Sweden asks in their own language, reads the answer as it is written, and asks for a person."""

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.e2e.people import PATIENCE, agent_at, citizen_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

QUESTION = "كيف أسجل طفلي في الروضة؟"
PERSON = "التحدث إلى شخص"
IN_ARABIC = "kan du svara på arabiska?"
TAKING_OVER = "أطلب من موظف في Kontakt Linköping أن يتولى المحادثة."


async def direction_of(part: Locator) -> str:
    """Which way its words run, as the browser lays them out."""
    return str(await part.evaluate("one => getComputedStyle(one).direction"))


async def box_at_rest(part: Locator) -> dict[str, int]:
    """Where it stands, in whole pixels, once it has come to rest: the panel slides into its place."""
    await part.evaluate("one => Promise.all(one.getAnimations().map((each) => each.finished))")
    box = await part.bounding_box()
    assert box is not None
    return {side: round(float(length)) for side, length in dict(box).items()}  # type: ignore[arg-type]


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


async def test_who_asks_for_arabic_has_the_chat_itself_in_arabic_from_then_on(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    """Requirement A-20: its words, the way they run, and the corner of the page that it stood in."""
    async with citizen_at(browser, kontakt) as citizen:
        panel = citizen.page.locator("kontakt-chat .panel")
        await citizen.opens_chat()
        before = await box_at_rest(panel)
        await citizen.says(IN_ARABIC)
        await expect(panel).to_have_attribute("dir", "rtl", timeout=PATIENCE)
        field = panel.get_by_role("textbox", name="اكتب سؤالك")
        await expect(field).to_be_focused()
        assert await direction_of(field) == "rtl"
        assert await box_at_rest(panel) == before
        await expect(panel.locator(".newer")).to_be_hidden()
        await expect(citizen.log.locator("article.assistant").last).to_be_in_viewport()
        assert await violations(citizen.page) == []
        await citizen.page.reload()
        await expect(panel).to_have_attribute("lang", "ar", timeout=PATIENCE)
        await panel.get_by_role("button", name=PERSON).click()
        await citizen.sees(TAKING_OVER)
        await expect(panel.locator(".queue")).to_contain_text("لا يوجد أي مرشد في الخدمة الآن", timeout=PATIENCE)
        await panel.locator(".queue").get_by_role("button", name="مغادرة الدور").click()
        await panel.get_by_role("button", name="نعم، غادر الدور").click()
        await expect(panel).to_have_attribute("data-holder", "assistant", timeout=PATIENCE)
