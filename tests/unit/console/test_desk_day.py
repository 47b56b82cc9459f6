"""A day at the desk: undo, correct, canned replies, notes, search, passing on, cases, a quick wrap-up."""

import re
import uuid
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.case import CaseFilter, CaseKind
from assistant.domain.conversation import SWEDISH, NewUtterance, Speaker, UtteranceId
from assistant.domain.handoff import Disposition, Handoff, HandoffId, HandoffReason, Stage
from assistant.domain.returns import KnownBy
from assistant.domain.turn import OpenCase
from assistant.services.canned_replies import Written
from handoff_console.app import app_over
from handoff_console.releases import Releases
from tests.centre import MONDAY_MORNING, UNSURE_QUESTION, WASTE, WASTE_QUESTION, open_centre
from tests.unit.console.conftest import HTMX, Browser, Console, employ
from tests.unit.services.odd_moments import FalteringRecords
from tests.unit.services.small_shelf import directs

SUMMARY = "Vill bygga altan, undrar om avgiften."


@pytest.fixture
async def console(password_hash: str) -> AsyncIterator[Console]:
    """A console where messages can be undone for five seconds."""
    centre = await open_centre(undo_seconds=5)
    await employ(centre, password_hash)
    async with AsyncExitStack() as opened:
        yield Console(app_over(centre.assistant), centre, opened)


async def _claimed(console: Console, browser: Browser, text: str = UNSURE_QUESTION) -> Handoff:
    handoff = await console.centre.waits(text)
    await browser.claim(handoff.id)
    return await _now(console, handoff.id)


async def _now(console: Console, handoff_id: HandoffId) -> Handoff:
    return (await console.centre.assistant.desk.view(handoff_id)).handoff


async def _sends(browser: Browser, handoff: Handoff, text: str) -> str:
    utterance_id = str(uuid.uuid4())
    await browser.post(f"/desk/{handoff.id}/reply", {"text": text, "utterance_id": utterance_id})
    return utterance_id


async def _agents_words(console: Console, handoff: Handoff) -> list[str]:
    heard = await console.centre.heard(handoff.conversation_id)
    return [each.said.text for each in heard if each.said.speaker is Speaker.AGENT]


async def test_a_message_stands_at_the_desk_ready_to_be_undone_and_its_words_come_back(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    message = await _sends(karin, handoff, "Fel samtal!")
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Visas inte för medborgaren ännu" in page
    due = int(re.findall(r'data-due="(\d+)"', page)[0])
    assert due == int(MONDAY_MORNING.timestamp() * 1000) + 5000
    assert 'data-key="z"' in page
    response = await karin.post(f"/desk/{handoff.id}/messages/{message}/undo")
    assert response.headers["location"] == f"/desk/{handoff.id}?undone={message}"
    assert "Fel samtal!</textarea>" in (await karin.get(response.headers["location"])).text
    console.centre.later(seconds=10)
    await console.centre.assistant.messages.say_due()
    assert await _agents_words(console, handoff) == []
    assert "Visas inte för medborgaren ännu" not in (await karin.get(f"/desk/{handoff.id}")).text


async def test_looking_at_a_page_undoes_nothing(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    message = await _sends(karin, handoff, "Hej!")
    await karin.get(f"/desk/{handoff.id}?undone={message}")
    console.centre.later(seconds=5)
    await console.centre.assistant.messages.say_due()
    assert await _agents_words(console, handoff) == ["Hej!"]


async def test_by_htmx_undoing_and_showing_now_bring_back_the_transcript(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    first, second = await _sends(karin, handoff, "Ett"), await _sends(karin, handoff, "Två")
    undone = await karin.post(f"/desk/{handoff.id}/messages/{second}/undo", headers=HTMX)
    assert "<html" not in undone.text
    assert "Två" not in undone.text
    shown = await karin.post(f"/desk/{handoff.id}/messages/{first}/now", headers=HTMX)
    assert "on-its-way" not in shown.text
    assert await _agents_words(console, handoff) == ["Ett"]


async def test_own_words_are_corrected_and_marked_with_the_former_ones_beside(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await _claimed(console, karin)
    message = await _sends(karin, handoff, "Det kostar 10 kr.")
    await karin.post(f"/desk/{handoff.id}/messages/{message}/now")
    page = (await karin.get(f"/desk/{handoff.id}")).text
    (seq,) = set(re.findall(r"\?correct=(\d+)", page))
    form = (await karin.get(f"/desk/{handoff.id}?correct={seq}")).text
    assert "Det kostar 10 kr.</textarea>" in form
    assert 'id="reply"' not in form
    assert (await olle.post(f"/desk/{handoff.id}/correct/{seq}", {"text": "Gratis!"})).status_code == 409
    await karin.post(f"/desk/{handoff.id}/correct/{seq}", {"text": "Det kostar 20 kr."})
    assert await _agents_words(console, handoff) == ["Det kostar 20 kr."]
    after = (await karin.get(f"/desk/{handoff.id}")).text
    assert "rättat 09:00" in after
    assert after.index("Det kostar 20 kr.") < after.index("Vad det stod först") < after.index("Det kostar 10 kr.")


async def test_there_is_no_form_to_correct_what_others_said(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    page = (await karin.get(f"/desk/{handoff.id}?correct=1")).text
    assert 'id="correct"' not in page
    assert 'id="reply"' in page


async def test_canned_replies_stand_ready_with_what_is_known_filled_in(console: Console, karin: Browser) -> None:
    canned = console.centre.assistant.canned_replies
    texts = {"sv": "Hej {namn}! {agent} här."}
    await canned.keep(console.centre.sofia, Written("hej", "Hälsning", texts, shared=True))
    handoff = await _claimed(console, karin)
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert 'data-shortcut="hej" data-words="Hej {namn}! Karin här."' in page


async def test_the_citizens_name_is_filled_in_where_they_have_told_it(console: Console, karin: Browser) -> None:
    canned = console.centre.assistant.canned_replies
    await canned.keep(console.centre.sofia, Written("hej", "Hälsning", {"sv": "Hej {namn}!"}, shared=True))
    handoff = await _claimed(console, karin)
    await console.centre.says(handoff.conversation_id, "Leila Haddad, 070-174 06 05")
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert 'data-words="Hej Leila!"' in page


async def test_what_is_not_filled_in_is_not_sent_also_without_javascript(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await karin.get(f"/desk/{handoff.id}")
    words = {"utterance_id": str(uuid.uuid4()), "text": "Hej {namn}! Så här är det."}
    refused = await karin.post(f"/desk/{handoff.id}/reply", words)
    assert refused.status_code == 422
    assert "Fyll i {namn} först." in refused.text
    assert "Hej {namn}! Så här är det.</textarea>" in refused.text
    fragment = await karin.post(f"/desk/{handoff.id}/reply", words, {"HX-Request": "true"})
    assert fragment.status_code >= 400
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert page.count("Så här är det.") == 0


async def test_agents_keep_replies_of_their_own_and_supervisors_shared_ones(console: Console, karin: Browser) -> None:
    maria = await console.signed_in("maria")
    own = {"shortcut": "tack", "title": "Tack", "text-sv": "Tack själv!"}
    assert (await karin.post("/replies", own)).headers["location"] == "/replies?done=kept"
    again = await karin.post("/replies", own)
    assert again.status_code == 422
    assert "redan ett svar med den genvägen" in again.text
    assert "Tack själv!</textarea>" in again.text
    refused = await karin.post("/replies", {**own, "shortcut": "hej", "shared": "yes"})
    assert refused.status_code == 422
    wrong = await karin.post("/replies", {**own, "shortcut": "hej", "text-sv": "Hej {kund}!"})
    assert "Kontrollera genväg" in wrong.text
    assert 'name="shared"' not in (await karin.get("/replies")).text
    await maria.get("/replies")
    await maria.post("/replies", {**own, "shortcut": "hej", "shared": "yes", "text-en": "Thanks!"})
    listed = (await karin.get("/replies")).text
    assert "/hej" in listed
    assert "/tack" in listed
    assert listed.count("?change=") == 1  # the shared one is not hers to change
    assert "Finns också på: engelska" in listed
    (mine,) = re.findall(r"\?change=(\w+)", listed)
    assert "Ändra /tack" in (await karin.get(f"/replies?change={mine}")).text
    assert (await karin.post(f"/replies/{mine}/remove")).headers["location"] == "/replies?done=removed"
    assert (await karin.post(f"/replies/{mine}/remove")).status_code == 303
    assert "/tack" not in (await karin.get("/replies")).text


async def test_a_note_is_clearly_another_thing_and_who_is_mentioned_answers_it(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await _claimed(console, karin)
    before = await console.centre.heard(handoff.conversation_id)
    fields = {"text": "@Olle, vad säger ni?", "note_id": str(uuid.uuid4())}
    answer = await karin.post(f"/desk/{handoff.id}/note", fields, headers=HTMX)
    assert "Intern anteckning" in answer.text
    assert "Medborgaren ser inte detta." in answer.text
    assert await console.centre.heard(handoff.conversation_id) == before
    assert "1 omnämnande" in (await olle.look("mentions-mark")).text
    page = (await olle.get("/mentions")).text
    assert "@Olle, vad säger ni?" in page
    assert "Karin har samtalet" in page
    assert UNSURE_QUESTION not in page  # what the citizen said stays with who holds it (F-04)
    number = re.findall(r'name="number" value="(\d+)"', page)[0]
    await olle.post(f"/mentions/{handoff.id}", {"note_id": str(uuid.uuid4()), "number": number, "text": "Ja."})
    assert "omnämnande" not in (await olle.look("mentions-mark")).text.split("sr-only")[0]
    assert "Ja." in (await karin.get(f"/desk/{handoff.id}")).text


async def test_who_has_read_a_mention_says_so(console: Console, karin: Browser, olle: Browser) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/note", {"text": "@Olle", "note_id": str(uuid.uuid4())})
    number = re.findall(r'name="note" value="(\d+)"', (await olle.get("/mentions")).text)[0]
    await olle.post("/mentions/read", {"note": number})
    page = (await olle.get("/mentions")).text
    assert "Jag har läst den" not in page
    assert "@Olle" in page


async def test_the_knowledge_base_is_searched_beside_the_conversation(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    found = await karin.get(f"/desk/{handoff.id}/search?q={WASTE_QUESTION}", HTMX)
    assert "<html" not in found.text
    assert WASTE.title in found.text
    assert WASTE.citation.url in found.text
    assert 'data-key="i"' in found.text
    assert 'data-key="a"' in found.text
    assert "97 %" not in found.text  # who searches needs no likelihood
    nothing = await karin.get(f"/desk/{handoff.id}/search?q=xyzzy", HTMX)
    assert "Inget hittades" in nothing.text
    assert (await karin.get(f"/desk/{handoff.id}/search?q=", HTMX)).text.strip() == ""
    page = await karin.get(f"/desk/{handoff.id}/search?q={WASTE_QUESTION}")
    assert "<html" in page.text
    assert "Träffar" in page.text


async def _at_their_desks(console: Console, *browsers: Browser) -> None:
    """Karin and Olle are available and present."""
    for browser in browsers:
        await browser.post("/status", {"status": "available"})
    for member in await console.centre.assistant.staff.members():
        if member.id in {"karin", "olle"}:
            await console.centre.assistant.staff.beat(member)


async def test_a_colleague_declines_with_a_reason_and_the_giver_may_keep_it(
    console: Console, karin: Browser, olle: Browser
) -> None:
    await _at_their_desks(console, karin, olle)
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "colleague", "to": "olle", "summary": SUMMARY})
    await olle.get("/desk")
    declined = await olle.post(f"/desk/{handoff.id}/not-now", {"reason": "Jag kan inte området", "back": "/desk"})
    assert declined.headers["location"] == "/desk"
    back = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Olle tackade nej." in back
    assert "Jag kan inte området" in back
    assert "Ej övertaget" in back
    await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "colleague", "to": "olle", "summary": SUMMARY})
    await karin.post(f"/desk/{handoff.id}/keep")
    too_late = await olle.post(f"/desk/{handoff.id}/take-over")
    assert too_late.headers["location"] == "/desk?done=kept"
    assert "Din kollega behåller det samtalet" in (await olle.get("/desk?done=kept")).text


async def test_a_page_with_a_refused_form_still_knows_what_is_open_in_it(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    refused = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "queue", "summary": ""})
    assert refused.status_code == 422
    assert f'hx-get="/look?at=/desk/{handoff.id}&' in refused.text
    assert 'aria-current="true"' in (await karin.look("held", at=f"/desk/{handoff.id}")).text


async def test_passing_on_to_a_colleague_who_reads_the_summary_first(
    console: Console, karin: Browser, olle: Browser
) -> None:
    await _at_their_desks(console, karin, olle)
    handoff = await _claimed(console, karin)
    form = (await karin.get(f"/desk/{handoff.id}?do=transfer")).text
    assert "Olle Ek" in form
    assert "Maria Ek" not in form
    empty = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "colleague", "to": "olle", "summary": ""})
    assert empty.status_code == 422
    assert "skriv en sammanfattning" in empty.text
    away = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "colleague", "to": "maria", "summary": SUMMARY})
    assert "Den kollegan kan inte ta ett samtal" in away.text
    assert f"{SUMMARY}</textarea>" in away.text
    done = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "colleague", "to": "olle", "summary": SUMMARY})
    assert done.headers["location"] == f"/desk/{handoff.id}"
    waits = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Olle har fått frågan om att ta över." in waits
    assert "En kollega tillfrågas" in waits
    asked = (await olle.get("/desk")).text
    assert "Karin ber dig ta över" in asked
    assert SUMMARY in asked
    assert 'data-key="t">Ta över' in asked
    taken = await olle.post(f"/desk/{handoff.id}/take-over")
    assert taken.headers["location"] == f"/desk/{handoff.id}"
    # A look that comes before her own form leads where that leads.
    look = await karin.get(f"/desk/{handoff.id}/transcript?stage=claimed", headers=HTMX)
    assert look.headers["HX-Redirect"] == "/desk?done=transferred"
    page = (await olle.get(f"/desk/{handoff.id}")).text
    assert "Överlämnat av Karin" in page
    assert page.index(SUMMARY) < page.index('id="transcript"')
    assert "Överlämnat till dig" in (await olle.get("/desk")).text
    again = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "queue", "summary": SUMMARY})
    assert again.status_code == 409


async def test_passing_on_to_the_queue_and_outside(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    done = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "queue", "area": "", "summary": SUMMARY})
    assert done.headers["location"] == "/desk?done=transferred"
    assert (await _now(console, handoff.id)).stage is Stage.WAITING
    pane = (await karin.get("/desk?done=transferred")).text
    assert "Samtalet är överlämnat" in pane
    assert SUMMARY in pane
    await karin.claim(handoff.id)
    out = {"kind": "outside", "whom": "Försäkringskassan", "summary": SUMMARY}
    done = await karin.post(f"/desk/{handoff.id}/transfer", out)
    assert done.headers["location"] == f"/desk/{handoff.id}"
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Överlämnat till Försäkringskassan" in page
    assert re.search(r'value="referred"[^>]*checked', page)


async def _until_closed(console: Console, browser: Browser) -> None:
    """The chat has closed for the day; Karin's visit, which ends with an hour's inactivity, is a new one."""
    console.centre.later(hours=10)
    await browser.sign_in("karin")


async def test_after_closing_a_call_is_promised_in_place_of_the_queue(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await console.centre.says(handoff.conversation_id, "Ni når mig på 070-174 06 05")
    late = {"kind": "queue", "area": "", "summary": SUMMARY}
    assert 'value="queue"' in (await karin.get(f"/desk/{handoff.id}?do=transfer")).text
    await _until_closed(console, karin)
    refused = await karin.post(f"/desk/{handoff.id}/transfer", late)
    assert refused.status_code == 422
    assert "Ingen är här som kan ta samtalet från kön." in refused.text
    assert "Det är stängt, och ingen är här förrän tisdag 08.00." in refused.text
    assert 'value="queue"' not in refused.text
    assert 'name="number" maxlength="100" value="070-174 06 05"' in refused.text
    assert f"{SUMMARY}</textarea>" in refused.text
    wrong = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "call", "number": "mobilen", "summary": SUMMARY})
    assert "Skriv ett telefonnummer med riktnummer" in wrong.text
    assert 'value="mobilen"' in wrong.text
    done = await karin.post(
        f"/desk/{handoff.id}/transfer", {"kind": "call", "number": "070-174 06 05", "summary": SUMMARY}
    )
    assert done.headers["location"] == f"/desk/{handoff.id}"
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "En uppringning är utlovad" in page
    assert re.search(r'value="case_opened"[^>]*checked', page)


async def test_a_call_promised_is_in_the_queue_when_it_is_due_with_what_it_is_about_and_the_summary(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await _claimed(console, karin)
    await _until_closed(console, karin)
    promised = {"kind": "call", "number": "070-174 06 05", "summary": SUMMARY}
    assert (await karin.post(f"/desk/{handoff.id}/transfer", promised)).status_code == 303
    console.centre.later(hours=22)  # promised until the desk closes the day after
    await olle.sign_in("olle")
    rows = (await olle.look("waiting")).text.split('<li class="row call"')[1]
    assert UNSURE_QUESTION in rows
    assert "070-174 06 05" in rows
    assert f"Från en kollega:</span> {SUMMARY}" in rows


async def test_a_call_is_refused_in_words_of_its_own_where_somebody_comes_or_there_may_be_danger(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    address, call = f"/desk/{handoff.id}/transfer", {"kind": "call", "number": "070-174 06 05", "summary": SUMMARY}
    open_still = await karin.post(address, call)
    assert open_still.status_code == 422
    assert "Nu finns det någon som kan ta samtalet från kön." in open_still.text
    await console.centre.says(handoff.conversation_id, "jag vill inte leva längre")
    await _until_closed(console, karin)
    in_danger = await karin.post(address, call)
    assert in_danger.status_code == 422
    assert "inte till en uppringning senare" in in_danger.text
    assert (await _now(console, handoff.id)).stage is Stage.CLAIMED


async def test_after_closing_who_may_be_in_danger_can_still_be_passed_to_the_queue(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    hand_offs = console.centre.assistant.hand_offs
    async with hand_offs.records.unit() as unit:
        await hand_offs.hurry(unit, handoff.conversation_id, HandoffReason.DANGER)
    await _until_closed(console, karin)
    form = (await karin.get(f"/desk/{handoff.id}?do=transfer")).text
    assert "har kvar den första platsen i kön" in form
    assert 'value="call"' not in form
    done = await karin.post(f"/desk/{handoff.id}/transfer", {"kind": "queue", "area": "", "summary": SUMMARY})
    assert done.headers["location"] == "/desk?done=transferred"


async def test_a_case_is_linked_by_its_reference_and_shown_in_the_facts(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    missing = await karin.post(f"/desk/{handoff.id}/case", {"reference": "KL-2026-000009"})
    assert missing.status_code == 404
    assert "Det finns inget ärende KL-2026-000009." in missing.text
    case = await _a_case(console)
    linked = await karin.post(f"/desk/{handoff.id}/case", {"reference": case.lower()}, headers=HTMX)
    assert case in linked.text.split('hx-target="#talk-facts"')[1]
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert page.count(f'href="/cases/{case}"') == 2
    removed = await karin.post(f"/desk/{handoff.id}/case/{case}/remove", headers=HTMX)
    assert f"/cases/{case}" not in removed.text


async def _a_case(console: Console) -> str:
    """A lamp reported in another conversation; its reference."""
    directs(console.centre, "Lampan är släckt", OpenCase(CaseKind.FAULT, {"what": "Lampan är släckt"}))
    conversation = await console.centre.opens()
    await console.centre.says(conversation, "Lampan är släckt")
    (case,) = (await console.centre.assistant.cases.listed(CaseFilter(), 10)).cases
    return case.reference


async def test_the_wrap_up_guesses_the_area_and_keeps_what_the_agent_tells(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/end")
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert re.search(rf'<option value="{WASTE.area}" selected>', page)
    assert page.index('data-key="1"') < page.index('data-key="j"') < page.index('id="wrap-note"')
    told = {"disposition": "referred", "area": WASTE.area, "resolved": "no", "note": "Återkommer i maj."}
    assert (await karin.post(f"/desk/{handoff.id}/wrap-up", told)).headers["location"] == "/desk?done=wrapped-up"
    over = await _now(console, handoff.id)
    assert (over.disposition, over.subject_area, over.resolved) == (Disposition.REFERRED, WASTE.area, False)
    assert over.wrap_up_note == "Återkommer i maj."


@pytest.mark.parametrize(("ticked", "known_by"), [({"same_matter": "yes"}, KnownBy.AGENT), ({}, None)])
async def test_an_agent_may_tick_that_the_citizen_has_been_in_contact_about_the_same_matter(
    console: Console, karin: Browser, ticked: dict[str, str], known_by: KnownBy | None
) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/end")
    page = (await karin.get(f"/desk/{handoff.id}")).text
    assert "Har varit i kontakt om samma sak de senaste sju dagarna" in page
    assert re.search(r'<input type="checkbox" name="same_matter" value="yes" data-key="v">', page)  # not ticked
    await karin.post(f"/desk/{handoff.id}/wrap-up", {"disposition": "resolved", **ticked})
    async with console.centre.assistant.converse.records.reading() as unit:
        known = await unit.returns.of(handoff.conversation_id)
    assert (known and known.known_by) == known_by


async def test_a_tick_too_many_is_taken_back_right_after_the_wrap_up(
    console: Console, karin: Browser, olle: Browser
) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/end")
    told = {"disposition": "resolved", "same_matter": "yes"}
    done = (await karin.post(f"/desk/{handoff.id}/wrap-up", told)).headers["location"]
    page = (await karin.get(done)).text
    assert "Du har noterat att medborgaren har varit i kontakt om samma sak." in page
    assert f'action="/desk/{handoff.id}/no-return"' in page
    assert (await olle.post(f"/desk/{handoff.id}/no-return")).status_code == 409
    after = (await karin.post(f"/desk/{handoff.id}/no-return")).headers["location"]
    assert "Ångrat. Det är inte längre noterat som samma sak." in (await karin.get(after)).text
    async with console.centre.assistant.converse.records.reading() as unit:
        assert await unit.returns.of(handoff.conversation_id) is None


async def test_one_key_is_enough_to_wrap_up(console: Console, karin: Browser) -> None:
    """The disposition alone: whether it is solved follows from it, and an area that is none is left out."""
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/end")
    await karin.post(f"/desk/{handoff.id}/wrap-up", {"disposition": "resolved", "area": "no such"})
    over = await _now(console, handoff.id)
    assert (over.stage, over.resolved, over.subject_area) == (Stage.WRAPPED_UP, True, None)


async def test_each_tab_tells_what_is_unanswered(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await console.centre.says(handoff.conversation_id, "Hallå?")
    asked, called = [u.seq for u in await console.centre.heard(handoff.conversation_id) if u.by_citizen]
    assert f'data-unanswered="{asked} {called}"' in (await karin.look("held")).text
    message = await _sends(karin, handoff, "Här är jag.")
    await karin.post(f"/desk/{handoff.id}/messages/{message}/now")
    assert 'data-unanswered=""' in (await karin.look("held")).text


async def test_every_key_has_its_line_in_the_cheat_sheet(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await _sends(karin, handoff, "Hej!")
    pages = [(await karin.get(path)).text for path in (f"/desk/{handoff.id}", f"/desk/{handoff.id}?do=transfer")]
    mark = (await karin.look("mentions-mark")).text
    await karin.post(f"/desk/{handoff.id}/end")
    pages += [(await karin.get(f"/desk/{handoff.id}")).text, mark]
    await console.centre.waits()
    pages.append((await karin.get("/desk")).text)
    sheet = pages[0].split('id="shortcuts-heading"')[1]
    keys = {key for page in pages for key in re.findall(r'data-key="(.)"', page) if not key.isdigit()}
    assert keys == set("tirzanjkmobesv/") - {"?"}
    assert [key for key in keys if f"<kbd>{key.upper()}</kbd>" not in sheet] == []


async def test_the_process_that_took_a_message_says_it_when_it_is_due_and_before_it_stops(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    quick = replace(console.centre.assistant.messages, hold=timedelta(milliseconds=1))
    releases = Releases(quick)
    said = NewUtterance(UtteranceId("a"), Speaker.AGENT, "Hej!", SWEDISH, "Karin")
    karin_herself = next(one for one in await console.centre.assistant.staff.members() if one.id == "karin")
    releases.follow(await quick.send(handoff.id, karin_herself, said))
    assert await _agents_words(console, handoff) == []
    console.centre.later(seconds=1)
    await releases.drain()
    assert await _agents_words(console, handoff) == ["Hej!"]


async def test_with_the_record_away_a_message_is_left_to_the_sweeper(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    quick = replace(console.centre.assistant.messages, hold=timedelta(milliseconds=1))
    said = NewUtterance(UtteranceId("a"), Speaker.AGENT, "Hej!", SWEDISH, "Karin")
    karin_herself = next(one for one in await console.centre.assistant.staff.members() if one.id == "karin")
    message = await quick.send(handoff.id, karin_herself, said)
    away = Releases(replace(quick, records=FalteringRecords(quick.records, away=True)))
    away.follow(message)
    await away.drain()
    assert await _agents_words(console, handoff) == []
    console.centre.later(seconds=1)
    await console.centre.assistant.sweep.once()
    assert await _agents_words(console, handoff) == ["Hej!"]


async def test_the_agent_sees_that_a_supervisor_reads_along(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    assert "Tittar också" not in (await karin.get(f"/desk/{handoff.id}")).text
    maria = await console.signed_in("maria")
    await maria.get(f"/reports/conversation/{handoff.conversation_id}")
    assert "Tittar också: Maria" in (await karin.get(f"/desk/{handoff.id}/transcript", HTMX)).text
