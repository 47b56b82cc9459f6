"""The shapes of the citizens' protocol (docs/protocol.md)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from assistant.domain.conversation import LIMIT_CHARACTERS, Speaker, Utterance
from assistant.domain.survey import LIMIT_COMMENT_CHARACTERS
from assistant.services.follow import State
from assistant.wording.markdown import to_html

Lang = Literal["sv", "en"]
_PLAIN = frozenset({Speaker.CITIZEN, Speaker.AGENT})


class Body(BaseModel):
    """A request's body: what is not named here is refused."""

    model_config = ConfigDict(extra="forbid")


class OpenBody(Body):
    """Opens a conversation."""

    lang: Lang = "sv"


class SayBody(Body):
    """An utterance under an id the client made."""

    id: UUID
    text: Annotated[str, Field(min_length=1, max_length=LIMIT_CHARACTERS)]


class SurveyBody(Body):
    """The citizen's verdict."""

    resolved: bool | None = None
    treatment: Annotated[int, Field(ge=1, le=5)] | None = None
    comment: Annotated[str, Field(max_length=LIMIT_COMMENT_CHARACTERS)] = ""


class LanguageBody(Body):
    """The language the assistant shall speak."""

    lang: Lang


class SourceView(BaseModel):
    """Where an answer comes from."""

    title: str
    url: str
    owner: str
    reviewed_on: date


class UtteranceView(BaseModel):
    """One utterance as the citizen's page shows it."""

    seq: int
    id: str
    speaker: Speaker
    name: str | None
    at: AwareDatetime
    lang: str
    text: str
    html: str | None
    article: str | None
    sources: list[SourceView]
    quick_replies: list[str]
    quick_exit: bool


class StateView(BaseModel):
    """Where the conversation stands."""

    holder: Literal["assistant", "queue", "agent", "nobody"]
    lang: str
    closed: bool
    agent_name: str | None
    place: int | None
    expected_wait_seconds: int | None
    staffed: bool
    typing: bool


class TranscriptView(BaseModel):
    """A conversation from some utterance on."""

    conversation: str
    state: StateView
    utterances: list[UtteranceView]


class OpenedView(TranscriptView):
    """A new conversation with the token that opens it, told only this once."""

    token: str


class SaidView(BaseModel):
    """An utterance is recorded, under this number and with this text."""

    seq: int
    text: str


class Problem(BaseModel):
    """RFC 9457, with the telephone number that always helps."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    phone: str


def show_utterance(utterance: Utterance) -> UtteranceView:
    """The utterance as the citizen's page shows it."""
    said = utterance.said
    return UtteranceView(
        seq=utterance.seq,
        id=said.id,
        speaker=said.speaker,
        name=said.speaker_name,
        at=utterance.at,
        lang=said.lang,
        text=said.text,
        html=None if said.speaker in _PLAIN else to_html(said.text),
        article=said.article,
        sources=[
            SourceView(title=c.title, url=c.url, owner=c.owner, reviewed_on=c.reviewed_on) for c in said.citations
        ],
        quick_replies=list(said.quick_replies),
        quick_exit=said.quick_exit,
    )


def show_state(state: State) -> StateView:
    """The state as the citizen's page shows it."""
    return StateView(
        holder=state.holder.value,
        lang=state.lang,
        closed=state.closed,
        agent_name=state.agent_name,
        place=state.place,
        expected_wait_seconds=None if state.expected_wait is None else int(state.expected_wait.total_seconds()),
        staffed=state.staffed,
        typing=state.typing,
    )
