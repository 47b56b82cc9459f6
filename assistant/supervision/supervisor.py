"""Starts parts in order, starts again what dies, stops all in reverse order."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from typing import Any

from assistant.supervision.backoff import Backoff
from assistant.supervision.child import Child
from assistant.supervision.grave import Grave
from assistant.supervision.journal import Journal
from assistant.supervision.part import Part
from assistant.supervision.start_error import StartError

NAME = "kontakt"
_ASK_AGAIN_SECONDS = 0.2


class Supervisor:
    """Keeps the parts up until told to stop."""

    def __init__(self, parts: Sequence[Part], journal: Journal, grave: Grave) -> None:
        self._parts = parts
        self._journal = journal
        self._grave = grave
        self._ready = {part.name: asyncio.Event() for part in parts}
        self._children: dict[str, Child] = {}

    async def run(self, stop: asyncio.Event, when_ready: Callable[[float], None]) -> None:
        """Returns when `stop` is set and nothing is left running.

        Args:
            stop: set it to stop everything.
            when_ready: called once, with the seconds it took, when every part is ready.

        Raises:
            StartError: a part did not become ready the first time; nothing is left running.
        """
        tasks = [asyncio.create_task(self._keep(part)) for part in self._parts]
        tasks += [asyncio.create_task(self._announce(when_ready))]
        keeping, told = asyncio.gather(*tasks), asyncio.create_task(stop.wait())
        either: tuple[asyncio.Future[Any], ...] = (keeping, told)
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if keeping.done():
                keeping.result()
            self._say("stopping")
        finally:
            await self._end([*tasks, keeping, told])

    async def _announce(self, when_ready: Callable[[float], None]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        for event in self._ready.values():
            await event.wait()
        when_ready(loop.time() - began)

    async def _keep(self, part: Part) -> None:
        for name in part.after:
            await self._ready[name].wait()
        loop, backoff = asyncio.get_running_loop(), Backoff()
        while True:
            began = loop.time()
            ended = await self._one_life(part)
            if not self._ready[part.name].is_set():
                raise StartError(f"{part.name} {ended} before it was ready: its own words are above.")
            backoff = backoff.after(loop.time() - began)
            self._say(f"{part.name} {ended}; starting it again in {backoff.pause_seconds:.0f} s")
            await asyncio.sleep(backoff.pause_seconds)
            backoff = backoff.next

    async def _one_life(self, part: Part) -> str:
        """From start to end; says how it ended."""
        try:
            child = await self._start(part)
        except OSError as error:
            return f"could not be started ({error.strerror}: {part.command[0]})"
        if not await self._becomes_ready(part, child):
            await self._bury(part, child)
            return f"did not become ready within {part.patience_seconds:.0f} s"
        code = await child.wait()
        await self._bury(part, child)
        return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"stopped with exit code {code}"

    async def _start(self, part: Part) -> Child:
        child = await Child.start(
            part.command, part.environment, part.folder, lambda text: self._journal.line(part.name, text)
        )
        self._children[part.name] = child
        self._grave.expect(child.group)
        return child

    async def _becomes_ready(self, part: Part, child: Child) -> bool:
        """True when the probe says so, or the process has ended, which its `wait` then tells."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        ending = asyncio.create_task(child.wait())
        try:
            while not ending.done() and loop.time() - began < part.patience_seconds:
                if await part.ready() and not ending.done():
                    self._say(f"{part.name} is ready after {loop.time() - began:.1f} s")
                    self._ready[part.name].set()
                    return True
                await asyncio.wait([ending], timeout=_ASK_AGAIN_SECONDS)
            return ending.done()
        finally:
            ending.cancel()

    async def _bury(self, part: Part, child: Child) -> None:
        await child.stop()
        self._grave.forget(child.group)
        self._children.pop(part.name, None)

    async def _end(self, tasks: "Sequence[asyncio.Future[Any]]") -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for part in reversed(self._parts):
            if child := self._children.get(part.name):
                await self._bury(part, child)
                self._say(f"{part.name} has stopped")

    def _say(self, text: str) -> None:
        self._journal.line(NAME, text)
