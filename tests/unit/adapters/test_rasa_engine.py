"""The client against a small server that speaks as Rasa 3.6 does."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from assistant.adapters.rasa_engine import RasaEngine, open_client
from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import UnavailableError
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import AnswerFromKnowledge, EngineReply, HandOff, Say, Understanding

A = ConversationId("4fa1c0")
TOKEN, WORDS = "t0ken", {"sv": "Hej", "en": "Hello"}
SAY = {"directive": "say", "text": WORDS}
LONG, SHORT = timedelta(seconds=8), timedelta(milliseconds=50)


@dataclass
class RasaLike:
    """Answers as Rasa does; each answer can be changed. `asked` has method, path and body of each request, in order."""

    customs: list[Any] = field(default_factory=lambda: [SAY])
    messages: Any = None
    latest: Any = field(default_factory=lambda: {"intent": {"name": "greet", "confidence": 0.93}})
    loop: Any = None
    slots: Any = field(default_factory=dict)
    parsed: Any = field(default_factory=lambda: {"intent": {"name": "inform", "confidence": 0.8}})
    status: Any = field(default_factory=lambda: {"model_file": "models/20261122-kontakt.tar.gz", "model_id": "ab12"})
    code: int = 200
    hangs: bool = False
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/webhooks/rest/webhook", self.webhook, methods=["POST"]),
                Route("/conversations/{sender}/tracker", self.tracker),
                Route("/conversations/{sender}/tracker/events", self.tracker, methods=["POST"]),
                Route("/model/parse", self.parse, methods=["POST"]),
                Route("/status", self.model),
            ]
        )

    async def webhook(self, request: Request) -> Response:
        body = await request.json()
        messages = [{"recipient_id": body["sender"], "custom": custom} for custom in self.customs]
        return await self._answer(request, messages if self.messages is None else self.messages)

    async def tracker(self, request: Request) -> Response:
        state = {"sender_id": A, "latest_message": self.latest, "active_loop": self.loop, "slots": self.slots}
        return await self._answer(request, state)

    async def parse(self, request: Request) -> Response:
        return await self._answer(request, self.parsed)

    async def model(self, request: Request) -> Response:
        return await self._answer(request, self.status)

    async def _answer(self, request: Request, answer: Any) -> Response:
        body = await request.body()
        self.asked.append((request.method, request.url.path, await request.json() if body else None))
        self.queries.append(dict(request.query_params))
        if self.hangs:
            await asyncio.Event().wait()
        if request.query_params.get("token") != TOKEN:
            return JSONResponse({"status": "failure"}, 401)
        return PlainTextResponse(answer) if isinstance(answer, bytes) else JSONResponse(answer, self.code)


@pytest.fixture
def rasa() -> RasaLike:
    return RasaLike()


@pytest.fixture
async def client(rasa: RasaLike) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=rasa.app())
    async with httpx.AsyncClient(transport=transport, base_url="http://rasa") as client:
        yield client


@pytest.fixture
def engine(client: httpx.AsyncClient) -> RasaEngine:
    return RasaEngine(client, TOKEN, LONG)


async def test_the_reply_is_what_was_understood_and_the_directives_in_order(rasa: RasaLike, engine: RasaEngine) -> None:
    hand_off = {"directive": "hand_off", "reason": "citizen_asked", "queue": "general"}
    rasa.customs = [SAY, {"directive": "answer_from_knowledge"}, hand_off]
    assert await engine.respond(A, "hej") == EngineReply(
        Understanding("greet", 0.93),
        (Say(WORDS), AnswerFromKnowledge(), HandOff(HandoffReason.CITIZEN_ASKED, GENERAL)),
        await engine.version(),
    )


ASKED = {"requested_slot": "fault_where", "fault_what": "lampan", "fault_where": None, "person_offered": "not_offered"}


@pytest.mark.parametrize("loop", [None, {}, {"name": None}])
async def test_where_no_form_waits_there_is_none(rasa: RasaLike, engine: RasaEngine, loop: Any) -> None:
    rasa.loop = loop
    assert await engine.open_form(A) is None
    assert (await engine.respond(A, "hej")).form is None


@pytest.mark.parametrize(
    ("name", "requested", "step", "asks"),
    [
        ("fault_form", "fault_where", Step.ASKING, Field.WHERE),
        ("fault_form", "fault_confirmed", Step.CONFIRMING, None),
        ("change_fault_form", "changed", Step.CHOOSING, None),
        ("change_fault_where_form", "changed", Step.CHANGING, Field.WHERE),
    ],
)
async def test_a_form_tells_what_it_waits_for_and_what_it_has(
    rasa: RasaLike, engine: RasaEngine, name: str, requested: str, step: Step, asks: Field | None
) -> None:
    rasa.loop, rasa.slots = {"name": name, "rejected": False}, {**ASKED, "requested_slot": requested}
    form = OpenForm(CaseKind.FAULT, step, asks, {Field.WHAT: "lampan"})
    assert await engine.open_form(A) == form
    reply = await engine.respond(A, "hej")
    assert (reply.form, reply.in_form) == (form, True)


async def test_a_form_that_we_do_not_know_is_refused(rasa: RasaLike, engine: RasaEngine) -> None:
    rasa.loop, rasa.slots = {"name": "pizza_form"}, ASKED
    with pytest.raises(UnavailableError):
        await engine.open_form(A)


async def test_values_are_set_as_slots_and_then_rasa_is_told_to_go_on(rasa: RasaLike, engine: RasaEngine) -> None:
    rasa.latest = {"text": "/filled", "intent": {"name": "filled", "confidence": 1.0}}
    reply = await engine.fill(A, CaseKind.FAULT, {Field.WHERE: "[Ryd](http://x)", Field.SINCE: "i går"})
    assert [(path, body) for _, path, body in rasa.asked[:2]] == [
        (
            f"/conversations/{A}/tracker/events",
            [
                {"event": "slot", "name": "fault_where", "value": "(Ryd)(http://x)"},
                {"event": "slot", "name": "fault_since", "value": "i går"},
            ],
        ),
        ("/webhooks/rest/webhook", {"sender": A, "message": "/filled"}),
    ]
    assert reply.understanding == Understanding("form_answer", 1.0)


async def test_rasa_is_told_what_words_amount_to(rasa: RasaLike, engine: RasaEngine) -> None:
    rasa.latest = {"text": None, "intent": {}}  # a form that has ended starts the tracker afresh
    reply = await engine.tell(A, "affirm")
    assert rasa.asked[0][2] == {"sender": A, "message": "/affirm"}
    assert reply.understanding == Understanding("affirm", 1.0)


async def test_words_are_understood_without_any_conversation_hearing_of_them(
    rasa: RasaLike, engine: RasaEngine
) -> None:
    assert await engine.understand("/Ryd") == Understanding("inform", 0.8)
    assert rasa.asked == [("POST", "/model/parse", {"text": "Ryd"})]


async def test_the_tracker_is_read_after_the_utterance_without_its_events(rasa: RasaLike, engine: RasaEngine) -> None:
    await engine.respond(A, "hej")
    assert rasa.asked == [
        ("POST", "/webhooks/rest/webhook", {"sender": A, "message": "hej"}),
        ("GET", f"/conversations/{A}/tracker", None),
        ("GET", "/status", None),
    ]
    assert rasa.queries[1] == {"include_events": "NONE", "token": TOKEN}


async def test_the_models_name_is_asked_for_once_and_told_with_every_reply(rasa: RasaLike, engine: RasaEngine) -> None:
    first, second = await engine.respond(A, "hej"), await engine.respond(A, "hej")
    assert first.version == second.version == "20261122-kontakt.tar.gz ab12"
    assert [path for _, path, _ in rasa.asked].count("/status") == 1


@pytest.mark.parametrize(
    "latest",
    [
        {"text": "gatlampan är trasig", "intent": {"name": "report_fault", "confidence": 0.99}},
        {"text": None, "intent": {}},
    ],
)
async def test_an_utterance_that_a_form_took_is_not_given_the_intent_of_the_one_before(
    rasa: RasaLike, engine: RasaEngine, latest: Any
) -> None:
    rasa.latest = latest
    reply = await engine.respond(A, "Storgatan 12")
    assert reply.understanding == Understanding("form_answer", 1.0)


async def test_an_utterance_keeps_its_intent_whatever_space_stands_around_it(
    rasa: RasaLike, engine: RasaEngine
) -> None:
    rasa.latest = {"text": "hej", "intent": {"name": "greet", "confidence": 0.93}}
    assert (await engine.respond(A, " hej \n")).understanding == Understanding("greet", 0.93)


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("/restart", "restart"),
        (" / /greet{}", "greet{}"),
        ("//", "?"),
        ("sopor 1/2", "sopor 1/2"),
        ("och/eller", "och/eller"),
    ],
)
async def test_a_citizen_cannot_command_rasa_with_a_slash(
    rasa: RasaLike, engine: RasaEngine, said: str, sent: str
) -> None:
    await engine.respond(A, said)
    assert rasa.asked[0][2]["message"] == sent


@pytest.mark.parametrize(
    "messages",
    [
        [],
        {},
        "hej",
        ["hej"],
        [{"recipient_id": A, "text": "Hej"}],
        [{"recipient_id": A, "text": "Hej", "custom": SAY}],
        [{"recipient_id": A, "custom": SAY}, {"recipient_id": A, "custom": {"directive": "shout"}}],
        [{"recipient_id": "somebody-else", "custom": SAY}],
        b"not json",
    ],
)
async def test_messages_that_are_not_directives_are_refused(rasa: RasaLike, engine: RasaEngine, messages: Any) -> None:
    rasa.messages = messages
    with pytest.raises(UnavailableError):
        await engine.respond(A, "hej")


@pytest.mark.parametrize(
    "latest",
    [
        None,
        {},
        {"intent": None},
        {"intent": {"name": None, "confidence": 0.5}},
        {"intent": {"name": "greet", "confidence": None}},
        {"intent": {"name": "greet", "confidence": True}},
        {"intent": {"name": "greet", "confidence": 1.2}},
    ],
)
async def test_a_tracker_without_a_proper_intent_is_refused(rasa: RasaLike, engine: RasaEngine, latest: Any) -> None:
    rasa.latest = latest
    with pytest.raises(UnavailableError):
        await engine.respond(A, "hej")


@pytest.mark.parametrize("code", [302, 401, 404, 409, 500])
async def test_any_status_but_ok_means_away(rasa: RasaLike, engine: RasaEngine, code: int) -> None:
    rasa.code = code
    for act in (engine.respond(A, "hej"), engine.forget(A), engine.version()):
        with pytest.raises(UnavailableError):
            await act


async def test_a_wrong_token_means_away(client: httpx.AsyncClient) -> None:
    with pytest.raises(UnavailableError):
        await RasaEngine(client, "wrong", LONG).respond(A, "hej")


async def test_an_engine_that_hangs_is_given_up_when_patience_ends(rasa: RasaLike, client: httpx.AsyncClient) -> None:
    rasa.hangs = True
    with pytest.raises(UnavailableError):
        await RasaEngine(client, TOKEN, SHORT).respond(A, "hej")


async def test_forgetting_restarts_the_conversation(rasa: RasaLike, engine: RasaEngine) -> None:
    await engine.forget(A)
    assert rasa.asked == [("POST", f"/conversations/{A}/tracker/events", {"event": "restart"})]


async def test_the_version_names_the_model(rasa: RasaLike, engine: RasaEngine) -> None:
    assert await engine.version() == "20261122-kontakt.tar.gz ab12"
    rasa.status = {"model_file": None}
    with pytest.raises(UnavailableError):
        await engine.version()


async def test_failures_are_logged_with_the_conversation_and_without_its_words(
    rasa: RasaLike, engine: RasaEngine, caplog: pytest.LogCaptureFixture
) -> None:
    rasa.messages = [{"recipient_id": A, "custom": {**SAY, "extra": "hemligt"}}]
    with caplog.at_level(logging.INFO), pytest.raises(UnavailableError):
        await engine.respond(A, "hemligt")
    assert A in caplog.text
    assert "hemligt" not in caplog.text


async def test_where_nobody_listens_the_engine_is_away_and_the_token_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with open_client("http://127.0.0.1:9") as client:
        with caplog.at_level(logging.INFO), pytest.raises(UnavailableError):
            await RasaEngine(client, TOKEN, LONG).version()
    assert TOKEN not in caplog.text
