"""On which days the chat's share of all contacts can be told."""

from datetime import date

import pytest

from assistant.domain.contact import Channel, ContactVolume, days_told

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def test_a_day_is_told_once_its_calls_are_entered() -> None:
    volumes = [ContactVolume(MONDAY, Channel.PHONE, 400), ContactVolume(MONDAY, Channel.EMAIL, 140)]
    assert days_told([*volumes, ContactVolume(TUESDAY, Channel.EMAIL, 90)]) == {MONDAY}


@pytest.mark.parametrize("told", [ContactVolume(MONDAY, Channel.EMAIL, 3), ContactVolume(MONDAY, Channel.PHONE, 0)])
def test_a_day_without_the_telephones_number_says_nothing_of_the_share(told: ContactVolume) -> None:
    """Or 25 chats beside 3 letters would be a share of 89 %."""
    assert days_told([told]) == frozenset()


def test_without_any_numbers_entered_no_day_is_told() -> None:
    assert days_told([]) == frozenset()
