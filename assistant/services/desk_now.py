"""The desk as it is right now, read in one look: what the wallboard shows and the outlook reckons from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.handoff import Handoff
from assistant.domain.measures import Tally
from assistant.domain.measures.of_handoffs import count_handoff
from assistant.domain.measures.tally import Adding
from assistant.domain.measures.waits import abandonment, service_level
from assistant.domain.outlook import Load
from assistant.domain.period import Period, local_day
from assistant.domain.share import Share
from assistant.domain.target_warning import WarningKind
from assistant.domain.waiting import Desks
from assistant.ports import Interval, Unit
from assistant.services.crew import crew_in

RECENT = timedelta(minutes=30)
"""Arrivals are counted over this time: short enough to follow the day, long enough not to jump at each citizen."""


@dataclass(frozen=True, slots=True)
class DeskNow:
    """`today`: all handoffs asked for today; `waiting` in the order they will be served; `claimed`: with agents."""

    at: datetime
    today: Sequence[Handoff]
    waiting: Sequence[Handoff]
    claimed: Sequence[Handoff]
    desks: Desks

    def share(self, kind: WarningKind) -> Share:
        """Today's figure: answered in time, or lost, by the definitions that reports go by."""
        tally = self._tally()
        return service_level(tally) if kind is WarningKind.SERVICE_LEVEL else abandonment(tally)

    def _tally(self) -> Tally:
        adding = Adding()
        for handoff in self.today:
            count_handoff(handoff, self.at, adding)
        return adding.tally()

    @property
    def longest(self) -> timedelta | None:
        """The longest wait in the queue; None where nobody waits."""
        return max((self.at - handoff.requested_at for handoff in self.waiting), default=None)

    def load(self, over: timedelta) -> Load:
        """As the outlook wants it; arrivals of the last `over`."""
        came = [each for each in self.today if each.was_asked_for and each.requested_at > self.at - over]
        unanswered = [each for each in self.claimed if each.was_asked_for and each.answered_at is None]
        return Load(
            [self.at - handoff.requested_at for handoff in self.waiting],
            [self.at - handoff.requested_at for handoff in unanswered],
            self.desks,
            len(came) / over.total_seconds(),
        )


async def desk_now(unit: Unit, present: Collection[str], now: datetime) -> DeskNow:
    """Within `unit`; `present`: whose desks are open."""
    today = local_day(now)
    day = Period(today, today)
    crew = await crew_in(unit, present, now)
    desks = Desks(sum(agent.capacity for agent in crew), sum(max(0, agent.capacity - agent.load) for agent in crew))
    return DeskNow(
        now,
        await unit.handoffs.requested(Interval(day.start, day.end)),
        await unit.handoffs.waiting(),
        await unit.handoffs.claimed(),
        desks,
    )
