"""A case between a citizen's browser and an agent's: reported, asked about, answered, mended."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Page, expect

from assistant.adapters.sql.engine import engine_for
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.system_clock import SystemClock
from assistant.bootstrap.parts import known_in
from assistant.domain.case import CaseKind, NewCase
from assistant.domain.conversation import (
    SWEDISH,
    Conversation,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    UtteranceId,
)
from assistant.services.case_links import CaseKeys
from assistant.services.cases import Cases
from assistant.services.chat_hours import ChatHours
from assistant.settings import Settings
from assistant.supervision.case_secret import case_secret
from assistant.wording.catalogue import read_wording
from tests.e2e.people import PATIENCE, AgentBrowser
from tests.e2e.test_accessibility import violations
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e


@dataclass
class Told:
    """What the citizen was told in the chat."""

    reference: str
    path: str


@pytest.fixture
async def told(kontakt: RunningKontakt) -> AsyncIterator[Told]:
    """A fault report, opened as a turn opens it, in the record of the running system."""
    settings = Settings().model_copy(update={"var": kontakt.var, "database_url": None, "case_secret": None})
    engine, clock = engine_for(settings.effective_database_url), SystemClock()
    hours = ChatHours(known_in(settings.knowledge_base).catalogue, clock)
    cases = Cases(SqlRecords(engine), clock, hours, read_wording(), CaseKeys(case_secret(settings)))
    conversation = ConversationId(secrets.token_hex(8))
    async with cases.records.unit() as unit:
        now = clock.now()
        await unit.conversations.open(Conversation(conversation, "nobody's", SWEDISH, Holder.ASSISTANT, now))
        confirmed = NewUtterance(UtteranceId("confirmed"), Speaker.CITIZEN, "Ja, det stämmer", SWEDISH)
        utterance = await unit.conversations.say(conversation, confirmed, now)
        details = {"what": "Gatlampan är släckt", "where": "Storgatan 12", "since": "I fredags"}
        reply = await cases.open(unit, NewCase(CaseKind.FAULT, details, conversation, utterance.seq, SWEDISH))
    path = reply.text.split("](")[1].split(")")[0]
    yield Told(path.split("/")[2], path)
    await engine.dispose()


async def signed_in(browser: Browser, kontakt: RunningKontakt) -> Page:
    """An agent's browser, at the cases."""
    context = await browser.new_context(locale="sv-SE", viewport={"width": 1440, "height": 900})
    page = await context.new_page()
    await page.goto(kontakt.staff)
    await AgentBrowser(page).signs_in("bjorn")
    await page.get_by_role("link", name="Ärenden").click()
    return page


@dataclass
class CaseBrowser:
    """The citizen with the page of the case, on a narrow screen. `asked`: every address that was fetched."""

    page: Page
    asked: list[str]

    async def sees(self, status: str) -> None:
        await self.page.reload()
        await expect(self.page.locator(".status")).to_contain_text(status)
        assert await violations(self.page) == []

    async def adds(self, words: str) -> None:
        await self.page.get_by_label("Vad mer behöver vi veta?").fill(words)
        await self.page.get_by_role("button", name="Skicka").click()
        await expect(self.page.locator("#said")).to_be_visible(timeout=PATIENCE)
        await expect(self.page.locator("ol.history")).to_contain_text(words)


async def citizen_with(browser: Browser, address: str) -> CaseBrowser:
    page = await (await browser.new_context(locale="sv-SE", viewport={"width": 320, "height": 640})).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await page.goto(address)
    return CaseBrowser(page, asked)


async def finds(agent: Page, words: str, reference: str) -> None:
    """Narrows the list down, and opens the case."""
    await agent.get_by_label("Sök").fill(words)
    await expect(agent.locator("#cases tbody tr")).to_have_count(1, timeout=PATIENCE)
    assert await violations(agent) == []
    await agent.get_by_role("link", name=reference).click()


async def asks(agent: Page, note: str, internal: str) -> None:
    """By the keyboard alone from the notes to the button."""
    await agent.get_by_label("Till medborgaren").fill(note)
    await agent.get_by_label("Till kollegor").fill(internal)
    await agent.locator("#to-waiting_for_citizen").focus()
    await agent.keyboard.press("Enter")
    await expect(agent.locator("#saved")).to_be_visible(timeout=PATIENCE)
    assert await violations(agent) == []


async def test_a_fault_is_asked_about_answered_and_mended_each_side_reading_the_other(
    browser: Browser, kontakt: RunningKontakt, told: Told
) -> None:
    citizen = await citizen_with(browser, f"{kontakt.citizens}{told.path}")
    await expect(citizen.page.get_by_role("heading", level=1)).to_have_text(told.reference)
    await citizen.sees("Vi har tagit emot ditt ärende")
    agent = await signed_in(browser, kontakt)
    await finds(agent, told.reference.lower(), told.reference)
    await asks(agent, "Vilket nummer står på stolpen?", "Tekniska verken vet")

    await citizen.sees("Vi behöver veta mer av dig")
    await expect(citizen.page.locator("main")).not_to_contain_text("Tekniska verken")
    await citizen.adds("Nummer 4711")

    await agent.reload()
    await expect(agent.locator("#history")).to_contain_text("Nummer 4711")
    await agent.get_by_role("button", name="Klart", exact=True).click()
    await expect(agent.locator("#case-status")).to_have_text("Klart", timeout=PATIENCE)

    await citizen.sees("Ditt ärende är klart")
    assert await citizen.page.locator("textarea[name=note]").count() == 0
    width = await citizen.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]
    # The map is a link: nothing was fetched from elsewhere (requirement C-14).
    assert [url for url in citizen.asked if not url.startswith((kontakt.citizens, "data:"))] == []
    await agent.get_by_role("button", name="Logga ut").click()


async def test_reference_and_key_open_the_case_and_a_wrong_key_opens_nothing(
    browser: Browser, kontakt: RunningKontakt, told: Told
) -> None:
    page = await (await browser.new_context(locale="sv-SE")).new_page()
    await page.goto(f"{kontakt.citizens}/case")
    await page.get_by_label("Ärendenummer").fill(told.reference.lower())
    await page.get_by_label("Nyckel").fill("fel nyckel")
    await page.get_by_role("button", name="Visa ärendet").click()
    await expect(page.get_by_role("alert")).to_contain_text("Vi hittar inget ärende")
    assert await violations(page) == []
    await page.get_by_label("Ärendenummer").fill(told.reference)
    await page.get_by_label("Nyckel").fill(told.path.rpartition("/")[2])
    await page.get_by_role("button", name="Visa ärendet").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(told.reference)
