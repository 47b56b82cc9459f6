"""axe-core finds nothing to mend in any state a person meets (requirements A-01, A-24, A-29)."""

import json
import re
from collections.abc import Sequence
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from assistant.settings import PROJECT
from tests.e2e.people import agent_at, citizen_at, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

AXE = PROJECT / "assistant/widget/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "EN-301-549"]
PHONE = {"width": 320, "height": 640}
"""320 CSS pixels: 400 % zoom of a 1280 pixels wide window (requirement A-13)."""
QUESTION = "När hämtas soporna?"
UNSURE = "Kan ni välja namn åt min nya guldfisk?"
CONFIRM = re.compile("^Ja, ")
OVERSIGHT = ("/approvals", "/oversight", "/oversight/topics/bygglov")


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
    browser: Browser, kontakt: RunningKontakt, viewport: dict[str, int], scheme: str
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
async def test_the_console_and_the_supervisors_pages_are_accessible(
    browser: Browser, kontakt: RunningKontakt, scheme: str
) -> None:
    async with (
        citizen_at(browser, kontakt) as citizen,
        agent_at(browser, kontakt, "fatima") as agent,
        supervisor_at(browser, kontakt) as supervisor,
    ):
        for page in (agent.page, supervisor.page):
            await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        unsure = f"Vilken färg har marsmolnen {scheme}?"
        await citizen.opens_chat()
        await citizen.says(unsure)
        await citizen.sees("i kön")
        assert await violations(agent.page) == []
        await agent.claims(unsure)
        assert await violations(agent.page) == []
        await agent.ends("Inte löst")
        reviewing = ("/review", "/review/topics", "/review/work", "/audit")
        for path in (
            "/service?period=today",
            "/service/service_level?period=today",
            "/contacts",
            "/contacts/keys",
            "/wallboard",
            "/wallboard?scheme=light",
            "/warnings",
            "/cases",
            *OVERSIGHT,
            *reviewing,
            "/staffing",
            "/staffing/shifts",
        ):
            await supervisor.page.goto(f"{kontakt.staff}{path}")
            assert await violations(supervisor.page) == []
