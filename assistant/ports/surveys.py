"""What citizens said of their contact, and contacts by other channels."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from assistant.domain.contact import ContactVolume, DayContacts
from assistant.domain.conversation import ConversationId
from assistant.domain.survey import Survey
from assistant.ports.interval import Interval


class Surveys(Protocol):
    """What citizens said of their contact."""

    async def give(self, survey: Survey) -> None:
        """Recorded; a later one of the same conversation replaces it."""
        ...

    async def of(self, conversation_id: ConversationId) -> Survey | None:
        """The conversation's."""
        ...

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Survey]:
        """Those of conversations opened in the interval."""
        ...


class ContactVolumes(Protocol):
    """Contacts by other channels, day by day."""

    async def put(self, volumes: Sequence[ContactVolume]) -> None:
        """Recorded; an entry of the same day and channel is replaced."""
        ...

    async def by_day(self, first: date, last: date) -> Mapping[date, DayContacts]:
        """The sums of `between` by day: years of them are read for a report."""
        ...

    async def between(self, first: date, last: date) -> Sequence[ContactVolume]:
        """Those of the days from `first` to `last`, both included, by day and channel.

        Where sources tell of a channel's day (`ContactImports`), their sum holds, else what was entered by hand.
        """
        ...
