"""A citizen opens a conversation, speaks, follows it, leaves it. Parses, calls a service, shows; decides nothing."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.bootstrap import Assistant
from assistant.domain.conversation import Conversation, ConversationId, UtteranceId
from assistant.domain.errors import NotFoundError
from assistant.domain.survey import Survey
from assistant.services.come_back import ShownKey
from assistant.services.follow import Corrected, State
from assistant.web.problems import UnauthorisedError
from assistant.web.schemas import (
    LanguageBody,
    OpenBody,
    OpenedView,
    Problem,
    SaidView,
    SayBody,
    StateView,
    SurveyBody,
    TranscriptView,
    show_state,
    show_utterance,
)
from assistant.web.turns import Turns

PING_SECONDS = 15
"""A comment this often keeps proxies from closing a quiet stream."""

_PROBLEMS: dict[int | str, dict[str, Any]] = {status: {"model": Problem} for status in (401, 409, 422, 429, 503)}
router = APIRouter(prefix="/v1/conversations", tags=["conversations"], responses=_PROBLEMS)
_bearer = HTTPBearer(auto_error=False)


def assistant_of(request: Request) -> Assistant:
    """The application's services."""
    assistant: Assistant = request.app.state.assistant
    return assistant


def turns_of(request: Request) -> Turns:
    """The turns under way in this process."""
    turns: Turns = request.app.state.turns
    return turns


async def authorised(
    conversation_id: str,
    assistant: Annotated[Assistant, Depends(assistant_of)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Conversation:
    """The conversation, for whoever carries its token."""
    if credentials is None:
        raise UnauthorisedError("no token")
    try:
        return await assistant.converse.authorised(ConversationId(conversation_id), credentials.credentials)
    except NotFoundError as error:
        # The same answer for a wrong token and a conversation that is not: the asker may not learn which (F-03).
        raise UnauthorisedError("the token opens no such conversation") from error


Services = Annotated[Assistant, Depends(assistant_of)]
Own = Annotated[Conversation, Depends(authorised)]


@router.post("", status_code=201)
async def open_conversation(body: OpenBody, assistant: Services) -> OpenedView:
    """Open a conversation. Its first utterance says that an AI assistant answers."""
    opened = await assistant.converse.open(body.lang, _key_shown(body))
    transcript = await _transcript(assistant, opened.conversation.id, 0)
    return OpenedView(token=opened.token, **dict(transcript))


def _key_shown(body: OpenBody) -> ShownKey | None:
    after = body.after
    return None if after is None else ShownKey(ConversationId(after.conversation), after.token.get_secret_value())


@router.get("/{conversation_id}")
async def read_conversation(own: Own, assistant: Services, after: Annotated[int, Query(ge=0)] = 0) -> TranscriptView:
    """The state, the utterances above `after`, and those up to it that have been corrected."""
    await assistant.converse.beat(own.id)
    return await _transcript(assistant, own.id, after)


@router.post("/{conversation_id}/utterances", status_code=202)
async def say(body: SayBody, own: Own, assistant: Services, turns: Annotated[Turns, Depends(turns_of)]) -> SaidView:
    """Say something. 202 means recorded; the reply comes on the stream. The same id may be posted again."""
    utterance = await assistant.take_turn.record(own.id, UtteranceId(str(body.id)), body.text)
    turns.start(utterance)
    return SaidView(seq=utterance.seq, text=utterance.said.text)


@router.get(
    "/{conversation_id}/events",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {}}, "description": "utterance, correction and state events"}},
)
async def follow(
    own: Own,
    assistant: Services,
    after: Annotated[int, Query(ge=0)] = 0,
    last_event_id: Annotated[str | None, Header()] = None,
) -> EventSourceResponse:
    """Follow the conversation from the last utterance shown."""
    shown = int(last_event_id) if last_event_id and last_event_id.isdecimal() else after
    return EventSourceResponse(
        _events(assistant, own.id, shown), ping=PING_SECONDS, headers={"X-Accel-Buffering": "no"}
    )


async def _events(assistant: Assistant, conversation_id: ConversationId, after: int) -> AsyncIterator[ServerSentEvent]:
    await assistant.converse.beat(conversation_id)
    async for event in assistant.follow.events(conversation_id, after):
        if event is None:
            await assistant.converse.beat(conversation_id)
        elif isinstance(event, State):
            yield ServerSentEvent(show_state(event).model_dump_json(), event="state")
        elif isinstance(event, Corrected):
            # Without an id: the client's last number stands.
            shown = show_utterance(event.utterance, assistant.wording)
            yield ServerSentEvent(shown.model_dump_json(), event="correction")
        else:
            shown = show_utterance(event, assistant.wording)
            yield ServerSentEvent(shown.model_dump_json(), event="utterance", id=str(event.seq))


@router.post("/{conversation_id}/typing", status_code=204, response_class=Response)
async def typing(own: Own, assistant: Services) -> None:
    """The citizen is writing."""
    await assistant.converse.typing(own.id)


@router.post("/{conversation_id}/leave-queue")
async def leave_queue(own: Own, assistant: Services) -> StateView:
    """No longer wait for a person: the assistant answers again."""
    await assistant.converse.leave_queue(own.id)
    return show_state(await assistant.follow.state(own.id))


@router.post("/{conversation_id}/leave")
async def leave(own: Own, assistant: Services) -> StateView:
    """Close the conversation, and give up its place in the queue."""
    await assistant.converse.leave(own.id)
    return show_state(await assistant.follow.state(own.id))


@router.put("/{conversation_id}/survey", status_code=204, response_class=Response)
async def survey(body: SurveyBody, own: Own, assistant: Services) -> None:
    """Say how it was. A later verdict replaces an earlier one."""
    verdict = Survey(own.id, assistant.clock.now(), body.resolved, body.treatment, body.comment)
    await assistant.converse.judge(verdict)


@router.put("/{conversation_id}/language")
async def language(body: LanguageBody, own: Own, assistant: Services) -> StateView:
    """Have the assistant speak another language."""
    await assistant.converse.speak(own.id, body.lang)
    return show_state(await assistant.follow.state(own.id))


async def _transcript(assistant: Assistant, conversation_id: ConversationId, after: int) -> TranscriptView:
    state = await assistant.follow.state(conversation_id)
    utterances = await assistant.follow.utterances(conversation_id, after)
    corrected = await assistant.follow.corrected(conversation_id, after)
    return TranscriptView(
        conversation=conversation_id,
        state=show_state(state),
        utterances=[show_utterance(utterance, assistant.wording) for utterance in utterances],
        corrections=[show_utterance(utterance, assistant.wording) for utterance in corrected],
    )
