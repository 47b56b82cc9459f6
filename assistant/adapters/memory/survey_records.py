"""Surveys, and contacts by other channels, in memory."""

from collections.abc import Mapping, Sequence
from datetime import date

from assistant.adapters.memory.contact_records import MemoryContactImports
from assistant.adapters.memory.recorded import Recorded
from assistant.domain.contact import Channel, ContactVolume, DayContacts
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.survey import Survey
from assistant.ports.interval import Interval


class MemorySurveys:
    """Implements `Surveys`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def give(self, survey: Survey) -> None:
        if survey.conversation_id not in self._recorded.conversations:
            raise ConflictError(f"no conversation {survey.conversation_id}")
        self._recorded.surveys[survey.conversation_id] = survey

    async def of(self, conversation_id: ConversationId) -> Survey | None:
        return self._recorded.surveys.get(conversation_id)

    async def of_conversations_opened(self, interval: Interval) -> Sequence[Survey]:
        conversations = [self._recorded.conversations[given] for given in self._recorded.surveys]
        opened = (one for one in conversations if interval.start <= one.opened_at < interval.end)
        oldest_first = sorted(opened, key=lambda conversation: (conversation.opened_at, conversation.id))
        return [self._recorded.surveys[conversation.id] for conversation in oldest_first]


class MemoryContactVolumes:
    """Implements `ContactVolumes`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def put(self, volumes: Sequence[ContactVolume]) -> None:
        for volume in volumes:
            self._recorded.contact_volumes[volume.day, volume.channel] = volume

    async def by_day(self, first: date, last: date) -> Mapping[date, DayContacts]:
        found: dict[date, DayContacts] = {}
        for volume in await self.between(first, last):
            contacts, by_phone = found.get(volume.day, DayContacts(0, 0))
            by_phone += volume.contacts if volume.channel is Channel.PHONE else 0
            found[volume.day] = DayContacts(contacts + volume.contacts, by_phone)
        return found

    async def between(self, first: date, last: date) -> Sequence[ContactVolume]:
        by_hand = {key: volume for key, volume in self._recorded.contact_volumes.items() if first <= key[0] <= last}
        imported = await MemoryContactImports(self._recorded).sums(first, last)
        found = by_hand | {(volume.day, volume.channel): volume for volume in imported}
        return [found[key] for key in sorted(found)]
