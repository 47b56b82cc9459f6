"""Offers waiting citizens to agents, again and again: run by the sweeper, woken by every change of a queue or a status.

Two that run at once do no harm: the board decides. One that dies leaves offers that stand, and another goes on.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.errors import AssistantError
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.routing import (
    AnsweredOffer,
    Crew,
    OfferAnswer,
    RoutingMode,
    offers_to_make,
    passes_in,
    run_out_in_a_row,
)
from assistant.domain.staffing import Status, StatusChange
from assistant.ports import Clock, EventStream, Interval, OfferBoard, PresenceBoard, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.ports.routing import Offer
from assistant.services import channels
from assistant.services.crew import LOOK_BACK, crew_in
from assistant.services.hold_out import HoldOut

log = logging.getLogger(__name__)

POLL = timedelta(seconds=1)
"""How often offers that run out are looked for, and all else that no signal told of."""
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class OfferRound:
    """`life`: how long an offer stands; `patience`: as in `Routing`; `away_after`: so many run out in a row."""

    records: Records
    agents: PresenceBoard
    offers: OfferBoard
    hold_out: HoldOut
    stream: EventStream
    clock: Clock
    life: timedelta
    patience: timedelta
    away_after: int

    async def attend(self) -> None:
        """Goes on until it is cancelled: a round at every signal of the queues, and every second besides."""
        async for _ in self.stream.follow(channels.QUEUES, POLL):
            try:
                await self.once()
            except AssistantError as error:
                log.warning("no offers are made for now: %s", error)
            except Exception:
                log.exception("a round of offers broke")

    async def once(self) -> None:
        """Everybody who waits and can be offered to somebody is; offers that are over are counted and taken down.

        So are conversations over that were held out to a colleague who has not answered.

        Raises:
            UnavailableError: Redis or the database is away.
        """
        await self.hold_out.settle()
        async with self.records.reading() as unit:
            current = await unit.routing.current()
        offering = current is not None and current.mode is RoutingMode.OFFER
        changed = [await self._count(offer) for offer in await self.offers.run_out()]
        standing = await self.offers.standing()
        if offering:
            changed += await self._offer(standing)
        else:
            changed += [await self.offers.take_down(offer.handoff_id) for offer in standing]
        if any(changed):
            await self.stream.publish(channels.QUEUES, Signal(Happening.QUEUE))

    async def _count(self, offer: Offer) -> bool:
        """The offer ran out, and the agent who lets too many do so counts as away."""
        now = self.clock.now()
        async with self.records.unit() as unit:
            await unit.routing.answer(AnsweredOffer(offer.handoff_id, offer.agent_id, OfferAnswer.RAN_OUT, now))
            status = (await unit.staff.statuses()).get(offer.agent_id)
            if status is None or status.status is not Status.AVAILABLE:
                return True
            answers = await unit.routing.answers(Interval(now - LOOK_BACK, now + INSTANT))
            if run_out_in_a_row(answers, offer.agent_id, status.at) >= self.away_after:
                await unit.staff.change_status(StatusChange(offer.agent_id, Status.AWAY, now))
        return True

    async def _offer(self, standing: Sequence[Offer]) -> list[bool]:
        async with self.records.reading() as unit:
            waiting = await unit.handoffs.waiting()
            if not waiting and not standing:
                return []
            now = self.clock.now()
            crew = await crew_in(unit, await self.agents.present(), now)
            passed = passes_in(await self._answers(unit, waiting))
        kept, changed = await self._keep(standing, waiting, crew)
        for handoff_id, agent_id in offers_to_make(waiting, crew, kept, passed, (now, self.patience)):
            changed.append(await self.offers.make(handoff_id, agent_id, self.life))
        return changed

    async def _answers(self, unit: Unit, waiting: Sequence[Handoff]) -> Sequence[AnsweredOffer]:
        if not waiting:
            return ()
        earliest = min(handoff.requested_at for handoff in waiting)
        return await unit.routing.answers(Interval(earliest, self.clock.now() + INSTANT))

    async def _keep(
        self, standing: Sequence[Offer], waiting: Sequence[Handoff], crew: Sequence[Crew]
    ) -> tuple[dict[HandoffId, AgentId], list[bool]]:
        """Offers whose citizen still waits and whose agent is still there; the others are taken down."""
        waits, there = {handoff.id for handoff in waiting}, {agent.id for agent in crew}
        over = [offer for offer in standing if offer.handoff_id not in waits or offer.agent_id not in there]
        taken = [await self.offers.take_down(offer.handoff_id, offer.agent_id) for offer in over]
        return {offer.handoff_id: offer.agent_id for offer in standing if offer not in over}, taken
