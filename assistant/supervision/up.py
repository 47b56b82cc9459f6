"""Everything that Kontakt is, on this machine, until told to stop."""

import asyncio
import contextlib
import logging
import signal
import sys
from collections.abc import Callable, Iterator

from assistant.settings import PROJECT, Settings
from assistant.supervision import environment, preflight
from assistant.supervision.child import Child
from assistant.supervision.grave import dug
from assistant.supervision.journal import Journal
from assistant.supervision.parts import NAMES, migration, parts
from assistant.supervision.sole import sole
from assistant.supervision.start_error import StartError
from assistant.supervision.supervisor import NAME, Supervisor

Say = Callable[[str], None]


async def run(settings: Settings, *, demo: bool, say: Say, when_ready: Callable[[], None] = lambda: None) -> int:
    """Checks, migrates, starts and keeps everything up; returns when all of it has stopped again.

    Args:
        settings: told to every process exactly as they are here.
        demo: start with the labelled demo staff.
        say: gets each line for the screen.
        when_ready: called once, when every part is ready; for the addresses and what else the person wants to see.

    Returns:
        The exit code: 0 after Ctrl-C or SIGTERM, 1 when it could not start, which `say` has then been told.
    """
    if text := preflight.folder_problem(settings.var):
        say(text)
        return 1
    try:
        with sole(settings.var):
            await _check(settings)
            await _keep_up(settings, demo=demo, say=say, when_ready=when_ready)
    except StartError as error:
        say(str(error))
        return 1
    return 0


async def _check(settings: Settings) -> None:
    if found := await preflight.problems(settings):
        raise StartError("\n".join(found))


async def _keep_up(settings: Settings, *, demo: bool, say: Say, when_ready: Callable[[], None]) -> None:
    # httpx would log the whole address of each question to Rasa, and the token is part of it.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with _journal(settings, say) as journal, dug() as grave, _told_to_stop() as stop:
        await _migrate(settings, journal, demo=demo)

        def ready(seconds: float) -> None:
            journal.line(NAME, f"everything is ready after {seconds:.1f} s; Ctrl-C stops it")
            when_ready()

        await Supervisor(parts(settings, demo=demo), journal, grave).run(stop, ready)


async def _migrate(settings: Settings, journal: Journal, *, demo: bool) -> None:
    command, told = migration(settings, demo=demo)
    words: list[str] = []

    def line(text: str) -> None:
        journal.line("migrate", text)
        words.append(text)

    child = await Child.start(command, told, PROJECT, line)
    try:
        code = await child.wait()
    finally:
        await child.clear()
    if code:
        last = next((text for text in reversed(words) if text.strip()), "it said nothing")
        raise StartError(
            f"The database could not be brought up to date ({last}): look at DATABASE_URL and the lines above."
        )


@contextlib.contextmanager
def _journal(settings: Settings, say: Say) -> Iterator[Journal]:
    colour = environment.wants_colour(sys.stdout.isatty(), environment.inherited())
    journal = Journal(say, settings.var / "log/kontakt.log", NAMES, colour=colour)
    try:
        yield journal
    finally:
        journal.close()


@contextlib.contextmanager
def _told_to_stop() -> Iterator[asyncio.Event]:
    """An event that Ctrl-C, SIGTERM and a closed terminal set."""
    loop, stop = asyncio.get_running_loop(), asyncio.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for number in numbers:
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
