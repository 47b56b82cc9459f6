"""A citizen follows a case on a page of its own: with the key, and with nothing else."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape

import httpx
import pytest

from assistant.bootstrap import Assistant
from assistant.domain.case import CaseEventId, CaseKind, CaseStatus
from assistant.domain.conversation import Language, NewUtterance
from assistant.domain.turn import EngineReply, OpenCase, Understanding
from assistant.services.cases import CaseChange
from assistant.web.app import app_over
from assistant.web.cases import PRIVATE
from assistant.web.schemas import show_utterance
from assistant.web.wrong_keys import MOST_WRONG
from assistant.wording.cases import DETAILS, KINDS, OTHER_DETAIL, STATUSES, TOLD_STATUSES
from assistant.wording.catalogue import read_wording
from assistant.wording.markdown import to_html
from tests.centre import Centre, open_centre

LAMP = OpenCase(
    CaseKind.FAULT, {"what": "Lampan <b>blinkar</b>", "where": "Storgatan 12 & 14", "since": "I går", "colour": "röd"}
)
WRONG = "a" * 26


@dataclass
class Site:
    """The citizens' site with one case, and its citizen's browser."""

    http: httpx.AsyncClient
    centre: Centre
    assistant: Assistant
    reference: str
    key: str
    reply: NewUtterance

    @property
    def path(self) -> str:
        return f"/case/{self.reference}/{self.key}"

    async def page(self, path: str = "", status: int = 200) -> str:
        response = await self.http.get(path or self.path)
        assert response.status_code == status
        return response.text

    async def handled(self, name: str, seen: int, **what: object) -> None:
        change = CaseChange(CaseEventId(name), seen, **what)  # type: ignore[arg-type]
        await self.assistant.cases.change(self.reference, change, self.centre.anna)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    centre = await open_centre()
    centre.engine.script = {"ja": EngineReply(Understanding("affirm", 0.9), (LAMP,))}
    conversation = await centre.opens()
    await centre.says(conversation, "ja")
    reply = (await centre.heard(conversation))[-1].said
    reference, key = reply.text.split("(/case/")[1].split(")")[0].split("/")
    transport = httpx.ASGITransport(app=app_over(centre.assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://kontakt.test") as http:
        yield Site(http, centre, centre.assistant, reference, key, reply)


async def test_the_page_tells_what_was_reported_how_it_stands_and_what_happens_next(site: Site) -> None:
    page = await site.page()
    for told in ("KL-2026-000001", "Felanmälan", "Vi har tagit emot ditt ärende", "Någon läser det du skrev"):
        assert told in page
    assert "Sedan när" in page
    assert "I går" in page
    assert "Övrigt" in page
    assert "23 november 2026 09.00" in page
    assert 'href="tel:+4613206000"' in page


async def test_nothing_that_a_citizen_wrote_becomes_markup(site: Site) -> None:
    """Requirement F-11."""
    await site.http.post(f"{site.path}/notes", data={"note": "<script>alert(1)</script>", "id": "1"})
    page = await site.page()
    assert "Lampan &lt;b&gt;blinkar&lt;/b&gt;" in page
    assert "<script>alert" not in page


async def test_the_page_speaks_the_citizens_language_and_another_when_asked(site: Site) -> None:
    assert '<html lang="sv"' in await site.page()
    english = await site.page(f"{site.path}?lang=en")
    assert '<html lang="en"' in english
    assert "We have received your case" in english
    assert '<html lang="sv"' in await site.page(f"{site.path}?lang=xx")


async def test_neither_caches_nor_other_sites_nor_search_engines_learn_the_address(site: Site) -> None:
    paths = (site.path, f"/case/{site.reference}/{WRONG}", "/case")
    for response in [await site.http.get(path) for path in paths]:
        assert {name: response.headers[name] for name in PRIVATE} == PRIVATE
        assert "set-cookie" not in response.headers
    posted = await site.http.post("/case", data={"reference": site.reference, "key": site.key})
    assert posted.headers["referrer-policy"] == "no-referrer"


async def test_a_case_that_is_not_and_a_wrong_key_get_the_very_same_answer(site: Site) -> None:
    """Requirement F-03: nobody learns that somebody else's case exists."""
    paths = [f"/case/{site.reference}/{WRONG}", f"/case/KL-2026-000999/{WRONG}", f"/case/nonsense/{WRONG}"]
    answers = [await site.http.get(path) for path in paths]
    answers.append(await site.http.post("/case", data={}))
    answers.append(await site.http.post(f"/case/{site.reference}/{WRONG}/notes", data={"note": "x", "id": "1"}))
    answers.append(await site.http.post(f"/case/KL-2026-000999/{WRONG}/notes", data={"note": "", "id": ""}))
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert "Vi hittar inget ärende" in answers[0].text


async def test_what_was_typed_in_vain_stands_in_the_form_and_tells_nothing_more(site: Site) -> None:
    """Requirement F-03, and 3.3.7 of WCAG: 26 signs are not typed again for one slip."""
    forms = [{"reference": site.reference, "key": WRONG}, {"reference": "KL-2026-000999", "key": site.key}]
    answers = [await site.http.post("/case", data=form) for form in forms]
    for form, answer in zip(forms, answers, strict=True):
        assert answer.status_code == 404
        assert f'value="{form["reference"]}"' in answer.text
        assert f'value="{form["key"]}"' in answer.text
    bare = [a.text.replace(f["reference"], "").replace(f["key"], "") for f, a in zip(forms, answers, strict=True)]
    assert bare[0] == bare[1]
    assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1


async def test_what_was_typed_is_shown_as_words_and_no_longer_than_the_fields(site: Site) -> None:
    typed = {"reference": '"><script>alert(1)</script>', "key": "k" * 500}
    answer = await site.http.post("/case", data=typed)
    assert "<script>alert" not in answer.text
    assert f'value="{"k" * 80}"' in answer.text


async def test_whoever_tries_keys_is_told_to_wait_and_a_right_key_still_opens(site: Site) -> None:
    """Requirements F-12, F-13: others behind the same address are not locked out."""
    tries = [await site.http.get(f"/case/{site.reference}/{WRONG}") for _ in range(MOST_WRONG + 1)]
    assert [one.status_code for one in tries] == [404] * MOST_WRONG + [429]
    wait = int(tries[-1].headers["retry-after"])
    assert (await site.http.get("/case/KL-2026-000999/x")).text == tries[-1].text
    await site.page()
    site.centre.later(seconds=wait + 1)
    assert (await site.http.get(f"/case/{site.reference}/{WRONG}")).status_code == 404


async def test_reference_and_key_typed_as_people_type_lead_to_the_case(site: Site) -> None:
    assert 'name="reference"' in await site.page("/case")
    typed = {"reference": "kl 2026 1", "key": f" {site.key[:13].upper()}-{site.key[13:]} "}
    response = await site.http.post("/case?lang=en", data=typed)
    assert (response.status_code, response.headers["location"]) == (303, f"{site.path}?lang=en")


async def test_what_the_citizen_adds_stands_in_the_history_and_is_added_once(site: Site) -> None:
    note = {"note": "Den är släckt nu.\r\nNummer 7.", "id": "the same"}
    for _ in range(2):
        response = await site.http.post(f"{site.path}/notes", data=note)
        assert response.status_code == 303
    page = await site.page(response.headers["location"].partition("#")[0])
    assert page.count("Den är släckt nu.\nNummer 7.") == 1
    assert "Det du skrev är tillagt" in page


async def test_a_note_in_english_comes_back_to_the_page_in_english(site: Site) -> None:
    response = await site.http.post(f"{site.path}/notes?lang=en", data={"note": "More", "id": "1"})
    assert "lang=en" in response.headers["location"]


@pytest.mark.parametrize("note", ["", "   ", "x" * 2_001])
async def test_a_note_that_is_refused_comes_back_with_the_words_kept(site: Site, note: str) -> None:
    response = await site.http.post(f"{site.path}/notes", data={"note": note, "id": "1"})
    assert response.status_code == 422
    assert "Skriv en text på högst 2000 tecken." in response.text
    assert f">{note}</textarea>" in response.text


async def test_too_many_notes_are_refused_with_words(site: Site) -> None:
    answers = [await site.http.post(f"{site.path}/notes", data={"note": "mer", "id": str(n)}) for n in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    assert "många gånger i dag" in answers[-1].text


async def test_the_page_shows_what_staff_tell_and_never_who_or_what_they_keep_to_themselves(site: Site) -> None:
    """Requirement D-06."""
    await site.handled("1", 0, internal="Granne klagar ofta")
    await site.handled("2", 1, status=CaseStatus.WAITING_FOR_CITIZEN, note="Vilken stolpe?", internal="order 4411")
    page = await site.page()
    assert "Vi behöver veta mer av dig" in page
    assert "Vilken stolpe?" in page
    for hidden in ("Granne", "4411", "Anna", "Testsson"):
        assert hidden not in page


async def test_a_case_that_is_over_takes_no_more_words_and_says_how_to_reach_a_person(site: Site) -> None:
    await site.handled("1", 0, status=CaseStatus.DONE, note="Lagad.")
    page = await site.page()
    assert "Ditt ärende är klart" in page
    assert "<textarea" not in page
    late = await site.http.post(f"{site.path}/notes", data={"note": "mer", "id": "1"})
    assert late.status_code == 409
    assert "Ditt ärende har ändrats under tiden" in late.text


async def test_the_map_is_a_link_to_follow_and_nothing_is_fetched_before(site: Site) -> None:
    """Requirement C-14."""
    page = unescape(await site.page())
    assert 'href="https://www.openstreetmap.org/search?query=Storgatan%2012%20%26%2014#map' in page
    assert page.count("openstreetmap") == 1
    assert 'rel="noopener noreferrer"' in page


async def test_in_the_chat_the_citizen_gets_a_link_and_staff_never_see_the_key(site: Site) -> None:
    said = await site.centre.heard((await site.assistant.cases.read(site.reference)).case.conversation_id)
    html = show_utterance(said[-1], read_wording()).html
    assert html is not None
    assert f'<a href="{site.path}">Följ ditt ärende</a>' in html
    assert site.key not in to_html(site.reply.text)
    assert "Följ ditt ärende" in to_html(site.reply.text)


@pytest.mark.parametrize("kind", CaseKind)
@pytest.mark.parametrize("lang", ["sv", "en"])
async def test_every_kind_has_a_page_in_every_language(site: Site, kind: CaseKind, lang: str) -> None:
    site.centre.engine.script = {"ja": EngineReply(Understanding("affirm", 0.9), (OpenCase(kind, {}),))}
    conversation = await site.centre.opens(lang)
    await site.centre.says(conversation, "ja")
    said = (await site.centre.heard(conversation))[-1].said
    assert said.lang == Language(lang)
    assert f'<html lang="{lang}"' in await site.page(said.text.split("](")[1].split(")")[0])


def test_every_word_said_of_cases_has_its_swedish() -> None:
    tables = (KINDS, STATUSES, TOLD_STATUSES, DETAILS)
    used = {word for table in tables for word in table.values()} | {OTHER_DETAIL}
    assert used - set(read_wording().of("sv").messages) == set()
    assert (set(KINDS), set(STATUSES), set(TOLD_STATUSES)) == (set(CaseKind), set(CaseStatus), set(CaseStatus))
