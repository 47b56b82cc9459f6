"""Rasa's HTTP API: the REST channel for utterances, the tracker for what was understood."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import quote

import httpx

from assistant.adapters.rasa_engine.directives import parse_directive
from assistant.adapters.rasa_engine.forms import FILLED, events_setting, open_form
from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import UnavailableError
from assistant.domain.form import FORM_ANSWER, Field, OpenForm
from assistant.domain.turn import Directive, EngineReply, Understanding

log = logging.getLogger(__name__)

LOOKING = 4
"""The part of the patience that a call gets which changes nothing."""
_Body = Mapping[str, str] | Sequence[Mapping[str, str]]

LIMIT_CONNECTIONS = 64
"""Turns in flight at once, per process; further ones wait within their own patience."""


def open_client(base_url: str) -> httpx.AsyncClient:
    """A client for the Rasa server at `base_url`. Nothing is sent yet; close with `aclose()`.

    It keeps no time limit of its own, the engine does. It heeds no proxy settings: Rasa is next door.
    """
    # httpx logs each address it asks, and Rasa accepts its token nowhere but in the address.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    limits = httpx.Limits(max_connections=LIMIT_CONNECTIONS, max_keepalive_connections=LIMIT_CONNECTIONS)
    return httpx.AsyncClient(base_url=base_url, limits=limits, timeout=None, trust_env=False)


class RasaEngine:
    """`patience` is the longest that one call of the port may take, requests together (8 s: requirement G-06).

    A call that only looks gets a quarter of it, so that a turn in a form, which looks twice, waits little longer.
    """

    def __init__(self, client: httpx.AsyncClient, token: str, patience: timedelta) -> None:
        self._client = client
        self._token = token
        self._patience = patience
        # Rasa loads its model when it starts: what was asked once holds until Rasa has been away.
        self._model: str | None = None

    async def respond(self, conversation_id: ConversationId, text: str) -> EngineReply:
        async with _within(self._patience, f"conversation {conversation_id}"):
            return await self._said(conversation_id, _only_words(text))

    async def open_form(self, conversation_id: ConversationId) -> OpenForm | None:
        async with _within(self._patience / LOOKING, f"conversation {conversation_id}"):
            return open_form(_mapping(await self._tracker(conversation_id)))

    async def understand(self, text: str) -> Understanding:
        async with _within(self._patience / LOOKING, "an utterance in a form"):
            parsed = await self._ask("POST", "/model/parse", body={"text": _only_words(text)})
            return _intent(_mapping(parsed))

    async def fill(self, conversation_id: ConversationId, kind: CaseKind, values: Mapping[Field, str]) -> EngineReply:
        async with _within(self._patience, f"conversation {conversation_id}"):
            events = events_setting(kind, {one: _without_markup(words) for one, words in values.items()})
            await self._ask("POST", f"{_path(conversation_id)}/tracker/events", body=events, include_events="NONE")
            return await self._said(conversation_id, f"/{FILLED}")

    async def tell(self, conversation_id: ConversationId, intent: str) -> EngineReply:
        async with _within(self._patience, f"conversation {conversation_id}"):
            return replace(await self._said(conversation_id, f"/{intent}"), understanding=Understanding(intent, 1.0))

    async def _said(self, conversation_id: ConversationId, message: str) -> EngineReply:
        """What Rasa says to a message, and what its tracker holds then."""
        said = {"sender": conversation_id, "message": message}
        directives = _directives(await self._ask("POST", "/webhooks/rest/webhook", body=said), conversation_id)
        # After, never before the first: reading the tracker of a conversation that Rasa does not know opens one.
        tracker = _mapping(await self._tracker(conversation_id))
        self._model = self._model or await self._loaded()
        return EngineReply(_understanding(tracker, message), directives, self._model, open_form(tracker))

    async def _tracker(self, conversation_id: ConversationId) -> object:
        return await self._ask("GET", f"{_path(conversation_id)}/tracker", include_events="NONE")

    async def forget(self, conversation_id: ConversationId) -> None:
        async with _within(self._patience, f"conversation {conversation_id}"):
            path = f"{_path(conversation_id)}/tracker/events"
            await self._ask("POST", path, body={"event": "restart"}, include_events="NONE")

    async def version(self) -> str:
        async with _within(self._patience, "version"):
            return await self._loaded()

    async def _loaded(self) -> str:
        status = _mapping(await self._ask("GET", "/status"))
        model_file, model_id = status.get("model_file"), status.get("model_id")
        if not isinstance(model_file, str) or not model_file:
            raise UnavailableError("Rasa has no model")
        name = PurePosixPath(model_file).name
        return f"{name} {model_id}" if isinstance(model_id, str) else name

    async def _ask(self, method: str, path: str, *, body: _Body | None = None, **query: str) -> object:
        try:
            response = await self._client.request(method, path, params={**query, "token": self._token}, json=body)
        except httpx.HTTPError as error:
            self._model = None
            raise UnavailableError(f"Rasa did not answer {method} {path}: {type(error).__name__}") from error
        if response.status_code != httpx.codes.OK:
            raise UnavailableError(f"Rasa answered {method} {path} with status {response.status_code}")
        try:
            return response.json()
        except ValueError as error:
            raise UnavailableError(f"Rasa answered {method} {path} with something that is not JSON") from error


@asynccontextmanager
async def _within(patience: timedelta, about: str) -> AsyncIterator[None]:
    """Ends what takes longer than `patience`, and logs every failure with what it was about, without words.

    Raises:
        UnavailableError: it took too long, or failed by itself.
    """
    try:
        async with asyncio.timeout(patience.total_seconds()):
            yield
    except TimeoutError as error:
        log.warning("Rasa took longer than %s s: %s", patience.total_seconds(), about)
        raise UnavailableError(f"Rasa took longer than {patience.total_seconds()} s") from error
    except UnavailableError as error:
        log.warning("%s: %s", error, about)
        raise


_NO_MARKUP = str.maketrans("[]<>", "()()")
"""What a form is told comes back inside our own words, which are Markdown: it shall bring no links and no pictures."""


def _only_words(text: str) -> str:
    """`text` without the slash at its beginning: to Rasa a leading slash is a command, which no citizen may give.

    And without what makes links in Markdown.
    """
    return _without_markup(text.lstrip("/ \t\r\n")) or "?"


def _without_markup(text: str) -> str:
    return text.translate(_NO_MARKUP)


def _path(conversation_id: ConversationId) -> str:
    return f"/conversations/{quote(conversation_id, safe='')}"


def _directives(messages: object, conversation_id: ConversationId) -> tuple[Directive, ...]:
    """One directive a message. None at all is Rasa's way of saying that it failed: it catches, logs and sends `[]`."""
    if not isinstance(messages, list) or not messages:
        raise UnavailableError("Rasa answered an utterance with no message")
    return tuple(_directive(_mapping(message), conversation_id) for message in messages)


def _directive(message: Mapping[str, object], conversation_id: ConversationId) -> Directive:
    if message.keys() != {"recipient_id", "custom"} or message["recipient_id"] != conversation_id:
        raise UnavailableError(f"Rasa sent a message with the keys {sorted(message)}, or to another conversation")
    return parse_directive(message["custom"])


def _understanding(tracker: Mapping[str, object], words: str) -> Understanding:
    """What Rasa took `words` to want; FORM_ANSWER where its tracker tells of other words than these, or of none.

    A form that takes an utterance hides it from the rest of the dialogue, and one that ends starts the tracker afresh.
    """
    latest = _mapping(tracker.get("latest_message"))
    if latest.get("text", words.strip()) != words.strip() or words == f"/{FILLED}":
        return Understanding(FORM_ANSWER, 1.0)
    return _intent(latest)


def _intent(parsed: Mapping[str, object]) -> Understanding:
    """The intent of a message as Rasa writes it, in its tracker or by itself."""
    intent = _mapping(parsed.get("intent"))
    name, confidence = intent.get("name"), intent.get("confidence")
    if not isinstance(name, str) or isinstance(confidence, bool) or not isinstance(confidence, int | float):
        raise UnavailableError("Rasa's tracker has no intent with a name and a confidence")
    if not 0 <= confidence <= 1:
        raise UnavailableError("Rasa's confidence is not in 0..1")
    return Understanding(name, float(confidence))


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UnavailableError(f"Rasa sent a {type(value).__name__} where an object belongs")
    return value
