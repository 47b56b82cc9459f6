"""The pane as each agent sees it, the offer, the break that asks first; a day of one's own; what supervisors set."""

import re
from datetime import timedelta

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.case import Case, CaseId, CaseKind
from assistant.domain.conversation import SWEDISH
from assistant.domain.handoff import AgentId, Handoff, Stage
from assistant.domain.staffing import Status
from tests.centre import PERSON_QUESTION, WASTE_QUESTION, Centre
from tests.unit.console.conftest import HTMX, Browser, Console

KARIN = AgentId("karin")


@pytest.fixture
async def maria(console: Console) -> Browser:
    return await console.signed_in("maria")


async def about_waste(centre: Centre) -> str:
    """A citizen who has been told about waste, and asks for a person."""
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.says(conversation, PERSON_QUESTION)
    return conversation


async def holds(console: Console, karin: Browser, *, answered: bool = False) -> Handoff:
    handoff = await console.centre.waits()
    await karin.claim(handoff.id)
    if answered:
        member = next(m for m in await console.centre.assistant.staff.members() if m.id == KARIN)
        await console.centre.replies(handoff, member, "Hej!")
    return handoff


async def stage(console: Console, handoff: Handoff) -> Stage:
    return (await console.centre.assistant.desk.view(handoff.id)).handoff.stage


async def set_skills(maria: Browser, name: str, **fields: str) -> None:
    await maria.get(f"/staff/{name}")
    response = await maria.post(f"/staff/{name}", {"capacity": "3", "languages": "sv", **fields})
    assert response.headers["location"] == "/staff?done=changed"


async def test_the_pane_tells_how_many_one_holds_and_may_hold(console: Console, karin: Browser) -> None:
    assert "0 av 3 samtal" in (await karin.look("waiting")).text
    await holds(console, karin)
    assert "1 av 3 samtal" in (await karin.look("waiting")).text


async def test_a_full_agent_is_shown_no_button_but_for_danger_and_is_told_why(console: Console, karin: Browser) -> None:
    for _ in range(3):
        await holds(console, karin)
    fourth = await console.centre.waits()
    page = (await karin.look("waiting")).text
    assert "3 av 3 samtal" in page
    assert f"claim-{fourth.id}" not in page
    assert "Du har så många samtal du kan ha" in page
    refused = await karin.claim(fourth.id)
    assert refused.headers["location"] == "/desk?done=full"
    assert "Du har så många samtal du kan ha" in (await karin.get("/desk?done=full")).text
    await console.centre.says(await console.centre.opens(), "jag vill inte leva längre")
    assert (await karin.look("waiting")).text.count('class="ds-button claim"') == 1


async def test_those_who_suit_the_agent_come_first_in_the_pane_with_their_true_places(
    console: Console, karin: Browser, olle: Browser, maria: Browser
) -> None:
    await set_skills(maria, "karin", areas="avfall_atervinning")
    await console.centre.waits()
    console.centre.later(seconds=5)
    await about_waste(console.centre)
    mine, his = (await karin.look("waiting")).text, (await olle.look("waiting")).text
    assert mine.index("sopor") < mine.index("höns")
    assert "Passar dig" in mine
    assert "Avfall" in mine
    assert re.findall(r'class="place">.*?</span>(\d)</span>', mine) == ["2", "1"]
    assert his.index("höns") < his.index("sopor")
    assert "Passar dig" not in his
    console.centre.later(seconds=60)
    late = (await karin.look("waiting")).text
    assert late.index("höns") < late.index("sopor")  # who has waited long is anybody's


async def test_of_one_reading_each_agent_sees_the_own_rows(
    console: Console, karin: Browser, olle: Browser, maria: Browser
) -> None:
    """What suits, room for one more, which is next, the language: none is taken from who looked a moment before."""
    await set_skills(maria, "karin", areas="avfall_atervinning")
    first = await console.centre.waits()
    console.centre.later(seconds=5)
    waste = await about_waste(console.centre)
    (wasted,) = [each for each in await console.centre.assistant.desk.waiting() if each.conversation_id == waste]
    olle.http.cookies.set("kontakt_lang", "en")
    hers, his = (await karin.look("waiting")).text, (await olle.glance("waiting")).text
    assert "Passar dig" in hers
    assert "Suits you" not in his
    assert "Ta samtalet" in hers
    assert "Take the conversation" in his
    assert "Ta samtalet" not in his
    assert re.search(rf'id="claim-{wasted.id}"[^>]*data-key="t"', hers)
    assert re.search(rf'id="claim-{first.id}"[^>]*data-key="t"', his)
    for _ in range(3):
        await holds(console, karin)
    full, free = (await karin.look("waiting")).text, (await olle.glance("waiting")).text
    assert f"claim-{first.id}" not in full
    assert f"claim-{first.id}" in free


async def test_of_five_hundred_who_wait_fifty_are_shown_and_the_others_counted(
    console: Console, karin: Browser
) -> None:
    for _ in range(60):
        await console.centre.waits()
    page = (await karin.get("/desk")).text
    assert page.count('<li class="row') == 50
    assert "ytterligare 10 väntar" in page
    assert "60 väntar" in page
    assert "<title>(60) Arbetsbord" in page


async def test_a_break_with_unanswered_citizens_asks_first_and_giving_back_keeps_their_places(
    console: Console, karin: Browser
) -> None:
    answered, waiting = await holds(console, karin, answered=True), await holds(console, karin)
    asked = await karin.post("/status", {"status": "lunch", "back": "/desk/x"}, headers=HTMX)
    assert "1 medborgare väntar på ditt svar." in asked.text
    assert "Lämna tillbaka 1 samtal" in asked.text
    assert 'id="pausing" name="pausing" value="lunch"' in asked.text
    assert await console.centre.assistant.staff.status(KARIN) is Status.AVAILABLE
    assert (
        "Lämna tillbaka 1 samtal" in (await karin.get("/look?place=waiting&pausing=lunch")).text
    )  # a look keeps asking
    done = await karin.post("/status", {"status": "lunch", "unanswered": "give_back"}, headers=HTMX)
    assert "väntar på ditt svar" not in done.text
    assert await console.centre.assistant.staff.status(KARIN) is Status.LUNCH
    assert (await stage(console, answered), await stage(console, waiting)) == (Stage.CLAIMED, Stage.WAITING)


async def test_a_break_may_keep_the_unanswered_and_works_without_scripts(console: Console, karin: Browser) -> None:
    waiting = await holds(console, karin)
    asked = await karin.post("/status", {"status": "break", "back": "/desk"})
    assert asked.headers["location"] == "/desk?pausing=break"
    assert "Behåll dem" in (await karin.get("/desk?pausing=break")).text
    await karin.post("/status", {"status": "break", "unanswered": "keep"})
    assert await console.centre.assistant.staff.status(KARIN) is Status.BREAK
    assert await stage(console, waiting) is Stage.CLAIMED


async def test_a_break_with_nobody_unanswered_asks_nothing(console: Console, karin: Browser) -> None:
    await holds(console, karin, answered=True)
    await karin.post("/status", {"status": "meeting"})
    assert await console.centre.assistant.staff.status(KARIN) is Status.MEETING


async def test_an_agent_who_counts_as_away_is_told_why_and_cannot_choose_it(console: Console, karin: Browser) -> None:
    member = next(m for m in await console.centre.assistant.staff.members() if m.id == KARIN)
    await console.centre.assistant.staff.change_status(member, Status.AWAY)
    assert "Du räknas som borta" in (await karin.look("waiting")).text
    assert (await karin.post("/status", {"status": "away"})).status_code == 422


async def test_an_offer_stands_in_the_pane_with_time_left_and_may_be_accepted_or_passed_on(
    console: Console, karin: Browser, olle: Browser, maria: Browser
) -> None:
    await maria.get("/staff")
    set_now = await maria.post("/staff/mode", {"mode": "offer", "reason": "Ojämn fördelning"})
    assert set_now.headers["location"] == "/staff?done=mode"
    members = {m.id: m for m in await console.centre.assistant.staff.members()}
    await console.centre.assistant.staff.change_status(console.centre.anna, Status.BREAK)
    await console.centre.arrives(members[KARIN])
    handoff = await console.centre.waits()
    await console.centre.assistant.offer_round.once()
    mine, his = (await karin.look("waiting")).text, (await olle.look("waiting")).text
    assert "Erbjuds dig" in mine
    assert "0:20" in mine
    assert 'data-key="t">Ta samtalet' in mine
    assert "Erbjuds dig" not in his
    assert f"claim-{handoff.id}" not in his
    assert (await olle.claim(handoff.id)).headers["location"].startswith("/desk?missed=")
    passed = await karin.post(f"/queue/{handoff.id}/decline", {"reason": "Jag kan inte området"}, headers=HTMX)
    assert "Erbjuds dig" not in passed.text
    await console.centre.arrives(members[AgentId("olle")])
    await console.centre.assistant.offer_round.once()
    assert "Erbjuds dig" in (await olle.get("/desk")).text
    assert (await olle.claim(handoff.id)).headers["location"] == f"/desk/{handoff.id}"
    told = (await maria.get("/staff")).text
    assert re.search(r'id="portion-karin".*?(<td class="amount digits">\d</td>\s*){2}', told, re.DOTALL)


async def test_a_mode_without_a_reason_is_not_set(maria: Browser) -> None:
    refused = await maria.post("/staff/mode", {"mode": "offer", "reason": " "})
    assert refused.status_code == 422
    assert "Skriv varför" in refused.text


async def test_skills_and_capacity_are_a_supervisors_to_set_and_are_in_the_audit(
    console: Console, karin: Browser, maria: Browser
) -> None:
    assert (await karin.get("/staff")).status_code == 403
    assert (await karin.post("/staff/karin", {"capacity": "9", "languages": "sv"})).status_code == 403
    await set_skills(maria, "karin", areas="avfall_atervinning", capacity="2")
    page = (await maria.get("/staff?done=changed")).text
    assert "0 av 2" in page
    assert 'value="avfall_atervinning" checked' in (await maria.get("/staff/karin")).text
    async with console.centre.assistant.staff.records.reading() as unit:
        (entry,) = await unit.audit.entries(AuditFilter(acts=frozenset({Act.STAFF_CHANGED})), 10)
    assert (entry.by, entry.subject) == ("maria", "staff:karin")
    assert entry.details["to"] == {"areas": ["avfall_atervinning"], "languages": ["sv"], "capacity": 2}


@pytest.mark.parametrize("fields", [{"capacity": "0"}, {"capacity": "11"}, {"languages": "xx"}, {"areas": "none"}])
async def test_what_no_member_can_have_is_refused_and_nothing_has_changed(
    console: Console, maria: Browser, fields: dict[str, str]
) -> None:
    refused = await maria.post("/staff/karin", {"capacity": "2", "languages": "sv", **fields})
    assert refused.status_code == 422
    assert "Inget sparades" in refused.text
    assert (await console.centre.assistant.skills.of(KARIN)).capacity == 3


async def test_nobody_changes_who_is_not_there(maria: Browser) -> None:
    assert (await maria.get("/staff/nobody")).status_code == 404


async def test_a_planned_break_is_seen_by_colleagues_on_pane_and_day_and_may_be_taken_back(
    console: Console, karin: Browser, olle: Browser
) -> None:
    assert "Inga pauser planerade" in (await olle.look("waiting")).text
    planned = await karin.post("/today/plan", {"status": "lunch", "start": "09:30", "end": "10:00"})  # it is 9:00
    assert planned.headers["location"] == "/today"
    assert "Karin lunch 09:30–10:00" in (await olle.look("waiting")).text
    assert "Lunch 09:30–10:00" in (await olle.get("/today")).text
    mine = (await karin.get("/today")).text
    (number,) = re.findall(r"/today/plan/(\d+)/remove", mine)
    await olle.post(f"/today/plan/{number}/remove")
    assert "Karin lunch" in (await olle.look("waiting")).text
    await karin.post(f"/today/plan/{number}/remove")
    assert "Karin lunch" not in (await olle.look("waiting")).text


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("10:30", "10:00", "Ange från och till"),
        ("", "10:00", "Ange från och till"),
        ("06:00", "07:00", "Ange från och till"),
        ("09:45", "10:15", "Du har redan planerat något då"),
    ],
)
async def test_a_plan_that_cannot_be_is_refused_in_words(karin: Browser, start: str, end: str, words: str) -> None:
    await karin.post("/today/plan", {"status": "break", "start": "09:30", "end": "10:00"})
    refused = await karin.post("/today/plan", {"status": "break", "start": start, "end": end})
    assert refused.status_code == 422
    assert words in refused.text


async def test_ones_own_day_tells_what_was_handled_how_fast_and_how_much_of_the_time(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await holds(console, karin, answered=True)
    console.centre.later(minutes=15)
    member = next(m for m in await console.centre.assistant.staff.members() if m.id == KARIN)
    await console.centre.assistant.hand_offs.end(handoff.id, member)
    console.centre.later(minutes=15)
    mine = (await karin.get("/today")).text
    told = dict(re.findall(r'id="own-([a-z]+)">([^<\s]+[^<]*)', mine))
    assert told == {
        "handled": "1",
        "answered": "100\xa0%",
        "handling": "15:00",
        "occupancy": "50\xa0%",
        "rate": "2,0",
    }
    assert 'id="own-handled">0<' in (await olle.get("/today")).text


async def test_call_backs_that_are_due_stand_in_the_pane(console: Console, karin: Browser) -> None:
    conversation = await console.centre.opens()
    await console.centre.says(conversation, "Hej")
    now = console.centre.clock.now()
    due = Case(
        CaseId("c"),
        now.year,
        CaseKind.CALLBACK,
        {},
        conversation,
        2,
        SWEDISH,
        "digest",
        now,
        due_at=now + timedelta(minutes=20),
    )
    async with console.centre.assistant.staff.records.unit() as unit:
        await unit.cases.add(due)
    assert "uppringning" not in (await karin.look("waiting")).text
    console.centre.later(minutes=6)
    assert "Ta uppringningen" in (await karin.look("waiting")).text
