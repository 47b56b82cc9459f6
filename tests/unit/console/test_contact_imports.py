"""The supervisor imports a file of contacts step by step, and other systems send theirs with a key."""

import asyncio
import re
from datetime import date

import httpx
import pytest

from assistant.domain.contact import Channel
from handoff_console.attempts import FAILURES_A_NAME, FAILURES_AN_ADDRESS, WINDOW
from tests.contact_files import MONDAY, ace_by_queue, trio_wide
from tests.unit.console.conftest import Browser, Console

GOOD = f"Datum;Tid;Kanal;Antal\n{MONDAY};08:00;Telefon;4\n{MONDAY};08:30;Telefon;6\n"
BAD = f"{GOOD}{MONDAY};09:00;Telefon;<b>\n" + "".join(f"{MONDAY};{hour}:00;Telefon;1\n" for hour in range(10, 16))


@pytest.fixture
async def maria(console: Console) -> Browser:
    browser = await console.signed_in("maria")
    await browser.get("/contacts")
    return browser


async def sends(browser: Browser, content: bytes, source: str = "Telia ACE") -> httpx.Response:
    return await browser.http.post(
        "/contacts/import",
        data={"csrf_key": browser.csrf_key, "source": source},
        files={"file": ("<i>fil</i>.csv", content, "text/csv")},
    )


async def pastes(browser: Browser, rows: str) -> str:
    """The address that the pasted rows lead to."""
    response = await browser.post("/contacts/import", {"source": "Telia ACE", "pasted": rows})
    assert response.status_code == 303
    return str(response.headers["location"])


async def entered(console: Console) -> dict[tuple[date, Channel], int]:
    volumes = await console.centre.assistant.register_contacts.entered(date(2025, 1, 1), date(2027, 1, 1))
    return {(volume.day, volume.channel): volume.contacts for volume in volumes}


async def test_a_workbook_is_sent_looked_at_and_imported_and_the_page_says_what_changed(
    console: Console, maria: Browser
) -> None:
    columns = (await sends(maria, trio_wide())).headers["location"]
    page = (await maria.get(columns)).text
    assert "Så här tror vi att filen ska läsas" in page
    assert "&lt;i&gt;fil&lt;/i&gt;.csv" in page
    assert (await maria.post(columns)).headers["location"] == f"{columns}/preview"
    preview = (await maria.get(f"{columns}/preview")).text
    assert "november 2026" in preview
    assert await entered(console) == {}
    done = (await maria.post(f"{columns}/confirm")).headers["location"]
    assert done == "/contacts?imported=1#said"
    assert "120 nya intervall" in (await maria.get("/contacts?imported=1")).text
    assert len(await entered(console)) == 15
    assert (await maria.post(f"{columns}/confirm")).headers["location"] == "/contacts?done=gone"
    # Next month the columns are known.
    assert (await sends(maria, trio_wide())).headers["location"].endswith("/preview")


async def test_names_of_queues_are_asked_for_in_words_and_then_taken(console: Console, maria: Browser) -> None:
    columns = (await sends(maria, ace_by_queue())).headers["location"]
    assert "Vilka av våra kanaler motsvarar namnen i filen?" in (await maria.get(columns)).text
    assert (await maria.post(columns)).status_code == 422
    assert (await maria.get(f"{columns}/preview")).headers["location"] == columns
    told = await maria.post(columns, {"name:växel": "phone", "name:kontakt linköping röst": "-"})
    assert told.headers["location"] == f"{columns}/preview"


async def test_bad_rows_are_told_by_number_and_nothing_can_be_imported(console: Console, maria: Browser) -> None:
    columns = await pastes(maria, BAD)
    page = (await maria.get(f"{columns}/preview")).text
    assert "1 rad går inte att läsa. Inget har sparats." in page
    assert "Rad 4: Antalet kontakter ska vara ett heltal, till exempel 412. Nu står det ”&lt;b&gt;”." in page
    assert 'id="confirm"' not in page
    assert (await maria.post(f"{columns}/confirm")).status_code == 422
    assert await entered(console) == {}


async def test_a_later_file_shows_old_and_new_sums_and_can_be_withdrawn(console: Console, maria: Browser) -> None:
    await maria.post(f"{await pastes(maria, GOOD)}/confirm")
    preview = await pastes(maria, GOOD.replace(";6", ";9"))
    changes = (await maria.get(preview)).text.split('id="changes"')[1].split("</table>")[0]
    assert re.findall(r'amount">(?:<strong>)?(\d+)', changes) == ["10", "13"]
    await maria.post(preview.replace("/preview", "/confirm"))
    assert await entered(console) == {(MONDAY, Channel.PHONE): 13}
    assert (await maria.post("/contacts/import/withdraw/1")).status_code == 409
    await maria.post("/contacts/import/withdraw/2")
    assert "Importen är tillbakadragen." in (await maria.get("/contacts?done=withdrawn")).text
    assert await entered(console) == {(MONDAY, Channel.PHONE): 10}


async def test_another_row_can_name_the_columns_and_a_file_can_be_thrown_away(maria: Browser) -> None:
    columns = await pastes(maria, GOOD)
    assert (await maria.post(f"{columns}/header", {"row": ""})).headers["location"] == columns
    assert 'id="label-0">#1<' in (await maria.get(columns)).text
    assert (await maria.post(f"{columns}/throw")).headers["location"] == "/contacts?done=thrown"
    assert (await maria.get(columns)).headers["location"] == "/contacts?done=gone"


async def test_letters_that_look_wrong_are_put_right_by_hand_and_remembered(console: Console, maria: Browser) -> None:
    dos = GOOD.replace("Kanal", "Kö").replace("Telefon", "Växel").encode("cp850")
    columns = (await sends(maria, dos)).headers["location"]
    page = (await maria.get(columns)).text
    assert 'id="label-2">K”<' in page
    assert 'id="writing" open' in page
    assert (await maria.post(f"{columns}/writing", {"encoding": "cp850"})).headers["location"] == columns
    page = (await maria.get(columns)).text
    assert 'id="label-2">Kö<' in page
    assert "teckenkodning: DOS (teckentabell 850) · kolumnerna skiljs åt av: Semikolon ( ; )" in page
    assert 'id="writing" >' in page
    assert (await maria.post(columns, {"name:växel": "phone"})).headers["location"] == f"{columns}/preview"
    assert "växel" in (await maria.get(f"{columns}/preview")).text.lower()
    await maria.post(f"{columns}/confirm")
    assert await entered(console) == {(MONDAY, Channel.PHONE): 10}
    assert (await sends(maria, dos)).headers["location"].endswith("/preview")


async def test_a_separator_told_by_hand_is_shown_and_may_be_taken_back(maria: Browser) -> None:
    columns = await pastes(maria, GOOD)
    await maria.post(f"{columns}/writing", {"delimiter": "|"})
    page = (await maria.get(columns)).text
    assert 'id="label-0">Datum;Tid;Kanal;Antal<' in page
    assert 'id="writing" open' in page
    await maria.post(f"{columns}/writing", {"encoding": "", "delimiter": ""})
    assert 'id="label-0">Datum<' in (await maria.get(columns)).text


async def test_a_way_of_writing_that_makes_no_table_is_refused_and_the_file_is_read_as_before(maria: Browser) -> None:
    columns = (await sends(maria, GOOD.encode("utf-16"))).headers["location"]
    refused = await maria.post(f"{columns}/writing", {"encoding": "cp1252"})
    assert refused.status_code == 422
    assert "Filen går inte att läsa som en tabell på det sättet." in refused.text
    assert '<option value="cp1252" selected>' in refused.text
    assert 'id="label-0">Datum<' in refused.text
    assert (await maria.post(f"{columns}/writing", {"encoding": "klingon"})).status_code == 422


async def test_a_workbook_is_written_in_one_way(maria: Browser) -> None:
    columns = (await sends(maria, trio_wide())).headers["location"]
    assert 'id="writing"' not in (await maria.get(columns)).text
    assert (await maria.post(f"{columns}/writing", {"delimiter": ";"})).headers["location"] == "/contacts?done=gone"


async def test_numbers_with_points_are_asked_about_only_by_what_they_become(console: Console, maria: Browser) -> None:
    """`1.234` shows nothing: it is a thousand in Sweden. Told otherwise, it is no whole number, and nothing is in."""
    columns = await pastes(maria, GOOD.replace(";6", ";1.234"))
    assert "1\xa0238" in (await maria.get(f"{columns}/preview")).text
    await maria.post(columns, {"decimal": "."})
    page = (await maria.get(f"{columns}/preview")).text
    assert "Nu står det ”1.234”." in page
    await maria.post(columns, {"decimal": ","})
    await maria.post(f"{columns}/confirm")
    assert await entered(console) == {(MONDAY, Channel.PHONE): 1238}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Gamla Excelfiler (.xls)"),
        (b"", "Välj en fil eller klistra in rader."),
    ],
)
async def test_a_file_that_is_no_table_is_refused_with_words(maria: Browser, content: bytes, told: str) -> None:
    response = await sends(maria, content)
    assert response.status_code == 422
    assert told in response.text


async def test_a_day_that_is_imported_cannot_be_entered_by_hand(console: Console, maria: Browser) -> None:
    await maria.post(f"{await pastes(maria, GOOD)}/confirm")
    assert "Från en import" in (await maria.get(f"/contacts?day={MONDAY}")).text
    response = await maria.post("/contacts", {"day": str(MONDAY), "phone": "7"})
    assert response.status_code == 422
    assert "kommer från en import" in response.text


async def test_the_intervals_come_out_as_a_file_that_runs_nothing(maria: Browser) -> None:
    await maria.post("/contacts/import", {"source": "=1+1", "pasted": GOOD})
    columns = (await maria.post("/contacts/import", {"source": "=1+1", "pasted": GOOD})).headers["location"]
    await maria.post(f"{columns}/confirm")
    lines = (await maria.get("/contacts/contacts.csv")).text.splitlines()
    assert lines[1] == f"'=1+1;{MONDAY};08:00;30;telefon;4"


async def test_the_file_to_fill_in_is_refused_as_it_is_and_taken_filled_in(console: Console, maria: Browser) -> None:
    example = (await maria.get("/contacts/example.csv")).text
    assert (await maria.post("/contacts/import", {"source": "Egen", "pasted": example})).status_code == 303
    filled = example.replace(";\r\n", ";3\r\n").replace("antal;3", "antal")
    columns = (await maria.post("/contacts/import", {"source": "Egen", "pasted": filled})).headers["location"]
    await maria.post(f"{columns}/confirm")
    assert set((await entered(console)).values()) == {3}
    assert len(await entered(console)) == 5


async def test_a_system_sends_with_its_key_and_a_revoked_key_sends_nothing(console: Console, maria: Browser) -> None:
    page = (await maria.post("/contacts/keys", {"source": "ACE"})).text
    secret = re.findall(r"kontakt_[\w-]+", page)[0]
    assert secret not in (await maria.get("/contacts/keys")).text
    system = (await console.browser()).http
    headers = {"Authorization": f"Bearer {secret}"}
    row = {"start": f"{MONDAY}T08:00", "minutes": 30, "channel": "phone", "contacts": 4}
    sent = await system.post("/api/contacts", json={"rows": [row]}, headers=headers)
    assert sent.json() == {"source": "ACE", "import": 1, "added": 1, "changed": 0, "same": 0, "removed": 0}
    wrong = await system.post("/api/contacts", json={"rows": [row | {"minutes": 7}]}, headers=headers)
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")
    assert wrong.json()["errors"][0]["pointer"] == "#/rows/0/minutes"
    for body in ("[]", "no json", '{"rows": 3}', '{"rows": []}'):
        assert (await system.post("/api/contacts", content=body, headers=headers)).status_code == 422
    key_id = re.findall(r"/contacts/keys/(\w+)/revoke", (await maria.get("/contacts/keys")).text)[0]
    await maria.post(f"/contacts/keys/{key_id}/revoke")
    for refused in (headers, {}, {"Authorization": "Bearer kontakt_guessed"}):
        assert (await system.post("/api/contacts", json={"rows": [row]}, headers=refused)).status_code == 401
    assert await entered(console) == {(MONDAY, Channel.PHONE): 4}


async def test_wrong_keys_are_counted_and_slowed_until_some_minutes_have_passed(
    console: Console, maria: Browser
) -> None:
    secret = re.findall(r"kontakt_[\w-]+", (await maria.post("/contacts/keys", {"source": "ACE"})).text)[0]
    row = {"start": f"{MONDAY}T08:00", "minutes": 30, "channel": "phone", "contacts": 4}
    system = (await console.browser()).http

    async def sends_with(key: str) -> httpx.Response:
        return await system.post("/api/contacts", json={"rows": [row]}, headers={"Authorization": f"Bearer {key}"})

    revoked = [(await sends_with("kontakt_revoked")).status_code for _ in range(FAILURES_A_NAME + 1)]
    assert revoked == [401] * FAILURES_A_NAME + [429]
    # Others at the address are refused as before until it has guessed too often; a key that holds is let through.
    assert (await sends_with(secret)).status_code == 200
    for number in range(FAILURES_AN_ADDRESS - FAILURES_A_NAME):
        assert (await sends_with(f"kontakt_guess{number}")).status_code == 401
    assert (await sends_with(secret)).status_code == 200
    refused = await sends_with("kontakt_one_more")
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert 0 < int(refused.headers["retry-after"]) <= 300
    console.centre.later(seconds=WINDOW.total_seconds())
    assert (await sends_with("kontakt_one_more")).status_code == 401
    told = (await system.get("/metrics")).text
    assert 'kontakt_contact_key_uses_total{result="ok"} 2.0' in told
    assert f'kontakt_contact_key_uses_total{{result="refused"}} {float(FAILURES_AN_ADDRESS + 1)}' in told
    assert 'kontakt_contact_key_uses_total{result="slowed"} 2.0' in told


async def test_wrong_keys_sent_at_once_get_no_further_than_one_by_one(console: Console) -> None:
    system = (await console.browser()).http
    headers = {"Authorization": "Bearer kontakt_guessed"}
    posts = [system.post("/api/contacts", json={}, headers=headers) for _ in range(FAILURES_A_NAME * 3)]
    answers = [answer.status_code for answer in await asyncio.gather(*posts)]
    assert (answers.count(401), answers.count(429)) == (FAILURES_A_NAME, FAILURES_A_NAME * 2)


async def test_a_right_key_may_send_much_at_once(console: Console, maria: Browser) -> None:
    secret = re.findall(r"kontakt_[\w-]+", (await maria.post("/contacts/keys", {"source": "ACE"})).text)[0]
    row = {"start": f"{MONDAY}T08:00", "minutes": 30, "channel": "phone", "contacts": 4}
    system = (await console.browser()).http
    headers = {"Authorization": f"Bearer {secret}"}
    posts = [system.post("/api/contacts", json={"rows": [row]}, headers=headers) for _ in range(FAILURES_A_NAME * 2)]
    assert {answer.status_code for answer in await asyncio.gather(*posts)} == {200}


async def test_wrong_keys_keep_no_member_of_staff_from_signing_in(console: Console) -> None:
    system = (await console.browser()).http
    for number in range(FAILURES_AN_ADDRESS + 1):
        await system.post("/api/contacts", json={}, headers={"Authorization": f"Bearer kontakt_{number}"})
    assert (await (await console.browser()).sign_in("maria")).status_code == 303
