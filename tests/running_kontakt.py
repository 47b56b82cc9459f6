"""The whole contact centre, started as a person starts it: `kontakt up --demo`, with a record of its own."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from assistant.settings import PROJECT

READY = "everything is ready"
START_SECONDS = 300
STOP_SECONDS = 40


@dataclass
class RunningKontakt:
    """Where it answers, and the means to hurt it."""

    citizens: str
    staff: str
    rasa: str
    var: Path
    process: "subprocess.Popen[str]"
    lines: list[str] = field(default_factory=list)
    reader: threading.Thread | None = None

    def part(self, name: str) -> psutil.Process:
        """The process of a part: redis, rasa, assistant, console or sweeper."""
        sign = {
            "redis": "redis-server",
            "rasa": "rasa.__main__",
            "assistant": "assistant.web.app:create_app",
            "console": "handoff_console.app:create_app",
            "sweeper": "sweep",
        }[name]
        for child in psutil.Process(self.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                if any(sign in word for word in child.cmdline()):
                    return child
        raise LookupError(f"{name} is not running")

    def kill(self, name: str) -> None:
        """kill -9."""
        victim = self.part(name)
        victim.send_signal(signal.SIGKILL)
        victim.wait(10)

    @property
    def log(self) -> str:
        """All it has printed."""
        return "\n".join(self.lines)


@contextmanager
def running_kontakt(var: Path, **settings: str) -> Iterator[RunningKontakt]:
    """Started in `var`, on ports of its own, and stopped with nothing left behind."""
    _lend_what_is_built(var)
    ports = dict(zip(("ASSISTANT", "CONSOLE", "RASA", "REDIS"), _free_ports(4), strict=True))
    told = {f"KONTAKT_{name}_PORT": str(port) for name, port in ports.items()} | {"KONTAKT_VAR": str(var)}
    # The stories are told at any hour of the day.
    told |= {"KONTAKT_ALWAYS_OPEN": "true", **settings}
    ours = ("KONTAKT_", "REDIS_", "DATABASE_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("kontakt")), "up", "--demo"],
        env={**kept, **told, "NO_COLOR": "1", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=PROJECT,
    )
    running = RunningKontakt(
        f"http://127.0.0.1:{ports['ASSISTANT']}",
        f"http://127.0.0.1:{ports['CONSOLE']}",
        f"http://127.0.0.1:{ports['RASA']}",
        var,
        process,
    )
    try:
        _wait_until_ready(running)
        yield running
    finally:
        _stop(process)
        if running.reader is not None:
            running.reader.join(STOP_SECONDS)


def _lend_what_is_built(var: Path) -> None:
    """Model and index are taken from where set-up built them."""
    var.mkdir(parents=True, exist_ok=True)
    for name in ("models", "index"):
        built = PROJECT / "var" / name
        if not (built / "manifest.json").is_file():
            raise LookupError(f"{built} is not built: run `make setup`")
        (var / name).symlink_to(built)


def _wait_until_ready(running: RunningKontakt) -> None:
    ready = threading.Event()

    def read() -> None:
        assert running.process.stdout is not None
        with running.process.stdout:
            for line in running.process.stdout:
                running.lines.append(line.rstrip())
                if "sofia" in line:  # the last of the demo logins, printed when everything is ready
                    ready.set()
        ready.set()

    running.reader = threading.Thread(target=read, daemon=True)
    running.reader.start()
    if not ready.wait(START_SECONDS) or not any(READY in line for line in running.lines):
        raise RuntimeError(f"kontakt up did not become ready:\n{running.log}")


def _stop(process: "subprocess.Popen[str]") -> None:
    family = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    finally:
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.kill()
        with suppress(ProcessLookupError):
            process.kill()


def _free_ports(number: int) -> list[int]:
    listeners = [socket.socket() for _ in range(number)]
    try:
        for listener in listeners:
            listener.bind(("127.0.0.1", 0))
        return [listener.getsockname()[1] for listener in listeners]
    finally:
        for listener in listeners:
            listener.close()
