"""A day at the desk in the browser: what was sent is undone, corrected, passed on, noted and wrapped up by keyboard."""

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import PATIENCE, SECOND, AgentBrowser, CitizenBrowser, agent_at, citizen_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

ASKED = "Kan ni hjälpa mig att hitta min hatt i Trädgårdsföreningen?"
SUMMARY = "Letar efter en hatt. Har fått öppettiderna, undrar om hittegods."


async def test_undo_correct_canned_reply_note_transfer_and_a_wrap_up_by_keyboard(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
    ):
        await keeps_a_reply(anna)
        await citizen.waits_with(ASKED)
        await anna.claims(ASKED)
        await undoes(anna, citizen)
        await corrects(anna, citizen)
        await writes_a_note(anna, bjorn, citizen)
        await finds_an_article(anna)
        assert await violations(anna.page) == []
        await passes_on(anna, bjorn, citizen)
        assert await violations(bjorn.page) == []
        await wraps_up_by_keyboard(bjorn)


async def keeps_a_reply(anna: AgentBrowser) -> None:
    page = anna.page
    await page.locator("summary").filter(has_text="Mer").click()
    await page.get_by_role("link", name="Färdiga svar").click()
    await page.locator("#shortcut").fill("hatt")
    await page.locator("#title").fill("Hattar")
    await page.locator("#text-sv").fill("Hej {namn}! {agent} här, jag letar efter hatten.")
    await page.get_by_role("button", name="Spara", exact=True).click()
    await expect(page.locator("#saved")).to_be_visible(timeout=PATIENCE)
    assert await violations(page) == []
    await page.get_by_role("link", name="Arbetsbord").click()


async def undoes(anna: AgentBrowser, citizen: CitizenBrowser) -> None:
    """Sent too early and taken back: the words stand in the box again, also after a reload; the citizen saw nothing."""
    page, box = anna.page, anna.page.locator("#text")
    await box.fill("Den är borta för allt")
    await box.press("Enter")
    await expect(page.locator(".on-its-way")).to_contain_text("Visas inte för medborgaren ännu", timeout=PATIENCE)
    await box.press("Control+z")
    await expect(page.locator(".on-its-way")).to_have_count(0, timeout=PATIENCE)
    await expect(box).to_have_value("Den är borta för allt")
    await page.reload()
    await expect(box).to_have_value("Den är borta för allt")

    await box.fill("/hatt")
    await box.press("Tab")
    await expect(box).to_have_value("Hej {namn}! Anna här, jag letar efter hatten.")
    await box.press("Enter")  # not sent: nobody is called {namn}, which stays chosen to be written over
    await page.keyboard.type("Maj")
    await expect(box).to_have_value("Hej Maj! Anna här, jag letar efter hatten.")
    await box.press("Enter")
    await citizen.sees("jag letar efter hatten", within=7 * SECOND)
    await expect(citizen.log).not_to_contain_text("borta för allt")
    await expect(page.locator(".on-its-way")).to_have_count(0, timeout=PATIENCE)


async def corrects(anna: AgentBrowser, citizen: CitizenBrowser) -> None:
    page = anna.page
    await page.get_by_role("link", name="Rätta").click()
    await page.locator("#correction").fill("Hej Maj! Anna här, jag letar efter den blå hatten.")
    await page.get_by_role("button", name="Rätta").click()
    await citizen.sees("den blå hatten")
    await citizen.sees("rättat")
    await expect(citizen.log.get_by_text("letar efter hatten.")).to_have_count(0)
    await expect(page.locator(".corrected")).to_be_visible(timeout=PATIENCE)


async def writes_a_note(anna: AgentBrowser, bjorn: AgentBrowser, citizen: CitizenBrowser) -> None:
    page = anna.page
    await page.locator("#transcript").focus()
    await page.keyboard.press("n")
    await expect(page.locator("#note")).to_be_focused()
    await page.keyboard.type("@Björn, tar du den här?")
    await page.keyboard.press("Control+Enter")
    await expect(page.locator(".note")).to_contain_text("Medborgaren ser inte detta", timeout=PATIENCE)
    await expect(page.locator("#text")).to_be_focused()
    await expect(bjorn.page.locator("#mentions-mark")).to_contain_text("1 omnämnande", timeout=PATIENCE)
    await expect(citizen.page.locator("kontakt-chat")).not_to_contain_text("tar du den här")


async def finds_an_article(anna: AgentBrowser) -> None:
    page = anna.page
    await page.keyboard.press("Escape")
    await page.keyboard.press("/")
    await expect(page.locator("#find")).to_be_focused()
    await page.keyboard.type("elda löv")
    await expect(page.locator("#found .guess").first).to_be_visible(timeout=PATIENCE)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_focused()
    assert await page.locator("#text").input_value() != ""
    await page.locator("#text").fill("")


async def passes_on(anna: AgentBrowser, bjorn: AgentBrowser, citizen: CitizenBrowser) -> None:
    page = anna.page
    await page.keyboard.press("Escape")
    await page.keyboard.press("o")
    await expect(page.locator("#transfer")).to_be_visible(timeout=PATIENCE)
    await page.keyboard.press("1")
    await page.locator("#to").select_option(label="Björn Åkesson")
    await page.locator("#summary").fill(SUMMARY)
    assert await violations(page) == []
    await page.get_by_role("button", name="Lämna över").click()
    await expect(page.locator("#passing-told")).to_contain_text("har fått frågan om att ta över", timeout=PATIENCE)
    assert await violations(page) == []
    await takes_over(bjorn)
    await expect(page.locator("#said")).to_contain_text("överlämnat", timeout=PATIENCE)
    await citizen.sees("Nu chattar du med Björn")


async def takes_over(bjorn: AgentBrowser) -> None:
    """Held out to him, with the reason why: the conversation is his once he has said yes."""
    held_out = bjorn.page.locator(".held-out")
    await expect(held_out).to_contain_text(SUMMARY, timeout=PATIENCE)
    assert await violations(bjorn.page) == []
    await held_out.get_by_role("button", name="Ta över").click()
    await expect(bjorn.page.locator("#passed-on")).to_contain_text(SUMMARY, timeout=PATIENCE)


async def wraps_up_by_keyboard(bjorn: AgentBrowser) -> None:
    """Area and solved are guessed: two keys from the last words to the next conversation."""
    page = bjorn.page
    await page.locator("#transcript").focus()
    await page.keyboard.press("e")
    await page.get_by_role("button", name="Ja, avsluta samtalet").press("Enter")
    await expect(page.locator("#wrap-up")).to_be_visible(timeout=PATIENCE)
    await page.keyboard.press("1")
    await expect(page.locator("[name=resolved][value=yes]")).to_be_checked()
    came_back = page.locator("[name=same_matter]")
    await expect(came_back).not_to_be_checked()
    await page.keyboard.press("v")
    await expect(came_back).to_be_checked()
    await page.keyboard.press("s")
    await page.keyboard.type("Hatten finns i receptionen.")
    await page.keyboard.press("Enter")
    await expect(page.locator("#said")).to_contain_text("Sparat", timeout=PATIENCE)
