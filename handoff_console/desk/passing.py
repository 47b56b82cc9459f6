"""A conversation passed on, with a summary: to the queue, outside, or held out to a colleague, who answers here."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import AtCapacityError, ConflictError, RefusedError
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.staffing import StaffMember
from assistant.domain.transfer import SUMMARY_CHARACTERS, WHOM_CHARACTERS, TransferKind
from handoff_console.access import Agent, Services
from handoff_console.desk.shown import is_mine, opened
from handoff_console.pages import local_path, words_of

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
        await _pass_on(assistant, HandoffId(handoff_id), me, kind, {**form, "summary": summary})
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
    # The agent still has it: to wrap up, or until the colleague who is asked has answered.
    there = "/desk?done=transferred" if kind is TransferKind.QUEUE else f"/desk/{handoff_id}"
    return RedirectResponse(there, 303)


async def _pass_on(
    assistant: Assistant, handoff_id: HandoffId, me: StaffMember, kind: TransferKind, form: dict[str, str]
) -> None:
    match kind:
        case TransferKind.COLLEAGUE:
            await assistant.hold_out.hold_out(handoff_id, me, AgentId(form.get("to", "")), form["summary"])
        case TransferKind.QUEUE:
            await assistant.pass_on.to_queue(handoff_id, me, form.get("area") or None, form["summary"])
        case TransferKind.OUTSIDE:
            whom = form.get("whom", "")[:WHOM_CHARACTERS]
            await assistant.pass_on.outside(handoff_id, me, whom, form["summary"])


def _fault(request: Request, error: Exception) -> str:
    words = words_of(request)
    if isinstance(error, ConflictError):
        return words("That colleague cannot take a conversation right now. Choose somebody else, or the queue.")
    return words("Say who takes over, and write a summary for them.")


@router.post("/take-over")
async def take_over(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The conversation that a colleague holds out is the agent's; one that is no longer held out is told so."""
    try:
        await assistant.hold_out.accept(HandoffId(handoff_id), me)
    except AtCapacityError:
        return RedirectResponse("/desk?done=full", 303)
    except ConflictError:
        return RedirectResponse("/desk?done=kept", 303)
    return RedirectResponse(f"/desk/{handoff_id}", 303)


@router.post("/not-now")
async def not_now(
    handoff_id: str,
    assistant: Services,
    me: Agent,
    reason: Annotated[str, Form(max_length=200)] = "",
    back: Annotated[str, Form()] = "/desk",
) -> Response:
    """The colleague keeps the conversation, and is told why; one no longer held out has stayed there already."""
    await assistant.hold_out.decline(HandoffId(handoff_id), me, reason)
    return RedirectResponse(local_path(back, "/desk"), 303)


@router.post("/keep")
async def keep(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The agent keeps the conversation after all; where the colleague was faster, the desk tells who has it."""
    await assistant.hold_out.withdraw(HandoffId(handoff_id), me)
    return RedirectResponse(f"/desk/{handoff_id}", 303)
