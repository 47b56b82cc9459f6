"""Pictures of a busy console, looked at with fresh eyes: `python -m tests.busy_console FOLDER [WAITING [PAGE]...]`.

A contact centre in memory: many wait, one agent holds three conversations with long texts, somebody is in danger. No
Rasa and no database is needed, so that a change of the pages is seen within a minute.
"""

import asyncio
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from argon2 import PasswordHasher
from playwright.async_api import Browser, Page, async_playwright

from assistant.bootstrap import Assistant
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.handoff import GENERAL, AgentId, Handoff, HandoffId, HandoffReason
from assistant.domain.knowledge import ArticleId, Candidate
from assistant.domain.review import Judgement
from assistant.domain.staffing import Role, StaffMember, Status
from assistant.services.review import Word
from assistant.settings import Settings
from handoff_console.app import app_over
from tests.centre import WASTE_QUESTION, Centre, open_centre
from tests.e2e.conftest import BROWSER_FLAGS, found_chromium

PASSWORD = "ett långt lösenord"
WIDTHS = (640, 1280, 1920)
"""640 is 1280 at 200 %."""
PAGES = ("monitor", "oversight", "review", "review/topics", "today", "staff", "approvals", "cases", "replies")
ASKED = (
    ("Vem pratar jag med om bron som gungar när bussen kör över?", "gator_trafik", "sv", False),
    (
        "Jag har väntat i tre veckor på besked om bygglov för min altan, och ingen svarar i telefon.",
        "bygglov",
        "sv",
        False,
    ),
    ("Can I get a tree named after my grandmother?", None, "en", False),
    ("كيف أسجل طفلي في المدرسة؟", None, "ar", False),
    ("Min granne ligger på golvet och svarar inte", None, "sv", True),
    ("När öppnar återvinningscentralen i Gärstad på annandag jul?", "avfall_atervinning", "sv", False),
)
LONG = (
    "Hej! Det är så här att vi har bott på Lingonvägen sedan 1987 och under alla år har soporna hämtats på tisdagar. "
    "Sedan i höstas kommer bilen ibland på onsdagar, ibland inte alls, och förra veckan stod tunnan full i fem dagar. "
    "Jag har ringt två gånger och fått två olika svar. Min man är 84 år och kan inte dra tunnan fram och tillbaka.\n\n"
    "Kan ni säga vilken dag som gäller, och vem som bestämmer det? Se även "
    "https://www.linkoping.se/bygga-bo-och-miljo/avfall-och-atervinning/sophamtning-och-sopsortering/hamtning?gata=lingon"
)
ANSWER = "Vad tråkigt! Jag tittar på din adress och återkommer strax. Har du ditt kundnummer hos Tekniska verken?"


async def people(centre: Centre) -> StaffMember:
    """Karin, who answers, a colleague at lunch, and Maria, who leads."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    made = [
        StaffMember(AgentId(name), name, name.capitalize(), f"{name.capitalize()} Ek", role, cheap)
        for name, role in (("karin", Role.AGENT), ("olle", Role.AGENT), ("maria", Role.SUPERVISOR))
    ]
    for one in made:
        await centre.assistant.staff.add(one)
        await centre.arrives(one)
    await centre.assistant.staff.change_status(made[1], Status.LUNCH)
    return made[0]


async def asks(centre: Centre, number: int) -> Handoff:
    """Somebody waits for a person."""
    text, area, lang, in_danger = ASKED[number % len(ASKED)]
    conversation = await centre.opens(lang)
    unit_of = centre.assistant.staff.records.unit
    said = NewUtterance(UtteranceId(f"asked-{number}"), Speaker.CITIZEN, text, Language(lang))
    reason = HandoffReason.DANGER if in_danger and number < len(ASKED) else HandoffReason.LOW_CONFIDENCE
    found = (Candidate(ArticleId(f"{area}.fraga"), 0.4, ()),) if area else ()
    async with unit_of() as unit:
        await unit.conversations.say(conversation, said, centre.clock.now())
        handoff = await centre.assistant.hand_offs.request(unit, conversation, reason, GENERAL, found)
    await centre.assistant.hand_offs.enqueue(handoff)
    return handoff


async def holds(centre: Centre, karin: StaffMember, number: int) -> Handoff:
    """Karin talks with a citizen who writes at length."""
    handoff = await asks(centre, number)
    await centre.assistant.hand_offs.claim(handoff.id, karin)
    for text in (LONG, "Hallå?", LONG[:140]):
        await centre.says(handoff.conversation_id, text)
        centre.later(seconds=40)
        await centre.replies(handoff, karin, ANSWER)
    await centre.says(handoff.conversation_id, "Tack, kundnumret är 4417 och vi bor på Lingonvägen 21.")
    await centre.assistant.notes.write(handoff.id, karin, f"n{number}", "@Maria ska vi ringa Tekniska verken?")
    return handoff


async def judged(centre: Centre, karin: StaffMember) -> None:
    """Some of the assistant's answers have been reviewed, and some are left to review."""
    turns = []
    for _ in range(14):
        centre.later(seconds=20)
        turn = await centre.says(await centre.opens(), WASTE_QUESTION)
        turns.append((turn.conversation_id, turn.seq))
    await centre.assistant.sweep.answers.draw()
    for judged_turn in turns[:9]:
        await centre.assistant.review_answers.judge(judged_turn, karin, Word(Judgement.RIGHT))


async def fill(centre: Centre, waiting: int) -> HandoffId:
    """All that happens before the pictures are taken. What to open at the desk."""
    karin = await people(centre)
    await judged(centre, karin)
    for number in range(waiting):
        await asks(centre, number)
        centre.later(seconds=3)
    held = [await holds(centre, karin, 10_000 + number) for number in (0, 1, 2)]
    await centre.assistant.autonomy.set_level("bygglov", AutonomyLevel.SHADOW, centre.sofia, "nya regler från oktober")
    return held[0].id


@asynccontextmanager
async def served(assistant: Assistant) -> AsyncIterator[str]:
    """The console alone, at an address of its own."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app_over(assistant), port=port, log_level="warning"))
    running = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110 - uvicorn tells it by this alone
        await asyncio.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    await running


async def signed_in(browser: Browser, staff: str, centre: Centre, name: str) -> Page:
    """A page of somebody's, whose clock stands where the centre's does."""
    context = await browser.new_context(locale="sv-SE")
    page = await context.new_page()
    await page.clock.set_fixed_time(centre.clock.now())
    await page.goto(f"{staff}/signin")
    await page.get_by_label("Användarnamn").fill(name)
    await page.get_by_label("Lösenord").fill(PASSWORD)
    await page.get_by_role("button", name="Logga in").click()
    await page.wait_for_url(f"{staff}/**")
    return page


async def take(page: Page, folder: Path, name: str) -> None:
    """The page in each width, light and dark."""
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await page.screenshot(path=folder / f"{name.replace('/', '-')}-{width}-{scheme}.png")


async def main(folder: Path, waiting: int, pages: Sequence[str]) -> None:
    """Pictures of the desk and of `pages`, else of all in `PAGES`, into `folder`."""
    centre = await open_centre(Settings(reviews_a_week=10_000, reviewed_twice=0))
    opened = await fill(centre, waiting)
    async with async_playwright() as playwright, served(centre.assistant) as staff:
        browser = await playwright.chromium.launch(executable_path=found_chromium(), args=list(BROWSER_FLAGS))
        karin = await signed_in(browser, staff, centre, "karin")
        for path, name in (("desk", "desk-empty"), (f"desk/{opened}", "desk")):
            await karin.goto(f"{staff}/{path}")
            await take(karin, folder, name)
        maria = await signed_in(browser, staff, centre, "maria")
        for path in pages or PAGES:
            await maria.goto(f"{staff}/{path}")
            await take(maria, folder, path)
        await browser.close()


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 60, sys.argv[3:]))
