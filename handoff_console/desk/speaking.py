"""The agent speaks: a reply, an article, a sending undone or hurried, a correction; and shows that they write."""

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.canned_reply import unfilled
from assistant.domain.conversation import LIMIT_CHARACTERS, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import HandoffId
from assistant.domain.knowledge import ArticleId
from assistant.domain.staffing import StaffMember
from assistant.services.desk import DeskView
from assistant.services.watch import Watch
from assistant.wording.plain import to_plain
from handoff_console.access import Agent, Services
from handoff_console.desk.shown import after_act, opened
from handoff_console.pages import is_fragment, words_of
from handoff_console.releases import Releases

router = APIRouter(prefix="/desk/{handoff_id}")


@router.post("/reply")
async def reply(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    utterance_id: Annotated[uuid.UUID, Form()],
    text: Annotated[str, Form(max_length=LIMIT_CHARACTERS)] = "",
) -> Response:
    """The agent's words are on their way to the citizen. The same id may be posted again."""
    if not text.strip():
        raise RefusedError("a reply has words")
    view = await assistant.desk.view(HandoffId(handoff_id))
    gap = unfilled(text)
    if gap is not None and is_fragment(request):
        raise RefusedError(f"{gap} is not filled in")
    if gap is not None:
        fault = words_of(request)("Fill in {name} first.", name=gap)
        return await opened(request, assistant, me, view, {"draft": text, "fault": fault}, 422)
    return await _send(request, me, view, _said(view, me, utterance_id, text.strip()))


@router.post("/article")
async def send_article(
    request: Request,
    handoff_id: str,
    assistant: Services,
    me: Agent,
    utterance_id: Annotated[uuid.UUID, Form()],
    article: Annotated[str, Form(max_length=200)],
) -> Response:
    """The article's words are on their way as the agent's, with their source. The same id may be posted again."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    chosen = await assistant.desk.article(ArticleId(article), view.citizen_lang)
    said = _said(view, me, utterance_id, to_plain(chosen.answer))
    cited = NewUtterance(
        said.id, said.speaker, said.text, said.lang, said.speaker_name, chosen.id, citations=(chosen.citation,)
    )
    return await _send(request, me, view, cited)


async def _send(request: Request, me: StaffMember, view: DeskView, said: NewUtterance) -> Response:
    releases: Releases = request.app.state.releases
    message = await request.app.state.assistant.messages.send(view.handoff.id, me, said)
    releases.follow(message)
    return await after_act(request, request.app.state.assistant, me, view.handoff.id)


@router.post("/messages/{utterance_id}/undo")
async def undo(request: Request, handoff_id: str, utterance_id: str, assistant: Services, me: Agent) -> Response:
    """The citizen never sees the message, and its words come back into the reply box."""
    await assistant.messages.withdraw(HandoffId(handoff_id), me, UtteranceId(utterance_id))
    if not is_fragment(request):
        return RedirectResponse(f"/desk/{handoff_id}?undone={utterance_id}", 303)
    return await after_act(request, assistant, me, HandoffId(handoff_id))


@router.post("/messages/{utterance_id}/now")
async def say_now(request: Request, handoff_id: str, utterance_id: str, assistant: Services, me: Agent) -> Response:
    """The citizen gets the message without waiting out the seconds in which it can be undone."""
    await assistant.messages.say_now(HandoffId(handoff_id), me, UtteranceId(utterance_id))
    return await after_act(request, assistant, me, HandoffId(handoff_id))


@router.post("/correct/{seq}")
async def correct(
    handoff_id: str,
    seq: int,
    assistant: Services,
    me: Agent,
    text: Annotated[str, Form(max_length=LIMIT_CHARACTERS)] = "",
) -> Response:
    """What the agent said has other words, marked corrected."""
    await assistant.messages.correct(HandoffId(handoff_id), me, seq, text.strip())
    return RedirectResponse(f"/desk/{handoff_id}", 303)


@router.post("/typing", status_code=204)
async def typing(request: Request, handoff_id: str, assistant: Services, me: Agent) -> Response:
    """The citizen sees that the agent writes."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    view.handoff.check_held_by(me.id)
    watch: Watch = request.app.state.watch
    await watch.agent_types(view.conversation.id)
    return Response(status_code=204)


def _said(view: DeskView, me: StaffMember, utterance_id: uuid.UUID, text: str) -> NewUtterance:
    return NewUtterance(UtteranceId(str(utterance_id)), Speaker.AGENT, text, view.conversation.lang, me.first_name)
