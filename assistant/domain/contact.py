"""Contacts by other channels than the chat, as the supervisor enters them, so that chat's share can be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.share import Share


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


def chat_share(chats: Mapping[date, int], volumes: Iterable[ContactVolume]) -> Share:
    """Chat conversations over all contacts, on the days for which other channels' numbers have been entered.

    `chats` counts the conversations in which a citizen said something, by local day. A day counts once the telephone's
    number, by far the largest, is entered and somebody called: without it the share would look too high, up to 100 %.
    The plan's target is 10 % of 250,000 a year.
    """
    entered = list(volumes)
    days = days_told(entered)
    part = sum(chats.get(day, 0) for day in days)
    return Share(part, part + sum(volume.contacts for volume in entered if volume.day in days))


def days_told(volumes: Iterable[ContactVolume]) -> frozenset[date]:
    """The days whose telephone contacts have been entered, and were any."""
    return frozenset(volume.day for volume in volumes if volume.channel is Channel.PHONE and volume.contacts > 0)
