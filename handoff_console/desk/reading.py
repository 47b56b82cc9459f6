"""The desk with nothing open, with one conversation open, and the parts that look again."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.conversation import UtteranceId
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import HandoffId, Stage
from assistant.domain.knowledge import ArticleId
from assistant.domain.staffing import StaffMember
from assistant.services.desk import DeskView
from assistant.wording.plain import to_plain
from handoff_console.access import Agent, Services
from handoff_console.desk.passing import passing_form
from handoff_console.desk.shown import is_mine, look_again, opened, panes, status_words
from handoff_console.pages import show, words_of
from handoff_console.waiting import Look

router = APIRouter(prefix="/desk")

DONE = {
    "wrapped-up": "Saved.",
    "no-return": "Taken back. It is no longer noted as the same matter.",
    "returned": "The citizen is back with the AI assistant.",
    "full": "You hold as many conversations as you may. End one, or give one back, to take the next.",
    "kept": "Your colleague keeps that conversation: it is not held out to you any longer.",
    "transferred": "The conversation has been passed on, with your summary.",
}
DONE_AT = {Stage.WRAPPED_UP: "wrapped-up", Stage.RETURNED: "returned"}


class Doing(StrEnum):
    """What stands in the place of the reply box."""

    REPLYING = ""
    PASSING_ON = "transfer"


@dataclass(frozen=True, slots=True)
class Before:
    """What has just happened, for the desk with no conversation open.

    `missed`: a claim that came second; `lost`: a conversation held no longer; `done`: what was done; `came_back`: the
    handoff wrapped up with the word that its citizen had come back.
    """

    missed: str | None = None
    lost: str | None = None
    done: str = ""
    came_back: str = ""


@router.get("")
async def desk(request: Request, assistant: Services, me: Agent, before: Annotated[Before, Depends()]) -> Response:
    """The desk with no conversation open."""
    words = words_of(request)
    said = ""
    if before.missed is not None:
        said = f"{await _missed(request, assistant, before.missed)} {status_words(request)}".strip()
    elif before.lost is not None:
        said = words("You no longer hold that conversation: unanswered citizens wait again, in the old place.")
    elif before.done in DONE:
        said = words(DONE[before.done])
    shown = {"opened": None, "said": said, "came_back": before.came_back}
    return show(request, "desk/desk.html", {**await panes(request, me, "/desk"), **shown})


async def held(look: Look) -> tuple[str, Mapping[str, Any]]:
    """The list of the agent's conversations, for a page that looks again."""
    return "desk/held.html", {"held": await look.held(), "opened_id": look.opened_id}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page with an open conversation is asked for.

    `insert`: an article whose words shall stand in the reply box; `undone`: a message withdrawn, whose words shall;
    `correct`: the number of what shall be corrected; `do`: what shall stand in the place of the reply box.
    """

    insert: str = ""
    undone: str = ""
    correct: int = 0
    do: Doing = Doing.REPLYING


@router.get("/{handoff_id}")
async def open_conversation(
    request: Request, handoff_id: str, assistant: Services, me: Agent, wanted: Annotated[Wanted, Depends()]
) -> Response:
    """The desk with one conversation open."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    if not is_mine(view.handoff, me):
        return RedirectResponse(f"/desk?lost={handoff_id}", 303)
    extra: dict[str, object] = {
        "draft": await _draft(assistant, me, view, wanted),
        "said": status_words(request),
        "doing": wanted.do,
        "correcting": next((u for u in view.utterances if u.seq == wanted.correct), None),
    }
    if wanted.do is Doing.PASSING_ON:
        extra |= await passing_form(request, assistant, me, view)
    return await opened(request, assistant, me, view, extra)


async def _draft(assistant: Assistant, me: StaffMember, view: DeskView, wanted: Wanted) -> str:
    if wanted.undone:
        return await assistant.messages.withdrawn(view.handoff.id, me, UtteranceId(wanted.undone))
    if wanted.insert:
        return to_plain((await assistant.desk.article(ArticleId(wanted.insert), view.citizen_lang)).answer)
    return ""


@router.get("/{handoff_id}/transcript")
async def transcript(request: Request, handoff_id: str, assistant: Services, me: Agent, stage: str = "") -> Response:
    """What was said, for a page that looks again and shows the handoff at `stage`; if that has changed, a new page."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    if not is_mine(view.handoff, me):
        # Where the agent's own form leads as well, so that it does not matter which of the two comes first.
        done = await _done(assistant, view, me)
        return Response(headers={"HX-Redirect": f"/desk?done={done}" if done else f"/desk?lost={handoff_id}"})
    if stage and view.handoff.stage != stage:
        return Response(headers={"HX-Redirect": f"/desk/{handoff_id}"})
    return await look_again(request, assistant, me, view)


async def _done(assistant: Assistant, view: DeskView, me: StaffMember) -> str | None:
    """What the agent has done with a conversation held no longer; None where it was taken away."""
    if view.handoff.claimed_by == me.id:
        return DONE_AT.get(view.handoff.stage)
    return "transferred" if await assistant.pass_on.was_passed_on_by(view.handoff.id, me.id) else None


async def _missed(request: Request, assistant: Assistant, handoff_id: str) -> str:
    words = words_of(request)
    try:
        handoff = (await assistant.desk.view(HandoffId(handoff_id))).handoff
    except NotFoundError:
        return words("That citizen no longer waits.")
    if handoff.claimed_by is None:
        return words("The citizen has left the queue.")
    names = {member.id: member.first_name for member in await assistant.staff.members()}
    return words(
        "{name} was first and helps that citizen now. Take the next one in the queue.", name=names[handoff.claimed_by]
    )
