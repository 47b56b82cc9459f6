"""Parts that stand in the way of a service at an odd moment, so that races can be told as stories."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from assistant.domain.errors import ContentionError, UnavailableError
from assistant.ports import Records, Unit


@dataclass
class InterruptedRecords:
    """A record in which, when unit or look number `after` (from 1) has ended, something `happens` before all else."""

    records: Records
    happens: Callable[[], Awaitable[object]]
    after: int = 1
    _ended: int = 0

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self.records.unit() as unit:
            yield unit
        await self._has_ended()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        async with self.records.reading() as unit:
            yield unit
        await self._has_ended()

    async def _has_ended(self) -> None:
        self._ended += 1
        if self._ended == self.after:
            await self.happens()

    async def ping(self) -> None:
        await self.records.ping()


@dataclass
class FalteringRecords:
    """A record that is away whenever it is told to be."""

    records: Records
    away: bool = False

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        if self.away:
            raise UnavailableError("the record is away")
        async with self.records.unit() as unit:
            yield unit

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        if self.away:
            raise UnavailableError("the record is away")
        async with self.records.reading() as unit:
            yield unit

    async def ping(self) -> None:
        if self.away:
            raise UnavailableError("the record is away")


@dataclass
class ContendedRecords:
    """A record that resolves a contention at the expense of so many units, each at its end."""

    records: Records
    times: int

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self.records.unit() as unit:
            yield unit
            if self.times > 0:
                self.times -= 1
                raise ContentionError("a deadlock")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        async with self.records.reading() as unit:
            yield unit

    async def ping(self) -> None:
        await self.records.ping()


@dataclass
class QuickPasswords:
    """Passwords hashed by nothing at all, counting the slow work that a real one would have done."""

    work: int = 0

    def hashed(self, password: str) -> str:
        self.work += 1
        return f"hash of {password}"

    def matches(self, password: str, password_hash: str) -> bool:
        self.work += 1
        return password_hash == f"hash of {password}"
