"""Checking the assistant's answers before they are said, at /approvals."""

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import ConversationId
from assistant.domain.drafts import Decision, Draft
from assistant.domain.staffing import Role, StaffMember
from handoff_console.approvals import DONE
from handoff_console.oversight import DONE as OVERSIGHT_DONE
from handoff_console.pages import Pages
from tests.centre import WASTE, WASTE_QUESTION, Centre
from tests.unit.console.conftest import Browser, Console


@pytest.fixture(autouse=True)
async def approve(console: Console, centre: Centre) -> None:
    """Rubbish is answered with approval, and somebody is on duty."""
    await centre.assistant.autonomy.set_level(WASTE.area, AutonomyLevel.APPROVE, centre.sofia, "nya dagar")
    await centre.arrives(centre.anna)


async def holds(centre: Centre) -> str:
    """A citizen's answer is held; the path of its acts."""
    conversation = await centre.opens()
    turn = await centre.says(conversation, WASTE_QUESTION)
    return f"/approvals/{conversation}/{turn.seq}"


async def draft_at(centre: Centre, path: str) -> Draft:
    _, _, conversation, seq = path.split("/")
    return (await centre.assistant.approvals.one(ConversationId(conversation), int(seq))).draft


async def heard(centre: Centre, path: str) -> str:
    return (await centre.heard(ConversationId(path.split("/")[2])))[-1].said.text


async def test_every_page_of_an_agent_says_that_answers_wait_but_not_the_one_that_shows_them(
    centre: Centre, karin: Browser
) -> None:
    assert "väntar på att" not in (await karin.look("oversight")).text
    await holds(centre)
    assert "1 svar väntar på att någon granskar det." in (await karin.look("oversight")).text
    assert "väntar på att" not in (await karin.look("oversight", at="/approvals")).text
    assert "/look?at=/desk&place=alarm&place=oversight" in (await karin.get("/desk")).text


async def test_the_page_shows_question_answer_source_why_and_the_clock(centre: Centre, karin: Browser) -> None:
    path = await holds(centre)
    centre.later(seconds=65)
    await centre.arrives(centre.anna)
    page = (await karin.get("/approvals")).text
    for told in (WASTE_QUESTION, "Du ser din hämtdag hos", WASTE.citation.url, "97", "1:05", "av 2:00"):
        assert told in page
    assert f'action="{path}/approve"' in page
    assert "<html" not in (await karin.get("/approvals/rows")).text


async def test_with_nothing_held_the_page_says_so(karin: Browser) -> None:
    assert "Inget svar väntar" in (await karin.get("/approvals")).text


async def test_one_key_sends_the_answer_with_the_agents_name(centre: Centre, karin: Browser) -> None:
    path = await holds(centre)
    page = (await karin.get("/approvals")).text
    assert all(f'data-act="{key}"' in page for key in "aer")
    done = await karin.post(f"{path}/approve")
    assert done.headers["location"] == "/approvals?done=approved"
    assert "Skickat, med ditt namn" in (await karin.get("/approvals?done=approved")).text
    assert (await heard(centre, path)).endswith("Granskat av Karin på Kontakt Linköping.")


async def test_the_second_to_decide_is_told_who_was_first(centre: Centre, karin: Browser, olle: Browser) -> None:
    path = await holds(centre)
    await karin.get("/approvals")
    await karin.post(f"{path}/reject")
    for act in ("approve", "reject"):
        late = await olle.post(f"{path}/{act}")
        assert "Karin Ek hann före och har avvisat svaret" in (await olle.get(late.headers["location"])).text
    assert (await draft_at(centre, path)).decision is Decision.REJECTED


async def test_an_answer_is_changed_and_sent_and_an_empty_one_is_not(centre: Centre, karin: Browser) -> None:
    path = await holds(centre)
    assert WASTE.answer in (await karin.get(f"{path}/edit")).text
    empty = await karin.post(f"{path}/edit", {"text": "  "})
    assert empty.status_code == 422
    assert "Skriv svaret först" in empty.text
    await karin.post(f"{path}/edit", {"text": "Varannan tisdag."})
    assert await heard(centre, path) == "Varannan tisdag.\n\nGranskat och ändrat av Karin på Kontakt Linköping."
    assert (await karin.get(f"{path}/edit")).status_code == 303


async def test_whoever_writes_while_a_colleague_decides_keeps_the_words(
    centre: Centre, karin: Browser, olle: Browser
) -> None:
    path = await holds(centre)
    await karin.get(f"{path}/edit")
    await olle.post(f"{path}/approve")
    late = await karin.post(f"{path}/edit", {"text": "Mina egna ord."})
    assert late.status_code == 409
    assert "Mina egna ord." in late.text
    assert "Olle Ek hann före och har godkänt svaret" in late.text
    assert "Mina egna ord" not in await heard(centre, path)


async def test_an_answer_whose_citizen_has_gone_is_not_sent_and_the_agent_is_told(
    centre: Centre, karin: Browser
) -> None:
    path = await holds(centre)
    await karin.get("/approvals")
    await centre.assistant.converse.leave(ConversationId(path.split("/")[2]))
    late = await karin.post(f"{path}/approve")
    assert "medborgaren gått" in (await karin.get(late.headers["location"])).text


async def test_a_draft_that_never_was_is_not_found(karin: Browser) -> None:
    await karin.get("/approvals")
    assert (await karin.post("/approvals/none/1/approve")).status_code == 404
    assert (await karin.get("/approvals?missed=none/1")).status_code == 200


async def test_editors_check_no_answers(console: Console, centre: Centre, password_hash: str) -> None:
    elsa = StaffMember(centre.anna.id.__class__("elsa"), "elsa", "Elsa", "Elsa Ek", Role.EDITOR, password_hash)
    await centre.assistant.staff.add(elsa)
    browser = await console.signed_in("elsa")
    for path in ("/approvals", "/approvals/rows", "/look?place=oversight", "/oversight"):
        assert (await browser.get(path)).status_code == 403
    page = (await browser.get("/knowledge")).text
    assert "/approvals" not in page


def test_what_is_told_after_an_act_has_its_swedish(console: Console) -> None:
    pages: Pages = console.app.state.pages
    assert pages.wording.of("sv").knows(*DONE.values(), *OVERSIGHT_DONE.values())
