"""A Rasa to ask: the one that runs, or one started for as long as it is needed."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from assistant.settings import PROJECT, Settings
from assistant.supervision import commands, environment, probes
from assistant.supervision.child import Child
from assistant.supervision.grave import dug
from assistant.supervision.manifest import damage
from assistant.supervision.places import model_folder, on_this_machine
from assistant.supervision.rasa_token import rasa_token
from assistant.supervision.start_error import StartError

START_SECONDS = 120.0


@dataclass(frozen=True)
class RasaAtHand:
    """Where Rasa answers, and the token it asks for."""

    url: str
    token: str


@asynccontextmanager
async def rasa_at_hand(settings: Settings, say: Callable[[str], None]) -> AsyncIterator[RasaAtHand]:
    """Rasa where the settings say it runs, else one of our own that remembers only in memory.

    Raises:
        StartError: none runs and none can be started.
    """
    token = rasa_token(settings)
    running = RasaAtHand(settings.effective_rasa_url, token)
    if await probes.http(f"{running.url}/status", token=token)():
        yield running
        return
    if state := damage(model_folder(settings.var)):
        raise StartError(f"The Rasa model is {state}: run `make setup`.")
    say("Rasa is not running: starting one for this command (some 20 s) ...")
    port = _free_port()
    told = environment.inherited() | environment.of_rasa("redis://127.0.0.1", token, settings.var)
    lines: list[str] = []
    with dug() as grave:
        child = await Child.start(_command(settings, port), told, PROJECT, lines.append)
        grave.expect(child.group)
        try:
            started = RasaAtHand(f"http://127.0.0.1:{port}", token)
            await _wait_until_ready(started, child, lines)
            yield started
        finally:
            await child.stop()
            grave.forget(child.group)


def _command(settings: Settings, port: int) -> tuple[str, ...]:
    """Rasa's own command, at another port and without endpoints: its memory is this process's."""
    words = list(commands.rasa(on_this_machine(settings)))
    words[words.index("-p") + 1] = str(port)
    at = words.index("--endpoints")
    words[at + 1] = str(settings.nlu_data / "endpoints_in_memory.yml")
    return tuple(words)


async def _wait_until_ready(rasa: RasaAtHand, child: Child, lines: list[str]) -> None:
    ready = probes.http(f"{rasa.url}/status", token=rasa.token)
    ended = asyncio.ensure_future(child.wait())
    try:
        async with asyncio.timeout(START_SECONDS):
            while not await ready():
                if ended.done():
                    raise StartError(f"Rasa stopped at once: {next(reversed(lines), 'it said nothing')}")
                await asyncio.wait({ended}, timeout=0.5)
    except TimeoutError as error:
        raise StartError(f"Rasa was not ready within {START_SECONDS:.0f} s.") from error
    finally:
        ended.cancel()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
