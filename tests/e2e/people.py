"""The people of the stories, each with a browser context of their own: what they see and press, in their own words."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from assistant.domain.period import LOCAL
from assistant.services.staff_demo import DEMO_PASSWORD
from tests.running_kontakt import RunningKontakt

SECOND = 1_000
PATIENCE = 30 * SECOND


@dataclass
class CitizenBrowser:
    """A citizen on the municipality's page."""

    page: Page
    context: BrowserContext

    @property
    def log(self) -> Locator:
        return self.page.get_by_role("log")

    @property
    def field(self) -> Locator:
        """Where one writes, whatever language the chat has passed to."""
        return self.page.locator("kontakt-chat #field")

    async def opens_chat(self) -> None:
        await self.page.get_by_role("button", name="Fråga oss").click()
        await expect(self.log).to_contain_text("AI-assistent", timeout=PATIENCE)

    async def says(self, text: str) -> None:
        await self.field.fill(text)
        await self.field.press("Enter")
        await expect(self.log).to_contain_text(text)

    async def waits_with(self, words: str) -> None:
        """The citizen asks what the assistant does not know, and is in the queue."""
        await self.opens_chat()
        await self.says(words)
        await self.sees("i kön")

    async def sees(self, text: str, *, within: float = PATIENCE) -> None:
        await expect(self.page.locator("kontakt-chat")).to_contain_text(text, timeout=within)


@dataclass
class AgentBrowser:
    """An agent at the desk."""

    page: Page

    async def signs_in(self, name: str, password: str = DEMO_PASSWORD) -> None:
        await self.page.get_by_label("Användarnamn").fill(name)
        await self.page.get_by_label("Lösenord").fill(password)
        await self.page.get_by_role("button", name="Logga in").click()

    async def is_available(self) -> None:
        await self.page.get_by_role("button", name="Tillgänglig").click()
        await expect(self.page.locator("#on-duty")).to_contain_text("tillgänglig", timeout=PATIENCE)

    async def vanishes(self) -> None:
        """The browser is gone without a word: a lid that was closed, a network that was lost."""
        await self.page.context.close()

    def waiting(self, words: str) -> Locator:
        """The row of the citizen who said these words."""
        return self.page.locator("#queue-rows > li").filter(has_text=words)

    async def claims(self, words: str) -> None:
        await self.waiting(words).get_by_role("button", name="Ta samtalet").click()
        await expect(self.page.locator("#transcript")).to_contain_text(words, timeout=PATIENCE)

    async def sees_nobody_waiting(self) -> None:
        """Those of other stories, whose pages are closed, have been let go."""
        await expect(self.page.locator("#queue-rows > li")).to_have_count(0, timeout=5 * PATIENCE)

    async def replies(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.get_by_role("button", name="Skicka", exact=True).click()

    async def ends(self, disposition: str) -> None:
        await self.page.locator("summary").filter(has_text="Avsluta").click()
        await self.page.get_by_role("button", name="Ja, avsluta samtalet").click()
        await self.wraps_up(disposition)

    async def wraps_up(self, disposition: str) -> None:
        await self.page.get_by_role("radio", name=disposition).first.check()
        await self.page.get_by_role("button", name="Spara och bli klar").click()
        await expect(self.page.locator("#said")).to_be_visible(timeout=PATIENCE)


@dataclass
class SupervisorBrowser:
    """A supervisor who looks at the service."""

    page: Page
    staff: str

    async def enters_calls(self, number: int) -> None:
        """Enters today's telephone contacts."""
        await self.page.goto(f"{self.staff}/contacts?day={datetime.now(LOCAL).date()}")
        await self.page.locator("#channel-phone").fill(str(number))
        await self.page.locator("#save-day").click()
        await expect(self.page.locator("#saved")).to_be_visible(timeout=PATIENCE)

    async def figures(self) -> dict[str, tuple[int, int]]:
        """How many of today's conversations count for and against each promised figure, as the files behind them say.

        The page itself tells nothing of fewer than five.
        """
        await self.page.goto(f"{self.staff}/reports?stretch=today")
        cards = await self.page.locator("li.promise").all()
        names = [(await card.get_attribute("id") or "").removeprefix("figure-") for card in cards]
        return {name: (await self._behind(name, "for"), await self._behind(name, "against")) for name in names}

    async def _behind(self, figure: str, counts: str) -> int:
        address = f"{self.staff}/reports/{figure}/behind.csv?stretch=today&only={counts}"
        return len((await (await self.page.request.get(address)).text()).splitlines()) - 1


@asynccontextmanager
async def citizen_at(browser: Browser, kontakt: RunningKontakt, **context: object) -> AsyncIterator[CitizenBrowser]:
    """A citizen on the demo page, the chat still closed."""
    opened = await browser.new_context(locale="sv-SE", **context)  # type: ignore[arg-type]
    page = await opened.new_page()
    await page.goto(kontakt.citizens)
    yield CitizenBrowser(page, opened)
    await opened.close()


@asynccontextmanager
async def agent_at(browser: Browser, kontakt: RunningKontakt, name: str) -> AsyncIterator[AgentBrowser]:
    """An agent signed in and available; signed out again afterwards."""
    opened = await browser.new_context(locale="sv-SE", viewport={"width": 1440, "height": 900})
    page = await opened.new_page()
    await page.goto(kontakt.staff)
    agent = AgentBrowser(page)
    await agent.signs_in(name)
    await agent.is_available()
    try:
        yield agent
    finally:  # whatever became of this story, the next ones find nobody at a desk who is not of theirs
        if not page.is_closed():
            await page.goto(kontakt.staff)
            await page.get_by_role("button", name="Logga ut").click()
            await expect(page.get_by_label("Användarnamn")).to_be_visible(timeout=PATIENCE)  # the post has arrived
            await opened.close()


@asynccontextmanager
async def supervisor_at(browser: Browser, kontakt: RunningKontakt) -> AsyncIterator[SupervisorBrowser]:
    """The supervisor, signed in."""
    opened = await browser.new_context(locale="sv-SE", viewport={"width": 1440, "height": 900})
    page = await opened.new_page()
    await page.goto(kontakt.staff)
    await AgentBrowser(page).signs_in("sofia")
    await expect(page.get_by_text("Leda", exact=True)).to_be_visible(timeout=PATIENCE)
    yield SupervisorBrowser(page, kontakt.staff)
    await opened.close()


@dataclass
class EditorBrowser:
    """An editor among the answers."""

    page: Page
    staff: str

    async def opens(self, article: str) -> None:
        """The form of an article, by its id."""
        area, _, slug = article.partition(".")
        await self.page.goto(f"{self.staff}/knowledge/{area}/{slug}")
        await self.page.get_by_role("link", name="Ändra", exact=True).click()
        await expect(self.page.locator("#answer")).to_be_visible(timeout=PATIENCE)

    async def writes(self, answer: str) -> None:
        await self.page.locator("#answer").fill(answer)

    async def gives_up_the_draft(self) -> None:
        await self.page.locator("summary").filter(has_text="Släng utkastet").click()
        await self.page.get_by_role("button", name="Släng utkastet").click()
        await expect(self.page.locator("#done")).to_contain_text("Utkastet är borta", timeout=PATIENCE)

    async def signs_in(self) -> None:
        await AgentBrowser(self.page).signs_in("elsa")
        await expect(self.page.get_by_role("link", name="Svar", exact=True)).to_be_visible(timeout=PATIENCE)

    async def looks_it_over(self) -> None:
        """Saves, and waits until all labelled questions have been asked."""
        await self.page.get_by_role("button", name="Spara och se över").click()
        # Some 1,700 searches: how long they take is shown to the editor, and not what is tested here.
        await expect(self.page.locator(".trial-found")).to_contain_text("frågor", timeout=6 * PATIENCE)

    async def publishes(self, note: str) -> None:
        await self.page.locator("#note").fill(note)
        await self.page.locator("#publish").click()
        await expect(self.page.locator("#done")).to_contain_text("Publicerat", timeout=PATIENCE)

    async def goes_back_to_the_file(self, note: str) -> None:
        await self.page.locator("summary").filter(has_text="Gå tillbaka till filen").click()
        await self.page.locator("#file-note").fill(note)
        await self.page.get_by_role("button", name="Gå tillbaka till filen", exact=True).click()
        await expect(self.page.locator("#done")).to_contain_text("Filens text gäller", timeout=PATIENCE)


@asynccontextmanager
async def editor_at(browser: Browser, kontakt: RunningKontakt, **context: object) -> AsyncIterator[EditorBrowser]:
    """The editor, signed in."""
    shape = {"viewport": {"width": 1440, "height": 900}, **context}
    opened = await browser.new_context(locale="sv-SE", **shape)  # type: ignore[arg-type]
    page = await opened.new_page()
    await page.goto(kontakt.staff)
    editor = EditorBrowser(page, kontakt.staff)
    await editor.signs_in()
    yield editor
    await opened.close()
