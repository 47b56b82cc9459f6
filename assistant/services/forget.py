"""Words are deleted when the time that the municipality has decided on is over (requirements C-08, D-07).

Files of contacts that nobody imported are no records: they go after a day, without any decision.
"""

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from assistant.domain.contact_upload import KEEP_UPLOADS
from assistant.domain.conversation import ConversationId
from assistant.domain.period import Period, local_day
from assistant.ports import Clock, Records
from assistant.services.keep_sums import KeepSums

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
"""Days are what is promised: a look an hour is often enough, and costs the record nothing."""
AT_A_TIME = 200
"""Deleted in one sweep, so that the sweeper's other steps do not wait for the first deletion of a full record."""


@dataclass(slots=True)
class Forget:
    """Deletes by age. Without `decision`, the name of the municipality's decision, no words are deleted.

    `keep_conversations` counts from the closing, `keep_cases` from the last thing that happened to a case that is over;
    None: for ever. Days of which something is deleted are frozen in `keep_sums`. `next_at` is its only memory.
    """

    records: Records
    clock: Clock
    decision: str | None
    keep_sums: KeepSums
    keep_conversations: timedelta | None
    keep_cases: timedelta | None
    next_at: datetime | None = field(default=None)

    async def forget_due(self) -> int:
        """What is due has lost its words, or `AT_A_TIME` of it. How many conversations and cases that were."""
        now = self.clock.now()
        if self.next_at is not None and now < self.next_at:
            return 0
        await self._uploads(now)
        conversations, cases = (0, 0) if self.decision is None else await self._words(now)
        if conversations + cases:
            told = "words of %d conversations and %d cases were deleted by the decision %s"
            log.info(told, conversations, cases, self.decision)
        if max(conversations, cases) < AT_A_TIME:
            self.next_at = now + EVERY
        return conversations + cases

    async def _uploads(self, now: datetime) -> None:
        async with self.records.unit() as unit:
            await unit.contact_uploads.remove_before(now - KEEP_UPLOADS)

    async def _words(self, now: datetime) -> tuple[int, int]:
        return await self._conversations(now), await self._cases(now)

    async def _conversations(self, now: datetime) -> int:
        if self.keep_conversations is None:
            return 0
        async with self.records.reading() as unit:
            old = await unit.retention.old_conversations(now - self.keep_conversations, AT_A_TIME)
        for conversation_id in old:
            day = await self._day_of(conversation_id)
            await self._keep(day)
            # One unit each: nobody who speaks meanwhile waits for the whole of it.
            async with self.records.unit() as unit:
                await self.keep_sums.freeze(unit, day)
                await unit.retention.forget_conversation(conversation_id)
        return len(old)

    async def _day_of(self, conversation_id: ConversationId) -> date:
        async with self.records.reading() as unit:
            return local_day((await unit.conversations.get(conversation_id)).opened_at)

    async def _keep(self, day: date) -> None:
        """The figures of the day outlive its words: they are kept before the first of these goes."""
        if not await self.keep_sums.is_kept(day):
            await self.keep_sums.build(Period(day, day))

    async def _cases(self, now: datetime) -> int:
        if self.keep_cases is None:
            return 0
        async with self.records.reading() as unit:
            old = await unit.retention.old_cases(now - self.keep_cases, AT_A_TIME)
        for case_id in old:
            async with self.records.unit() as unit:
                await unit.retention.forget_case(case_id)
        return len(old)
