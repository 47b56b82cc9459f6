"""Numbers for somebody in danger while nothing can be recorded (requirement E-02)."""

from collections.abc import AsyncIterator

import httpx
import pytest

from assistant.web.app import app_over
from tests.centre import Centre


@pytest.fixture
async def http(centre: Centre) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app_over(centre.assistant))
    async with httpx.AsyncClient(transport=transport, base_url="http://kontakt.test") as client:
        yield client


async def test_words_of_danger_get_the_fixed_words_without_any_conversation(http: httpx.AsyncClient) -> None:
    answer = await http.post("/v1/help", json={"text": "min man slår mig och barnen"})
    assert answer.status_code == 200
    assert "112" in answer.json()["text"]
    assert "tel:112" in answer.json()["html"]
    assert answer.json()["quick_exit"] is True
    assert "samhällsvägledare" not in answer.json()["text"]  # none can be reached: none is promised


async def test_they_come_with_everything_else_away(centre: Centre, http: httpx.AsyncClient) -> None:
    centre.outage.away = centre.engine.away = True
    assert (await http.post("/v1/help", json={"text": "jag vill inte leva längre"})).status_code == 200


@pytest.mark.parametrize("text", ["När hämtas soporna?", "hej"])
async def test_other_words_get_nothing(http: httpx.AsyncClient, text: str) -> None:
    assert (await http.post("/v1/help", json={"text": text})).status_code == 204


async def test_empty_and_endless_words_are_refused(http: httpx.AsyncClient) -> None:
    for text in ("", "x" * 4_001):
        assert (await http.post("/v1/help", json={"text": text})).status_code == 422
