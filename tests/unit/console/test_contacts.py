"""The supervisor enters other channels' contacts: by form, as a file or pasted."""

from datetime import date

import httpx
import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.services.register_contacts import MOST_CONTACTS, FaultKind
from assistant.wording.catalogue import read_wording
from handoff_console.contact_words import CHANNELS, FAULTS
from tests.unit.console.conftest import Browser, Console

FRIDAY, TODAY = date(2026, 11, 20), date(2026, 11, 23)
HEADER = "day,channel,contacts\n"


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor, with the page open."""
    browser = await console.signed_in("maria")
    await browser.get("/contacts")
    return browser


async def entered(console: Console) -> dict[tuple[date, Channel], int]:
    volumes = await console.centre.assistant.register_contacts.entered(date(2025, 1, 1), date(2027, 1, 1))
    return {(volume.day, volume.channel): volume.contacts for volume in volumes}


async def sent_file(browser: Browser, content: bytes) -> httpx.Response:
    return await browser.http.post(
        "/contacts/csv", data={"csrf_key": browser.csrf_key}, files={"file": ("kontakter.csv", content, "text/csv")}
    )


async def test_agents_may_not_enter_contacts(console: Console, karin: Browser) -> None:
    assert (await karin.get("/contacts")).status_code == 403
    assert (await karin.get("/contacts/example.csv")).status_code == 403
    assert (await karin.post("/contacts", {"day": str(FRIDAY), "phone": "1"})).status_code == 403
    assert (await karin.post("/contacts/csv", {"pasted": f"{HEADER}{FRIDAY},phone,1\n"})).status_code == 403
    assert await entered(console) == {}


@pytest.mark.parametrize("path", ["/contacts", "/contacts/csv"])
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
        ({"day": "i går", "phone": "1"}, "Nu står det ”i går”"),
        ({"day": str(FRIDAY)}, "Skriv antalet för minst en kanal"),
        ({}, "år-månad-dag"),
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


@pytest.mark.parametrize("separator", [",", ";"])
async def test_pasted_rows_are_saved(console: Console, maria: Browser, separator: str) -> None:
    rows = separator.join(("day", "channel", "contacts")) + f"\r\n{FRIDAY}{separator}e_service{separator}9\r\n"
    response = await maria.post("/contacts/csv", {"pasted": rows})
    assert (response.status_code, response.headers["location"]) == (303, "/contacts?rows=1")
    assert await entered(console) == {(FRIDAY, Channel.E_SERVICE): 9}
    assert "1 rad är sparad." in (await maria.get("/contacts?rows=1")).text


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
async def test_a_file_is_saved_however_excel_wrote_it(console: Console, maria: Browser, encoding: str) -> None:
    response = await sent_file(maria, f"day;channel;contacts\n{FRIDAY};phone;9\n".encode(encoding))
    assert response.status_code == 303
    assert await entered(console) == {(FRIDAY, Channel.PHONE): 9}


async def test_a_file_in_swedish_words_with_blanks_for_thousands_is_saved(console: Console, maria: Browser) -> None:
    response = await sent_file(maria, f"dag;kanal;antal\n{FRIDAY};Besök;1\xa0200\n".encode("cp1252"))
    assert response.status_code == 303
    assert await entered(console) == {(FRIDAY, Channel.VISIT): 1200}


async def test_a_workbook_is_told_to_be_saved_as_csv_and_not_shown_as_text(maria: Browser) -> None:
    response = await sent_file(maria, b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + b"\x9c" * 100)
    assert response.status_code == 422
    assert "<li>Filen är ingen CSV: spara som CSV i Excel.</li>" in response.text
    assert "PK\x03" not in response.text


async def test_sending_nothing_is_told_what_to_send(maria: Browser) -> None:
    page = (await maria.post("/contacts/csv", {"pasted": " \r\n"})).text
    assert "<li>Välj en fil eller klistra in rader.</li>" in page


async def test_a_faulty_file_is_told_by_line_in_swedish_and_nothing_is_saved(console: Console, maria: Browser) -> None:
    rows = f"{HEADER}{FRIDAY},phone,12\n2026-11-24,phone,1\n{FRIDAY},fåx,1\nx,phone,1\n{FRIDAY},visit,två\n"
    response = await sent_file(maria, rows.encode("cp1252"))
    assert response.status_code == 422
    for line, told in (
        (3, "Dagen har inte varit än"),
        (4, "Kanalen ”fåx” finns inte"),
        (5, "Nu står det ”x”"),
        (6, "Nu står det ”två”"),
    ):
        assert told in response.text.split(f"<li>Rad {line}: ")[1].split("</li>")[0]
    assert "Rad 2" not in response.text
    assert await entered(console) == {}


@pytest.mark.parametrize("rows", ["", HEADER, "dag,kanal,antal\n", f"{HEADER}{FRIDAY},phone,1\n{FRIDAY},phone,2\n"])
async def test_rows_that_say_nothing_or_two_things_are_refused_with_words(maria: Browser, rows: str) -> None:
    response = await maria.post("/contacts/csv", {"pasted": rows})
    assert response.status_code == 422
    assert 'id="csv-faults"' in response.text
    assert "{" not in response.text.split('id="csv-faults"')[1].split("</ul>")[0]


async def test_pasted_rows_with_faults_stand_to_be_corrected(maria: Browser) -> None:
    page = (await maria.post("/contacts/csv", {"pasted": f"{HEADER}{FRIDAY},phone,x\n"})).text
    assert f"{FRIDAY},phone,x" in page


async def test_a_file_with_many_faults_is_told_in_brief(maria: Browser) -> None:
    page = (await maria.post("/contacts/csv", {"pasted": HEADER + "x,phone,1\n" * 40})).text
    assert page.count("<li>Rad ") == 25
    assert "och 15 fel till" in page


async def test_a_file_that_is_too_large_is_refused(console: Console, maria: Browser) -> None:
    response = await sent_file(maria, HEADER.encode() + b"x" * 1_000_001)
    assert response.status_code == 422
    assert "Filen är för stor" in response.text
    assert await entered(console) == {}


async def test_the_file_to_fill_in_is_refused_until_it_has_been_filled_in(console: Console, maria: Browser) -> None:
    """Sent in by mistake it must not become a day without contacts."""
    response = await maria.get("/contacts/example.csv")
    assert "attachment" in response.headers["content-disposition"]
    assert (await sent_file(maria, response.content)).status_code == 422
    assert await entered(console) == {}
    filled = "\r\n".join(f"{row}5" if row.endswith(";") else row for row in response.text.splitlines())
    assert (await sent_file(maria, filled.encode())).status_code == 303
    assert len(await entered(console)) == len(Channel)


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
