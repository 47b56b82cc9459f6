"""axe-core finds nothing to mend in any state a person meets (requirements A-01, A-24, A-29)."""

import json
import re
from collections.abc import Sequence
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, ViewportSize, expect

from assistant.settings import PROJECT
from tests.contact_files import MONDAY
from tests.e2e.people import PATIENCE, agent_at, citizen_at, supervisor_at
from tests.e2e.staff_pages import PAGES, first_behind
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

WITH_A_BAD_ROW = f"Datum;Tid;Kö;Inkomna\n{MONDAY};08:00;Växel;4\n{MONDAY};08:30;Växel;nio"

AXE = PROJECT / "assistant/widget/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549"]
PHONE: ViewportSize = {"width": 320, "height": 640}
"""320 CSS pixels: 400 % zoom of a 1280 pixels wide window (requirement A-13)."""
QUESTION = "När hämtas soporna?"
UNSURE = "Kan ni välja namn åt min nya guldfisk?"
CONFIRM = re.compile("^Ja, ")


async def violations(page: Page) -> Sequence[str]:
    """What axe finds wrong, with the place; `target-size` is off by default and switched on here."""
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"target-size": {"enabled": True}}}
    # Evaluated, not added as a script tag: the pages' content security policy lets no inline script in.
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return [f"{each['id']}: {each['nodes'][0]['target']}" for each in found["violations"]]


@pytest.mark.parametrize("viewport", [{"width": 1280, "height": 800}, PHONE], ids=["desktop", "320 pixels"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_widget_is_accessible_in_its_states(
    browser: Browser, kontakt: RunningKontakt, viewport: ViewportSize, scheme: str
) -> None:
    async with citizen_at(browser, kontakt, viewport=viewport, color_scheme=scheme) as citizen:
        assert await violations(citizen.page) == []
        await citizen.opens_chat()
        await citizen.says(QUESTION)
        await citizen.sees("Källa")
        assert await violations(citizen.page) == []
        width = await citizen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1]
        await citizen.says(UNSURE)
        await citizen.sees("Du väntar på en person")
        assert await violations(citizen.page) == []
        await citizen.page.get_by_role("button", name="Avsluta").click()
        await citizen.page.get_by_role("button", name=CONFIRM).click()
        await citizen.sees("Löste vi din fråga?")
        assert await violations(citizen.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_desk_is_accessible_with_a_conversation_waiting_and_taken(
    browser: Browser, kontakt: RunningKontakt, scheme: Literal["light", "dark"]
) -> None:
    async with citizen_at(browser, kontakt) as citizen, agent_at(browser, kontakt, "fatima") as agent:
        await agent.page.emulate_media(color_scheme=scheme)
        unsure = f"Vilken färg har marsmolnen {scheme}?"
        await citizen.opens_chat()
        await citizen.says(unsure)
        await citizen.sees("i kön")
        assert await violations(agent.page) == []
        await agent.claims(unsure)
        assert await violations(agent.page) == []
        await agent.ends("Inte löst")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_of_the_console_is_accessible_and_fits_a_narrow_window(
    browser: Browser, kontakt: RunningKontakt, scheme: Literal["light", "dark"]
) -> None:
    async with citizen_at(browser, kontakt) as citizen, supervisor_at(browser, kontakt) as supervisor:
        unsure = f"Vilken färg har månens baksida {scheme}?"
        await citizen.opens_chat()
        await citizen.says(unsure)
        await citizen.sees("i kön")
        page = supervisor.page
        await page.emulate_media(color_scheme=scheme)
        pages, found = list(PAGES), {}
        for path in pages:
            await page.goto(f"{kontakt.staff}{path}")
            found[path] = [*await violations(page), *await _too_wide(page)]
            links = await page.evaluate("[...document.querySelectorAll('main a[href]')].map(a => a.pathname)")
            if behind := first_behind(path, links):
                pages.append(behind)
        assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_steps_of_an_import_are_accessible(
    browser: Browser, kontakt: RunningKontakt, scheme: Literal["light", "dark"]
) -> None:
    async with supervisor_at(browser, kontakt) as supervisor:
        page = supervisor.page
        await page.emulate_media(color_scheme=scheme)
        await page.goto(f"{kontakt.staff}/contacts")
        await page.get_by_label("Varifrån antalen kommer").fill(f"Granskad {scheme}")
        await page.get_by_text("Eller klistra in raderna här").click()
        await page.get_by_label("Rader", exact=True).fill(WITH_A_BAD_ROW)
        await page.get_by_role("button", name="Fortsätt").click()
        await expect(page.locator("#columns")).to_be_visible(timeout=PATIENCE)
        assert [*await violations(page), *await _too_wide(page)] == []
        await page.get_by_label("växel", exact=True).select_option("phone")
        await page.locator("#to-preview").click()
        await expect(page.locator("#faults")).to_be_visible(timeout=PATIENCE)
        assert [*await violations(page), *await _too_wide(page)] == []


async def _too_wide(page: Page) -> Sequence[str]:
    """Whether a window of 320 pixels has to be moved sideways to read the page (requirement A-13)."""
    before = page.viewport_size
    await page.set_viewport_size(PHONE)
    shown, window = await page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    if before:
        await page.set_viewport_size(before)
    return [f"{shown} pixels wide in a window of {window}"] if shown > window else []
