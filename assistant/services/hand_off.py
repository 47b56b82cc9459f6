"""A person takes over: request, claim, reply, give back, end, wrap up. Back to the queue: `return_to_queue.py`.

Each step is recorded in one unit, then acted upon in Redis, then published. Redis decides which of two agents claims;
the record's own compare-and-set holds even where Redis has forgotten.
"""

import asyncio
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.domain.conversation import Conversation, ConversationId, Holder, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import AtCapacityError, ConflictError, UnavailableError
from assistant.domain.handoff import AgentId, Disposition, Handoff, HandoffId, HandoffReason, QueueName, Stage, Told
from assistant.domain.knowledge import Candidate
from assistant.domain.message import Message
from assistant.domain.staffing import StaffMember
from assistant.ports import ClaimBoard, Clock, DialogueEngine, EventStream, HandoffQueue, Records, Unit
from assistant.ports.live import Happening, Signal, Waiting
from assistant.services import channels
from assistant.services.come_back import returned_by_agent, taken_back_by_agent
from assistant.services.language_spoken import lang_of
from assistant.services.messages import say_held
from assistant.services.room import check_room
from assistant.services.wanted import wanted_in
from assistant.wording.catalogue import Wording

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HandOffs:
    """The life of handoffs. `lease` is how long a claim lasts without a beat from the desk.

    `keep_place`: how long a citizen who lost a place without a person's words may come back to it.
    """

    records: Records
    queue: HandoffQueue
    claims: ClaimBoard
    stream: EventStream
    engine: DialogueEngine
    clock: Clock
    wording: Wording
    lease: timedelta
    keep_place: timedelta = timedelta(minutes=10)

    async def request(
        self,
        unit: Unit,
        conversation_id: ConversationId,
        reason: HandoffReason,
        queue: QueueName,
        candidates: Sequence[Candidate] = (),
    ) -> Handoff:
        """A handoff recorded in `unit`, the conversation passed to the queue. `enqueue` it once the unit has committed.

        `candidates`: what the assistant found for the words that led here, best first.

        Raises:
            ConflictError: the conversation waits or is held by a person already.
        """
        now = self.clock.now()
        wanted = await wanted_in(unit, conversation_id, candidates, since=now - self.keep_place)
        asked = Handoff(
            id=HandoffId(secrets.token_hex(8)),
            conversation_id=conversation_id,
            queue=queue,
            reason=reason,
            requested_at=now,
            area=wanted.area,
            lang=wanted.lang,
            queued_from=wanted.queued_from,
        )
        handoff = asked.hurried(now) if reason is HandoffReason.DANGER else asked
        await unit.handoffs.add(handoff)
        await unit.conversations.move(conversation_id, Holder.QUEUE, now)
        return handoff

    async def hurry(self, unit: Unit, conversation_id: ConversationId, reason: HandoffReason) -> Handoff | None:
        """Within `unit`, the citizen goes before everybody who is not in danger; `enqueue` the one returned, if any.

        One whom a person answers keeps the urgency, should that person vanish. The reason stays.
        """
        current = await unit.handoffs.current(conversation_id)
        if current is None or reason is not HandoffReason.DANGER:
            return None
        hurried = current.hurried(self.clock.now())
        await unit.handoffs.change(current, hurried)
        return hurried if hurried.stage is Stage.WAITING else None

    async def enqueue(self, handoff: Handoff) -> None:
        """The handoff waits in its queue and desks are told. With Redis away the sweeper does it later."""
        try:
            await self.queue.put(handoff.queue, Waiting(handoff.id, handoff.place_from, handoff.priority))
        except UnavailableError:
            log.warning("handoff %s is recorded but not queued: the sweeper will queue it", handoff.id)
        await self.tell(handoff.conversation_id)

    async def claim(self, handoff_id: HandoffId, agent: StaffMember) -> Handoff:
        """The agent holds the conversation and the citizen has been told by whom.

        Raises:
            AtCapacityError: the agent holds as many as may be; only danger may exceed that, by one.
            ConflictError: a colleague was first, or the citizen has left.
            NotFoundError: there is no such handoff.
            UnavailableError: Redis or the database is away; nothing has changed.
        """
        async with self.records.reading() as unit:
            before = await unit.handoffs.get(handoff_id)
            if before.stage is Stage.WAITING:
                await check_room(unit, await unit.staff.get(agent.id), before)
        if before.claimed_by == agent.id and before.stage is Stage.CLAIMED:
            return before
        if before.stage is not Stage.WAITING:
            raise ConflictError(f"handoff {handoff_id} is {before.stage}")
        if not await self.claims.claim(before.queue, handoff_id, agent.id, self.lease):
            raise ConflictError(f"a colleague claimed handoff {handoff_id} first")
        try:
            claimed = await self._record_claim(before, agent)
        except AtCapacityError:
            raise
        except ConflictError:
            async with self.records.unit() as unit:
                claimed = await unit.handoffs.get(handoff_id)
            claimed.check_held_by(agent.id)  # the press was repeated, and the other one came first
        await self.tell(claimed.conversation_id, Signal(Happening.LEFT_QUEUE, claimed.id, agent.first_name))
        return claimed

    async def _record_claim(self, before: Handoff, agent: StaffMember) -> Handoff:
        now = self.clock.now()
        claimed = replace(before, claimed_by=agent.id, claimed_at=now)
        try:
            async with self.records.unit() as unit:
                # The conversation first, as turns hold it: two in different orders would wait for each other.
                await unit.conversations.hold(before.conversation_id)
                await check_room(unit, await unit.staff.hold(agent.id), before)
                await unit.handoffs.change(before, claimed)
                await unit.conversations.move(before.conversation_id, Holder.AGENT, now)
                await self.tell_who_answers(unit, before.conversation_id, agent)
        except BaseException:
            # Also when the request is cancelled: a claim without a record would lock the citizen out of the queue.
            await asyncio.shield(self._let_go(before, agent.id))
            raise
        return claimed

    async def tell_who_answers(self, unit: Unit, conversation_id: ConversationId, agent: StaffMember) -> None:
        """Within `unit`, the citizen is told with whom they chat now."""
        message = "You are now chatting with {name} at Kontakt Linköping."
        await self.note(unit, conversation_id, message, name=agent.first_name)

    async def _let_go(self, handoff: Handoff, agent_id: AgentId) -> None:
        async with self.records.reading() as unit:
            current = await unit.handoffs.get(handoff.id)
        if current.stage is Stage.CLAIMED and current.claimed_by == agent_id:
            return
        await self.claims.release(handoff.id, agent_id)
        if current.stage is Stage.WAITING:
            # As recorded now: danger may have shown since the agent looked.
            await self.queue.put(current.queue, Waiting(current.id, current.place_from, current.priority))

    async def reply(self, handoff_id: HandoffId, agent: StaffMember, said: NewUtterance) -> None:
        """The agent's words are said at once; the first ones stamp the handoff answered. A repeated id changes nothing.

        Raises:
            ConflictError: the agent no longer holds the conversation.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            if await unit.conversations.find(handoff.conversation_id, said.id) is not None:
                return
            handoff.check_held_by(agent.id)
            await unit.messages.add(Message(handoff.id, handoff.conversation_id, said, agent.id, now, now))
            await say_held(unit, handoff, now)
        await self.tell(handoff.conversation_id)

    async def give_back(self, handoff_id: HandoffId, agent: StaffMember) -> None:
        """The assistant answers again, with a fresh memory, and the citizen has been told.

        Raises:
            ConflictError: the agent no longer holds the conversation.
            UnavailableError: the assistant is away; the agent still holds the conversation.
        """
        async with self.records.reading() as unit:
            handoff = await unit.handoffs.get(handoff_id)
        handoff.check_held_by(agent.id)
        await self.engine.forget(handoff.conversation_id)
        now = self.clock.now()
        async with self.records.unit() as unit:
            handoff = await say_held(unit, handoff, now)
            await unit.handoffs.change(handoff, replace(handoff, returned_at=now))
            await unit.conversations.move(handoff.conversation_id, Holder.ASSISTANT, now)
            await self.note(
                unit, handoff.conversation_id, "{name} has left. The AI assistant answers again.", name=agent.first_name
            )
        await self.drop_claim(handoff)
        await self.tell(handoff.conversation_id)

    async def end(self, handoff_id: HandoffId, agent: StaffMember) -> None:
        """The conversation is closed and the agent's wrap-up has begun; repeating changes nothing.

        Raises:
            ConflictError: the agent does not hold the conversation.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            if handoff.stage in {Stage.ENDED, Stage.WRAPPED_UP} and handoff.claimed_by == agent.id:
                return
            handoff.check_held_by(agent.id)
            handoff = await say_held(unit, handoff, now)
            await unit.handoffs.change(handoff, replace(handoff, ended_at=now))
            await self.note(unit, handoff.conversation_id, "The conversation is closed. Thank you for contacting us.")
            await unit.conversations.move(handoff.conversation_id, Holder.NOBODY, now)
        await self.drop_claim(handoff)
        await self.tell(handoff.conversation_id)

    async def wrap_up(
        self, handoff_id: HandoffId, agent: StaffMember, disposition: Disposition, told: Told = Told()
    ) -> None:
        """The agent's work on the handoff is over, with its disposition, and what else the agent told of it.

        Raises:
            ConflictError: the conversation has not ended, or was another agent's.
        """
        async with self.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            if handoff.claimed_by != agent.id or handoff.stage not in {Stage.ENDED, Stage.WRAPPED_UP}:
                raise ConflictError(f"handoff {handoff_id} does not await wrap-up by {agent.id}")
            when = handoff.wrapped_up_at or self.clock.now()
            done = told.of(replace(handoff, disposition=disposition, wrapped_up_at=when))
            await unit.handoffs.change(handoff, done)
            if told.same_matter:
                await returned_by_agent(unit, handoff.conversation_id, when)
        await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))

    async def take_back_return(self, handoff_id: HandoffId, agent: StaffMember) -> None:
        """As `taken_back_by_agent`."""
        async with self.records.unit() as unit:
            await taken_back_by_agent(unit, await unit.handoffs.get(handoff_id), agent.id, self.clock.now())

    async def abandon(self, handoff: Handoff) -> None:
        """The citizen who went away no longer waits; the assistant holds the conversation, should they return."""
        now = self.clock.now()
        async with self.records.unit() as unit:
            await unit.handoffs.change(handoff, replace(handoff, abandoned_at=now))
            await unit.conversations.move(handoff.conversation_id, Holder.ASSISTANT, now)
            await self.note(
                unit,
                handoff.conversation_id,
                "You were away for a while, so your place in the queue was let go. "
                "Write that you want to talk to a person to join it again.",
            )
        await self.leave_queue(handoff)

    async def citizen_ends(self, unit: Unit, conversation: Conversation) -> Handoff | None:
        """Within `unit`, the handoff of a citizen who closes the conversation is over: abandoned if it was waiting."""
        handoff = await unit.handoffs.current(conversation.id)
        if handoff is None:
            return None
        now = self.clock.now()
        handoff = await say_held(unit, handoff, now)
        over = replace(handoff, abandoned_at=now) if handoff.stage is Stage.WAITING else replace(handoff, ended_at=now)
        await unit.handoffs.change(handoff, over)
        return handoff

    async def leave_queue(self, handoff: Handoff) -> None:
        """Neither queue nor claim holds the handoff any longer, and desks are told."""
        try:
            await self.queue.remove(handoff.queue, handoff.id)
        except UnavailableError:
            log.warning("handoff %s is over but maybe still queued: the sweeper will remove it", handoff.id)
        await self.drop_claim(handoff)
        await self.tell(handoff.conversation_id, Signal(Happening.LEFT_QUEUE, handoff.id))

    async def drop_claim(self, handoff: Handoff) -> None:
        """Nobody's lease on the handoff runs; with Redis away it lapses by itself."""
        if handoff.claimed_by is None:
            return
        try:
            await self.claims.release(handoff.id, handoff.claimed_by)
        except UnavailableError:
            log.warning("the claim to handoff %s was not released: it lapses by itself", handoff.id)

    async def note(self, unit: Unit, conversation_id: ConversationId, message: str, **values: object) -> None:
        """Within `unit`, the contact centre tells the citizen what happens, in the citizen's language."""
        lang = await lang_of(unit, await unit.conversations.get(conversation_id))
        notice_id = UtteranceId(f"notice-{secrets.token_hex(8)}")
        said = NewUtterance(notice_id, Speaker.NOTICE, self.wording.of(lang)(message, **values), lang)
        await unit.conversations.say(conversation_id, said, self.clock.now())

    async def tell(self, conversation_id: ConversationId, queue: Signal | None = None) -> None:
        """All desks look again, first of all since a colleague may be about to press, and the citizen's page."""
        await self.stream.publish(channels.QUEUES, queue or Signal(Happening.QUEUE))
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.STATE))
