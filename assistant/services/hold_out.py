"""A conversation is held out to a colleague, who accepts or declines; until then its giver holds it.

The record alone decides: whoever accepts after the giver has ended, lost or withdrawn it is refused by compare-and-set.
Nothing is said to the citizen before somebody else truly answers.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.domain.conversation import Speaker, Utterance
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId, Handoff, HandoffId, Stage
from assistant.domain.passing import Passing, PassingAnswer
from assistant.domain.staffing import StaffMember
from assistant.ports import Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.queue_rows import QueueRow, rows_of
from assistant.services.room import check_room
from assistant.services.transfer import PassOn

log = logging.getLogger(__name__)

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A conversation held out to an agent, with the citizen's words and who gives it."""

    passing: Passing
    row: QueueRow
    giver: str


@dataclass(frozen=True, slots=True)
class HoldOut:
    """Holding out, and answering it. `life`: how long the colleague has to answer, as with an offer from the queue."""

    pass_on: PassOn
    life: timedelta

    async def hold_out(self, handoff_id: HandoffId, agent: StaffMember, to: AgentId, summary: str) -> Passing:
        """The colleague is asked to take over, and has `life` to answer; the agent holds the conversation meanwhile.

        Raises:
            ConflictError: the agent does not hold it, holds it out already, or the colleague cannot take it now.
            RefusedError: there is no summary.
        """
        if all(one.id != to for one in await self.pass_on.colleagues(agent)):
            raise ConflictError(f"{to} cannot take a conversation now")
        now = self._now()
        passing = Passing(handoff_id, agent.id, to, now, now + self.life, summary)
        passing.as_transfer(now)
        async with self.pass_on.hand_offs.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            handoff.check_held_by(agent.id)
            before = await unit.passings.unanswered_of(handoff_id)
            if before is not None and before.stands_for(handoff, now):
                raise ConflictError(f"handoff {handoff_id} is held out to {before.to} already")
            if before is not None:
                await unit.passings.answer(before, _over(before, handoff), now)
            recorded = await unit.passings.add(passing)
        await self._tell(handoff)
        return recorded

    async def held_out_to(self, agent_id: AgentId) -> tuple[HeldOut, ...]:
        """What the agent is asked to take over now, the first asked first."""
        now = self._now()
        async with self.pass_on.hand_offs.records.reading() as unit:
            own = [passing for passing in await unit.passings.unanswered() if passing.to == agent_id]
            handoffs = [await unit.handoffs.get(passing.handoff_id) for passing in own]
            standing = [(p, h) for p, h in zip(own, handoffs, strict=True) if p.stands_for(h, now)]
            if not standing:
                return ()
            rows = await rows_of(unit, [handoff for _, handoff in standing], now)
            names = {member.id: member.first_name for member in await unit.staff.members()}
        asked = zip(standing, rows, strict=True)
        return tuple(HeldOut(passing, row, names.get(passing.by, passing.by)) for (passing, _), row in asked)

    async def accept(self, handoff_id: HandoffId, colleague: StaffMember) -> None:
        """The colleague holds the conversation; the citizen has been told by whom. Repeating the press changes nothing.

        Raises:
            AtCapacityError: the colleague holds as many as may be.
            ConflictError: it is not held out to the colleague any longer.
        """
        now = self._now()
        async with self.pass_on.hand_offs.records.unit() as unit:
            # The conversation first, as turns and claims hold it: two in different orders would wait for each other.
            await unit.conversations.hold((await unit.handoffs.get(handoff_id)).conversation_id)
            handoff = await unit.handoffs.get(handoff_id)
            if handoff.stage is Stage.CLAIMED and handoff.claimed_by == colleague.id:
                return
            passing = await self._standing(unit, handoff, colleague.id, now)
            await check_room(unit, await unit.staff.hold(colleague.id), handoff)
            await unit.passings.answer(passing, PassingAnswer.ACCEPTED, now)
            handoff = await self.pass_on.begin(unit, passing.as_transfer(now))
            await self._take_over(unit, handoff, colleague, now)
        await self.pass_on.move_claim(handoff, passing.by, colleague.id)
        await self.pass_on.hand_offs.tell(handoff.conversation_id)

    async def _take_over(self, unit: Unit, handoff: Handoff, colleague: StaffMember, now: datetime) -> None:
        giver = await unit.staff.get(AgentId(handoff.claimed_by or ""))
        await unit.handoffs.change(handoff, replace(handoff, claimed_by=colleague.id, claimed_at=now))
        await self.pass_on.hand_offs.note(
            unit,
            handoff.conversation_id,
            "{name} has passed the conversation on. You are now chatting with {other}, who knows what it is about.",
            name=giver.first_name,
            other=colleague.first_name,
        )

    async def decline(self, handoff_id: HandoffId, colleague: StaffMember, reason: str = "") -> bool:
        """The conversation stays with its giver, who is told so and why. False where it is not held out any longer."""
        return await self._answer(handoff_id, colleague.id, PassingAnswer.DECLINED, reason.strip()[:LONGEST_REASON])

    async def withdraw(self, handoff_id: HandoffId, agent: StaffMember) -> bool:
        """The agent keeps the conversation after all. False where the colleague has answered before."""
        return await self._answer(handoff_id, agent.id, PassingAnswer.WITHDRAWN)

    async def _answer(self, handoff_id: HandoffId, by: AgentId, answer: PassingAnswer, reason: str = "") -> bool:
        async with self.pass_on.hand_offs.records.unit() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            passing = await unit.passings.unanswered_of(handoff_id)
            answers = None if passing is None else passing.by if answer is PassingAnswer.WITHDRAWN else passing.to
            if passing is None or answers != by:
                return False
            await unit.passings.answer(passing, answer, self._now(), reason)
        await self._tell(handoff)
        return True

    async def settle(self) -> None:
        """What nobody answered in time, or whose colleague has gone away, is over: its giver is told on the desk.

        Raises:
            UnavailableError: the database is away.
        """
        async with self.pass_on.hand_offs.records.reading() as unit:
            found = await unit.passings.unanswered()
            handoffs = [await unit.handoffs.get(passing.handoff_id) for passing in found]
        there = {member.id for member in await self.pass_on.on_duty.available()} if found else set()
        for passing, handoff in zip(found, handoffs, strict=True):
            if passing.to not in there or not passing.stands_for(handoff, self._now()):
                went = passing.to not in there and passing.stands_for(handoff, self._now())
                await self._settle(passing, handoff, PassingAnswer.WENT_AWAY if went else _over(passing, handoff))

    async def _settle(self, passing: Passing, handoff: Handoff, answer: PassingAnswer) -> None:
        try:
            async with self.pass_on.hand_offs.records.unit() as unit:
                await unit.passings.answer(passing, answer, self._now())
        except ConflictError:
            log.info("handoff %s was answered as its time ran out", handoff.id)
        else:
            await self._tell(handoff)

    async def _standing(self, unit: Unit, handoff: Handoff, to: AgentId, now: datetime) -> Passing:
        passing = await unit.passings.unanswered_of(handoff.id)
        if passing is None or passing.to != to:
            raise ConflictError(f"handoff {handoff.id} is not held out to {to}")
        passing.check_stands(handoff, now)
        return passing

    async def _tell(self, handoff: Handoff) -> None:
        """Desks alone look again: to the citizen nothing has changed."""
        stream = self.pass_on.hand_offs.stream
        await stream.publish(channels.QUEUES, Signal(Happening.QUEUE))
        await stream.publish(channels.of_conversation(handoff.conversation_id), Signal(Happening.STATE))

    def _now(self) -> datetime:
        return self.pass_on.hand_offs.clock.now()


def _over(passing: Passing, handoff: Handoff) -> PassingAnswer:
    """How one is over that nobody answered: run out while the giver held on, else withdrawn with the giver's hold."""
    held = handoff.stage is Stage.CLAIMED and handoff.claimed_by == passing.by
    return PassingAnswer.RAN_OUT if held else PassingAnswer.WITHDRAWN


def passing_told(handoff: Handoff, latest: Passing | None, said: Sequence[Utterance]) -> Passing | None:
    """What the giver is told of the `latest` holding out of the handoff, until they have spoken since."""
    spoke = next((one.at for one in reversed(said) if one.said.speaker is Speaker.AGENT), None)
    return latest if latest is not None and latest.is_news_to(handoff, spoke) else None
