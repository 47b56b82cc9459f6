"""A conversation passed on, with a summary: to a colleague, to the queue, to somebody outside the contact centre."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.staffing import StaffMember
from assistant.domain.transfer import SUMMARY_CHARACTERS, WHOM_CHARACTERS, TransferKind
from assistant.services.transfer import PassOn
from handoff_console.access import Agent, Services
from handoff_console.desk.shown import is_mine, opened
from handoff_console.pages import words_of

router = APIRouter(prefix="/desk/{handoff_id}")


@router.post("/transfer")
async def transfer(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    kind: Annotated[TransferKind, Form()],
) -> Response:
    """Somebody else takes over; what cannot be done comes back with the form and what was written in it."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    summary = form.get("summary", "").strip()[:SUMMARY_CHARACTERS]
    try:
        await _pass_on(assistant.pass_on, HandoffId(handoff_id), me, kind, {**form, "summary": summary})
    except (ConflictError, RefusedError) as error:
        view = await assistant.desk.view(HandoffId(handoff_id))
        if not is_mine(view.handoff, me):
            raise
        extra = {
            "doing": "transfer",
            "colleagues": await assistant.pass_on.colleagues(me),
            "written": form,
            "fault": _fault(request, error),
        }
        return await opened(request, assistant, me, view, extra, 422)
    # After passing it outside the centre the agent has it to wrap up.
    there = f"/desk/{handoff_id}" if kind is TransferKind.OUTSIDE else "/desk?done=transferred"
    return RedirectResponse(there, 303)


async def _pass_on(
    pass_on: PassOn, handoff_id: HandoffId, me: StaffMember, kind: TransferKind, form: dict[str, str]
) -> None:
    match kind:
        case TransferKind.COLLEAGUE:
            await pass_on.to_colleague(handoff_id, me, AgentId(form.get("to", "")), form["summary"])
        case TransferKind.QUEUE:
            await pass_on.to_queue(handoff_id, me, form.get("area") or None, form["summary"])
        case TransferKind.OUTSIDE:
            await pass_on.outside(handoff_id, me, form.get("whom", "")[:WHOM_CHARACTERS], form["summary"])


def _fault(request: Request, error: Exception) -> str:
    words = words_of(request)
    if isinstance(error, ConflictError):
        return words("That colleague cannot take a conversation right now. Choose somebody else, or the queue.")
    return words("Say who takes over, and write a summary for them.")
