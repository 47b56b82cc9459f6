"""The citizens' protocol: what docs/protocol.md promises is what the application does."""

import json
import re
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from assistant.domain.conversation import ConversationId
from assistant.settings import PROJECT
from assistant.web.app import app_over
from tests.centre import UNSURE_QUESTION, WASTE_QUESTION, Centre

PATHS = re.compile(r"`(GET|POST|PUT) (/v1/conversations|…)([^`\s]*)`")


@pytest.fixture
async def http(centre: Centre) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_over(centre.assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://kontakt.test") as client:
        yield client


async def opened(http: httpx.AsyncClient, lang: str = "sv") -> dict[str, Any]:
    answer = await http.post("/v1/conversations", json={"lang": lang})
    assert answer.status_code == 201
    found: dict[str, Any] = answer.json()
    http.headers["Authorization"] = f"Bearer {found['token']}"
    return found


async def test_the_openapi_document_has_every_path_of_the_protocols_page_and_no_other(http: httpx.AsyncClient) -> None:
    page = (PROJECT / "docs/protocol.md").read_text(encoding="utf-8")
    written = {
        (method, f"/v1/conversations{'/{}' if start == '…' else ''}{re.sub(r'{[a-z]+}', '{}', rest)}")
        for method, start, rest in PATHS.findall(page)
    } | {("POST", path) for path in re.findall(r"`POST (/v1/help)`", page)}
    document = (await http.get("/openapi.json")).json()
    served = {
        (method.upper(), re.sub(r"{[a-z_]+}", "{}", path))
        for path, methods in document["paths"].items()
        for method in methods
    }
    assert written == served


async def test_every_field_of_the_pages_examples_is_in_the_schemas_and_the_other_way_round(
    http: httpx.AsyncClient,
) -> None:
    page = (PROJECT / "docs/protocol.md").read_text(encoding="utf-8")
    schemas = (await http.get("/openapi.json")).json()["components"]["schemas"]
    utterance = page.split("## An utterance")[1].split("```json")[1].split("```")[0]
    state = re.search(r'"state": ({.*?})', page)
    assert state is not None
    assert set(re.findall(r'^  "(\w+)":', utterance, re.MULTILINE)) == set(schemas["UtteranceView"]["properties"])
    assert set(re.findall(r'"(\w+)":', state[1])) == set(schemas["StateView"]["properties"])
    (source,) = json.loads(utterance)["sources"]
    assert set(source) == set(schemas["SourceView"]["properties"])
    assert set(source["words"]) == set(schemas["SourceWordsView"]["properties"])


async def test_a_citizen_opens_asks_and_reads_the_answer(http: httpx.AsyncClient) -> None:
    conversation = (await opened(http))["conversation"]
    said = await http.post(
        f"/v1/conversations/{conversation}/utterances", json={"id": str(uuid4()), "text": WASTE_QUESTION}
    )
    assert said.status_code == 202
    assert said.json() == {"seq": 2, "text": WASTE_QUESTION}
    transcript = await _answered(http, conversation)
    answer = transcript["utterances"][-1]
    assert answer["html"] == "<p>Du ser din hämtdag hos <strong>Tekniska verken</strong>.</p>\n"
    assert answer["sources"][0]["url"] == "https://www.linkoping.se/avfall"


async def test_a_new_conversation_may_name_the_one_that_ended_in_the_same_tab_and_a_wrong_key_tells_nothing(
    http: httpx.AsyncClient, centre: Centre
) -> None:
    former = await opened(http)
    await http.post(f"/v1/conversations/{former['conversation']}/leave")
    key = {"conversation": former["conversation"], "token": former["token"]}
    told = []
    for after in (key, {**key, "token": "wrong"}, {**key, "conversation": "\x00"}, None):
        answer = await http.post("/v1/conversations", json={"lang": "sv", "after": after})
        told.append({name: answer.json()[name] for name in ("state", "corrections")} | {"status": answer.status_code})
        async with centre.assistant.converse.records.reading() as unit:
            known = await unit.returns.of(ConversationId(answer.json()["conversation"]))
        assert (known is not None) == (after == key)
    assert told == [told[0]] * 4
    assert told[0]["status"] == 201


async def test_the_key_of_a_conversation_is_all_that_is_taken_of_the_former(http: httpx.AsyncClient) -> None:
    key = {"conversation": "c", "token": "t"}
    for after in ({**key, "open": True}, {"conversation": "c"}, "c"):
        assert (await http.post("/v1/conversations", json={"after": after})).status_code == 422


async def test_the_page_and_the_schema_agree_on_what_opens_a_conversation(http: httpx.AsyncClient) -> None:
    page = (PROJECT / "docs/protocol.md").read_text(encoding="utf-8")
    schemas = (await http.get("/openapi.json")).json()["components"]["schemas"]
    example = re.search(r'`({"lang": "sv", "after": {.*?}})`', page)
    assert example is not None
    written = json.loads(example[1])
    assert set(written) == set(schemas["OpenBody"]["properties"])
    assert set(written["after"]) == set(schemas["KeyBody"]["properties"])


async def _answered(http: httpx.AsyncClient, conversation: str) -> dict[str, Any]:
    """The transcript once the turn, which runs beside the request, is over."""
    app: Any = http._transport
    await app.app.state.turns.drain()
    transcript: dict[str, Any] = (await http.get(f"/v1/conversations/{conversation}")).json()
    return transcript


async def test_a_token_opens_its_own_conversation_and_no_other(http: httpx.AsyncClient) -> None:
    """Requirements F-03, F-04."""
    mine = (await opened(http))["conversation"]
    yours = (await opened(http))["conversation"]
    assert (await http.get(f"/v1/conversations/{yours}")).status_code == 200
    for path in (f"/v1/conversations/{mine}", "/v1/conversations/there-is-none"):
        assert (await http.get(path)).status_code == 401
    del http.headers["Authorization"]
    assert (await http.get(f"/v1/conversations/{yours}")).status_code == 401


@pytest.mark.parametrize("body", [{}, {"id": "no uuid", "text": "Hej"}, {"id": str(uuid4()), "text": ""}])
async def test_a_malformed_post_gets_words_in_the_citizens_language_and_changes_nothing(
    http: httpx.AsyncClient, body: dict[str, str]
) -> None:
    conversation = (await opened(http))["conversation"]
    answer = await http.post(
        f"/v1/conversations/{conversation}/utterances", json=body, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["phone"] == "013-20 60 00"
    assert "could not be read" in answer.json()["detail"]
    assert len((await http.get(f"/v1/conversations/{conversation}")).json()["utterances"]) == 1


async def test_one_who_leaves_the_queue_is_gone_from_it_and_may_still_say_how_it_was(
    http: httpx.AsyncClient, centre: Centre
) -> None:
    conversation = (await opened(http))["conversation"]
    path = f"/v1/conversations/{conversation}"
    await http.post(f"{path}/utterances", json={"id": str(uuid4()), "text": UNSURE_QUESTION})
    assert (await _answered(http, conversation))["state"]["place"] == 1
    left = await http.post(f"{path}/leave")
    assert left.json()["closed"] is True
    assert await centre.assistant.desk.queue() == ()
    assert (await http.put(f"{path}/survey", json={"resolved": False, "treatment": 2})).status_code == 204
    late = await http.post(f"{path}/utterances", json={"id": str(uuid4()), "text": "Hallå?"})
    assert late.status_code == 409


async def test_every_response_carries_the_headers_that_keep_browsers_safe(http: httpx.AsyncClient) -> None:
    """Requirement F-09."""
    answer = await http.get("/healthz")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_body_larger_than_any_of_ours_is_not_read(http: httpx.AsyncClient) -> None:
    """Requirement F-12."""
    answer = await http.post("/v1/conversations", content=b"x" * 70_000)
    assert answer.status_code == 413


async def test_a_way_out_is_shown_with_words_about_violence_at_home(http: httpx.AsyncClient) -> None:
    """Requirement E-08."""
    conversation = (await opened(http))["conversation"]
    await http.post(
        f"/v1/conversations/{conversation}/utterances", json={"id": str(uuid4()), "text": "min man slår mig"}
    )
    said = (await _answered(http, conversation))["utterances"]
    assert [utterance["quick_exit"] for utterance in said] == [False, False, True]


async def test_no_foreign_page_may_ask_on_a_citizens_behalf(http: httpx.AsyncClient) -> None:
    """Requirement F-08."""
    asked = {"Origin": "https://linkoping.se.evil.example", "Access-Control-Request-Method": "POST"}
    answer = await http.options("/v1/conversations", headers=asked)
    assert "access-control-allow-origin" not in answer.headers


async def test_readiness_tells_which_part_is_away(http: httpx.AsyncClient, centre: Centre) -> None:
    assert (await http.get("/readyz")).status_code == 200
    centre.engine.away = True
    answer = await http.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["parts"]["dialogue"] != "ok"


async def test_a_correction_reaches_who_asks_again_and_who_follows_and_moves_no_number(
    http: httpx.AsyncClient, centre: Centre
) -> None:
    conversation = ConversationId((await opened(http))["conversation"])
    await centre.says(conversation, UNSURE_QUESTION)
    (row,) = await centre.assistant.desk.queue()
    await centre.assistant.hand_offs.claim(row.handoff.id, centre.anna)
    await centre.replies(row.handoff, centre.anna, "Det kostar 10 kr.")
    seq = (await centre.heard(conversation))[-1].seq
    await centre.assistant.messages.correct(row.handoff.id, centre.anna, seq, "Det kostar 20 kr.")
    await centre.assistant.hand_offs.end(row.handoff.id, centre.anna)

    path = f"/v1/conversations/{conversation}"
    polled = (await http.get(path, params={"after": seq})).json()
    assert [(each["seq"], each["text"]) for each in polled["corrections"]] == [(seq, "Det kostar 20 kr.")]
    assert polled["corrections"][0]["corrected_at"] is not None
    whole = (await http.get(path)).json()
    assert whole["corrections"] == []
    assert [each["text"] for each in whole["utterances"] if each["corrected_at"]] == ["Det kostar 20 kr."]

    stream = (await http.get(f"{path}/events", headers={"Last-Event-ID": str(seq)})).text.replace("\r\n", "\n")
    (correction,) = [block for block in stream.split("\n\n") if "event: correction" in block]
    assert "id:" not in correction.split("data:")[0]
    assert json.loads(correction.split("data: ")[1]) == polled["corrections"][0]
