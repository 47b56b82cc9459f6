"""What a source tells of contacts is compared with what stands, and recorded: files and the API alike."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.contact_interval import (
    ChannelDay,
    ContactImport,
    DayKey,
    Difference,
    difference,
    differences,
    merged,
)
from assistant.domain.handoff import AgentId
from assistant.ports import Unit


@dataclass(frozen=True, slots=True)
class Origin:
    """Where accounts come from. `by` None: sent to the API with the key `key`."""

    source: str
    at: datetime
    file_name: str
    digest: str
    by: AgentId | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the accounts. `imported` None: all of it stood already, and nothing was recorded."""

    imported: ContactImport | None
    difference: Difference


async def record_accounts(
    unit: Unit, origin: Origin, accounts: Mapping[DayKey, ChannelDay], *, piecemeal: bool = False
) -> Outcome:
    """The accounts stand from now on in place of the source's earlier ones; those that change nothing are left out.

    `piecemeal`: the accounts hold some intervals of their days, and the others stay.
    """
    await unit.contact_imports.hold(origin.source)
    days = [day for day, _ in accounts]
    before = await unit.contact_imports.standing(origin.source, min(days), max(days))
    after = {key: merged(before.get(key), told) if piecemeal else told for key, told in accounts.items()}
    changed = {key: told for key, told in after.items() if difference(before.get(key), told).is_any}
    found = differences(before, after)
    if not changed:
        return Outcome(None, found)
    imported = ContactImport(
        source=origin.source,
        at=origin.at,
        by=origin.by,
        key=origin.key,
        file_name=origin.file_name,
        digest=origin.digest,
        first=min(days),
        last=max(days),
        intervals=sum(len(told.slots) for told in accounts.values()),
        difference=found,
    )
    return Outcome(await unit.contact_imports.add(imported, list(changed.values())), found)


def digest_of(content: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(content).hexdigest()
