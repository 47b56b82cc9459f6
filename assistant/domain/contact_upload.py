"""A file on its way into the record, and the keys by which other systems send numbers themselves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NewType

from assistant.domain.handoff import AgentId
from assistant.domain.sheet import Sheet
from assistant.domain.sheet_layout import Layout

UploadId = NewType("UploadId", str)
KeyId = NewType("KeyId", str)

KEEP_UPLOADS = timedelta(days=1)
"""How long a file that nobody imported waits; the sweeper removes it within an hour after that."""


@dataclass(frozen=True, slots=True)
class ContactUpload:
    """A file as read, and how far its import has come.

    `digest`: SHA-256 of the file, in hex. `text`: the file itself, where it may be read otherwise; a workbook's is
    empty.
    """

    id: UploadId
    by: AgentId
    at: datetime
    file_name: str
    digest: str
    source: str
    layout: Layout
    sheet: Sheet = field(repr=False)
    text: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class ContactKey:
    """Lets a system send its numbers, as `source` and nothing else. `digest`: SHA-256 of the key."""

    id: KeyId
    source: str
    digest: str = field(repr=False)
    made_by: AgentId
    made_at: datetime
    revoked_at: datetime | None = None
    used_at: datetime | None = None
