"""What time does: open turns finished, held messages said, lapsed claims back to the queue, citizens gone, silent
conversations closed, editors' texts that the files have caught up with, words and files deleted by age, answers held on
which nobody decides, answers drawn for review, figures kept, and once a night a look ahead.

Every sweep looks at the record and makes Redis agree with it, so that it also restores a Redis that has lost all.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import AssistantError, ConflictError, UnavailableError
from assistant.domain.handoff import GENERAL, AgentId, Handoff, HandoffId
from assistant.domain.turn import TurnRecord
from assistant.ports import ClaimBoard, Clock, HandoffQueue, PresenceBoard, Records
from assistant.services.approvals import Approvals
from assistant.services.bring_home import BringHome
from assistant.services.converse import Converse
from assistant.services.forget import Forget
from assistant.services.hand_off import HandOffs
from assistant.services.judge_drafts import JudgeDrafts
from assistant.services.keep_sums import KeepSums
from assistant.services.look_ahead import LookAhead
from assistant.services.messages import Messages
from assistant.services.return_to_queue import ReturnToQueue, has_spoken
from assistant.services.take_turn import TakeTurn
from assistant.services.watch_answers import WatchAnswers

log = logging.getLogger(__name__)

STUCK_AFTER = timedelta(seconds=45)
"""A turn open this long has lost its process: longer than the lock's patience, the wait for more words (10 s) and the
engine's together."""
MARK = "the-sweeper"
MARK_LASTS = timedelta(days=7)
"""Longer than any sweeper runs without a restart being noticed; a lapse costs one lease of waiting."""


@dataclass(slots=True)
class Sweep:
    """One sweeper runs beside the web applications; two do no harm. `settled_from` is its only memory."""

    records: Records
    queue: HandoffQueue
    claims: ClaimBoard
    agents: PresenceBoard
    citizens: PresenceBoard
    take_turn: TakeTurn
    hand_offs: HandOffs
    back: ReturnToQueue
    converse: Converse
    home: BringHome
    forget: Forget
    approvals: Approvals
    judge_drafts: JudgeDrafts
    answers: WatchAnswers
    messages: Messages
    keep_sums: KeepSums
    ahead: LookAhead
    clock: Clock
    lease: timedelta
    abandon_after: timedelta
    idle_close: timedelta
    answer_within: timedelta
    settled_from: datetime | None = field(default=None)

    async def once(self) -> None:
        """Everything due has been done. A step that fails leaves the others to run, and is tried next time."""
        for step in (
            self.finish_stuck_turns,
            self.settle_drafts,
            self.messages.say_due,
            self.restore_queue,
            self.return_lapsed,
            self.return_unanswered,
            self.abandon_gone,
            self.close_silent,
            self.give_back_to_files,
            self.forget_old_words,
            self.watch_answers,
            self.keep_figures,
            self.look_ahead,
        ):
            await self._try(step.__name__, step)

    async def _try(self, name: str, step: Callable[[], Awaitable[None]]) -> None:
        try:
            await step()
        except UnavailableError as error:
            self.settled_from = None
            log.warning("sweep: %s waits: %s", name, error)
        except Exception:
            log.exception("sweep: %s broke", name)

    async def finish_stuck_turns(self) -> None:
        """Turns whose process died are finished: the citizen gets an answer, or words and a way to a person."""
        async with self.records.reading() as unit:
            stuck = await unit.turns.open_since_before(self.clock.now() - STUCK_AFTER)
        for turn in stuck:
            await self._try(f"turn {turn.conversation_id}/{turn.seq}", partial(self._finish, turn))

    async def _finish(self, turn: TurnRecord) -> None:
        async with self.records.reading() as unit:
            said = await unit.conversations.utterances(turn.conversation_id, after=turn.seq - 1)
        await self.take_turn.finish(said[0])

    async def settle_drafts(self) -> None:
        """Answers on which nobody decides any longer become handoffs; drafts that agents have sent are agreed to."""
        await self.approvals.settle()
        await self.judge_drafts.settle()

    async def restore_queue(self) -> None:
        """Who waits by the record waits in Redis, and nobody else."""
        async with self.records.reading() as unit:
            recorded = {handoff.id: handoff for handoff in await unit.handoffs.waiting()}
        queued = set(await self.queue.waiting(GENERAL))
        for handoff in recorded.values():
            if handoff.id not in queued and await self.claims.holder(handoff.id) is None:
                await self.hand_offs.enqueue(handoff)
        for handoff_id in queued - recorded.keys():
            await self._drop_if_over(handoff_id)

    async def _drop_if_over(self, handoff_id: HandoffId) -> None:
        # Read again: it may have been requested after the first look.
        async with self.records.reading() as unit:
            still = {handoff.id for handoff in await unit.handoffs.waiting()}
        if handoff_id not in still:
            await self.queue.remove(GENERAL, handoff_id)

    async def return_lapsed(self) -> None:
        """Citizens of vanished agents wait again in their old places."""
        present = await self.agents.present()
        if not await self._settled(self.agents, present):
            return
        async with self.records.reading() as unit:
            claimed = await unit.handoffs.claimed()
        for handoff in claimed:
            agent = handoff.claimed_by
            if agent is not None and agent not in present and await self.claims.holder(handoff.id) is None:
                await self._lapse(handoff, agent)

    async def _settled(self, board: PresenceBoard, present: frozenset[str]) -> bool:
        """Whether Redis has remembered long enough that a missing beat means a missing person.

        The sweeper leaves a mark among those who are present. Gone, it shows that Redis has lost its memory, also
        when that happened between two sweeps.
        """
        now = self.clock.now()
        if self.settled_from is None or MARK not in present:
            self.settled_from = now + self.lease
            await board.beat(MARK, MARK_LASTS)
        return now >= self.settled_from

    async def _lapse(self, handoff: Handoff, agent_id: AgentId) -> None:
        async with self.records.reading() as unit:
            agent = await unit.staff.get(agent_id)
        try:
            await self.back.lapse(handoff, agent.first_name)
        except ConflictError:
            log.info("handoff %s moved on while its claim lapsed", handoff.id)

    async def return_unanswered(self) -> None:
        """Citizens whose agent has claimed them and said nothing for too long wait again in their old places."""
        if not await self._settled(self.agents, await self.agents.present()):
            return  # after a stop of ours, agents have a moment to answer in too
        limit = self.clock.now() - self.answer_within
        async with self.records.reading() as unit:
            claimed = [each for each in await unit.handoffs.claimed() if each.claimed_at and each.claimed_at < limit]
            silent = [handoff for handoff in claimed if not await has_spoken(unit, handoff)]
            names = {member.id: member.first_name for member in await unit.staff.members()} if silent else {}
        for handoff in silent:
            if handoff.claimed_by is not None:
                await self._try(
                    f"handoff {handoff.id}",
                    partial(self.back.take_back, handoff, names[handoff.claimed_by]),
                )

    async def abandon_gone(self) -> None:
        """Waiting citizens whose page has been away too long no longer wait."""
        present = await self.citizens.present()
        if not await self._settled(self.citizens, present):
            return
        async with self.records.reading() as unit:
            waiting = await unit.handoffs.waiting()
        limit = self.clock.now() - self.abandon_after
        for handoff in waiting:
            if handoff.conversation_id not in present and handoff.requested_at < limit:
                await self._abandon(handoff)

    async def _abandon(self, handoff: Handoff) -> None:
        try:
            await self.hand_offs.abandon(handoff)
        except ConflictError:
            log.info("handoff %s was claimed as it was let go", handoff.id)

    async def close_silent(self) -> None:
        """Conversations with the assistant in which nobody has said anything for long are closed."""
        async with self.records.reading() as unit:
            silent = await unit.conversations.silent_since(self.clock.now() - self.idle_close)
        for conversation in silent:
            await self._close(conversation.id)

    async def _close(self, conversation_id: ConversationId) -> None:
        try:
            await self.converse.close_silent(conversation_id)
        except AssistantError as error:
            log.info("conversation %s was not closed: %s", conversation_id, error)

    async def give_back_to_files(self) -> None:
        """What editors published holds as the files' text once the files say the same."""
        count = await self.home.give_back_to_files()
        if count:
            log.info("%d texts that editors published are in the files by now", count)

    async def forget_old_words(self) -> None:
        """Conversations and cases whose time is over have lost their words; files that nobody imported are gone."""
        await self.forget.forget_due()

    async def watch_answers(self) -> None:
        """Answers are drawn for review, and no topic stays above what its reviewed answers allow."""
        await self.answers.look()

    async def keep_figures(self) -> None:
        """The sums of today and of days that are over are kept; those of the last days are as the record has them."""
        await self.keep_sums.look()

    async def look_ahead(self) -> None:
        """Today's forecast is there, once the night is over that far."""
        await self.ahead.tend()
