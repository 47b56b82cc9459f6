"""The supervisor enters other channels' contacts: by form, as a file or pasted."""

from datetime import date

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_fault import MOST_CONTACTS, FaultKind
from assistant.wording.catalogue import read_wording
from handoff_console.contact_words import CHANNELS, FAULTS
from tests.unit.console.conftest import Browser, Console

FRIDAY, TODAY = date(2026, 11, 20), date(2026, 11, 23)
HEADER = "dag;kanal;antal\n"


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor, with the page open."""
    browser = await console.signed_in("maria")
    await browser.get("/contacts")
    return browser


async def entered(console: Console) -> dict[tuple[date, Channel], int]:
    volumes = await console.centre.assistant.register_contacts.entered(date(2025, 1, 1), date(2027, 1, 1))
    return {(volume.day, volume.channel): volume.contacts for volume in volumes}


async def test_agents_may_not_enter_contacts(console: Console, karin: Browser) -> None:
    assert (await karin.get("/contacts")).status_code == 403
    assert (await karin.get("/contacts/example.csv")).status_code == 403
    assert (await karin.post("/contacts", {"day": str(FRIDAY), "phone": "1"})).status_code == 403
    sent = {"source": "X", "pasted": f"{HEADER}{FRIDAY};telefon;1\n"}
    assert (await karin.post("/contacts/import", sent)).status_code == 403
    for path in ("/contacts/contacts.csv", "/contacts/keys", "/contacts/import/any", "/contacts/import/any/preview"):
        assert (await karin.get(path)).status_code == 403
    assert await entered(console) == {}


@pytest.mark.parametrize("path", ["/contacts", "/contacts/import", "/contacts/keys", "/contacts/import/withdraw/1"])
async def test_a_post_without_the_pages_key_changes_nothing(console: Console, maria: Browser, path: str) -> None:
    """Requirement F-07."""
    maria.csrf_key = "another"
    fields = {"day": str(FRIDAY), "phone": "1", "pasted": f"{HEADER}{FRIDAY},phone,1\n"}
    assert (await maria.post(path, fields)).status_code == 403
    assert await entered(console) == {}


async def test_a_days_numbers_are_saved_and_the_page_confirms_it(console: Console, maria: Browser) -> None:
    response = await maria.post(
        "/contacts", {"day": str(FRIDAY), "phone": "1 412", "email": "0", "visit": "", "e_service": "", "other": ""}
    )
    assert (response.status_code, response.headers["location"]) == (303, f"/contacts?saved={FRIDAY}")
    assert await entered(console) == {(FRIDAY, Channel.PHONE): 1412, (FRIDAY, Channel.EMAIL): 0}
    page = (await maria.get(response.headers["location"])).text
    assert "Kontakterna för fredag 20 november 2026 är sparade." in page
    assert f'id="day-{FRIDAY}"' in page


async def test_a_later_number_replaces_the_earlier_and_an_empty_field_leaves_it(
    console: Console, maria: Browser
) -> None:
    await maria.post("/contacts", {"day": str(FRIDAY), "phone": "10", "visit": "3"})
    await maria.post("/contacts", {"day": str(FRIDAY), "phone": "12", "visit": ""})
    assert await entered(console) == {(FRIDAY, Channel.PHONE): 12, (FRIDAY, Channel.VISIT): 3}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"day": str(FRIDAY), "phone": "tolv"}, "Nu står det ”tolv”"),
        ({"day": str(FRIDAY), "phone": "-1"}, "ska vara ett heltal"),
        ({"day": str(FRIDAY), "phone": "1", "email": str(MOST_CONTACTS + 1)}, "ska vara från 0 till 100"),
        ({"day": str(FRIDAY), "phone": "9" * 5000}, "ska vara från 0 till 100"),
        ({"day": "2026-11-24", "phone": "1"}, "Dagen har inte varit än"),
        ({"day": "i går", "phone": "1"}, "Dagen går inte att läsa: ”i går”"),
        ({"day": str(FRIDAY)}, "Skriv antalet för minst en kanal"),
        ({}, "Skriv den som 2026-11-20"),
    ],
)
async def test_a_faulty_form_comes_back_with_words_at_the_field_and_nothing_is_saved(
    console: Console, maria: Browser, fields: dict[str, str], told: str
) -> None:
    response = await maria.post("/contacts", fields)
    assert response.status_code == 422
    assert told in response.text
    assert 'aria-invalid="true"' in response.text
    assert await entered(console) == {}


async def test_what_was_written_stands_when_the_form_comes_back(maria: Browser) -> None:
    page = (await maria.post("/contacts", {"day": str(FRIDAY), "phone": '"><b>', "visit": "7"})).text
    assert f'value="{FRIDAY}"' in page
    assert 'name="visit" inputmode="numeric" autocomplete="off" value="7"' in page
    assert "<b>" not in page


async def test_the_form_begins_with_yesterday_and_shows_a_chosen_days_numbers(console: Console, maria: Browser) -> None:
    await console.centre.assistant.register_contacts.enter([ContactVolume(FRIDAY, Channel.VISIT, 7)])
    assert 'type="date" value="2026-11-22"' in (await maria.get("/contacts")).text
    page = (await maria.get(f"/contacts?day={FRIDAY}")).text
    assert f'type="date" value="{FRIDAY}"' in page
    assert 'name="visit" inputmode="numeric" autocomplete="off" value="7"' in page


async def test_the_list_has_sums_and_marks_demo_data_and_gaps(console: Console, maria: Browser) -> None:
    await console.centre.assistant.register_contacts.enter(
        [ContactVolume(FRIDAY, Channel.PHONE, 1000, demo=True), ContactVolume(TODAY, Channel.PHONE, 234)]
    )
    page = (await maria.get("/contacts")).text.replace("\N{NO-BREAK SPACE}", " ")
    table = page.split('id="entered"')[1].split("</table>")[0]
    assert table.count(">Demo<") == 1
    assert "1 234" in table.split("<tfoot>")[1]
    assert "inte inskrivet" in table


async def test_the_list_is_empty_with_advice_before_anything_has_been_entered(maria: Browser) -> None:
    assert "Inget är inskrivet än. Börja med gårdagens antal" in (await maria.get("/contacts")).text


def test_every_channel_and_every_fault_has_words_in_swedish() -> None:
    assert (set(CHANNELS), set(FAULTS)) == (set(Channel), set(FaultKind))
    assert {*CHANNELS.values(), *FAULTS.values()} - set(read_wording().of("sv").messages) == set()
