"""One child process in a group of its own, its output read line by line, and nothing of it left when it is stopped."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_KILL_AFTER_SECONDS = 10.0
_LONGEST_LINE_BYTES = 65_536
_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Child:
    """A running process. Make one with `start`."""

    def __init__(self, process: asyncio.subprocess.Process, reading: asyncio.Task[None]) -> None:
        self._process = process
        self._reading = reading

    @classmethod
    async def start(
        cls, command: Sequence[str], environment: Mapping[str, str], folder: Path, line: Callable[[str], None]
    ) -> "Child":
        """Starts the command; `line` gets each line that it writes.

        Raises:
            OSError: there is no such program.
        """
        # A pipe of our own: with asyncio's, `wait` returns only when grandchildren have closed theirs too.
        reader, writer = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writer,
                stderr=writer,
                env=dict(environment),
                cwd=folder,
                process_group=0,  # Ctrl-C on the terminal reaches us alone, and we stop them in order
                preexec_fn=_die_with_parent(),
            )
        except BaseException:
            os.close(reader)
            raise
        finally:
            os.close(writer)
        return cls(process, asyncio.create_task(_read(reader, line)))

    @property
    def group(self) -> int:
        """The process group's number, which is the process's."""
        return self._process.pid

    async def wait(self) -> int:
        """The exit code, once it has one; below zero, the signal that ended it."""
        return await self._process.wait()

    async def stop(self, kill_after_seconds: float = _KILL_AFTER_SECONDS) -> None:
        """Asks the whole group to end, then makes it."""
        self._signal(signal.SIGTERM)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), kill_after_seconds)
        await self.clear()

    async def clear(self) -> None:
        """Kills what is left of the group, and returns when all that it wrote has been read."""
        self._signal(signal.SIGKILL)
        await self._process.wait()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._reading, 2.0)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, number)


async def _read(descriptor: int, line: Callable[[str], None]) -> None:
    stream = asyncio.StreamReader()
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(stream), os.fdopen(descriptor, "rb", 0)
    )
    try:
        await _lines(stream, line)
    finally:
        transport.close()


async def _lines(stream: asyncio.StreamReader, line: Callable[[str], None]) -> None:
    rest = b""
    while chunk := await stream.read(_LONGEST_LINE_BYTES):
        *whole, rest = (rest + chunk).split(b"\n")
        if len(rest) > _LONGEST_LINE_BYTES:
            whole, rest = [*whole, rest], b""
        for text in whole:
            line(text.decode("utf-8", "replace").rstrip("\r"))
    if rest:
        line(rest.decode("utf-8", "replace"))


def _die_with_parent() -> Callable[[], None] | None:
    """What the child does before it becomes the program: ask the kernel (Linux only) for SIGTERM when we die."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)  # loaded here: after the fork is too late to load anything
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # died in between
            os._exit(1)

    return ask
