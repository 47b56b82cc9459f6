"""Imports of other channels' contacts, in memory."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.contact_interval import ChannelDay, ContactImport, DayKey, ImportNumber
from assistant.domain.contact_upload import ContactKey, ContactUpload, KeyId, UploadId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.sheet_layout import Layout


class MemoryContactImports:
    """Implements `ContactImports`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, imported: ContactImport, accounts: Collection[ChannelDay]) -> ContactImport:
        number = ImportNumber(max(self._recorded.contact_imports, default=0) + 1)
        recorded = replace(imported, number=number)
        self._recorded.contact_imports[number] = recorded
        self._recorded.contact_accounts[number] = tuple(accounts)
        return recorded

    async def hold(self, source: str) -> None:
        """Units run one after another."""

    async def get(self, number: ImportNumber) -> ContactImport:
        if number not in self._recorded.contact_imports:
            raise NotFoundError(f"no import {number}")
        return self._recorded.contact_imports[number]

    async def withdraw(self, number: ImportNumber, by: AgentId, at: datetime) -> None:
        imported = await self.get(number)
        if imported.withdrawn_at is not None:
            raise ConflictError(f"import {number} is withdrawn already")
        self._recorded.contact_imports[number] = replace(imported, withdrawn_at=at, withdrawn_by=by)

    async def latest(self, limit: int, before: ImportNumber | None = None) -> Sequence[ContactImport]:
        found = [number for number in self._recorded.contact_imports if before is None or number < before]
        return [self._recorded.contact_imports[number] for number in sorted(found, reverse=True)[:limit]]

    async def newest_standing(self) -> Mapping[str, ImportNumber]:
        return {imported.source: imported.number for imported in self._standing()}

    async def standing(self, source: str, first: date, last: date) -> Mapping[DayKey, ChannelDay]:
        found = await self.accounts(first, last)
        return {(account.day, account.channel): account for told_by, account in found if told_by == source}

    async def accounts(self, first: date, last: date) -> Sequence[tuple[str, ChannelDay]]:
        newest: dict[tuple[date, Channel, str], ChannelDay] = {}
        for imported in self._standing():
            for account in self._recorded.contact_accounts[imported.number]:
                if first <= account.day <= last:
                    newest[account.day, account.channel, imported.source] = account
        return [(source, account) for (_, _, source), account in sorted(newest.items(), key=lambda each: each[0])]

    async def sums(self, first: date, last: date) -> Sequence[ContactVolume]:
        sums: dict[DayKey, int] = defaultdict(int)
        for _, account in await self.accounts(first, last):
            sums[account.day, account.channel] += account.contacts
        return [ContactVolume(*key, contacts) for key, contacts in sums.items()]

    def _standing(self) -> Iterator[ContactImport]:
        """Oldest first."""
        ordered = sorted(self._recorded.contact_imports.items())
        return (imported for _, imported in ordered if imported.withdrawn_at is None)


class MemoryContactUploads:
    """Implements `ContactUploads`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def put(self, upload: ContactUpload) -> None:
        self._recorded.contact_uploads[upload.id] = upload

    async def get(self, upload_id: UploadId) -> ContactUpload:
        if upload_id not in self._recorded.contact_uploads:
            raise NotFoundError(f"no upload {upload_id}")
        return self._recorded.contact_uploads[upload_id]

    async def take(self, upload_id: UploadId) -> Layout:
        taken = await self.get(upload_id)
        del self._recorded.contact_uploads[upload_id]
        return taken.layout

    async def remove(self, upload_id: UploadId) -> bool:
        return self._recorded.contact_uploads.pop(upload_id, None) is not None

    async def remove_before(self, moment: datetime) -> None:
        for upload in list(self._recorded.contact_uploads.values()):
            if upload.at < moment:
                del self._recorded.contact_uploads[upload.id]

    async def remember(self, source: str, layout: Layout) -> None:
        self._recorded.contact_layouts[source] = layout

    async def layouts(self) -> Mapping[str, Layout]:
        return dict(sorted(self._recorded.contact_layouts.items()))


class MemoryContactKeys:
    """Implements `ContactKeys`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, key: ContactKey) -> None:
        self._recorded.contact_keys[key.id] = key

    async def all(self) -> Sequence[ContactKey]:
        return sorted(self._recorded.contact_keys.values(), key=lambda key: (key.made_at, key.id), reverse=True)

    async def with_digest(self, digest: str) -> ContactKey:
        found = next((key for key in self._recorded.contact_keys.values() if key.digest == digest), None)
        if found is None:
            raise NotFoundError("no such key")
        return found

    async def revoke(self, key_id: KeyId, at: datetime) -> ContactKey:
        key = self._recorded.contact_keys.get(key_id)
        if key is None:
            raise NotFoundError(f"no key {key_id}")
        if key.revoked_at is not None:
            raise ConflictError(f"key {key_id} is revoked already")
        self._recorded.contact_keys[key_id] = replace(key, revoked_at=at)
        return self._recorded.contact_keys[key_id]

    async def used(self, key_id: KeyId, at: datetime) -> None:
        self._recorded.contact_keys[key_id] = replace(self._recorded.contact_keys[key_id], used_at=at)
