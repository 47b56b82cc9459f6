"""Three agents at their desks: who is full gets no more, who is gone or silent loses the place to nobody, who is asked
to take over may say no.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import (
    PATIENCE,
    SECOND,
    AgentBrowser,
    CitizenBrowser,
    SupervisorBrowser,
    agent_at,
    citizen_at,
    supervisor_at,
)
from tests.e2e.test_routing import set_mode, taken_freely_again
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

ORDINARY_CAPACITY = 3
FIRST = "Kan ni berätta vem som ritade min farfars brevlåda?"
SECOND_CITIZEN = "Var kan jag låna en ballong till min farmor?"
THIRD = "Vilken bänk i parken är skönast att sova på?"
IN_DANGER = "jag vill inte leva längre"
FULL = "Du har så många samtal du kan ha."
OF_A_LETTERBOX = "Vem får måla min brevlåda rosa?"
SUMMARY = "Vill måla brevlådan rosa. Jag hittar inget."
REASON = "Jag kan inte området"


@asynccontextmanager
async def with_capacity(supervisor: SupervisorBrowser, agent: str, capacity: int) -> AsyncIterator[None]:
    """The agent may hold so many at once, and afterwards as many as before: others tell their stories here."""
    await set_capacity(supervisor, agent, capacity)
    try:
        yield
    finally:
        await set_capacity(supervisor, agent, ORDINARY_CAPACITY)


async def set_capacity(supervisor: SupervisorBrowser, agent: str, capacity: int) -> None:
    page = supervisor.page
    await page.goto(f"{supervisor.staff}/staff/demo-{agent}")
    await page.locator("#capacity").fill(str(capacity))
    await page.locator("#member-save").click()
    await expect(page.locator("#saved")).to_be_visible(timeout=PATIENCE)


async def test_who_is_full_takes_no_more_but_danger_and_the_next_agent_has_whoever_waits(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        supervisor_at(browser, kontakt) as supervisor,
        with_capacity(supervisor, "anna", 1),
        citizen_at(browser, kontakt) as first,
        citizen_at(browser, kontakt) as second,
        citizen_at(browser, kontakt) as endangered,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
        agent_at(browser, kontakt, "fatima") as fatima,
    ):
        await anna.sees_nobody_waiting()
        await first.waits_with(FIRST)
        await second.waits_with(SECOND_CITIZEN)
        row = anna.waiting(SECOND_CITIZEN)
        await expect(row).to_be_visible(timeout=PATIENCE)
        address = await row.get_by_role("button", name="Ta samtalet").get_attribute("formaction") or ""
        await anna.claims(FIRST)
        await expect(anna.page.locator("#my-load")).to_have_text("1 av 1 samtal", timeout=PATIENCE)
        await expect(anna.page.locator("#queue-hint")).to_contain_text(FULL)
        await expect(anna.waiting(SECOND_CITIZEN).get_by_role("button")).to_have_count(0)

        await waits_in_danger(endangered)
        await anna.waiting(IN_DANGER).get_by_role("button", name="Ta samtalet").click(timeout=PATIENCE)
        await expect(anna.page.locator("#my-load")).to_have_text("2 av 1 samtal", timeout=PATIENCE)
        await endangered.sees("Nu chattar du med Anna")

        await presses_in_a_window_left_open(anna, address)
        await expect(anna.page.locator("#said")).to_contain_text(FULL, timeout=PATIENCE)
        await expect(fatima.waiting(SECOND_CITIZEN)).to_be_visible(timeout=PATIENCE)
        await bjorn.claims(SECOND_CITIZEN)
        await second.sees("Nu chattar du med Björn")
        await expect(fatima.waiting(SECOND_CITIZEN)).to_have_count(0, timeout=PATIENCE)


async def waits_in_danger(citizen: CitizenBrowser) -> None:
    await citizen.opens_chat()
    await citizen.says(IN_DANGER)
    await citizen.sees("112")


async def presses_in_a_window_left_open(agent: AgentBrowser, address: str) -> None:
    """The claim of a page that was opened before the agent was full."""
    press = """address => {
        const form = Object.assign(document.createElement('form'), {method: 'post', action: address});
        form.append(document.querySelector('[name=csrf_key]').cloneNode());
        document.body.append(form);
        form.submit();
    }"""
    await agent.page.evaluate(press, address)


async def test_who_is_full_is_not_offered_anybody_and_the_one_who_comes_is_asked_at_once(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with AsyncExitStack() as people:
        supervisor = await people.enter_async_context(supervisor_at(browser, kontakt))
        await people.enter_async_context(taken_freely_again(supervisor, kontakt.staff))
        await people.enter_async_context(with_capacity(supervisor, "anna", 1))
        first, second = [await people.enter_async_context(citizen_at(browser, kontakt)) for _ in range(2)]
        anna, fatima = [
            await people.enter_async_context(agent_at(browser, kontakt, name)) for name in ("anna", "fatima")
        ]
        await anna.sees_nobody_waiting()
        await fatima.page.locator("#status-lunch").click()
        await first.waits_with(FIRST)
        await anna.claims(FIRST)
        await set_mode(supervisor.page, kontakt.staff, "offer", "Vi provar en vecka")
        await second.waits_with(SECOND_CITIZEN)
        bjorn = await people.enter_async_context(agent_at(browser, kontakt, "bjorn"))
        # An offer stands for twenty seconds: had anybody else been asked, he would not be asked within five.
        await expect(bjorn.page.locator("#offer-pane")).to_contain_text(SECOND_CITIZEN, timeout=5 * SECOND)
        for other in (anna, fatima):
            await expect(other.page.locator("#offer-pane")).to_have_count(0)
        await bjorn.page.locator("h1").first.focus()
        await bjorn.page.keyboard.press("t")
        await second.sees("Nu chattar du med Björn")


async def test_who_vanishes_and_who_says_nothing_lose_their_citizens_who_have_their_old_places(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        citizen_at(browser, kontakt) as first,
        citizen_at(browser, kontakt) as second,
        citizen_at(browser, kontakt) as third,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
        agent_at(browser, kontakt, "fatima") as fatima,
    ):
        await anna.sees_nobody_waiting()
        for citizen, words in ((first, FIRST), (second, SECOND_CITIZEN), (third, THIRD)):
            await citizen.waits_with(words)
        await anna.claims(FIRST)
        await anna.replies("Hej! Jag letar efter brevlådan.")
        await first.sees("Jag letar efter brevlådan.")
        await bjorn.claims(SECOND_CITIZEN)
        await anna.vanishes()
        await third.sees("Du är nummer 1 i kön")

        await first.sees("Anna tappade anslutningen. Du har kvar din plats i kön", within=3 * PATIENCE)
        await first.sees("Du är nummer 1 i kön")
        await second.sees("Björn kunde inte svara. Du har kvar din plats i kön", within=3 * PATIENCE)
        await second.sees("Du är nummer 2 i kön")
        await third.sees("Du är nummer 3 i kön")
        await expect(bjorn.page.locator("#said")).to_contain_text("Du har inte längre det samtalet", timeout=PATIENCE)
        await expect(bjorn.page.locator("#away-told")).to_be_visible(timeout=PATIENCE)

        rows = fatima.page.locator("#queue-rows > li")
        for place, words in enumerate((FIRST, SECOND_CITIZEN, THIRD)):
            await expect(rows.nth(place)).to_contain_text(words, timeout=PATIENCE)
        await fatima.claims(FIRST)
        await expect(fatima.page.locator("#transcript")).to_contain_text("Jag letar efter brevlådan.")
        await first.sees("Nu chattar du med Fatima")
        await second.sees("Du är nummer 1 i kön")


async def test_a_colleague_who_is_asked_to_take_over_says_no_and_another_yes(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with (
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "anna") as anna,
        agent_at(browser, kontakt, "bjorn") as bjorn,
        agent_at(browser, kontakt, "fatima") as fatima,
    ):
        await citizen.waits_with(OF_A_LETTERBOX)
        await anna.claims(OF_A_LETTERBOX)
        await asks_to_take_over(anna, "Björn Åkesson")
        held_out = bjorn.page.locator(".held-out")
        await expect(held_out).to_contain_text(SUMMARY, timeout=PATIENCE)
        await expect(fatima.page.locator(".held-out")).to_have_count(0)
        await held_out.locator("select").select_option(label=REASON)
        await held_out.get_by_role("button", name="Avstå").click()
        await expect(held_out).to_have_count(0, timeout=PATIENCE)
        told = anna.page.locator("#passing-told")
        await expect(told).to_contain_text("Björn tackade nej.", timeout=PATIENCE)
        await expect(told).to_contain_text(REASON)
        await told.get_by_role("link", name="Fråga någon annan").click()
        await asks_to_take_over(anna, "Fatima Haddad")
        await fatima.page.locator(".held-out").get_by_role("button", name="Ta över").click(timeout=PATIENCE)
        await expect(fatima.page.locator("#passed-on")).to_contain_text(SUMMARY, timeout=PATIENCE)
        await citizen.sees("Nu chattar du med Fatima")
        await expect(citizen.log).not_to_contain_text("Björn")
        await expect(citizen.log).not_to_contain_text(SUMMARY)
        await expect(anna.page.locator("#said")).to_contain_text("överlämnat", timeout=PATIENCE)
        await fatima.ends("Löst")


async def asks_to_take_over(agent: AgentBrowser, colleague: str) -> None:
    page = agent.page
    if not await page.locator("#transfer").is_visible():
        await page.locator("#transcript").focus()
        await page.keyboard.press("o")
    await page.locator("[name=kind][value=colleague]").check()
    await page.locator("#to").select_option(label=colleague)
    await page.locator("#summary").fill(SUMMARY)
    await page.get_by_role("button", name="Lämna över").click()
    await expect(page.locator("#passing-told")).to_contain_text("har fått frågan om att ta över", timeout=PATIENCE)
