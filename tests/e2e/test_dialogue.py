"""Whole dialogues in real browsers, through the real Rasa: a fault report, another language, danger with Rasa gone."""

from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, Page, expect

from tests.e2e.people import PATIENCE, CitizenBrowser, agent_at, citizen_at
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt, running_kontakt

pytestmark = pytest.mark.e2e

SECOND = 1_000
ALARM_WITHIN = 5 * SECOND
"""Requirement E-04."""


@pytest.fixture
def kontakt_without_rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningKontakt]:
    with running_kontakt(tmp_path_factory.mktemp("without-rasa") / "var") as running:
        running.kill("rasa")
        yield running


async def presses(citizen: CitizenBrowser, words: str) -> None:
    """One of the buttons under the assistant's last words."""
    await citizen.page.locator("kontakt-chat .reply").get_by_text(words, exact=True).click()


async def is_followed(citizen: CitizenBrowser) -> Page:
    """The page of the case, by the link in the chat."""
    address = await citizen.log.get_by_role("link", name="Följ ditt ärende").get_attribute("href")
    page = await citizen.context.new_page()
    await page.goto(address or "")
    return page


async def test_a_fault_is_reported_in_the_chat_corrected_confirmed_followed_and_seen_by_staff(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen, agent_at(browser, kontakt, "anna") as agent:
        await citizen.opens_chat()
        await citizen.says("gatlampan utanför oss är trasig")
        await citizen.sees("Var är det?")
        await citizen.says("anna@example.com")
        await citizen.sees("Jag behöver veta var det är")
        await citizen.says("Storgatan 12 sedan i måndags")
        await citizen.sees("Vill du få veta hur det går?")
        await presses(citizen, "Nej, jag vill vara anonym")
        await citizen.sees("Stämmer det?")
        await presses(citizen, "Ändra")
        await citizen.sees("Vad vill du ändra?")
        await presses(citizen, "Platsen")
        await citizen.sees("Skriv den rätta platsen")
        await citizen.says("Storgatan 20 menade jag")
        await expect(citizen.log.get_by_text("Var: Storgatan 20")).to_be_visible(timeout=PATIENCE)
        await citizen.says("nej fel, Storgatan 21")
        await expect(citizen.log.get_by_text("Var: Storgatan 21")).to_be_visible(timeout=PATIENCE)
        assert await violations(citizen.page) == []
        await presses(citizen, "Ja, det stämmer")
        await citizen.sees("KL-20")

        page = await is_followed(citizen)
        await expect(page.locator("main")).to_contain_text("Vi har tagit emot ditt ärende")
        await expect(page.locator("main")).to_contain_text("Storgatan 21")
        reference = await page.get_by_role("heading", level=1).inner_text()

        await agent.page.get_by_role("link", name="Ärenden").click()
        await agent.page.get_by_role("link", name=reference).click()
        await expect(agent.page.locator("main")).to_contain_text("gatlampan utanför oss är trasig")


async def test_another_language_is_spoken_on_request_and_the_first_again(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        await citizen.opens_chat()
        await citizen.says("can we speak english please")
        await citizen.sees("From now on I answer in English")
        await citizen.says("hur söker jag boendeparkering?")
        await citizen.sees("resident")
        await citizen.says("kan vi ta det på svenska igen")
        await citizen.sees("Från och med nu svarar jag på svenska")


async def test_danger_is_answered_at_once_and_alarms_staff_while_rasa_is_gone(
    browser: Browser, kontakt_without_rasa: RunningKontakt
) -> None:
    """Requirements E-02, E-04, E-08."""
    kontakt = kontakt_without_rasa
    async with agent_at(browser, kontakt, "anna") as agent, citizen_at(browser, kontakt) as citizen:
        await citizen.opens_chat()
        await citizen.says("min man slår mig, jag är rädd")
        await citizen.sees("112", within=ALARM_WITHIN)
        await expect(agent.page.locator("#alarm-strip")).to_be_visible(timeout=ALARM_WITHIN)
        await expect(citizen.page.get_by_role("button", name="Lämna sidan snabbt").first).to_be_visible()
        await agent.page.get_by_role("button", name="Hjälp nu").click()
        await citizen.sees("Nu chattar du med Anna")
        await agent.replies("Jag är här.")
        await citizen.sees("Jag är här.")
        await agent.ends("Hänvisad")


async def test_whoever_leaves_the_queue_goes_on_with_the_assistant(browser: Browser, kontakt: RunningKontakt) -> None:
    async with citizen_at(browser, kontakt) as citizen:
        await citizen.opens_chat()
        await citizen.says("Jag vill prata med en människa")
        await citizen.sees("Du väntar på en person")
        panel = citizen.page.locator("kontakt-chat .panel")
        await panel.get_by_role("button", name="Lämna kön", exact=True).click()
        await panel.get_by_role("button", name="Ja, lämna kön").click()
        await citizen.sees("Nu svarar AI-assistenten igen")
        await citizen.says("När hämtas soporna?")
        await citizen.sees("Källa")
