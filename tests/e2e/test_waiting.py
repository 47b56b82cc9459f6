"""Waiting for a person: told honestly how it is, answered meanwhile, and free to begin anew when it is over."""

import json

import pytest
from playwright.async_api import Browser, expect

from tests.e2e.people import PATIENCE, agent_at, citizen_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

UNSURE = "Kan ni välja namn åt min nya sköldpadda?"
KNOWN = "Hur söker jag boendeparkering?"
ALSO_KNOWN = "Får jag elda löv i trädgården?"
PLACE_KEPT = "Du står kvar i kön. Under tiden kan jag svara så här:"


async def test_who_waits_is_told_that_nobody_is_there_answered_meanwhile_and_by_people_alone_once_one_has_come(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        panel = citizen.page.locator("kontakt-chat .panel")
        await citizen.opens_chat()
        await citizen.says(UNSURE)
        await citizen.sees("Ingen är på plats just nu, och vi vet inte hur lång väntan blir.")
        await expect(panel.locator(".reply").filter(has_text="Ring upp mig")).to_be_visible()
        await citizen.says(KNOWN)
        await citizen.sees(PLACE_KEPT)
        await expect(panel.locator(".sources")).to_have_count(1, timeout=PATIENCE)
        await expect(panel).to_have_attribute("data-holder", "queue")
        assert await violations(citizen.page) == []
        async with agent_at(browser, kontakt, "anna") as agent:
            await agent.claims(UNSURE)
            await expect(agent.page.locator("#transcript")).to_contain_text(PLACE_KEPT, timeout=PATIENCE)
            await citizen.sees("Nu chattar du med Anna")
            await citizen.says(ALSO_KNOWN)
            await agent.replies("Ja, om det inte råder eldningsförbud.")
            await citizen.sees("Ja, om det inte råder eldningsförbud.")
            await expect(panel.locator(".sources")).to_have_count(1)
            await agent.ends("Löst")
        await citizen.sees("Löste vi din fråga?")
        begin = panel.get_by_role("button", name="Ny konversation")
        await expect(begin).to_be_in_viewport()
        assert await citizen.page.evaluate("sessionStorage.length") == 0  # nothing is kept of what is over
        async with citizen.page.expect_request(lambda one: one.url.endswith("/v1/conversations")) as opening:
            await begin.click()
        shown = json.loads((await opening.value).post_data or "{}")["after"]
        assert set(shown) == {"conversation", "token"}
        await expect(panel.locator("article.assistant")).to_have_count(1, timeout=PATIENCE)
        await expect(citizen.field).to_be_focused()
