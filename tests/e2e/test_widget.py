"""The chat on small windows and on pages from right to left: room to read, and each thing in its own language."""

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize, expect

from tests.e2e.people import PATIENCE, CitizenBrowser, citizen_at
from tests.e2e.test_accessibility import PHONE, violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

QUESTION = "Hur söker jag boendeparkering?"
NEXT = "Vad kostar boendeparkering?"
PERMIT = {"ar": "كيف أطلب رخصة البناء (bygglov)؟", "fi": "Miten haen rakennuslupaa (bygglov)?"}
LOW: list[ViewportSize] = [
    {"width": 960, "height": 540},  # 200 % zoom of a window of 1920 × 1080
    {"width": 375, "height": 553},
    {"width": 320, "height": 640},
]
ROOM_PIXELS = 330
"""Of a low window for what is said: it was 123 to 208."""


async def height_of(part: Locator) -> float:
    box = await part.bounding_box()
    assert box is not None
    return box["height"]


async def asks(citizen: CitizenBrowser, question: str, answers: int = 1) -> None:
    """Asks, and waits until so many answers stand there with their sources."""
    await citizen.says(question)
    await expect(citizen.page.locator("kontakt-chat .sources")).to_have_count(answers, timeout=PATIENCE)


@pytest.mark.parametrize("viewport", LOW, ids=lambda size: f"{size['width']} × {size['height']}")
async def test_in_a_low_window_the_answer_has_room_and_nothing_is_cut_off(
    browser: Browser, kontakt: RunningKontakt, viewport: ViewportSize
) -> None:
    """Requirement A-13."""
    async with citizen_at(browser, kontakt, viewport=viewport) as citizen:
        await citizen.opens_chat()
        await asks(citizen, QUESTION)
        panel = citizen.page.locator("kontakt-chat .panel")
        assert await height_of(panel.locator(".view")) >= ROOM_PIXELS
        person, end = (
            panel.get_by_role("button", name="Prata med en person"),
            panel.get_by_role("button", name="Avsluta"),
        )
        middles = [
            box["y"] + box["height"] / 2 for box in [await person.bounding_box(), await end.bounding_box()] if box
        ]
        assert abs(middles[0] - middles[1]) < 4  # side by side
        last = panel.locator(".reply").last
        await last.scroll_into_view_if_needed()
        replies, view = await last.bounding_box(), await panel.locator(".view").bounding_box()
        assert replies is not None
        assert view is not None
        assert view["y"] <= replies["y"]
        assert replies["y"] + replies["height"] <= view["y"] + view["height"]
        assert await violations(citizen.page) == []


async def test_a_next_question_is_not_offered_once_it_has_been_asked(browser: Browser, kontakt: RunningKontakt) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        replies = citizen.page.locator("kontakt-chat .reply")
        await citizen.opens_chat()
        await asks(citizen, QUESTION)
        await expect(replies.filter(has_text=NEXT)).to_have_count(1)
        await replies.filter(has_text=NEXT).click()
        await expect(citizen.page.locator("kontakt-chat .sources")).to_have_count(2, timeout=PATIENCE)
        await asks(citizen, "hur söker jag boendeparkering", answers=3)
        await expect(replies.first).to_be_visible()
        await expect(replies.filter(has_text=NEXT)).to_have_count(0)


async def opens_chat_in(page: Page, address: str, launcher: str) -> Locator:
    """The panel of the chat on a page in another language, opened by its button."""
    await page.goto(address)
    await page.get_by_role("button", name=launcher).click()
    panel = page.locator("kontakt-chat .panel")
    await expect(panel.locator("article.assistant")).to_have_count(1, timeout=PATIENCE)
    return panel


async def left_and_width(part: Locator) -> tuple[float, float]:
    box = await part.bounding_box()
    assert box is not None
    return box["x"], box["width"]


async def test_under_an_answer_the_source_is_told_in_the_language_of_the_answer(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        panel = await opens_chat_in(citizen.page, f"{kontakt.citizens}/answers/fi", "Kysy meiltä")
        await panel.get_by_role("textbox").fill(PERMIT["fi"])
        await panel.get_by_role("textbox").press("Enter")
        sources = panel.locator(".sources")
        await expect(sources).to_contain_text("Lähde: ", timeout=PATIENCE)
        await expect(sources).to_contain_text("marraskuuta 2026.")
        assert await sources.get_attribute("lang") == "fi"
        assert "eviewed" not in await sources.inner_text()


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["desktop", "320 pixels"])
async def test_on_a_page_from_right_to_left_the_widget_does_as_the_page_and_keeps_its_corner_in_any_language(
    browser: Browser, kontakt: RunningKontakt, viewport: ViewportSize
) -> None:
    """Requirement A-20."""
    async with citizen_at(browser, kontakt, viewport=viewport) as citizen:
        page = citizen.page
        await page.goto(f"{kontakt.citizens}/answers/ar")
        left, width = await left_and_width(page.get_by_role("button", name="اسألنا"))
        assert left < viewport["width"] / 2 - width / 2
        panel = await opens_chat_in(page, page.url, "اسألنا")
        assert (await panel.get_attribute("lang"), await panel.get_attribute("dir")) == ("ar", "rtl")
        corner = await left_and_width(panel)
        await panel.get_by_role("textbox").fill(PERMIT["ar"])
        await panel.get_by_role("textbox").press("Enter")
        sources = panel.locator(".sources")
        await expect(sources).to_contain_text("المصدر: ", timeout=PATIENCE)
        assert (await sources.get_attribute("lang"), await sources.get_attribute("dir")) == ("ar", "rtl")
        assert await violations(page) == []
        await panel.get_by_role("button", name="القائمة").click()
        await panel.get_by_role("button", name="English").click()
        assert (await panel.get_attribute("lang"), await panel.get_attribute("dir")) == ("en", "ltr")
        assert await left_and_width(panel) == corner
        assert await violations(page) == []
