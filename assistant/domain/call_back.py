"""Call-backs in the queue: whose time has come, and who has taken one so that no two call the same citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.case import Case, CaseEvent, CaseEventId, CaseId, CaseKind, CaseStatus
from assistant.domain.handoff import AgentId, HandoffId

SOON = timedelta(minutes=15)
"""A call-back stands in the queue so long before the time promised, so that the promise can be kept. Ours."""
TRY_AGAIN = timedelta(hours=1)
"""Who was not reached is not called again for so long: a meeting is over by then. Ours."""
TAKEN_FOR = timedelta(minutes=30)
"""A call that was taken and of which nothing was told is anybody's again: longer than a call, shorter than a lunch."""
TO_CALL = frozenset({CaseStatus.RECEIVED, CaseStatus.COULD_NOT_REACH})
"""Somebody has still to be called."""
_SUMMARY = "summary-"


@dataclass(frozen=True, slots=True)
class CallTaken:
    """An agent calls, since `at` (aware)."""

    case_id: CaseId
    by: AgentId
    at: datetime

    def holds(self, now: datetime) -> bool:
        """Whether colleagues leave the call to the agent."""
        return now - self.at < TAKEN_FOR


def summary_id(handoff_id: HandoffId) -> CaseEventId:
    """The event by which a call-back that an agent promised in a chat tells colleagues what it is about."""
    return CaseEventId(f"{_SUMMARY}{handoff_id}")


def summary_in(events: Sequence[CaseEvent]) -> str:
    """What the agent who promised the call wrote for whoever calls; empty where the citizen asked for it alone."""
    return next((event.internal for event in events if event.id.startswith(_SUMMARY)), "")


def is_due(case: Case, events: Sequence[CaseEvent], now: datetime) -> bool:
    """Whether the citizen is to be called now: the time promised is near or gone by, and the last try long enough ago.

    A case that is no call-back, or over, or without a time promised, never is.
    """
    if case.kind is not CaseKind.CALLBACK or case.status not in TO_CALL or case.due_at is None:
        return False
    tries = [event.at for event in events if event.status is CaseStatus.COULD_NOT_REACH]
    return case.due_at - now <= SOON and (not tries or now - tries[-1] >= TRY_AGAIN)
