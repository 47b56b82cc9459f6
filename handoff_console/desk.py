"""An agent's conversations: read, reply, send an article, give back, end, wrap up."""

import uuid
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.conversation import LIMIT_CHARACTERS, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import NotFoundError, RefusedError
from assistant.domain.handoff import Disposition, Handoff, HandoffId, Stage
from assistant.domain.knowledge import ArticleId
from assistant.domain.service_level import THRESHOLD
from assistant.domain.staffing import StaffMember, Status
from assistant.services.desk import DeskView
from assistant.services.watch import Watch
from assistant.wording.plain import to_plain
from handoff_console.access import Agent, Services
from handoff_console.grounds_words import why
from handoff_console.names import FAREWELL
from handoff_console.pages import is_fragment, show, words_of
from handoff_console.waiting import waiting_pane

router = APIRouter(prefix="/desk", include_in_schema=False)

DONE = {
    "wrapped-up": "Saved.",
    "returned": "The citizen is back with the AI assistant.",
    "full": "You hold as many conversations as you may. End one, or give one back, to take the next.",
}
DONE_AT = {Stage.WRAPPED_UP: "wrapped-up", Stage.RETURNED: "returned"}
AT_THE_DESK = frozenset({Stage.CLAIMED, Stage.ENDED})


@router.get("")
async def desk(
    request: Request,
    assistant: Services,
    me: Agent,
    missed: str | None = None,
    lost: str | None = None,
    done: str = "",
) -> Response:
    """The desk with no conversation open.

    `missed`: a claim that came second; `lost`: a conversation held no longer; `done`: what was done a moment ago.
    """
    words = words_of(request)
    said = ""
    if missed is not None:
        said = f"{await _missed(request, assistant, missed)} {_status_words(request)}".strip()
    elif lost is not None:
        said = words("You no longer hold that conversation: unanswered citizens wait again, in the old place.")
    elif done in DONE:
        said = words(DONE[done])
    return show(request, "desk/desk.html", {**await _panes(request, assistant, me), "opened": None, "said": said})


@router.get("/held")
async def held(request: Request, assistant: Services, me: Agent, at: str = "") -> Response:
    """The list of the agent's conversations, for a page that looks again. `at`: the handoff that is open."""
    return show(request, "desk/held.html", {"held": await assistant.desk.held_by(me.id), "opened_id": at})


@router.get("/{handoff_id}")
async def open_conversation(
    request: Request, handoff_id: str, assistant: Services, me: Agent, insert: str | None = None
) -> Response:
    """The desk with one conversation open. `insert`: an article whose words shall stand in the reply box."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    if not _is_mine(view.handoff, me):
        return RedirectResponse(f"/desk?lost={handoff_id}", 303)
    draft = to_plain((await assistant.desk.article(ArticleId(insert), view.citizen_lang)).answer) if insert else ""
    return await _opened(request, assistant, me, view, {"draft": draft, "said": _status_words(request)})


@router.get("/{handoff_id}/transcript")
async def transcript(request: Request, handoff_id: str, assistant: Services, me: Agent, stage: str = "") -> Response:
    """What was said, for a page that looks again and shows the handoff at `stage`; if that has changed, a new page."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    if not _is_mine(view.handoff, me):
        # Where the agent's own form leads as well, so that it does not matter which of the two comes first.
        mine = view.handoff.claimed_by == me.id
        done = DONE_AT.get(view.handoff.stage) if mine else None
        return Response(headers={"HX-Redirect": f"/desk?done={done}" if done else f"/desk?lost={handoff_id}"})
    if stage and view.handoff.stage != stage:
        return Response(headers={"HX-Redirect": f"/desk/{handoff_id}"})
    return _look_again(request, view)


@router.post("/{handoff_id}/reply")
async def reply(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    utterance_id: Annotated[uuid.UUID, Form()],
    text: Annotated[str, Form(max_length=LIMIT_CHARACTERS)] = "",
) -> Response:
    """The agent's words reach the citizen. The same id may be posted again."""
    if not text.strip():
        raise RefusedError("a reply has words")
    view = await assistant.desk.view(HandoffId(handoff_id))
    said = _said(view, me, utterance_id, text.strip())
    await assistant.hand_offs.reply(view.handoff.id, me, said)
    return await _after_reply(request, assistant, view.handoff)


@router.post("/{handoff_id}/article")
async def send_article(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    utterance_id: Annotated[uuid.UUID, Form()],
    article: Annotated[str, Form(max_length=200)],
) -> Response:
    """The article's words reach the citizen as the agent's, with their source. The same id may be posted again."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    chosen = await assistant.desk.article(ArticleId(article), view.citizen_lang)
    said = _said(view, me, utterance_id, to_plain(chosen.answer))
    cited = NewUtterance(
        said.id, said.speaker, said.text, said.lang, said.speaker_name, chosen.id, citations=(chosen.citation,)
    )
    await assistant.hand_offs.reply(view.handoff.id, me, cited)
    return await _after_reply(request, assistant, view.handoff)


@router.post("/{handoff_id}/typing", status_code=204)
async def typing(request: Request, handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The citizen sees that the agent writes."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    view.handoff.check_held_by(me.id)
    watch: Watch = request.app.state.watch
    await watch.agent_types(view.conversation.id)
    return Response(status_code=204)


@router.post("/{handoff_id}/give-back")
async def give_back(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The assistant answers the citizen again."""
    await assistant.hand_offs.give_back(HandoffId(handoff_id), me)
    return RedirectResponse("/desk?done=returned", 303)


@router.post("/{handoff_id}/end")
async def end(handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The conversation is closed and its wrap-up begins."""
    await assistant.hand_offs.end(HandoffId(handoff_id), me)
    return RedirectResponse(f"/desk/{handoff_id}", 303)


@router.post("/{handoff_id}/wrap-up")
async def wrap_up(
    request: Request, handoff_id: str, assistant: Services, me: Agent, disposition: Annotated[str, Form()] = ""
) -> Response:
    """The work on the conversation is over, with how it ended."""
    if disposition not in set(Disposition):
        view = await assistant.desk.view(HandoffId(handoff_id))
        return await _opened(request, assistant, me, view, {"fault": True}, 422)
    await assistant.hand_offs.wrap_up(HandoffId(handoff_id), me, Disposition(disposition))
    return RedirectResponse("/desk?done=wrapped-up", 303)


def _status_words(request: Request) -> str:
    """What claiming has made of the agent's status, where it was another."""
    is_new = request.query_params.get("now") == Status.AVAILABLE
    return words_of(request)("You are available now.") if is_new else ""


def _ended_by_citizen(view: DeskView) -> bool:
    return view.handoff.stage is Stage.ENDED and any(u.said.id == FAREWELL for u in view.utterances)


def _is_mine(handoff: Handoff, me: StaffMember) -> bool:
    return handoff.claimed_by == me.id and handoff.stage in AT_THE_DESK


def _said(view: DeskView, me: StaffMember, utterance_id: uuid.UUID, text: str) -> NewUtterance:
    return NewUtterance(UtteranceId(str(utterance_id)), Speaker.AGENT, text, view.conversation.lang, me.first_name)


async def _after_reply(request: Request, assistant: Services, handoff: Handoff) -> Response:
    if not is_fragment(request):
        return RedirectResponse(f"/desk/{handoff.id}", 303)
    return _look_again(request, await assistant.desk.view(handoff.id))


def _look_again(request: Request, view: DeskView) -> Response:
    return show(request, "desk/look_again.html", {"opened": view, "limit_seconds": int(THRESHOLD.total_seconds())})


async def _opened(
    request: Request,
    assistant: Services,
    me: StaffMember,
    view: DeskView,
    extra: Mapping[str, object],
    status: int = 200,
) -> Response:
    shown = {
        **await _panes(request, assistant, me),
        "opened": view,
        "opened_id": view.handoff.id,
        "said": "",
        "draft": "",
        "fault": False,
        "ended_by_citizen": _ended_by_citizen(view),
        "utterance_id": uuid.uuid4(),
        "guess_ids": [uuid.uuid4() for _ in view.guesses],
        "plain": to_plain,
        "why": why,
        **extra,
    }
    return show(request, "desk/desk.html", shown, status)


async def _panes(request: Request, assistant: Services, me: StaffMember) -> dict[str, Any]:
    waiting = await waiting_pane(request, assistant, me)
    return {**waiting, "held": await assistant.desk.held_by(me.id), "opened_id": ""}


async def _missed(request: Request, assistant: Services, handoff_id: str) -> str:
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
