"""Warnings and what was told of them, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.delivery import Delivery
from assistant.domain.errors import ConflictError
from assistant.domain.target_warning import TargetWarning, WarningKind


class MemoryTargetWarnings:
    """Implements `TargetWarnings`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, warning: TargetWarning) -> TargetWarning:
        if warning.cleared_at is None and any(one.kind is warning.kind for one in await self.standing()):
            raise ConflictError(f"a warning of {warning.kind} stands already")
        recorded = replace(warning, number=len(self._recorded.warnings) + 1)
        self._recorded.warnings[recorded.number] = recorded
        return recorded

    async def clear(self, kind: WarningKind, at: datetime) -> TargetWarning | None:
        for warning in await self.standing():
            if warning.kind is kind:
                self._recorded.warnings[warning.number] = replace(warning, cleared_at=at)
                return self._recorded.warnings[warning.number]
        return None

    async def standing(self) -> Sequence[TargetWarning]:
        return [warning for warning in self._recorded.warnings.values() if warning.cleared_at is None]

    async def latest(self, limit: int) -> Sequence[TargetWarning]:
        return list(reversed(self._recorded.warnings.values()))[:limit]


class MemoryDeliveries:
    """Implements `Deliveries`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, delivery: Delivery) -> None:
        self._recorded.deliveries.setdefault((delivery.about, delivery.channel), delivery)

    async def due(self, now: datetime) -> Sequence[Delivery]:
        due = [
            (each.due_at, *key, each)
            for key, each in self._recorded.deliveries.items()
            if each.due_at is not None and each.due_at <= now
        ]
        return [delivery for *_, delivery in sorted(due, key=lambda found: found[:3])]

    async def change(self, before: Delivery, after: Delivery) -> None:
        key = (before.about, before.channel)
        if self._recorded.deliveries.get(key) != before:
            raise ConflictError(f"the delivery about {before.about} by {before.channel} is no longer as it was")
        self._recorded.deliveries[key] = after

    async def latest(self, limit: int) -> Sequence[Delivery]:
        by_name = sorted(self._recorded.deliveries.values(), key=lambda each: (each.about, each.channel))
        return sorted(by_name, key=lambda each: each.made_at, reverse=True)[:limit]
