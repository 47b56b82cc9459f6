"""`make screenshots`: the README's pictures, taken of the running system with invented people."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from assistant.bootstrap import build
from assistant.domain.stretch import StretchName
from assistant.settings import PROJECT, Settings
from tests.busy_console import served
from tests.e2e.conftest import BROWSER_FLAGS, found_chromium
from tests.e2e.people import (
    PATIENCE,
    AgentBrowser,
    CitizenBrowser,
    EditorBrowser,
    SupervisorBrowser,
    agent_at,
    citizen_at,
    editor_at,
    supervisor_at,
)
from tests.redis_server import running_redis
from tests.running_kontakt import RunningKontakt, running_kontakt

PICTURES = PROJECT / "docs/screenshots"
KNOWN = "Får jag elda löv i trädgården?"
UNSURE = "Jag undrar om ni kan hjälpa mig att hitta min kanin Sture?"
WAITING = ("Vem pratar jag med om bron som gungar?", "Kan jag få ett träd uppkallat efter mormor?")
ON_A_PAGE = "parkering/boendeparkering"
EDITED = "cykel.stulen_cykel"
ADDED = "Du kan också fråga på biblioteket."
DAYS = 90
"""Enough for a month beside the one before."""
REPLY = "Hej! Vad ledsamt. Vi har tyvärr inget register över kaniner, men ring gärna polisen på 114 14."


async def talk(citizen: CitizenBrowser, agent: AgentBrowser) -> None:
    """A known question, then one for a person, who answers."""
    await citizen.opens_chat()
    await citizen.says(KNOWN)
    await citizen.sees("Källa")
    await citizen.page.screenshot(path=PICTURES / "widget.png")
    await citizen.says(UNSURE)
    await citizen.sees("i kön")
    await agent.claims(UNSURE)
    await agent.page.screenshot(path=PICTURES / "console.png")
    await agent.replies(REPLY)
    await citizen.sees(REPLY)
    await agent.ends("Löst")
    await citizen.page.get_by_role("radio", name="Ja").check()
    await citizen.page.get_by_role("radio", name="5").check()
    await citizen.page.get_by_role("button", name="Skicka").last.click()
    await citizen.sees("Tack")


async def wait_in_queue(browser: Browser, kontakt: RunningKontakt, words: str) -> CitizenBrowser:
    """Somebody who waits while the pictures are taken."""
    context = await browser.new_context(locale="sv-SE")
    page = await context.new_page()
    await page.goto(kontakt.citizens)
    citizen = CitizenBrowser(page, context)
    await citizen.opens_chat()
    await citizen.says("Jag vill prata med en människa")
    await citizen.sees("i kön")
    await citizen.says(words)
    return citizen


async def watch(browser: Browser, kontakt: RunningKontakt, supervisor: SupervisorBrowser) -> None:
    """What the assistant does now, how far it may go, and who is here."""
    for words in (KNOWN, "hur mycket kostar fritids", "ni svarar ju fel", "Var lämnar jag gamla batterier?"):
        context = await browser.new_context(locale="sv-SE")
        page = await context.new_page()
        await page.goto(kontakt.citizens)
        citizen = CitizenBrowser(page, context)
        await citizen.opens_chat()
        await citizen.says(words)
        await expect(citizen.page.locator("kontakt-chat .utterance.assistant")).to_have_count(2, timeout=PATIENCE)
    for name in ("monitor", "oversight", "staff"):
        await supervisor.page.goto(f"{kontakt.staff}/{name}")
        await expect(supervisor.page.locator("h1")).to_be_visible(timeout=PATIENCE)
        await supervisor.page.screenshot(path=PICTURES / f"{name}.png")


async def read_answers(browser: Browser, kontakt: RunningKontakt) -> None:
    """One answer as a page in Swedish and in Arabic."""
    context = await browser.new_context(locale="sv-SE", viewport={"width": 1200, "height": 820})
    page = await context.new_page()
    for lang in ("sv", "ar"):
        await page.goto(f"{kontakt.citizens}/answers/{lang}/{ON_A_PAGE}")
        await page.screenshot(path=PICTURES / f"answer-{lang}.png")
    await context.close()


async def edit(editor: EditorBrowser) -> None:
    """A text under way, with its preview beside it."""
    await editor.opens(EDITED)
    text = await editor.page.locator("#answer").input_value()
    await editor.writes(text.replace("\n\n", f" {ADDED}\n\n", 1))
    await expect(editor.page.locator("#beside .bubble")).to_contain_text(ADDED, timeout=PATIENCE)
    await editor.page.screenshot(path=PICTURES / "editor.png")


async def take_pictures(kontakt: RunningKontakt) -> None:
    """All pictures, in one story."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found_chromium(), args=list(BROWSER_FLAGS))
        async with (
            citizen_at(browser, kontakt, viewport={"width": 1200, "height": 820}) as citizen,
            agent_at(browser, kontakt, "anna") as agent,
            supervisor_at(browser, kontakt) as supervisor,
            editor_at(browser, kontakt) as editor,
        ):
            for words in WAITING:
                await wait_in_queue(browser, kontakt, words)
            await talk(citizen, agent)
            await watch(browser, kontakt, supervisor)
            await read_answers(browser, kontakt)
            await edit(editor)
        await browser.close()


async def take_reports(var: Path) -> None:
    """The supervisor's picture, over months that nobody has lived: the console alone, since nobody asks anything."""
    with running_redis(var) as redis:
        assistant = build(Settings(var=var, redis_url=redis.url, demo=True))
        async with served(assistant) as staff, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=found_chromium(), args=list(BROWSER_FLAGS))
            context = await browser.new_context(locale="sv-SE", viewport={"width": 1440, "height": 900})
            page = await context.new_page()
            await page.goto(staff)
            await AgentBrowser(page).signs_in("sofia")
            await expect(page.get_by_text("Leda", exact=True)).to_be_visible(timeout=PATIENCE)
            await page.goto(f"{staff}/reports?stretch={StretchName.LAST_MONTH}")
            await expect(page.locator("h1")).to_be_visible(timeout=PATIENCE)
            await page.screenshot(path=PICTURES / "supervisor.png")
            await browser.close()
        await assistant.aclose()


def make_months(var: Path) -> None:
    """A demonstration in a folder of its own."""
    command = [str(Path(sys.executable).with_name("kontakt")), "demo", "--days", str(DAYS), "--database", str(var)]
    subprocess.run(command, check=True, cwd=PROJECT)


def main() -> None:
    """Starts everything on a record of its own, and takes the pictures; then the console over a demonstration."""
    with tempfile.TemporaryDirectory() as folder:
        with running_kontakt(Path(folder) / "var") as kontakt:
            asyncio.run(take_pictures(kontakt))
        make_months(Path(folder) / "months")
        asyncio.run(take_reports(Path(folder) / "months"))
    print(f"The pictures stand in {PICTURES}.")  # noqa: T201 - a command's word


if __name__ == "__main__":
    main()
