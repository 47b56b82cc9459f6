"""Contacts by other channels than the chat, as the supervisor enters them, so that chat's share can be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Channel(StrEnum):
    """The municipality's ways in, besides the chat."""

    PHONE = "phone"
    EMAIL = "email"
    VISIT = "visit"
    E_SERVICE = "e_service"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ContactVolume:
    """The number of contacts one channel had on one day (local date, Europe/Stockholm). A later entry replaces it."""

    day: date
    channel: Channel
    contacts: int
    demo: bool = False


class DayContacts(NamedTuple):
    """How many contacts a day had by all channels that are told of, and how many of them by telephone."""

    contacts: int
    by_phone: int


def contacts_told(by_day: Mapping[date, DayContacts]) -> dict[date, int]:
    """How many contacts there were, on the days whose telephone contacts are known, and were any; in order.

    Only on these is the chat's share told: without the telephone's number, by far the largest, it would look too high.
    """
    return {day: told.contacts for day, told in sorted(by_day.items()) if told.by_phone > 0}
