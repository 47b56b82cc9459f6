"""A citizen, an agent and a supervisor: the whole story, in three browsers."""

import re

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import PATIENCE, SECOND, agent_at, citizen_at, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

KNOWN = "När hämtas soporna?"
UNKNOWN = "Kan ni hjälpa mig skriva en dikt om min katt Gösta?"
UNDO = 5 * SECOND
"""A reply can be undone for so long; then it is with the citizen within a second."""
COPIED = """button => {
  const form = button.form.cloneNode(true);
  form.removeAttribute("id");
  form.hidden = false;
  form.action = button.formAction;
  document.body.append(form);
}"""
WON_OR_LOST = re.compile("Nu chattar du med|hann före")
REPLY = "Hej! Det kan vi tyvärr inte, men biblioteket har fina dikter."


async def test_from_a_citizens_question_to_the_supervisors_figures(browser: Browser, kontakt: RunningKontakt) -> None:
    async with (
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as agent,
        supervisor_at(browser, kontakt) as supervisor,
    ):
        await supervisor.enters_calls(97)
        before = await supervisor.figures()
        await citizen.opens_chat()

        await citizen.says(KNOWN)
        await citizen.sees("Tekniska verken")
        await citizen.sees("Källa")
        await expect(
            citizen.log.get_by_role("link", name="Tekniska verken – Hämtning av hushållsavfall")
        ).to_be_visible()

        await citizen.says(UNKNOWN)
        await citizen.sees("Du är nummer")
        await expect(agent.waiting(UNKNOWN)).to_be_visible(timeout=PATIENCE)
        await agent.claims(UNKNOWN)
        await citizen.sees("Nu chattar du med Anna")

        await agent.replies(REPLY)
        await citizen.sees(REPLY, within=UNDO + SECOND)

        await agent.ends("Löst")
        await citizen.sees("Samtalet är avslutat")
        await citizen.page.get_by_role("radio", name="Ja").check()
        await citizen.page.get_by_role("radio", name="5").check()
        await citizen.page.get_by_role("button", name="Skicka").last.click()
        await expect(citizen.page.locator(".thanks")).to_be_visible(timeout=PATIENCE)

        after = await supervisor.figures()
        moved = {name: (after[name][0] - before[name][0], after[name][1] - before[name][1]) for name in after}
        assert moved == {
            "chat_share": (1, 0),
            "resolution_citizen": (1, 0),
            "service_level": (1, 0),
            "abandonment": (1, 0),
            "satisfaction": (1, 0),
        }


async def test_of_two_agents_who_claim_at_once_one_wins_and_the_other_is_told(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    words = "Vem vinner när två trycker samtidigt, undrar jag?"
    async with (
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
    ):
        await citizen.opens_chat()
        await citizen.says("Jag vill prata med en människa")
        await citizen.sees("i kön")
        await citizen.says(words)
        await expect(anna.waiting(words)).to_be_visible(timeout=PATIENCE)
        await expect(bjorn.waiting(words)).to_be_visible(timeout=PATIENCE)
        for agent in (anna, bjorn):
            # A copy of the form stays on the page when the live queue takes the row away: as pressed a moment before.
            await agent.waiting(words).locator("button.claim").evaluate(COPIED)
        for agent in (anna, bjorn):
            await agent.page.locator("body > form").last.evaluate("form => form.submit()")
            await expect(agent.page.locator("body")).to_contain_text(WON_OR_LOST, timeout=PATIENCE)
        assert "hann före" in await bjorn.page.inner_text("body")
        assert "hann före" not in await anna.page.inner_text("body")
        await anna.ends("Inte löst")


async def test_the_chat_resumes_after_reload_and_after_the_network_was_lost(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    """Requirements G-04, G-09."""
    async with citizen_at(browser, kontakt) as citizen:
        await citizen.opens_chat()
        await citizen.says(KNOWN)
        await citizen.sees("Källa")
        await citizen.page.reload()
        await citizen.sees(KNOWN)
        await citizen.sees("Källa")
        assert await citizen.log.get_by_text(KNOWN, exact=True).count() == 1

        await citizen.context.set_offline(True)
        await citizen.says("Får jag elda löv?")
        await citizen.context.set_offline(False)
        await citizen.sees("elda", within=PATIENCE)
        await expect(citizen.log.get_by_text("Får jag elda löv?", exact=True)).to_have_count(1, timeout=PATIENCE)
        await expect(citizen.log.get_by_text("Källa")).to_have_count(2, timeout=PATIENCE)


async def test_a_citizen_manages_with_the_keyboard_alone(browser: Browser, kontakt: RunningKontakt) -> None:
    """Requirements A-07, A-08, A-09."""
    async with citizen_at(browser, kontakt) as citizen:
        keyboard = citizen.page.keyboard
        launcher = citizen.page.get_by_role("button", name="Fråga oss")
        await launcher.focus()
        await keyboard.press("Enter")
        await expect(citizen.field).to_be_focused(timeout=PATIENCE)
        await citizen.sees("AI-assistent")
        await keyboard.type(KNOWN)
        await keyboard.press("Enter")
        await citizen.sees("Källa")
        await expect(citizen.field).to_be_focused()
        await keyboard.press("Escape")
        await expect(launcher).to_be_focused()


async def test_nothing_is_stored_or_asked_for_before_the_chat_is_opened(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    """Requirements C-12, C-13, C-14."""
    context = await browser.new_context()
    page = await context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(kontakt.citizens)
    await page.wait_for_load_state("networkidle")
    stored = await page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]
    assert all(url.startswith(kontakt.citizens) for url in asked)
    assert not any("/v1/" in url for url in asked)
    await page.get_by_role("button", name="Fråga oss").click()
    field = page.get_by_role("textbox", name="Skriv din fråga")
    await field.fill("mycket hemlig fråga")
    await field.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("mycket hemlig fråga", timeout=PATIENCE)
    kept = await page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])")
    assert "hemlig" not in kept
    await context.close()
