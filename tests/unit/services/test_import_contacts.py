"""A file of other channels' contacts is imported whole or not at all; again it replaces; withdrawn it is gone."""

from datetime import date, timedelta

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_fault import FaultError, FaultKind, RowFaultsError
from assistant.domain.contact_interval import Difference, ImportNumber
from assistant.domain.contact_upload import ContactUpload
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.sheet_layout import Question, questions
from assistant.services.contact_accounts import Outcome
from tests.centre import Centre
from tests.contact_files import MONDAY, ace_by_queue, callguide_tabs, genesys_utc, trio_wide, written, zoom_american

ACE = "Telia ACE"
HEADER = ("Datum", "Tid", "Kanal", "Antal")


def rows(*told: tuple[object, ...]) -> bytes:
    return written([HEADER, *told])


async def sent(centre: Centre, content: bytes, source: str = ACE) -> ContactUpload:
    return await centre.assistant.import_contacts.upload(centre.sofia, source, "november.csv", content)


async def imported(centre: Centre, content: bytes, source: str = ACE) -> Outcome:
    return await centre.assistant.import_contacts.confirm(centre.sofia, (await sent(centre, content, source)).id)


async def known(centre: Centre) -> dict[tuple[date, Channel], int]:
    volumes = await centre.assistant.register_contacts.entered(date(2026, 1, 1), date(2026, 12, 31))
    return {(volume.day, volume.channel): volume.contacts for volume in volumes}


@pytest.mark.parametrize(
    ("content", "contacts"),
    [(trio_wide(), 1785), (genesys_utc(), 3073), (callguide_tabs(), 2473), (zoom_american(), 2473)],
    ids=["Trio", "Genesys", "CallGuide", "Zoom"],
)
async def test_an_exchanges_export_is_imported_without_a_question(
    centre: Centre, content: bytes, contacts: int
) -> None:
    upload = await sent(centre, content)
    assert questions(upload.layout, upload.sheet) == ()
    outcome = await centre.assistant.import_contacts.confirm(centre.sofia, upload.id)
    assert outcome.imported is not None
    assert sum((await known(centre)).values()) == contacts
    assert {day for day, _ in await known(centre)} == {MONDAY + timedelta(day) for day in range(5)}


async def test_a_queue_we_do_not_know_is_asked_for_once_and_known_next_month(centre: Centre) -> None:
    upload = await sent(centre, ace_by_queue())
    assert questions(upload.layout, upload.sheet) == (Question.NAMES,)
    with pytest.raises(FaultError):
        await centre.assistant.import_contacts.confirm(centre.sofia, upload.id)
    told = upload.layout.from_json(
        upload.layout.as_json() | {"names": {"växel": "phone", "kontakt linköping röst": "phone"}}
    )
    assert await centre.assistant.import_contacts.choose(upload.id, told) == ()
    await centre.assistant.import_contacts.confirm(centre.sofia, upload.id)
    # Both queues are the telephone's: they are summed.
    assert (await known(centre))[MONDAY, Channel.PHONE] == sum(2 * (20 + 3 * at % 23) + 2 for at in range(16))
    again = await sent(centre, ace_by_queue())
    assert questions(again.layout, again.sheet) == ()


async def test_a_file_whose_rows_are_mostly_wrong_is_told_of_its_rows_and_not_asked_about_its_columns(
    centre: Centre,
) -> None:
    wrong = [(MONDAY, f"{hour:02}:00", "Telefon", "x" if hour % 2 else hour) for hour in range(8, 16)]
    upload = await sent(centre, rows(*wrong))
    assert questions(upload.layout, upload.sheet) == ()
    seen = await centre.assistant.import_contacts.preview(upload.id)
    assert [fault.line for fault in seen.reading.faults] == [3, 5, 7, 9]


async def test_columns_that_have_changed_places_since_last_month_are_shown_where_they_are_now(centre: Centre) -> None:
    await imported(centre, written([HEADER, (MONDAY, "08:00", "Telefon", 12), (MONDAY, "08:30", "Telefon", 13)]))
    moved = written([("Antal", "Nytt", *HEADER[:3]), (7, "x", MONDAY, "08:00", "Telefon")])
    upload = await sent(centre, moved)
    assert list(upload.layout.columns) == ["Antal", "Nytt", "Datum", "Tid", "Kanal"]
    assert str(upload.layout.columns["Antal"]) == "contacts"
    assert str(upload.layout.columns["Nytt"]) == "nothing"
    await centre.assistant.import_contacts.confirm(centre.sofia, upload.id)
    assert (await known(centre))[MONDAY, Channel.PHONE] == 7


async def test_a_file_with_one_bad_row_imports_nothing_and_every_fault_has_its_line(centre: Centre) -> None:
    upload = await sent(
        centre,
        rows(
            (MONDAY, "08:00", "Telefon", 12),
            (MONDAY, "08:30", "Telefon", "tolv"),
            ("2026-11-31", "09:00", "Telefon", 1),
            ("2026-12-24", "09:00", "Telefon", 1),
            (MONDAY, "08:00", "Telefon", 13),
            (MONDAY, "09:10", "Telefon", 13),
            (MONDAY, "25:00", "Telefon", 13),
            (MONDAY, "10:00", "Telefon", 200_000),
            *((MONDAY, f"{hour:02}:{minute}", "Telefon", 1) for hour in range(11, 17) for minute in ("00", "30")),
        ),
    )
    layout = upload.layout.from_json(upload.layout.as_json() | {"minutes": 30})
    await centre.assistant.import_contacts.choose(upload.id, layout)
    with pytest.raises(RowFaultsError) as refused:
        await centre.assistant.import_contacts.confirm(centre.sofia, upload.id)
    assert [(each.line, each.fault.kind) for each in refused.value.faults] == [
        (3, FaultKind.NOT_A_NUMBER),
        (4, FaultKind.DAY_UNREADABLE),
        (5, FaultKind.DAY_AHEAD),
        (6, FaultKind.TWICE),
        (7, FaultKind.OFF_GRID),
        (8, FaultKind.TIME_UNREADABLE),
        (9, FaultKind.OUT_OF_RANGE),
    ]
    assert await known(centre) == {}
    assert await centre.assistant.import_contacts.latest(9) == ()


async def test_imported_again_a_day_is_replaced_and_what_changed_is_said_before_and_after(centre: Centre) -> None:
    await imported(
        centre, rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2), (MONDAY, "09:00", "Telefon", 3))
    )
    second = rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 5), (MONDAY, "09:30", "Telefon", 7))
    upload = await sent(centre, second)
    seen = await centre.assistant.import_contacts.preview(upload.id)
    assert seen.difference == Difference(added=1, changed=1, same=1, removed=1)
    assert seen.before == {(MONDAY, Channel.PHONE): 6}
    outcome = await centre.assistant.import_contacts.confirm(centre.sofia, upload.id)
    assert outcome.difference == seen.difference
    assert await known(centre) == {(MONDAY, Channel.PHONE): 13}


async def test_the_same_file_twice_changes_nothing_and_leaves_no_second_import(centre: Centre) -> None:
    content = rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2))
    await imported(centre, content)
    again = await imported(centre, content)
    assert (again.imported, again.difference) == (None, Difference(same=2))
    assert len(await centre.assistant.import_contacts.latest(9)) == 1


async def test_a_withdrawn_import_gives_back_what_stood_before_and_only_the_newest_can_be(centre: Centre) -> None:
    await centre.assistant.register_contacts.enter([ContactVolume(MONDAY, Channel.PHONE, 99)])
    for number in (1, 2):
        await imported(centre, rows((MONDAY, "08:00", "Telefon", number), (MONDAY, "08:30", "Telefon", 0)))
    imports = centre.assistant.import_contacts
    assert await known(centre) == {(MONDAY, Channel.PHONE): 2}
    with pytest.raises(ConflictError):
        await imports.withdraw(centre.sofia, ImportNumber(1))
    await imports.withdraw(centre.sofia, ImportNumber(2))
    assert await known(centre) == {(MONDAY, Channel.PHONE): 1}
    await imports.withdraw(centre.sofia, ImportNumber(1))
    assert await known(centre) == {(MONDAY, Channel.PHONE): 99}
    acts = [entry.act for entry in await centre.assistant.audit_trail.entries(AuditFilter(subject="contacts:"), 9)]
    assert acts == [Act.CONTACTS_WITHDRAWN] * 2 + [Act.CONTACTS_IMPORTED] * 2


async def test_two_sources_of_one_channel_are_summed_and_the_preview_warns(centre: Centre) -> None:
    await imported(centre, rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2)))
    other = await sent(centre, rows((MONDAY, "08:00", "Telefon", 10), (MONDAY, "08:30", "Telefon", 20)), "Trio")
    assert (await centre.assistant.import_contacts.preview(other.id)).others == {ACE}
    await centre.assistant.import_contacts.confirm(centre.sofia, other.id)
    assert await known(centre) == {(MONDAY, Channel.PHONE): 33}


async def test_what_a_source_tells_is_not_entered_by_hand(centre: Centre) -> None:
    await imported(centre, rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2)))
    with pytest.raises(RefusedError):
        await centre.assistant.register_contacts.enter([ContactVolume(MONDAY, Channel.PHONE, 4)])


async def test_a_file_that_nobody_imported_can_be_imported_for_a_day_and_no_longer(centre: Centre) -> None:
    imports = centre.assistant.import_contacts
    upload = await sent(centre, rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2)))
    centre.later(hours=24)
    assert await imports.kept(upload.id) == upload
    centre.later(seconds=1)
    for act in (
        imports.kept(upload.id),
        imports.choose(upload.id, upload.layout),
        imports.name_columns_by(upload.id, None),
        imports.confirm(centre.sofia, upload.id),
    ):
        with pytest.raises(NotFoundError):
            await act
    assert await known(centre) == {}


async def test_the_sweeper_removes_old_files_whether_or_not_anybody_sends_another(centre: Centre) -> None:
    content = rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2))
    old = await sent(centre, content)
    await centre.assistant.sweep.once()
    centre.later(hours=24)
    new = await sent(centre, content)
    centre.later(minutes=1)
    await centre.assistant.sweep.once()
    async with centre.assistant.import_contacts.records.reading() as unit:
        with pytest.raises(NotFoundError):
            await unit.contact_uploads.get(old.id)
        assert await unit.contact_uploads.get(new.id) == new


async def test_a_file_is_gone_once_imported(centre: Centre) -> None:
    new = await sent(centre, rows((MONDAY, "08:00", "Telefon", 1), (MONDAY, "08:30", "Telefon", 2)))
    await centre.assistant.import_contacts.confirm(centre.sofia, new.id)
    with pytest.raises(NotFoundError):
        await centre.assistant.import_contacts.confirm(centre.sofia, new.id)


async def test_whether_day_or_month_is_first_is_asked_where_the_file_does_not_tell(centre: Centre) -> None:
    upload = await sent(centre, written([("Datum", "Samtal"), ("05/06/2026", 4), ("06/06/2026", 5)]))
    assert questions(upload.layout, upload.sheet) == (Question.ORDER,)


async def test_the_hour_that_comes_twice_in_autumn_is_summed(centre: Centre) -> None:
    autumn = date(2026, 10, 25)
    await imported(
        centre, rows((autumn, "02:00", "Telefon", 1), (autumn, "02:00", "Telefon", 2), (autumn, "03:00", "Telefon", 4))
    )
    assert await known(centre) == {(autumn, Channel.PHONE): 7}


async def test_a_half_hour_inside_an_hour_is_a_fault(centre: Centre) -> None:
    content = rows((MONDAY, "08:00-09:00", "Telefon", 5), (MONDAY, "08:30-09:00", "Telefon", 2))
    with pytest.raises(RowFaultsError) as refused:
        await imported(centre, content)
    assert [each.fault.kind for each in refused.value.faults] == [FaultKind.OVERLAP]
