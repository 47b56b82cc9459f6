"""A conversation passed on, with a summary: to the queue, outside, to a later call, or held out to a colleague."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.contact_details import contact_details_in
from assistant.domain.errors import (
    AtCapacityError,
    ConflictError,
    InDangerError,
    NobodyComesError,
    RefusedError,
    SomebodyComesError,
)
from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.staffing import StaffMember
from assistant.domain.transfer import SUMMARY_CHARACTERS, WHOM_CHARACTERS, TransferKind
from assistant.services.desk import DeskView
from assistant.wording.hours import moment_in_words
from handoff_console.access import Agent, Services
from handoff_console.desk.shown import is_mine, opened
from handoff_console.pages import local_path, words_of

router = APIRouter(prefix="/desk/{handoff_id}")

NUMBER_CHARACTERS = 100
"""A telephone number or an e-mail address, with a word or two about it."""


async def passing_form(request: Request, assistant: Assistant, me: StaffMember, view: DeskView) -> dict[str, Any]:
    """What the form shows: who could take over, and what is offered where nobody would come from the queue."""
    door, told = await assistant.pass_on.nobody_comes(me), ""
    if door is not None:
        words, now = words_of(request), assistant.clock.now()
        told = words("It is closed, and no colleague is here.")
        if door.opens_at is not None:
            moment = moment_in_words(door.opens_at, now, words.lang)
            told = words("It is closed, and nobody is here until {moment}.", moment=moment)
    return {
        "colleagues": await assistant.pass_on.colleagues(me),
        "nobody_comes": told,
        "calls_instead": bool(told) and not view.handoff.in_danger,
        "number": _number_in(view),
    }


def _number_in(view: DeskView) -> str:
    """Where the citizen is reached, as last written in the conversation; empty where it was not."""
    said = (contact_details_in(one.said.text) for one in reversed(view.utterances) if one.by_citizen)
    return next((found[-1] for found in said if found), "")


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
            **await passing_form(request, assistant, me, view),
            "doing": "transfer",
            "written": form,
            "fault": _fault(request, error, kind),
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
        case TransferKind.CALL:
            number = form.get("number", "")[:NUMBER_CHARACTERS]
            await assistant.call_instead.promise(handoff_id, me, number, form["summary"])


def _fault(request: Request, error: Exception, kind: TransferKind) -> str:
    words = words_of(request)
    if isinstance(error, NobodyComesError):
        return words("Nobody is here to take the conversation from the queue. Promise the citizen a call instead.")
    if isinstance(error, InDangerError):
        return words("The citizen may be in danger. Pass the conversation on to the queue, not to a later call.")
    if isinstance(error, SomebodyComesError):
        return words("Somebody can take the conversation from the queue now. Pass it on there: no call is needed.")
    if kind is TransferKind.CALL:
        return words(
            "Write a telephone number with its area code, or an e-mail address, and a summary for whoever calls."
        )
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
