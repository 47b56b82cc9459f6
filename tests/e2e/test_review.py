"""People judge what the assistant answered, by keyboard; a run of wrong answers takes the topic down at once."""

from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Browser, expect

from tests.citizen import citizen
from tests.e2e.people import PATIENCE, AgentBrowser, agent_at, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

TOPIC = "borgerlig_vigsel"
"""No other story asks about it: it stays lowered."""
QUESTION = "Hur bokar vi en borgerlig vigsel?"
ENOUGH = 4
"""Wrong answers in a row (docs/adr/0024)."""


async def asked(kontakt: RunningKontakt) -> str:
    """A citizen asks and is answered from the knowledge base; the address under which that is judged."""
    async with citizen(kontakt.citizens) as one:
        seq = (await one.says(QUESTION))["seq"]
        await one.sees(lambda page: page.reply_to(seq) is not None)
        assert (one.reply_to(seq) or {}).get("sources")
        return f"{kontakt.staff}/review/turn/{one.conversation}/{seq}"


async def judges_wrong(agent: AgentBrowser, address: str) -> None:
    """By keyboard alone: one key, and Enter."""
    await agent.page.goto(address)
    await expect(agent.page.locator(".judged-here")).to_contain_text("Bedöm det här svaret", timeout=PATIENCE)
    await agent.page.keyboard.press("2")
    await expect(agent.page.locator("#find")).to_be_visible(timeout=PATIENCE)
    await agent.page.keyboard.press("Enter")
    await agent.page.wait_for_url(f"{agent.page.url.partition('/review')[0]}/review*", timeout=PATIENCE)


async def test_four_wrong_answers_in_a_row_take_a_topic_down_and_the_supervisor_is_told_wherever_she_is(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with AsyncExitStack() as people:
        sofia = await people.enter_async_context(supervisor_at(browser, kontakt))
        await sofia.page.goto(f"{kontakt.staff}/reports")
        anna = await people.enter_async_context(agent_at(browser, kontakt, "anna"))
        for address in [await asked(kontakt) for _ in range(ENOUGH)]:
            await judges_wrong(anna, address)
        # What is judged counts once it is drawn, which the sweeper does by the minute.
        banner = sofia.page.locator(f"#fallen-{TOPIC}")
        await expect(banner).to_contain_text("0 av 4 granskade svar var rätt", timeout=4 * PATIENCE)
        await banner.get_by_role("link").click()
        row = sofia.page.locator(f"#topic-{TOPIC}")
        await expect(row).to_have_attribute("data-level", "approve", timeout=PATIENCE)
        await sofia.page.goto(f"{kontakt.staff}/audit?subject=topic:{TOPIC}")
        await expect(sofia.page.locator('#audit [data-act="level_fell"]')).to_contain_text("Systemet", timeout=PATIENCE)
        await sofia.page.locator(f"#fallen-{TOPIC}").get_by_role("button").click()
        await expect(sofia.page.locator(f"#fallen-{TOPIC}")).to_have_count(0, timeout=PATIENCE)
    async with citizen(kontakt.citizens) as one:
        seq = (await one.says(QUESTION))["seq"]
        await one.sees(lambda page: "kontrollerar en människa" in str(page.reply_to(seq)))
