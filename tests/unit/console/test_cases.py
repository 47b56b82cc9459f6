"""Staff see what citizens have reported, what is due, and say what becomes of it."""

import re
from collections.abc import Mapping

import httpx
import pytest

from assistant.domain.case import CaseEventId, CaseKind, CaseStatus
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember
from assistant.domain.turn import EngineReply, OpenCase, Understanding
from assistant.wording.catalogue import read_wording
from handoff_console.cases import DUE, MOVES, Due
from tests.unit.console.conftest import HTMX, Browser, Console

LAMP, CALL, BENCH = "KL-2026-000001", "KL-2026-000002", "KL-2026-000003"
KEY = re.compile(r"\(/case/[^/]+/([^)]+)\)")


@pytest.fixture
async def keys(console: Console) -> Mapping[str, str]:
    """A lamp, a call-back and a suggestion, with the key of each."""
    centre, found = console.centre, {}
    told = (
        (
            LAMP,
            OpenCase(
                CaseKind.FAULT, {"what": "Lampan är <b>släckt</b>", "where": "Ågatan 1", "contact": "elin@example.se"}
            ),
        ),
        (CALL, OpenCase(CaseKind.CALLBACK, {"about": "Avgiften", "contact": "070-123 45 67", "when": "före lunch"})),
        (BENCH, OpenCase(CaseKind.SUGGESTION, {"what": "Fler bänkar vid ån"})),
    )
    for reference, directive in told:
        centre.engine.script = {"ja": EngineReply(Understanding("affirm", 0.9), (directive,))}
        conversation = await centre.opens()
        await centre.says(conversation, "ja")
        match = KEY.search((await centre.heard(conversation))[-1].said.text)
        assert match is not None
        found[reference] = match[1]
        centre.later(minutes=1)
    return found


pytestmark = pytest.mark.usefixtures("keys")


async def listed(browser: Browser, query: str = "") -> list[str]:
    page = (await browser.get(f"/cases?{query}")).text
    return re.findall(r'<tr id="(KL-[\d-]+)"', page)


async def handles(browser: Browser, reference: str, **fields: str) -> httpx.Response:
    page = (await browser.get(f"/cases/{reference}")).text
    known = dict(re.findall(r'name="(id|seen)" value="([^"]*)"', page))
    return await browser.post(f"/cases/{reference}", {**known, **fields})


async def test_calls_that_are_promised_stand_before_what_waits_by_age(karin: Browser) -> None:
    assert await listed(karin) == [CALL, LAMP, BENCH]


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("kind=fault", [LAMP]),
        ("status=done", []),
        ("status=all", [CALL, LAMP, BENCH]),
        ("status=received&kind=suggestion", [BENCH]),
        ("due=today", [CALL]),
        ("due=overdue", []),
        ("q=%C3%85GATAN", [LAMP]),
        ("q=kl-2026-000003", [BENCH]),
        ("q=finns+inte", []),
        ("kind=nonsense&status=nonsense&due=nonsense", [CALL, LAMP, BENCH]),
    ],
)
async def test_the_list_is_narrowed_down_by_kind_status_time_and_words(
    karin: Browser, query: str, references: list[str]
) -> None:
    assert await listed(karin, query) == references


async def test_htmx_gets_the_rows_alone(karin: Browser) -> None:
    rows = (await karin.get("/cases?q=bänkar", HTMX)).text
    assert "<html" not in rows
    assert "1 ärende<" in rows


async def test_an_empty_list_says_what_would_stand_there(karin: Browser) -> None:
    assert "Inget ärende stämmer" in (await karin.get("/cases?status=closed")).text


async def test_a_call_whose_time_has_gone_by_is_marked_in_words(console: Console, karin: Browser) -> None:
    console.centre.later(days=1)
    await karin.sign_in("karin")  # yesterday's visit is over
    assert await listed(karin, "due=overdue") == [CALL]
    assert "(Försenad)" in (await karin.get("/cases")).text
    assert "försenat" in (await karin.get(f"/cases/{CALL}")).text


async def test_a_long_list_has_pages(console: Console, karin: Browser) -> None:
    centre = console.centre
    centre.engine.script = {
        "ja": EngineReply(Understanding("affirm", 0.9), (OpenCase(CaseKind.FAULT, {"what": "hål"}),))
    }
    conversation = await centre.opens()
    for _ in range(50):
        await centre.says(conversation, "ja")
        centre.later(minutes=1)
    assert len(await listed(karin)) == 50
    assert len(await listed(karin, "page=2")) == 3
    assert 'href="/cases?q=h%C3%A5l&amp;page=' not in (await karin.get("/cases?q=hål")).text
    assert 'rel="next"' in (await karin.get("/cases")).text


async def test_a_case_is_shown_with_its_details_its_map_and_its_telephone(karin: Browser) -> None:
    page = (await karin.get(f"/cases/{LAMP}")).text
    assert "Lampan är &lt;b&gt;släckt&lt;/b&gt;" in page
    assert "openstreetmap.org/search?query=%C3%85gatan%201" in page
    assert ">elin@example.se<" in page
    assert "tel:" not in page
    assert 'href="tel:0701234567"' in (await karin.get(f"/cases/{CALL}")).text


async def test_the_citizens_key_stands_nowhere_on_staff_pages(
    console: Console, karin: Browser, keys: Mapping[str, str]
) -> None:
    maria = await console.signed_in("maria")
    case = (await console.centre.assistant.cases.read(LAMP)).case
    for browser, path in (
        (karin, "/cases"),
        (karin, f"/cases/{LAMP}"),
        (maria, f"/reports/conversation/{case.conversation_id}"),
    ):
        page = (await browser.get(path)).text
        assert "KL-2026-000001" in page
        assert keys[LAMP] not in page


async def test_only_supervisors_are_led_to_the_conversation(console: Console, karin: Browser) -> None:
    """Requirement C-06: agents read the conversations that they hold."""
    maria = await console.signed_in("maria")
    assert 'id="conversation"' in (await maria.get(f"/cases/{LAMP}")).text
    assert 'id="conversation"' not in (await karin.get(f"/cases/{LAMP}")).text


async def test_an_agent_moves_a_case_on_with_a_word_to_the_citizen_and_one_to_colleagues(
    console: Console, karin: Browser, keys: Mapping[str, str]
) -> None:
    response = await handles(karin, LAMP, status="in_progress", note="Lampan är beställd.", internal="order 4411")
    assert (response.status_code, response.headers["location"]) == (303, f"/cases/{LAMP}?saved=true")
    page = (await karin.get(response.headers["location"])).text
    for told in ("Karin Ek", "Pågår", "Lampan är beställd.", "order 4411", "Sparat."):
        assert told in page
    told_citizen = await console.centre.assistant.cases.followed(LAMP, keys[LAMP])
    assert [event.note for event in told_citizen.events] == ["Lampan är beställd."]


async def test_a_call_is_marked_as_reached_or_not(console: Console, karin: Browser) -> None:
    page = (await karin.get(f"/cases/{CALL}")).text
    assert ">Nådd</button>" in page
    assert ">Ej nådd</button>" in page
    await handles(karin, CALL, status="could_not_reach")
    await handles(karin, CALL, status="contacted")
    assert (await console.centre.assistant.cases.read(CALL)).case.status is CaseStatus.CONTACTED
    assert await listed(karin) == [LAMP, BENCH]


async def test_a_note_alone_leaves_the_status(console: Console, karin: Browser) -> None:
    await handles(karin, LAMP, status="", internal="Ring elektrikern")
    assert (await console.centre.assistant.cases.read(LAMP)).case.status is CaseStatus.RECEIVED


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        ({"status": ""}, 422, "Inget sparades"),
        ({"status": "", "note": "å" * 2_001}, 422, "högst 2000 tecken"),
        ({"status": "waiting_for_citizen"}, 422, "skriver frågan i anteckningen"),
        ({"status": "contacted", "note": "kvar"}, 409, "någon annan har ändrat"),
        ({"seen": "7", "status": "done", "note": "kvar"}, 409, "någon annan har ändrat"),
    ],
)
async def test_what_cannot_be_saved_comes_back_with_the_words_kept(
    console: Console, karin: Browser, fields: dict[str, str], status: int, told: str
) -> None:
    response = await handles(karin, LAMP, **fields)
    assert response.status_code == status
    assert told in response.text
    assert f">{fields.get('note', '')}</textarea>" in response.text
    assert (await console.centre.assistant.cases.read(LAMP)).events == ()


async def test_of_two_agents_the_second_is_told_and_sees_what_the_first_did(karin: Browser, olle: Browser) -> None:
    page = (await olle.get(f"/cases/{LAMP}")).text
    known = dict(re.findall(r'name="(id|seen)" value="([^"]*)"', page))
    await handles(karin, LAMP, status="done", note="Lagad.")
    response = await olle.post(f"/cases/{LAMP}", {**known, "status": "closed", "note": "Mitt ord"})
    assert response.status_code == 409
    assert "Lagad." in response.text
    assert ">Mitt ord</textarea>" in response.text


async def test_a_form_posted_twice_is_one_event(console: Console, karin: Browser) -> None:
    """Requirement G-01."""
    page = (await karin.get(f"/cases/{LAMP}")).text
    fields = {**dict(re.findall(r'name="(id|seen)" value="([^"]*)"', page)), "note": "En gång"}
    for _ in range(2):
        assert (await karin.post(f"/cases/{LAMP}", fields)).status_code == 303
    assert len((await console.centre.assistant.cases.read(LAMP)).events) == 1


async def test_a_post_without_the_pages_key_changes_nothing(console: Console, karin: Browser) -> None:
    """Requirement F-07."""
    response = await handles(karin, LAMP, status="done", csrf_key="another")
    assert response.status_code == 403
    assert (await console.centre.assistant.cases.read(LAMP)).events == ()


@pytest.mark.parametrize("path", ["/cases/KL-2026-000999", "/cases/nonsense"])
async def test_a_case_that_is_not_is_told_in_words_of_cases(karin: Browser, path: str) -> None:
    response = await karin.get(path)
    assert response.status_code == 404
    assert "Det finns inget sådant ärende" in response.text


async def test_a_status_that_is_none_is_refused(karin: Browser) -> None:
    assert (await handles(karin, LAMP, status="nonsense")).status_code == 422


async def test_what_the_citizen_adds_stands_in_the_history(
    console: Console, karin: Browser, keys: Mapping[str, str]
) -> None:
    await console.centre.assistant.cases.add_note(LAMP, keys[LAMP], CaseEventId("n"), "Den blinkar")
    page = (await karin.get(f"/cases/{LAMP}")).text
    assert "Medborgaren</strong>" in page
    assert "Den blinkar" in page


async def test_editors_see_no_cases(console: Console, password_hash: str) -> None:
    editor = StaffMember(AgentId("eva"), "eva", "Eva", "Eva Ek", Role.EDITOR, password_hash)
    await console.centre.assistant.staff.add(editor)
    eva = await console.signed_in("eva")
    assert (await eva.get("/cases")).status_code == 403
    assert (await eva.get(f"/cases/{LAMP}")).status_code == 403
    assert (await handles(eva, LAMP, id="1", seen="0", status="done")).status_code == 403
    assert 'href="/cases"' not in (await eva.get("/knowledge")).text


async def test_who_reads_or_seeks_which_case_is_logged_without_the_words(
    karin: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    """Requirement C-06."""
    caplog.set_level("INFO")
    await karin.get(f"/cases/{LAMP}")
    await karin.get("/cases?q=hemligt")
    told = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("handoff_console"))
    assert f"agent karin reads case {LAMP}" in told
    assert "agent karin searches the cases" in told
    assert "hemligt" not in told


def test_every_status_has_a_button_and_every_word_its_swedish() -> None:
    assert (set(MOVES), set(DUE)) == (set(CaseStatus), set(Due))
    assert {*MOVES.values(), *DUE.values()} - set(read_wording().of("sv").messages) == set()


async def nearly_promised(console: Console, *browsers: Browser) -> None:
    """Ten minutes before the time promised; whoever had signed in in the morning has done so again."""
    due = (await console.centre.assistant.cases.read(CALL)).case.due_at
    assert due is not None
    console.centre.later(seconds=(due - console.centre.clock.now()).total_seconds() - 600)
    for name, browser in zip(("karin", "olle"), browsers, strict=True):
        await browser.sign_in(name)


async def test_a_call_that_is_due_stands_in_the_queue_and_one_agent_takes_it_with_one_key(
    console: Console, karin: Browser, olle: Browser
) -> None:
    assert f"call-{CALL}" not in (await karin.look("waiting")).text  # promised for the afternoon
    await nearly_promised(console, karin, olle)
    waiting = await console.centre.waits()
    pane = (await karin.get("/desk")).text
    assert pane.index(f"call-{CALL}") < pane.index(f"waiting-{waiting.id}")
    assert "070-123 45 67" in pane
    assert "före lunch" in pane
    assert f'id="take-{CALL}" data-key="t"' in pane
    taken = await karin.post(f"/cases/{CALL}/take")
    assert taken.headers["location"] == f"/cases/{CALL}"
    assert "Ingen annan ringer" in (await karin.get(f"/cases/{CALL}")).text
    assert "Du har tagit uppringningen" in (await karin.look("waiting")).text
    assert f"call-{CALL}" not in (await olle.look("waiting")).text
    second = await olle.post(f"/cases/{CALL}/take")
    assert second.headers["location"] == f"/cases/{CALL}"
    assert "Karin Ek tog uppringningen" in (await olle.get(f"/cases/{CALL}")).text
    await olle.post(f"/cases/{CALL}/let-go")
    assert f"call-{CALL}" not in (await olle.look("waiting")).text  # not his to let go
    await karin.post(f"/cases/{CALL}/let-go")
    assert f"take-{CALL}" in (await olle.look("waiting")).text


async def test_who_was_not_reached_is_called_again_after_an_hour_and_a_call_forgotten_is_anybodys(
    console: Console, karin: Browser, olle: Browser
) -> None:
    await nearly_promised(console, karin, olle)
    await karin.post(f"/cases/{CALL}/take")
    console.centre.later(minutes=30)
    assert f"take-{CALL}" in (await olle.look("waiting")).text
    await olle.post(f"/cases/{CALL}/take")
    await handles(olle, CALL, status="could_not_reach")
    assert f"call-{CALL}" not in (await olle.look("waiting")).text
    console.centre.later(minutes=59)
    assert f"call-{CALL}" not in (await olle.look("waiting")).text
    console.centre.later(minutes=1)
    await karin.sign_in("karin")
    assert f"take-{CALL}" in (await karin.look("waiting")).text
    await handles(karin, CALL, status="contacted")
    assert f"call-{CALL}" not in (await karin.look("waiting")).text
    assert (await karin.post(f"/cases/{LAMP}/take")).headers["location"] == f"/cases/{LAMP}"
