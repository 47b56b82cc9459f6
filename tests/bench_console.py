"""`make bench-console`: how soon forty consoles see a claim while five hundred wait, and what their queue costs.

A claim is seen when the page no longer lets anybody press: at the event `left-queue`, which `static/live.js` acts upon
at once, or when the pane that the page reads again has no such row, whichever comes first. A pane that was read before
the event does not bring the row back (`data-read`). As the real page does, each console asks at every event `queue` for
all that stands on the desk, not for the queue alone, so that claims compete with what they cause.

Client, consoles and everything else share one machine: expect less of the figures than of machines of their own.
"""

import asyncio
import json
import random
import re
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from argon2 import PasswordHasher
from rich.console import Console
from rich.table import Table

from assistant.bootstrap import Assistant, build
from assistant.domain.conversation import SWEDISH, NewUtterance, Speaker, UtteranceId
from assistant.domain.handoff import GENERAL, AgentId, HandoffId, HandoffReason
from assistant.domain.staffing import Role, StaffMember
from assistant.settings import Settings
from tests.running_kontakt import RunningKontakt, running_kontakt

AGENTS, WAITING, CLAIMS, LOOKS = 40, 500, 60, 60
APART = 1.5
"""Seconds from one claim to the next, at random (exponential), as where many agents press by themselves.

40 a minute are more than forty agents could answer: each conversation would be over in a minute."""
PASSWORD = "ett långt lösenord"
SETTLES_WITHIN = 20.0
LOOKED_AT = "/look?at=/desk&place=alarm&place=oversight&place=mentions-mark&place=waiting&place=held"
"""What a desk asks for at each event `queue`: `base.html` and `desk/desk.html`."""
READ_AT = re.compile(r'id="queue-pane"[^>]* data-read="(\d+)"')


@dataclass
class Desk:
    """One agent's browser: it follows the events and does at each what the page does."""

    http: httpx.AsyncClient
    csrf_key: str = ""
    waiting: frozenset[str] = frozenset()
    left: dict[str, int] = field(default_factory=dict)
    looks: int = 0
    looked: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def sign_in(self, name: str) -> None:
        """The agent's visit begins, at the desk and available."""
        await self.http.post("/signin", data={"name": name, "password": PASSWORD})
        page = (await self.http.get("/desk")).text
        found = re.search(r'name="csrf_key" value="([^"]+)"', page)
        if found is None:
            raise RuntimeError(f"{name} could not sign in")
        self.csrf_key = found.group(1)
        await self.http.post("/status", data={"csrf_key": self.csrf_key, "status": "available"})

    async def follow(self) -> None:
        """Until cancelled."""
        event = ""
        async with self.http.stream("GET", "/events", timeout=None) as events, asyncio.TaskGroup() as looking:
            async for line in events.aiter_lines():
                name, _, value = line.partition(": ")
                event = value if name == "event" else event
                if name == "data" and event == "queue":
                    looking.create_task(self.look())
                elif name == "data" and event == "left-queue":
                    await self.withdraw(json.loads(value))

    async def withdraw(self, departure: Mapping[str, Any]) -> None:
        """The row says that somebody took it, and can no longer be pressed."""
        async with self.looked:
            self.left[departure["handoff"]] = departure["at"]
            self.waiting -= {departure["handoff"]}
            self.looked.notify_all()

    async def look(self) -> None:
        """What stands on the desk; of the queue, but for who has left since it was read."""
        self.looks += 1
        pane = (await self.http.get(LOOKED_AT, headers={"HX-Request": "true"})).text
        read_at = READ_AT.search(pane)
        if read_at is None:
            return  # refused for want of a connection: the page leaves the pane as it stands
        since = {handoff for handoff, at in self.left.items() if at > int(read_at.group(1))}
        async with self.looked:
            self.waiting = frozenset(re.findall(r'id="waiting-([0-9a-f]+)"', pane)) - since
            self.looked.notify_all()

    async def sees_gone(self, handoff_id: str) -> float:
        """When the pane no longer shows the handoff, on `time.perf_counter`'s clock."""
        async with self.looked:
            await self.looked.wait_for(lambda: handoff_id not in self.waiting)
        return time.perf_counter()

    async def claim(self, handoff_id: str) -> None:
        """The agent takes the conversation."""
        await self.http.post(f"/queue/{handoff_id}/claim", data={"csrf_key": self.csrf_key})


async def employ(assistant: Assistant) -> list[str]:
    """Agents who can sign in; their hash is cheap, since signing in is not what is measured."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    names = [f"agent{number:02}" for number in range(AGENTS)]
    for name in names:
        member = StaffMember(AgentId(name), name, name.capitalize(), name.capitalize(), Role.AGENT, cheap, CLAIMS)
        await assistant.staff.add(member)
    return names


async def wait_for_people(assistant: Assistant, number: int) -> list[HandoffId]:
    """So many citizens wait, each with a question of their own."""
    handoffs = []
    for one in range(number):
        conversation = (await assistant.converse.open("sv")).conversation.id
        said = NewUtterance(UtteranceId(f"q{one}"), Speaker.CITIZEN, f"Fråga nummer {one} om bygglov", SWEDISH)
        async with assistant.staff.records.unit() as unit:
            await unit.conversations.say(conversation, said, assistant.clock.now())
            reason = HandoffReason.CITIZEN_ASKED
            handoff = await assistant.hand_offs.request(unit, conversation, reason, GENERAL)
        await assistant.hand_offs.enqueue(handoff)
        handoffs.append(handoff.id)
    return handoffs


async def claims_seen(desks: Sequence[Desk], handoffs: Sequence[str]) -> list[float]:
    """Milliseconds from the press to each other console, for each claim.

    The next agent presses when it is time, whether all have seen the one before or not.
    """

    async def one(claimer: Desk, handoff_id: str) -> list[float]:
        seen = [asyncio.create_task(desk.sees_gone(handoff_id)) for desk in desks if desk is not claimer]
        began = time.perf_counter()
        await claimer.claim(handoff_id)
        async with asyncio.timeout(SETTLES_WITHIN):
            return [(at - began) * 1_000 for at in await asyncio.gather(*seen)]

    arrivals = random.Random(7)
    async with asyncio.TaskGroup() as pressing:
        tasks = []
        for number, handoff_id in enumerate(handoffs):
            tasks.append(pressing.create_task(one(desks[number % len(desks)], handoff_id)))
            await asyncio.sleep(arrivals.expovariate(1 / APART))
    return [milliseconds for task in tasks for milliseconds in task.result()]


async def queue_costs(desk: Desk) -> list[float]:
    """Milliseconds of one look at the queue, one after the other."""
    taken = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        await desk.look()
        taken.append((time.perf_counter() - began) * 1_000)
    return taken


async def bench(kontakt: RunningKontakt, settings: Settings, console: Console) -> None:
    """The claims while five hundred wait; then what a look at that queue costs one desk alone."""
    assistant = build(settings)
    async with AsyncExitStack() as opened:
        opened.push_async_callback(assistant.aclose)
        names = await employ(assistant)
        desks = [Desk(await opened.enter_async_context(_browser(kontakt))) for _ in names]
        for desk, name in zip(desks, names, strict=True):
            await desk.sign_in(name)
        handoffs = await wait_for_people(assistant, WAITING + CLAIMS)
        async with asyncio.TaskGroup() as following:
            tasks = [following.create_task(desk.follow()) for desk in desks]
            for desk in desks:
                await desk.look()
            seen = await claims_seen(desks, [str(one) for one in handoffs[:CLAIMS]])
            for task in tasks:
                task.cancel()
        costs = await queue_costs(desks[0])
    console.print(
        _table(
            {f"claim seen on {AGENTS - 1} consoles, {WAITING} waiting": seen, f"queue with {WAITING} waiting": costs}
        )
    )


def _browser(kontakt: RunningKontakt) -> httpx.AsyncClient:
    # Given up before the server does (5 s): otherwise a request may go out on a connection that is just being closed.
    limits = httpx.Limits(keepalive_expiry=2)
    return httpx.AsyncClient(base_url=kontakt.staff, timeout=30, limits=limits, trust_env=False)


def _table(found: dict[str, list[float]]) -> Table:
    table = Table(title="The console (ms)", title_justify="left")
    for column in ("what", "p50", "p95", "worst", "samples"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for what, taken in found.items():
        p95 = statistics.quantiles(taken, n=20)[18]
        table.add_row(what, f"{statistics.median(taken):.0f}", f"{p95:.0f}", f"{max(taken):.0f}", str(len(taken)))
    return table


def main() -> None:
    """Starts everything on a record of its own, measures, prints."""
    console = Console(width=100, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        console.print("starting everything ...")
        patient = {"KONTAKT_ABANDON_AFTER_SECONDS": "100000"}
        with running_kontakt(var, **patient) as kontakt:
            redis = kontakt.part("redis")
            port = next(each.laddr.port for each in redis.net_connections("tcp") if each.status == "LISTEN")
            settings = Settings(var=var, redis_url=f"redis://127.0.0.1:{port}/0", abandon_after_seconds=100_000)
            asyncio.run(bench(kontakt, settings, console))


if __name__ == "__main__":
    main()
