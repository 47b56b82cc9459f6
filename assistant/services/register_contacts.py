"""A supervisor enters other channels' contacts of a day by hand, so that chat's share can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_fault import MOST_CONTACTS, Fault, FaultKind
from assistant.domain.contact_interval import ChannelDay
from assistant.domain.errors import RefusedError
from assistant.domain.period import local_day
from assistant.ports import Clock, Records


@dataclass(frozen=True, slots=True)
class RegisterContacts:
    """Records contact volumes by day; a later entry of the same day and channel replaces the earlier."""

    records: Records
    clock: Clock

    async def enter(self, volumes: Sequence[ContactVolume]) -> None:
        """The volumes are recorded, all or none.

        Raises:
            RefusedError: a number is negative or over a day's most, a day lies ahead, or sources tell of it already.
        """
        for volume in volumes:
            fault = self.fault_of(volume)
            if fault is not None:
                raise RefusedError(f"{volume.day} {volume.channel}: {fault}")
        days = [volume.day for volume in volumes]
        async with self.records.unit() as unit:
            told = await unit.contact_imports.sums(min(days), max(days)) if days else ()
            if {(each.day, each.channel) for each in told} & {(each.day, each.channel) for each in volumes}:
                raise RefusedError("what sources tell is not entered by hand")
            await unit.contact_volumes.put(volumes)

    def fault_of(self, volume: ContactVolume) -> Fault | None:
        """Why the volume would be refused; None when it would be taken."""
        if not 0 <= volume.contacts <= MOST_CONTACTS:
            return Fault(FaultKind.OUT_OF_RANGE, str(volume.contacts))
        if volume.day > local_day(self.clock.now()):
            return Fault(FaultKind.DAY_AHEAD, str(volume.day))
        return None

    async def entered(self, first: date, last: date) -> tuple[ContactVolume, ...]:
        """What is known of the days from `first` to `last`: from sources, else as entered by hand."""
        async with self.records.reading() as unit:
            return tuple(await unit.contact_volumes.between(first, last))

    async def told(self, first: date, last: date) -> tuple[tuple[str, ChannelDay], ...]:
        """What sources tell of those days, interval by interval, each with its source."""
        async with self.records.reading() as unit:
            return tuple(await unit.contact_imports.accounts(first, last))

    async def told_channels(self, day: date) -> frozenset[Channel]:
        """The channels whose number of the day comes from sources, and cannot be entered by hand."""
        async with self.records.reading() as unit:
            return frozenset(volume.channel for volume in await unit.contact_imports.sums(day, day))


def digits_of(text: str) -> str:
    """The text without the blanks that Swedes set thousands apart with, no-break spaces among them."""
    return "".join(text.split())
