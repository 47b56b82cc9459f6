"""Contacts by other channels than the chat, as the supervisor enters them, so that chat's share can be told."""

from collections.abc import Iterable
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


def days_told(volumes: Iterable[ContactVolume]) -> frozenset[date]:
    """The days whose telephone contacts have been entered, and were any.

    Only on these is the chat's share told: without the telephone's number, by far the largest, it would look too high.
    """
    return frozenset(volume.day for volume in volumes if volume.channel is Channel.PHONE and volume.contacts > 0)
