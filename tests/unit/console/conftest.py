"""Browsers of two agents and a supervisor, over a contact centre in memory."""

import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI

from assistant.domain.handoff import AgentId, HandoffId
from assistant.domain.staffing import Role, StaffMember
from handoff_console.app import app_over
from tests.centre import Centre

PASSWORD = "ett långt lösenord"
DISPUTED = "Den som skrev sa att svaret var fel"
"""What staff read under an answer that was disputed."""


@dataclass
class Browser:
    """Somebody's browser: keeps cookies, does not follow redirects, and posts the CSRF key of the page it was shown."""

    http: httpx.AsyncClient
    told: Callable[[], None]
    csrf_key: str = ""

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        response = await self.http.get(path, headers=headers)
        found = re.search(r'name="csrf_key" value="([^"]+)"', response.text)
        self.csrf_key = found.group(1) if found else self.csrf_key
        return response

    async def look(self, *places: str, at: str = "/desk") -> httpx.Response:
        """What stands at these places of the page at `at`, which has been told that there is news."""
        self.told()
        return await self.glance(*places, at=at)

    async def glance(self, *places: str, at: str = "/desk") -> httpx.Response:
        """The same, where nothing may have been told since somebody looked: readings are shared."""
        return await self.get("/look?" + urlencode({"place": places, "at": at}, doseq=True), HTMX)

    async def post(
        self, path: str, fields: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        return await self.http.post(path, data={"csrf_key": self.csrf_key, **(fields or {})}, headers=headers)

    async def sign_in(self, name: str, password: str = PASSWORD) -> httpx.Response:
        response = await self.http.post("/signin", data={"name": name, "password": password})
        await self.get("/desk")
        return response

    async def claim(self, handoff_id: HandoffId) -> httpx.Response:
        return await self.post(f"/queue/{handoff_id}/claim")


@dataclass
class Console:
    """The application, with staff who can sign in."""

    app: FastAPI
    centre: Centre
    opened: AsyncExitStack

    async def browser(self) -> Browser:
        """One in which nobody is signed in."""
        client = httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://console.test")
        return Browser(await self.opened.enter_async_context(client), self.app.state.sight.told)

    async def signed_in(self, name: str) -> Browser:
        """One in which `name` is."""
        browser = await self.browser()
        await browser.sign_in(name)
        return browser


@pytest.fixture(scope="session")
def password_hash() -> str:
    # A hash says what it cost, and matching costs the same: this one is cheap, so that signing in costs tests nothing.
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


async def employ(centre: Centre, password_hash: str) -> None:
    """Karin and Olle are agents, Maria is a supervisor; all have `PASSWORD`."""
    for name, role in (("karin", Role.AGENT), ("olle", Role.AGENT), ("maria", Role.SUPERVISOR)):
        member = StaffMember(AgentId(name), name, name.capitalize(), f"{name.capitalize()} Ek", role, password_hash)
        await centre.assistant.staff.add(member)


@pytest.fixture
async def console(centre: Centre, password_hash: str) -> AsyncIterator[Console]:
    await employ(centre, password_hash)
    async with AsyncExitStack() as opened:
        yield Console(app_over(centre.assistant), centre, opened)


@pytest.fixture
async def karin(console: Console) -> Browser:
    return await console.signed_in("karin")


@pytest.fixture
async def olle(console: Console) -> Browser:
    return await console.signed_in("olle")


HTMX = {"HX-Request": "true"}
