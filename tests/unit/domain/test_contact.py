"""On which days the chat's share of all contacts can be told."""

from datetime import date

from assistant.domain.contact import DayContacts, contacts_told

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_a_day_is_told_once_its_calls_are_known_with_all_its_contacts() -> None:
    found = contacts_told({TUESDAY: DayContacts(90, by_phone=0), MONDAY: DayContacts(540, by_phone=400)})
    assert found == {MONDAY: 540}


def test_a_day_without_the_telephones_number_says_nothing_of_the_share() -> None:
    """Or 25 chats beside 3 letters would be a share of 89 %."""
    assert contacts_told({MONDAY: DayContacts(3, by_phone=0)}) == {}


def test_without_any_numbers_no_day_is_told() -> None:
    assert contacts_told({}) == {}
