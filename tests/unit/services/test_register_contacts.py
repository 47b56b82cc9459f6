"""Other channels' contacts are entered all or none, and every fault is named by its line."""

from datetime import date

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.errors import RefusedError
from assistant.services.register_contacts import SWEDISH_CHANNELS, CsvFaultsError, FaultKind
from tests.centre import Centre

MONDAY = date(2026, 11, 23)  # the centre's today
HEADER = "day,channel,contacts\n"


async def entered(centre: Centre) -> tuple[ContactVolume, ...]:
    return await centre.assistant.register_contacts.entered(date(2026, 1, 1), date(2027, 12, 31))


async def faults(centre: Centre, text: str) -> list[tuple[int, FaultKind]]:
    """What is wrong, by line; nothing has been recorded."""
    with pytest.raises(CsvFaultsError) as refused:
        await centre.assistant.register_contacts.enter_csv(text)
    assert await entered(centre) == ()
    assert [line for line, _ in refused.value.faults] == [line for line, _ in refused.value.details]
    return [(line, fault.kind) for line, fault in refused.value.details]


@pytest.mark.parametrize(
    "text",
    [
        "day,channel,contacts\n2026-11-22,phone,400\n2026-11-23,e_service,0\n",
        "day;channel;contacts\r\n2026-11-22;phone;400\r\n2026-11-23;e_service;0\r\n",  # as Excel in Swedish saves it
        "day;channel;contacts\r2026-11-22;phone;400\r2026-11-23;e_service;0",  # as an old Mac did
        "Dag;Kanal;Antal\n2026-11-22;Telefon;400\n2026-11-23;e-tjänst;0\n",
        "dag,kanal,antal\n2026-11-22,phone,400\n2026-11-23,E-tjänst,0\n",
        "\ufeffDay, Channel ,CONTACTS\n\n 2026-11-22 , phone , 400 \n2026-11-23,e_service,0",
    ],
)
async def test_a_csv_in_the_ways_spreadsheets_write_it_is_recorded(centre: Centre, text: str) -> None:
    assert await centre.assistant.register_contacts.enter_csv(text) == 2
    assert await entered(centre) == (
        ContactVolume(date(2026, 11, 22), Channel.PHONE, 400),
        ContactVolume(MONDAY, Channel.E_SERVICE, 0),
    )


@pytest.mark.parametrize("written", ["1 200", "1\N{NO-BREAK SPACE}200", "1\N{NARROW NO-BREAK SPACE}200"])
async def test_blanks_may_set_thousands_apart(centre: Centre, written: str) -> None:
    await centre.assistant.register_contacts.enter_csv(f"{HEADER}2026-11-20,phone,{written}\n")
    assert [volume.contacts for volume in await entered(centre)] == [1200]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", FaultKind.NOTHING_SENT),
        (" \r\n\n", FaultKind.NOTHING_SENT),
        ("\ufeff", FaultKind.NOTHING_SENT),
        ("PK\x03\x04\x14\x00\x06", FaultKind.WORKBOOK),
    ],
)
async def test_what_cannot_be_rows_is_named_as_what_it_is(centre: Centre, text: str, kind: FaultKind) -> None:
    assert await faults(centre, text) == [(1, kind)]


@pytest.mark.parametrize(("name", "channel"), SWEDISH_CHANNELS.items())
async def test_channels_may_have_their_swedish_names(centre: Centre, name: str, channel: Channel) -> None:
    await centre.assistant.register_contacts.enter_csv(f"dag;kanal;antal\n2026-11-20;{name.capitalize()};4\n")
    assert await entered(centre) == (ContactVolume(date(2026, 11, 20), channel, 4),)


async def test_every_fault_is_named_by_its_line_and_nothing_is_recorded(centre: Centre) -> None:
    text = HEADER + "\n".join(
        [
            "2026-11-20,phone,400",
            "20/11 2026,phone,400",
            "2026-11-20,fax,400",
            "2026-11-20,email,fyrahundra",
            "2026-11-20,email,-4",
            "2026-11-20,visit,100001",
            "2026-11-24,email,4",
            "2026-11-20,phone,410",
            "2026-11-19",
        ]
    )
    assert await faults(centre, text) == [
        (3, FaultKind.DAY_UNREADABLE),
        (4, FaultKind.CHANNEL_UNKNOWN),
        (5, FaultKind.NOT_A_NUMBER),
        (6, FaultKind.NOT_A_NUMBER),
        (7, FaultKind.OUT_OF_RANGE),
        (8, FaultKind.DAY_AHEAD),
        (9, FaultKind.TWICE),
        (10, FaultKind.CHANNEL_UNKNOWN),
    ]


async def test_a_number_with_a_comma_for_thousands_is_refused_rather_than_taken_for_one(centre: Centre) -> None:
    assert await faults(centre, HEADER + "2026-11-20,phone,1,250\n") == [(2, FaultKind.NOT_A_NUMBER)]


@pytest.mark.parametrize(
    "text", ["dag,channel,antal\n", "datum,kanal,antal\n", "day,channel\n", "2026-11-20,phone,4\n"]
)
async def test_a_file_without_the_three_columns_is_refused_at_its_first_line(centre: Centre, text: str) -> None:
    assert await faults(centre, text) == [(1, FaultKind.HEADER)]


async def test_a_file_with_nothing_but_the_columns_is_refused(centre: Centre) -> None:
    assert await faults(centre, HEADER) == [(1, FaultKind.NO_ROWS)]


async def test_the_fault_in_words_says_what_was_written(centre: Centre) -> None:
    with pytest.raises(CsvFaultsError, match=r"line 2: channel must be one of phone, .* it is 'fax'"):
        await centre.assistant.register_contacts.enter_csv(HEADER + "2026-11-20,fax,4")


async def test_more_than_ten_thousand_rows_are_refused_and_ten_thousand_read(centre: Centre) -> None:
    rows = "\n".join(["2026-11-20,phone,x"] * 10_001)
    assert await faults(centre, HEADER + rows) == [(10_002, FaultKind.TOO_MANY_ROWS)]
    assert len(await faults(centre, HEADER + rows[: rows.rindex("\n")])) == 10_000


async def test_a_file_that_is_no_csv_is_refused_and_not_a_fault_of_ours(centre: Centre) -> None:
    assert await faults(centre, HEADER + "2026-11-20,phone," + "9" * 200_000) == [(2, FaultKind.UNREADABLE)]


async def test_a_number_without_end_is_refused(centre: Centre) -> None:
    assert await faults(centre, HEADER + "2026-11-20,phone," + "9" * 5_000) == [(2, FaultKind.OUT_OF_RANGE)]


async def test_a_later_entry_of_the_same_day_and_channel_replaces_the_earlier(centre: Centre) -> None:
    register = centre.assistant.register_contacts
    await register.enter([ContactVolume(MONDAY, Channel.PHONE, 40), ContactVolume(MONDAY, Channel.EMAIL, 7)])
    await register.enter_csv(HEADER + "2026-11-23,phone,400\n")
    assert await entered(centre) == (
        ContactVolume(MONDAY, Channel.EMAIL, 7),
        ContactVolume(MONDAY, Channel.PHONE, 400),
    )


@pytest.mark.parametrize(
    "volume",
    [
        ContactVolume(MONDAY, Channel.PHONE, -1),
        ContactVolume(MONDAY, Channel.PHONE, 100_001),
        ContactVolume(date(2026, 11, 24), Channel.PHONE, 1),
    ],
)
async def test_by_the_form_too_one_impossible_number_refuses_all(centre: Centre, volume: ContactVolume) -> None:
    good = ContactVolume(MONDAY, Channel.EMAIL, 1)
    with pytest.raises(RefusedError):
        await centre.assistant.register_contacts.enter([good, volume])
    assert await entered(centre) == ()


async def test_the_day_is_linkopings_and_not_greenwichs(centre: Centre) -> None:
    """At 23:30 UTC on Monday it is Tuesday in Linköping, whose numbers can be entered."""
    centre.later(hours=15, minutes=30)
    await centre.assistant.register_contacts.enter([ContactVolume(date(2026, 11, 24), Channel.PHONE, 1)])
    with pytest.raises(RefusedError):
        await centre.assistant.register_contacts.enter([ContactVolume(date(2026, 11, 25), Channel.PHONE, 1)])
