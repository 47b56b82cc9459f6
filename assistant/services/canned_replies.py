"""Canned replies: each agent's own, and those shared by all, which supervisors and editors change."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.canned_reply import CannedReply, ReplyId, at_hand
from assistant.domain.errors import RefusedError
from assistant.domain.staffing import Role, StaffMember
from assistant.ports import Clock, Records, Unit

KEEPERS = frozenset({Role.EDITOR, Role.SUPERVISOR})
"""Who may change what all agents say."""


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote in the form. `reply_id` None: a new one. `texts` by language; empty ones are left out."""

    shortcut: str
    title: str
    texts: Mapping[str, str] = field(repr=False)
    shared: bool = False
    reply_id: ReplyId | None = None


@dataclass(frozen=True, slots=True)
class CannedReplies:
    """Reads and keeps them."""

    records: Records
    clock: Clock

    async def all_for(self, member: StaffMember) -> tuple[CannedReply, ...]:
        """The shared ones and the member's own, by shortcut."""
        async with self.records.reading() as unit:
            return tuple(await unit.canned_replies.for_agent(member.id))

    async def at_hand(self, member: StaffMember) -> tuple[CannedReply, ...]:
        """Those a shortcut leads to: of two of one shortcut the member's own."""
        return at_hand(await self.all_for(member), member.id)

    async def keep(self, member: StaffMember, written: Written) -> CannedReply:
        """The reply is recorded, in place of the one of its id; a shared one is entered in the audit.

        Raises:
            ConflictError: there is one of that shortcut already.
            NotFoundError: the one to be changed is not there, or another member's.
            RefusedError: something in it is malformed, or the member may not change shared replies.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            before = await unit.canned_replies.get(written.reply_id) if written.reply_id else None
            if before is not None:
                _check_may_change(member, before)
            reply = CannedReply(
                id=before.id if before else ReplyId(secrets.token_hex(8)),
                shortcut=written.shortcut.strip().lower().removeprefix("/"),
                title=written.title.strip(),
                texts={lang: text.strip() for lang, text in written.texts.items() if text.strip()},
                changed_at=now,
                changed_by=member.id,
                owner=None if written.shared else member.id,
            )
            _check_may_change(member, reply)
            await unit.canned_replies.put(reply)
            await self._enter(unit, member, before, reply)
        return reply

    async def remove(self, member: StaffMember, reply_id: ReplyId) -> None:
        """The reply is there no longer.

        Raises:
            NotFoundError: it is not there.
            RefusedError: it is not the member's to remove.
        """
        async with self.records.unit() as unit:
            before = await unit.canned_replies.get(reply_id)
            _check_may_change(member, before)
            await unit.canned_replies.remove(reply_id)
            await self._enter(unit, member, before, None)

    async def _enter(
        self, unit: Unit, member: StaffMember, before: CannedReply | None, after: CannedReply | None
    ) -> None:
        shared = [reply for reply in (before, after) if reply is not None and reply.owner is None]
        if not shared:
            return
        details = {"before": _told(before), "after": _told(after)}
        subject = f"canned_reply:{shared[0].id}"
        await unit.audit.add(
            AuditEntry(self.clock.now(), member.id, Act.SHARED_REPLY_CHANGED, subject, details=details)
        )


def _check_may_change(member: StaffMember, reply: CannedReply) -> None:
    if reply.owner is None and member.role not in KEEPERS:
        raise RefusedError("shared replies are changed by editors and supervisors")
    if reply.owner is not None and reply.owner != member.id:
        raise RefusedError("that reply is another member's own")


def _told(reply: CannedReply | None) -> dict[str, object] | None:
    if reply is None or reply.owner is not None:
        return None
    return {"shortcut": reply.shortcut, "title": reply.title, "texts": dict(reply.texts)}
