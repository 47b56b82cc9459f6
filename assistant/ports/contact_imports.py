"""Imports of other channels' contacts: what each source tells, files on their way, and keys to the API."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from assistant.domain.contact import ContactVolume
from assistant.domain.contact_interval import ChannelDay, ContactImport, DayKey, ImportNumber
from assistant.domain.contact_upload import ContactKey, ContactUpload, KeyId, UploadId
from assistant.domain.handoff import AgentId
from assistant.domain.sheet_layout import Layout


class ContactImports(Protocol):
    """Imports and their accounts. Of one source, channel and day the latest account that is not withdrawn stands."""

    async def add(self, imported: ContactImport, accounts: Collection[ChannelDay]) -> ContactImport:
        """Recorded with its accounts, and given back with its number.

        No other unit adds to the same source until this one ends: what was read before stays true.
        """
        ...

    async def hold(self, source: str) -> None:
        """Until the unit ends nobody else adds to the source or withdraws from it. To be called before `standing`."""
        ...

    async def get(self, number: ImportNumber) -> ContactImport:
        """Raises NotFoundError."""
        ...

    async def withdraw(self, number: ImportNumber, by: AgentId, at: datetime) -> None:
        """The import's accounts stand no longer. Raises ConflictError when it is withdrawn already, NotFoundError."""
        ...

    async def latest(self, limit: int, before: ImportNumber | None = None) -> Sequence[ContactImport]:
        """Newest first, with numbers below `before` where it is given."""
        ...

    async def newest_standing(self) -> Mapping[str, ImportNumber]:
        """By source the number of its newest import that is not withdrawn."""
        ...

    async def standing(self, source: str, first: date, last: date) -> Mapping[DayKey, ChannelDay]:
        """What stands of the source for the days from `first` to `last`."""
        ...

    async def accounts(self, first: date, last: date) -> Sequence[tuple[str, ChannelDay]]:
        """What stands of all sources for those days, by day, channel and source."""
        ...

    async def sums(self, first: date, last: date) -> Sequence[ContactVolume]:
        """The sums of what stands for those days, over all sources, by day and channel."""
        ...


class ContactUploads(Protocol):
    """Files on their way, and what the columns of each source's files mean."""

    async def put(self, upload: ContactUpload) -> None:
        """Recorded, in place of the one of its id."""
        ...

    async def get(self, upload_id: UploadId) -> ContactUpload:
        """Raises NotFoundError."""
        ...

    async def take(self, upload_id: UploadId) -> Layout:
        """The file is there no longer; how it was to be read. Raises NotFoundError."""
        ...

    async def remove(self, upload_id: UploadId) -> bool:
        """The file is there no longer; whether it was."""
        ...

    async def remove_before(self, moment: datetime) -> None:
        """Those that came before `moment` are there no longer."""
        ...

    async def remember(self, source: str, layout: Layout) -> None:
        """The source's next file is read so."""
        ...

    async def layouts(self) -> Mapping[str, Layout]:
        """By source, sources in order."""
        ...


class ContactKeys(Protocol):
    """Keys to the API."""

    async def add(self, key: ContactKey) -> None:
        """Recorded."""
        ...

    async def all(self) -> Sequence[ContactKey]:
        """Newest first."""
        ...

    async def with_digest(self, digest: str) -> ContactKey:
        """Raises NotFoundError."""
        ...

    async def revoke(self, key_id: KeyId, at: datetime) -> ContactKey:
        """It opens nothing from now on. Raises ConflictError when it did not before, NotFoundError."""
        ...

    async def used(self, key_id: KeyId, at: datetime) -> None:
        """It was used last at `at`."""
        ...
