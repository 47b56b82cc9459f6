"""A citizen's client, written from docs/protocol.md alone."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

RETRY_SECONDS = 0.2
Event = dict[str, Any]


@dataclass
class Citizen:
    """Opens a conversation, speaks, and keeps what the stream brings."""

    http: httpx.AsyncClient
    conversation: str
    utterances: list[Event] = field(default_factory=list)
    state: Event = field(default_factory=dict)
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def says(self, text: str, utterance_id: str | None = None, *, persist: bool = False) -> Event:
        """The record's answer; with `persist` the same id is posted until it is acknowledged."""
        body = {"id": utterance_id or str(uuid4()), "text": text}
        while True:
            try:
                answer = await self.http.post(f"/v1/conversations/{self.conversation}/utterances", json=body)
                if answer.status_code == httpx.codes.ACCEPTED:
                    return dict(answer.json())
                if not persist or answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                    raise AssertionError(f"{answer.status_code}: {answer.text}")
            except httpx.TransportError:
                if not persist:
                    raise
            await asyncio.sleep(RETRY_SECONDS)  # the protocol's pause between tries, not a wait for a result

    async def sees(self, wanted: Callable[["Citizen"], bool], seconds: float = 60) -> None:
        """Returns when the page shows what is wanted."""
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(lambda: wanted(self))

    def reply_to(self, seq: int) -> Event | None:
        """The first words that are not the citizen's after an utterance."""
        return next((u for u in self.utterances if u["seq"] > seq and u["speaker"] != "citizen"), None)

    async def follow(self) -> None:
        """Follows the stream, connecting again where it left off."""
        while not self.state.get("closed"):
            with suppress(httpx.TransportError):
                await self._follow_once()
            await asyncio.sleep(RETRY_SECONDS)  # the protocol's pause before connecting again

    async def _follow_once(self) -> None:
        last = self.utterances[-1]["seq"] if self.utterances else 0
        path = f"/v1/conversations/{self.conversation}/events"
        async with self.http.stream("GET", path, headers={"Last-Event-ID": str(last)}, timeout=40) as answer:
            if answer.status_code != httpx.codes.OK:
                return
            async for event, data in _events(answer):
                await self._take(event, data)

    async def _take(self, event: str, data: Event) -> None:
        async with self._changed:
            if event == "utterance":
                self.utterances.append(data)
            elif event == "state":
                self.state = data
            self._changed.notify_all()


@asynccontextmanager
async def citizen(base_url: str, lang: str = "sv") -> AsyncIterator[Citizen]:
    """A citizen with an open page."""
    limits = httpx.Limits(max_connections=10)
    async with httpx.AsyncClient(base_url=base_url, timeout=20, limits=limits, trust_env=False) as http:
        opened = (await http.post("/v1/conversations", json={"lang": lang})).json()
        http.headers["Authorization"] = f"Bearer {opened['token']}"
        one = Citizen(http, opened["conversation"])
        following = asyncio.create_task(one.follow())
        try:
            yield one
        finally:
            following.cancel()
            with suppress(asyncio.CancelledError):
                await following


async def _events(answer: httpx.Response) -> AsyncIterator[tuple[str, Event]]:
    event = ""
    async for line in answer.aiter_lines():
        if line.startswith("event:"):
            event = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            yield event, json.loads(line.removeprefix("data:"))
