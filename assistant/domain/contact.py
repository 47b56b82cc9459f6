"""Contacts by other channels than the chat, as the supervisor enters them, so that chat's share can be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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


def contacts_told(by_day: Mapping[date, Mapping[Channel, int]]) -> dict[date, int]:
    """How many contacts there were, on the days whose telephone contacts are known, and were any; in order.

    Only on these is the chat's share told: without the telephone's number, by far the largest, it would look too high.
    """
    return {day: sum(numbers.values()) for day, numbers in sorted(by_day.items()) if numbers.get(Channel.PHONE, 0) > 0}
