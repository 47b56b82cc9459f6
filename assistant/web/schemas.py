"""The shapes of the citizens' protocol (docs/protocol.md)."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr

from assistant.domain.conversation import LIMIT_CHARACTERS, NewUtterance, Speaker, Utterance
from assistant.domain.knowledge import ORIGINAL, ArticleId, Citation, Maker
from assistant.domain.survey import LIMIT_COMMENT_CHARACTERS
from assistant.services.conclude_danger import FirstHelp
from assistant.services.follow import State
from assistant.web.addresses import article_path
from assistant.wording.catalogue import Wording, Words
from assistant.wording.markdown import to_citizens_html
from assistant.wording.translated import day_in_words, translation_words

Lang = Literal["sv", "en", "ar", "fa", "fi", "so", "uk"]
"""As `SPOKEN`: a test holds them together."""
_PLAIN = frozenset({Speaker.CITIZEN, Speaker.AGENT})


class Body(BaseModel):
    """A request's body: what is not named here is refused."""

    model_config = ConfigDict(extra="forbid")


class KeyBody(Body):
    """What opened the conversation that ended in the same tab."""

    conversation: str
    token: SecretStr


class OpenBody(Body):
    """Opens a conversation. `after`: where another one ended in the same tab; a wrong key is as good as none."""

    lang: Lang = "sv"
    after: KeyBody | None = None


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


class TranslationView(BaseModel):
    """That an answer is a translation: in its own language, what the reader must know, and the way to the Swedish."""

    made_by: Maker
    words: str
    original: str
    original_words: str


class SourceWordsView(BaseModel):
    """What stands with a source, in the answer's own language. `changed` is null where there is nothing to warn of."""

    source: str
    reviewed: str
    changed: str | None


class SourceView(BaseModel):
    """Where an answer comes from."""

    title: str
    url: str
    owner: str
    reviewed_on: date
    may_have_changed: bool
    words: SourceWordsView
    translation: TranslationView | None


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
    corrected_at: AwareDatetime | None


class StateView(BaseModel):
    """Where the conversation stands."""

    holder: Literal["assistant", "queue", "agent", "nobody"]
    lang: str
    closed: bool
    agent_name: str | None
    place: int | None
    expected_wait_seconds: int | None
    least_wait_seconds: int | None
    longest_wait_seconds: int | None
    staffed: bool
    opens_at: AwareDatetime | None
    typing: bool


class TranscriptView(BaseModel):
    """A conversation from some utterance on. `corrections`: those before it that have other words now."""

    conversation: str
    state: StateView
    utterances: list[UtteranceView]
    corrections: list[UtteranceView]


class OpenedView(TranscriptView):
    """A new conversation with the token that opens it, told only this once."""

    token: str


class SaidView(BaseModel):
    """An utterance is recorded, under this number and with this text."""

    seq: int
    text: str


class HelpBody(Body):
    """What a citizen wrote that could not be received."""

    text: Annotated[str, Field(min_length=1, max_length=LIMIT_CHARACTERS)]


class HelpView(BaseModel):
    """Fixed words and numbers for somebody who may be in danger."""

    text: str
    html: str
    lang: str
    quick_exit: bool


class Problem(BaseModel):
    """RFC 9457, with the telephone number that always helps."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    phone: str


def show_help(found: FirstHelp) -> HelpView:
    """First help as the citizen's page shows it."""
    return HelpView(text=found.text, html=to_citizens_html(found.text), lang=found.lang, quick_exit=found.quick_exit)


def show_utterance(utterance: Utterance, wording: Wording) -> UtteranceView:
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
        html=None if said.speaker in _PLAIN else to_citizens_html(said.text),
        article=said.article,
        sources=[_source(citation, said, wording.of(said.lang)) for citation in said.citations],
        quick_replies=list(said.quick_replies),
        quick_exit=said.quick_exit,
        corrected_at=utterance.corrected_at,
    )


def _source(citation: Citation, said: NewUtterance, words: Words) -> SourceView:
    return SourceView(
        title=citation.title,
        url=citation.url,
        owner=citation.owner,
        reviewed_on=citation.reviewed_on,
        may_have_changed=citation.may_have_changed,
        words=_source_words(citation, words),
        translation=_translation(citation, said.article, words) if said.article else None,
    )


def _source_words(citation: Citation, words: Words) -> SourceWordsView:
    changed = words("The facts may have changed. Look at the source as well.")
    return SourceWordsView(
        source=words("Source"),
        reviewed=words("reviewed {day}", day=day_in_words(citation.reviewed_on, words)),
        changed=changed if citation.may_have_changed else None,
    )


def _translation(citation: Citation, article: ArticleId, words: Words) -> TranslationView | None:
    if citation.translated_by is None:
        return None
    return TranslationView(
        made_by=citation.translated_by,
        words=" ".join(translation_words(citation.translated_by, citation.reviewed_on, words)),
        original=article_path(article, ORIGINAL),
        original_words=words("Read it in Swedish"),
    )


def show_state(state: State) -> StateView:
    """The state as the citizen's page shows it."""
    wait = state.expected_wait
    return StateView(
        holder=state.holder.value,
        lang=state.lang,
        closed=state.closed,
        agent_name=state.agent_name,
        place=state.place,
        expected_wait_seconds=None if wait is None else int(wait.likely.total_seconds()),
        least_wait_seconds=None if wait is None else int(wait.least.total_seconds()),
        longest_wait_seconds=None if wait is None else int(wait.most.total_seconds()),
        staffed=state.staffed,
        opens_at=state.opens_at,
        typing=state.typing,
    )
