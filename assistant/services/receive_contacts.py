"""Other systems send their numbers themselves, with a key that opens nothing else."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.contact import Channel
from assistant.domain.contact_fault import MOST_CONTACTS, Fault, FaultKind
from assistant.domain.contact_interval import (
    LENGTHS,
    LONGEST_SOURCE,
    MINUTES_A_DAY,
    IntervalVolume,
    by_day,
    overlapping,
)
from assistant.domain.contact_upload import ContactKey, KeyId
from assistant.domain.errors import AssistantError, NotFoundError, RefusedError
from assistant.domain.period import local_day
from assistant.domain.sheet_reading import comes_twice, spoken
from assistant.domain.staffing import StaffMember
from assistant.domain.written_times import read_moment
from assistant.ports import Clock, Records
from assistant.services.contact_accounts import Origin, Outcome, digest_of, record_accounts

MOST_ROWS_SENT = 10_000
KEY_START = "kontakt_"
"""So that a key that has strayed into a log or a repository is known for one."""


class KeyRefusedError(AssistantError):
    """The key opens nothing: there is none of that kind, or it is revoked."""


class SentFault(NamedTuple):
    """What is wrong with a row (from 0), and in which of its members."""

    row: int
    member: str
    fault: Fault


class SentFaultsError(RefusedError):
    """Rows are wrong, and none was recorded."""

    def __init__(self, faults: Sequence[SentFault]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"{len(self.faults)} faults")


class _MemberError(Exception):
    def __init__(self, member: str, kind: FaultKind, given: object) -> None:
        self.member, self.fault = member, Fault(kind, str(given)[:60])


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key just made. `secret` is told once."""

    key: ContactKey
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReceiveContacts:
    """Makes and revokes keys, and takes what is sent with them."""

    records: Records
    clock: Clock

    async def make_key(self, member: StaffMember, source: str) -> MadeKey:
        """A key with which a system sends numbers as `source`; entered in the audit.

        Raises RefusedError: the source has no name, or too long a one.
        """
        named = " ".join(source.split())
        if not 0 < len(named) <= LONGEST_SOURCE:
            raise RefusedError(f"a source's name has 1 to {LONGEST_SOURCE} characters")
        secret = KEY_START + secrets.token_urlsafe(32)
        now, digest = self.clock.now(), digest_of(secret.encode())
        key = ContactKey(KeyId(secrets.token_hex(8)), named, digest, member.id, now)
        async with self.records.unit() as unit:
            await unit.contact_keys.add(key)
            await unit.audit.add(_entry(key, Act.CONTACT_KEY_MADE, member, self.clock))
        return MadeKey(key, secret)

    async def revoke_key(self, member: StaffMember, key_id: KeyId) -> None:
        """The key opens nothing from now on; entered in the audit. Raises ConflictError, NotFoundError."""
        async with self.records.unit() as unit:
            key = await unit.contact_keys.revoke(key_id, self.clock.now())
            await unit.audit.add(_entry(key, Act.CONTACT_KEY_REVOKED, member, self.clock))

    async def keys(self) -> tuple[ContactKey, ...]:
        """All keys, newest first."""
        async with self.records.reading() as unit:
            return tuple(await unit.contact_keys.all())

    async def key_behind(self, secret: str) -> ContactKey:
        """The key that was made so. Raises KeyRefusedError: there is none, or it is revoked."""
        async with self.records.reading() as unit:
            try:
                key = await unit.contact_keys.with_digest(digest_of(secret.encode()))
            except NotFoundError as error:
                raise KeyRefusedError("no such key") from error
        if key.revoked_at is not None:
            raise KeyRefusedError("the key is revoked")
        return key

    async def receive(self, key: ContactKey, rows: Sequence[object]) -> Outcome:
        """All rows are recorded, each in place of what the source told of its interval before; or none.

        Each has `start` (local, or with a time zone), `minutes`, `channel` and `contacts`.

        Raises:
            SentFaultsError: what is wrong, by row.
            RefusedError: there are none, or too many.
        """
        if not 0 < len(rows) <= MOST_ROWS_SENT:
            raise RefusedError(f"1 to {MOST_ROWS_SENT} rows at a time")
        accounts = by_day(_volumes(rows, local_day(self.clock.now())))
        now = self.clock.now()
        digest = digest_of(json.dumps(rows, sort_keys=True).encode())
        async with self.records.unit() as unit:
            await unit.contact_keys.used(key.id, now)
            return await record_accounts(
                unit, Origin(key.source, now, "", digest, key=key.id), accounts, piecemeal=True
            )


def _volumes(rows: Sequence[object], today: date) -> list[IntervalVolume]:
    """The rows as volumes. Raises SentFaultsError."""
    faults: list[SentFault] = []
    volumes: dict[IntervalVolume, tuple[int, IntervalVolume]] = {}
    for index, row in enumerate(rows):
        try:
            volume = _volume(row, today)
            key = volume._replace(contacts=0)
            before = _told_before(volumes, volume)
            volumes[key] = (index, volume._replace(contacts=volume.contacts + before))
        except _MemberError as error:
            faults.append(SentFault(index, error.member, error.fault))
    for account in by_day(volumes).values():
        if found := overlapping(account.slots):
            inside = IntervalVolume(account.day, account.channel, *found[1])
            faults.append(SentFault(volumes[inside][0], "start", Fault(FaultKind.OVERLAP, spoken(inside))))
    if faults:
        raise SentFaultsError(sorted(faults))
    return [volume for _, volume in volumes.values()]


def _told_before(volumes: Mapping[IntervalVolume, tuple[int, IntervalVolume]], volume: IntervalVolume) -> int:
    """What an earlier row told of the interval: the hour that comes twice is told twice, others once."""
    earlier = volumes.get(volume._replace(contacts=0))
    if earlier is not None and not comes_twice(volume):
        raise _MemberError("start", FaultKind.TWICE, spoken(volume))
    return earlier[1].contacts if earlier else 0


def _volume(row: object, today: date) -> IntervalVolume:
    told: Mapping[object, object] = row if isinstance(row, Mapping) else {}
    start, minutes = told.get("start"), told.get("minutes")
    channel, contacts = told.get("channel"), told.get("contacts")
    moment = read_moment(start, None) if isinstance(start, str) else None
    if moment is None:
        raise _MemberError("start", FaultKind.DAY_UNREADABLE, start)
    day, clock = moment
    if day > today:
        raise _MemberError("start", FaultKind.DAY_AHEAD, day)
    if type(minutes) is not int or minutes not in LENGTHS:
        raise _MemberError("minutes", FaultKind.OFF_GRID, minutes)
    if clock.begins % min(minutes, 60) or clock.begins + minutes > MINUTES_A_DAY:
        raise _MemberError("start", FaultKind.OFF_GRID, start)
    if channel not in set(Channel):
        raise _MemberError("channel", FaultKind.CHANNEL_UNKNOWN, channel)
    if type(contacts) is not int:
        raise _MemberError("contacts", FaultKind.NOT_A_NUMBER, contacts)
    if not 0 <= contacts <= MOST_CONTACTS:
        raise _MemberError("contacts", FaultKind.OUT_OF_RANGE, contacts)
    return IntervalVolume(day, Channel(str(channel)), clock.begins, minutes, contacts)


def _entry(key: ContactKey, act: Act, member: StaffMember, clock: Clock) -> AuditEntry:
    return AuditEntry(clock.now(), member.id, act, f"contacts:{key.source}", details={"key": key.id})
