"""The chat's share of all contacts, reckoned by hand."""

from datetime import date

import pytest

from assistant.domain.contact import Channel, ContactVolume, chat_share
from assistant.domain.share import Share

MONDAY, TUESDAY, WEDNESDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def test_chats_are_compared_with_all_other_channels_of_the_same_days() -> None:
    """Monday 60 chats beside 400 + 140 others, Tuesday 40 beside 360: 100 / (100 + 900) = 10 %."""
    volumes = [
        ContactVolume(MONDAY, Channel.PHONE, 400),
        ContactVolume(MONDAY, Channel.EMAIL, 140),
        ContactVolume(TUESDAY, Channel.PHONE, 360),
    ]
    assert chat_share({MONDAY: 60, TUESDAY: 40}, volumes) == Share(100, 1_000)


def test_a_day_for_which_nothing_else_was_entered_is_left_out() -> None:
    """Or Tuesday would lift the share from 20 % (25/125) to 60 % (75/125)."""
    assert chat_share({MONDAY: 25, TUESDAY: 50}, [ContactVolume(MONDAY, Channel.PHONE, 100)]) == Share(25, 125)


@pytest.mark.parametrize("told", [[ContactVolume(MONDAY, Channel.EMAIL, 3)], [ContactVolume(MONDAY, Channel.PHONE, 0)]])
def test_a_day_without_the_telephones_number_says_nothing_of_the_share(told: list[ContactVolume]) -> None:
    """Or 25 chats beside 3 letters would be a share of 89 %."""
    assert chat_share({MONDAY: 25}, told).value is None


def test_a_day_without_chats_still_weighs() -> None:
    volumes = [ContactVolume(MONDAY, Channel.PHONE, 90), ContactVolume(WEDNESDAY, Channel.PHONE, 100)]
    assert chat_share({MONDAY: 10}, volumes) == Share(10, 200)


def test_without_any_numbers_entered_there_is_no_share() -> None:
    assert chat_share({MONDAY: 10}, []).value is None
