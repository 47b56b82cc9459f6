"""Imports of other channels' contacts, files on their way and keys to the API, in each form of the record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.contact import Channel, ContactVolume, DayContacts
from assistant.domain.contact_interval import ChannelDay, ContactImport, Difference, ImportNumber, Slot
from assistant.domain.contact_upload import ContactKey, ContactUpload, KeyId, UploadId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.sheet import Encoding, Row, Sheet, Writing
from assistant.domain.sheet_layout import Column, Layout, Role
from assistant.domain.written_times import DayOrder
from assistant.ports.records import Records
from tests.contract.records.sample_records import ANNA, MINUTE, NOON, add_staff

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
PHONE = ChannelDay(MONDAY, Channel.PHONE, (Slot(480, 30, 4), Slot(510, 30, 6)))
EMAIL = ChannelDay(TUESDAY, Channel.EMAIL, (Slot(0, 1440, 7),))
LAYOUT = Layout(
    {"Dag": Column(Role.DAY), "Inkomna": Column(Role.CONTACTS, Channel.PHONE)},
    order=DayOrder.DAY_FIRST,
    minutes=1440,
    decimal=".",
    names={"växel": Channel.PHONE, "natt": None},
    writing=Writing(Encoding.WINDOWS),
)
KEY = ContactKey(KeyId("one"), "ACE", "digest", ANNA, NOON)


def an_import(source: str = "ACE") -> ContactImport:
    return ContactImport(
        source, NOON, ANNA, None, "november.csv", "digest", MONDAY, TUESDAY, 3, Difference(added=1, changed=2)
    )


def upload(name: str = "one") -> ContactUpload:
    rows = (Row(1, ("Dag", "Inkomna", "")), Row(4, ("1.3.2026", "4")), Row(5, ()), Row(6, ("2.3.2026", "4")))
    sheet = Sheet(rows, "Blad", Writing(Encoding.WINDOWS, ";"))
    return ContactUpload(UploadId(name), ANNA, NOON, "november.csv", "digest", "ACE", LAYOUT, sheet, b"as sent")


async def test_an_import_reads_back_as_given_with_its_number_and_its_accounts_stand(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.contact_imports.hold("ACE")
        recorded = await unit.contact_imports.add(an_import(), [PHONE, EMAIL])
    async with records.unit() as unit:
        assert await unit.contact_imports.get(recorded.number) == replace(an_import(), number=recorded.number)
        assert list(await unit.contact_imports.accounts(MONDAY, TUESDAY)) == [("ACE", PHONE), ("ACE", EMAIL)]
        assert await unit.contact_imports.standing("ACE", MONDAY, MONDAY) == {(MONDAY, Channel.PHONE): PHONE}
        assert await unit.contact_imports.standing("Trio", MONDAY, TUESDAY) == {}
        with pytest.raises(NotFoundError):
            await unit.contact_imports.get(ImportNumber(recorded.number + 1))


async def test_the_latest_account_stands_until_its_import_is_withdrawn(records: Records) -> None:
    await add_staff(records, ANNA)
    later = replace(PHONE, slots=(Slot(480, 60, 11),))
    async with records.unit() as unit:
        first = await unit.contact_imports.add(an_import(), [PHONE, EMAIL])
        second = await unit.contact_imports.add(an_import(), [later])
    async with records.unit() as unit:
        assert list(await unit.contact_imports.accounts(MONDAY, TUESDAY)) == [("ACE", later), ("ACE", EMAIL)]
        assert await unit.contact_imports.newest_standing() == {"ACE": second.number}
        await unit.contact_imports.withdraw(second.number, ANNA, NOON + MINUTE)
    async with records.unit() as unit:
        assert list(await unit.contact_imports.accounts(MONDAY, TUESDAY)) == [("ACE", PHONE), ("ACE", EMAIL)]
        assert await unit.contact_imports.newest_standing() == {"ACE": first.number}
        withdrawn = await unit.contact_imports.get(second.number)
        assert (withdrawn.withdrawn_at, withdrawn.withdrawn_by) == (NOON + MINUTE, ANNA)
        assert [each.number for each in await unit.contact_imports.latest(9)] == [second.number, first.number]
        assert [each.number for each in await unit.contact_imports.latest(9, second.number)] == [first.number]
        with pytest.raises(ConflictError):
            await unit.contact_imports.withdraw(second.number, ANNA, NOON)
        with pytest.raises(NotFoundError):
            await unit.contact_imports.withdraw(ImportNumber(999), ANNA, NOON)


async def test_a_days_sum_is_of_all_sources_and_holds_over_what_was_entered_by_hand(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.contact_volumes.put(
            [ContactVolume(MONDAY, Channel.PHONE, 99), ContactVolume(MONDAY, Channel.VISIT, 5)]
        )
        await unit.contact_imports.add(an_import("ACE"), [PHONE])
        await unit.contact_imports.add(an_import("Trio"), [PHONE])
    async with records.unit() as unit:
        assert list(await unit.contact_imports.sums(MONDAY, TUESDAY)) == [ContactVolume(MONDAY, Channel.PHONE, 20)]
        assert list(await unit.contact_volumes.between(MONDAY, TUESDAY)) == [
            ContactVolume(MONDAY, Channel.PHONE, 20),
            ContactVolume(MONDAY, Channel.VISIT, 5),
        ]
        by_day = await unit.contact_volumes.by_day(MONDAY, TUESDAY)
    assert by_day == {MONDAY: DayContacts(25, by_phone=20)}


async def test_more_accounts_than_a_statement_holds_are_recorded(records: Records) -> None:
    await add_staff(records, ANNA)
    accounts = [replace(PHONE, day=MONDAY + timedelta(day)) for day in range(1200)]
    async with records.unit() as unit:
        await unit.contact_imports.add(an_import(), accounts)
    async with records.unit() as unit:
        assert len(await unit.contact_imports.sums(MONDAY, MONDAY + timedelta(2000))) == 1200


async def test_a_file_on_its_way_reads_back_and_goes_when_it_is_removed_or_old(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.contact_uploads.put(upload())
        await unit.contact_uploads.put(replace(upload("two"), at=NOON + MINUTE))
        await unit.contact_uploads.put(replace(upload(), source="Trio"))
    async with records.unit() as unit:
        assert await unit.contact_uploads.get(UploadId("one")) == replace(upload(), source="Trio")
        await unit.contact_uploads.remove_before(NOON + MINUTE)
        with pytest.raises(NotFoundError):
            await unit.contact_uploads.get(UploadId("one"))
        assert await unit.contact_uploads.remove(UploadId("two"))
        assert not await unit.contact_uploads.remove(UploadId("two"))


async def test_a_workbook_on_its_way_has_no_text_to_be_read_otherwise(records: Records) -> None:
    await add_staff(records, ANNA)
    workbook = replace(upload(), sheet=Sheet((Row(1, ("Dag",)),), "Blad"), text=b"")
    async with records.unit() as unit:
        await unit.contact_uploads.put(workbook)
    async with records.reading() as unit:
        assert await unit.contact_uploads.get(workbook.id) == workbook


async def test_a_file_is_taken_once_and_tells_how_it_was_to_be_read(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.contact_uploads.put(upload())
    async with records.unit() as unit:
        assert await unit.contact_uploads.take(UploadId("one")) == LAYOUT
        with pytest.raises(NotFoundError):
            await unit.contact_uploads.take(UploadId("one"))


async def test_how_a_sources_files_are_read_is_remembered(records: Records) -> None:
    async with records.unit() as unit:
        await unit.contact_uploads.remember("Trio", LAYOUT)
        await unit.contact_uploads.remember("ACE", LAYOUT)
        await unit.contact_uploads.remember("Trio", replace(LAYOUT, minutes=None))
    async with records.unit() as unit:
        layouts = await unit.contact_uploads.layouts()
    assert list(layouts.items()) == [("ACE", LAYOUT), ("Trio", replace(LAYOUT, minutes=None))]


async def test_a_key_is_found_by_its_digest_and_revoked_once(records: Records) -> None:
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        await unit.contact_keys.add(KEY)
        await unit.contact_keys.add(replace(KEY, id=KeyId("two"), digest="another", made_at=NOON + MINUTE))
        await unit.contact_keys.used(KEY.id, NOON + MINUTE)
    async with records.unit() as unit:
        assert await unit.contact_keys.with_digest("digest") == replace(KEY, used_at=NOON + MINUTE)
        assert [key.id for key in await unit.contact_keys.all()] == ["two", "one"]
        assert (await unit.contact_keys.revoke(KEY.id, NOON + MINUTE)).revoked_at == NOON + MINUTE
    async with records.unit() as unit:
        with pytest.raises(ConflictError):
            await unit.contact_keys.revoke(KEY.id, NOON)
        with pytest.raises(NotFoundError):
            await unit.contact_keys.revoke(KeyId("none"), NOON)
        with pytest.raises(NotFoundError):
            await unit.contact_keys.with_digest("none")
