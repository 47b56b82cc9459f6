"""The supervisor with real processes: what dies comes back, and nothing is ever left behind."""

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from assistant.settings import PROJECT

pytestmark = pytest.mark.integration

PROGRAM = "tests.integration.supervised"
PATIENCE_SECONDS = 20.0
LONGEST_SECONDS = 120.0


class Supervised:
    """The program under test, and the processes that it started."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder = folder
        self.ports = [_free_port(), _free_port()]
        command = [sys.executable, "-m", PROGRAM, str(folder), *map(str, self.ports), *more]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=PROJECT
        )
        # Its output ends with it, so that no test waits for ever for a line that never comes.
        self._limit = threading.Timer(LONGEST_SECONDS, self.process.kill)
        self._limit.start()

    def end(self) -> None:
        """Kills it, where it still runs."""
        self._limit.cancel()
        self.process.kill()
        self.process.communicate(timeout=PATIENCE_SECONDS)

    def read_until(self, words: str) -> str:
        """Its lines up to the one that holds these words."""
        assert self.process.stdout is not None
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line)
            if words in line:
                return "".join(lines)
        raise AssertionError(f"ended without saying {words!r}:\n{''.join(lines)}")

    def ids(self, name: str) -> list[int]:
        """The server's process and its worker's."""
        return [int(word) for word in (self.folder / f"{name}.pid").read_text().split()]

    def processes(self) -> list[psutil.Process]:
        """Every process that it started, and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def supervised(tmp_path: Path) -> Iterator[Supervised]:
    running = Supervised(tmp_path)
    yield running
    running.end()


def test_parts_start_in_order_and_their_lines_carry_their_names(supervised: Supervised) -> None:
    said = supervised.read_until("ALL READY")
    assert said.index("first is ready") < said.index("serving second")
    assert "first | serving first" in said
    assert "serving second" in (supervised.folder / "log/kontakt.log").read_text()


def test_what_is_killed_is_started_again_and_its_worker_does_not_stay_behind(supervised: Supervised) -> None:
    supervised.read_until("ALL READY")
    server, worker = (psutil.Process(number) for number in supervised.ids("first"))
    server.kill()
    said = supervised.read_until("first is ready")
    assert "first was ended by SIGKILL; starting it again in 1 s" in said
    assert supervised.ids("first")[0] != server.pid
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE


def test_sigterm_stops_all_in_reverse_order_and_leaves_nothing(supervised: Supervised) -> None:
    supervised.read_until("ALL READY")
    processes = supervised.processes()
    supervised.process.send_signal(signal.SIGTERM)
    said, _ = supervised.process.communicate(timeout=PATIENCE_SECONDS)
    assert supervised.process.returncode == 0
    assert said.index("second has stopped") < said.index("first has stopped")
    assert "Traceback" not in said
    assert len(processes) == 5  # two servers, a worker each, the undertaker
    assert _left(processes) == []


def test_even_a_supervisor_that_is_killed_leaves_nothing(supervised: Supervised) -> None:
    supervised.read_until("ALL READY")
    processes = supervised.processes()
    supervised.process.kill()
    assert _left(processes) == []


def test_a_part_that_cannot_start_ends_the_start_with_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    failing = Supervised(tmp_path, "fails")
    said, _ = failing.process.communicate(timeout=PATIENCE_SECONDS)
    failing.end()
    assert failing.process.returncode == 1
    assert "| no such model" in said
    assert said.splitlines()[-1] == "third stopped with exit code 3 before it was ready: its own words are above."
    assert [port for port in failing.ports if not _is_free(port)] == []


def _left(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run when patience ends; what only waits to be reaped by the system has ended."""
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE_SECONDS / 2)
    return [process for process in alive if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
