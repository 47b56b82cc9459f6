"""The pane of those who wait, shown beside every conversation: the queue, the agent's status, colleagues available."""

from typing import Any

from fastapi import Request

from assistant.bootstrap import Assistant
from assistant.domain.handoff import HandoffReason
from assistant.domain.service_level import THRESHOLD
from assistant.domain.staffing import StaffMember
from assistant.services.chat_hours import door_words
from assistant.services.on_duty import OnDuty
from handoff_console.pages import words_of


async def waiting_pane(request: Request, assistant: Assistant, me: StaffMember) -> dict[str, Any]:
    """What the pane's template (`queue/pane.html`) shows."""
    on_duty: OnDuty = request.app.state.on_duty
    rows = await assistant.desk.queue()
    return {
        "rows": rows,
        "late": sum(row.late for row in rows),
        "limit_seconds": int(THRESHOLD.total_seconds()),
        "endangered": sum(row.handoff.reason is HandoffReason.DANGER for row in rows),
        "status": await assistant.staff.status(me.id),
        "available": await on_duty.available(),
        "door": door_words(assistant.chat_hours.hours(), assistant.clock.now(), words_of(request)),
    }
