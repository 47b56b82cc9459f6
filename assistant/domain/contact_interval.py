"""Contacts by other channels, interval by interval, as a telephone exchange or the like tells them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import NamedTuple, NewType

from assistant.domain.contact import Channel
from assistant.domain.handoff import AgentId

ImportNumber = NewType("ImportNumber", int)

MINUTES_A_DAY = 1440
LENGTHS = (15, 30, 60, MINUTES_A_DAY)
"""Minutes an interval may last: quarter, half hour, hour, day."""
LONGEST_SOURCE = 60


class Slot(NamedTuple):
    """One interval of a day: from `begins` minutes after local midnight by the wall clock, for `minutes`."""

    begins: int
    minutes: int
    contacts: int

    @property
    def ends(self) -> int:
        """Minutes after midnight."""
        return self.begins + self.minutes


class IntervalVolume(NamedTuple):
    """The number of contacts that one channel had in one interval of a local day (Europe/Stockholm).

    `begins`: minutes after midnight by the wall clock; in autumn the hour that comes twice is one interval, summed.
    """

    day: date
    channel: Channel
    begins: int
    minutes: int
    contacts: int


@dataclass(frozen=True, slots=True)
class ChannelDay:
    """All that one source tells of one channel on one day. A later account replaces the earlier as a whole."""

    day: date
    channel: Channel
    slots: tuple[Slot, ...]

    @property
    def contacts(self) -> int:
        """The day's sum."""
        return sum(slot.contacts for slot in self.slots)


DayKey = tuple[date, Channel]


@dataclass(frozen=True, slots=True)
class Difference:
    """How many intervals an account adds, changes, leaves as they are and takes away."""

    added: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0

    @property
    def is_any(self) -> bool:
        """Whether anything is otherwise than before."""
        return bool(self.added or self.changed or self.removed)

    def __add__(self, other: "Difference") -> "Difference":
        """Both together."""
        return Difference(
            self.added + other.added,
            self.changed + other.changed,
            self.same + other.same,
            self.removed + other.removed,
        )


@dataclass(frozen=True, slots=True)
class ContactImport:
    """One import from a source: who, when, from what, and what it changed. `number` is 0 until recorded.

    `by` None: sent to the API with the key `key`. `digest`: SHA-256 of what was sent, in hex.
    """

    source: str
    at: datetime
    by: AgentId | None
    key: str | None
    file_name: str
    digest: str
    first: date
    last: date
    intervals: int
    difference: Difference = field(default_factory=Difference)
    withdrawn_at: datetime | None = None
    withdrawn_by: AgentId | None = None
    number: ImportNumber = ImportNumber(0)


def by_day(volumes: Iterable[IntervalVolume]) -> dict[DayKey, ChannelDay]:
    """The volumes as accounts of days, slots in order. No two may begin together: see `overlapping`."""
    slots: dict[DayKey, list[Slot]] = defaultdict(list)
    for volume in volumes:
        slots[volume.day, volume.channel].append(Slot(volume.begins, volume.minutes, volume.contacts))
    return {key: ChannelDay(*key, tuple(sorted(found))) for key, found in sorted(slots.items())}


def merged(before: ChannelDay | None, after: ChannelDay) -> ChannelDay:
    """The earlier account with the new slots in place of those they lie over: what is sent interval by interval."""
    if before is None:
        return after
    kept = [slot for slot in before.slots if not any(_overlap(slot, new) for new in after.slots)]
    return ChannelDay(after.day, after.channel, tuple(sorted([*kept, *after.slots])))


def difference(before: ChannelDay | None, after: ChannelDay) -> Difference:
    """What the later account changes in the earlier one, slot by slot."""
    # Of a year sent again nearly every day is as it was.
    if before is None or before.slots == after.slots:
        told = len(after.slots)
        return Difference(same=told) if before else Difference(added=told)
    old = {(slot.begins, slot.minutes): slot.contacts for slot in before.slots}
    new = {(slot.begins, slot.minutes): slot.contacts for slot in after.slots}
    shared = old.keys() & new.keys()
    same = sum(old[each] == new[each] for each in shared)
    return Difference(len(new) - len(shared), len(shared) - same, same, len(old) - len(shared))


def differences(before: Mapping[DayKey, ChannelDay], after: Mapping[DayKey, ChannelDay]) -> Difference:
    """What all the later accounts change."""
    total = Difference()
    for key, account in after.items():
        total += difference(before.get(key), account)
    return total


def overlapping(slots: Iterable[Slot]) -> tuple[Slot, Slot] | None:
    """The first two slots that lie over each other, if any do."""
    ordered = sorted(slots)
    return next(((one, two) for one, two in pairwise(ordered) if _overlap(one, two)), None)


def _overlap(one: Slot, two: Slot) -> bool:
    return one.begins < two.ends and two.begins < one.ends
