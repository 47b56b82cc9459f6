"""`make bench-import`: what a year of other channels' contacts costs to import, in SQLite and in PostgreSQL.

Five channels by half hours around the clock, 87,600 rows and their titles, as CSV and as a workbook, go through the
console's own application: sent, looked at, imported; and once more with a number corrected, which replaces. What is
told is server time, each file in a process of its own, so that the memory told is what that file took.
`python -m tests.bench_import sqlite` measures one database alone.
"""

import asyncio
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from argon2 import PasswordHasher
from rich.console import Console
from rich.table import Table

from assistant.bootstrap import Assistant, build, migrate
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember
from assistant.settings import Settings
from handoff_console.app import app_over
from tests.contact_files import workbook, written, year
from tests.postgres_cluster import running_postgres
from tests.redis_server import running_redis

TARGET_SECONDS = 5.0
"""What sending, looking and importing may take together (issue 7)."""
PASSWORD = "ett långt lösenord"
WRITERS: Mapping[str, Callable[[Iterable[Sequence[object]]], bytes]] = {"csv": written, "xlsx": workbook}


@dataclass(slots=True)
class Cost:
    """Seconds of each step, in order, those of processor time in all, and the peak of memory before and after (MiB)."""

    steps: dict[str, float] = field(default_factory=dict)
    worked: float = 0.0
    before: float = 0.0
    after: float = 0.0

    @property
    def whole(self) -> float:
        """Seconds of all steps together."""
        return sum(self.steps.values())

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What is done within counts as that step."""
        began, worked = time.perf_counter(), time.process_time()
        yield
        self.steps[name] = time.perf_counter() - began
        self.worked += time.process_time() - worked


@dataclass(frozen=True, slots=True)
class Imported:
    """A file of that kind, sent first and again corrected."""

    kind: str
    first: Cost
    again: Cost


def measured(settings: Settings, kind: str, files: Sequence[Path]) -> Imported:
    """The file and its corrected version, in this process."""
    return asyncio.run(_measured(settings, kind, files))


async def _measured(settings: Settings, kind: str, files: Sequence[Path]) -> Imported:
    assistant = build(settings)
    app = app_over(assistant)
    await _employ(assistant, kind)
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://console.test", timeout=300) as browser,
    ):
        await browser.post("/signin", data={"name": kind, "password": PASSWORD})
        costs = [await _imports(browser, kind, file.read_bytes()) for file in files]
    return Imported(kind, *costs)


async def _employ(assistant: Assistant, name: str) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await assistant.staff.add(StaffMember(AgentId(name), name, name, name, Role.SUPERVISOR, cheap))


async def _imports(browser: httpx.AsyncClient, kind: str, content: bytes) -> Cost:
    """As a supervisor does it. The page that a step leads to belongs to the step."""
    page = await browser.get("/contacts")
    found = re.search(r'name="csrf_key" value="([^"]+)"', page.text)
    fields = {"csrf_key": found[1] if found else "", "source": f"Växel {kind}"}
    cost = Cost(before=_peak())
    with cost.step("sent"):
        sent = await browser.post("/contacts/import", data=fields, files={"file": (f"year.{kind}", content)})
        address = sent.headers["location"].removesuffix("/preview")
    with cost.step("columns"):
        _expect(await browser.get(address), "Telefon")
    with cost.step("looked at"):
        _expect(await browser.get(f"{address}/preview"), 'id="confirm"')
    with cost.step("imported"):
        done = await browser.post(f"{address}/confirm", data=fields)
        _expect(await browser.get(done.headers["location"]), 'id="said"')
    cost.after = _peak()
    return cost


def _expect(page: httpx.Response, text: str) -> None:
    if page.status_code != httpx.codes.OK or text not in page.text:
        raise SystemExit(f"{page.url}: status {page.status_code}, without {text}")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepared(folder: Path) -> dict[str, list[Path]]:
    """By kind the year and the year with one number corrected."""
    first = datetime.now(UTC).date() - timedelta(days=366)
    told = [list(year(first)), list(year(first))]
    told[1][1] = (*told[1][1][:3], 99)
    return {kind: [_put(folder / f"{at}.{kind}", kind, rows) for at, rows in enumerate(told)] for kind in WRITERS}


def _put(path: Path, kind: str, rows: Iterable[Sequence[object]]) -> Path:
    path.write_bytes(WRITERS[kind](rows))
    return path


@contextmanager
def database(kind: str, var: Path) -> Iterator[Settings]:
    """An empty one of that kind, migrated."""
    with running_redis(var) as redis:
        if kind == "sqlite":
            settings = Settings(var=var, DATABASE_URL=None, REDIS_URL=redis.url)
            migrate(settings)
            yield settings
            return
        with running_postgres() as cluster:
            settings = Settings(var=var, DATABASE_URL=cluster.url(cluster.create()), REDIS_URL=redis.url)
            migrate(settings)
            yield settings


def measure(kind: str, files: dict[str, list[Path]], console: Console) -> bool:
    """Imports each file and prints; whether all were fast enough."""
    with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as settings:
        found = [_alone(settings, name, paths) for name, paths in files.items()]
    console.print(_table(kind, found))
    return all(cost.whole < TARGET_SECONDS for each in found for cost in (each.first, each.again))


def _alone(settings: Settings, kind: str, files: Sequence[Path]) -> Imported:
    """In a process of its own, whose peak is that of this file."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(measured, settings, kind, files).result()


def _table(kind: str, found: Sequence[Imported]) -> Table:
    table = Table(title=f"{kind}: a year's import (s of server time; MiB)", title_justify="left")
    steps = list(found[0].first.steps)
    for column in ("file", *steps, "whole", "", "processor", "memory before", "at most"):
        table.add_column(column, justify="left" if column in {"file", ""} else "right")
    for each in found:
        for name, cost in ((each.kind, each.first), (f"{each.kind} again", each.again)):
            seconds = (f"{cost.steps[step]:.2f}" for step in steps)
            slow = "" if cost.whole < TARGET_SECONDS else f"over {TARGET_SECONDS:.0f}"
            memory = (f"{cost.before:.0f}", f"{cost.after:.0f}")
            table.add_row(name, *seconds, f"{cost.whole:.2f}", slow, f"{cost.worked:.2f}", *memory)
    return table


def main() -> None:
    """Measures; the exit status is 1 where an import was too slow."""
    console = Console(width=110, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        files = prepared(Path(folder))
        for kind, (path, _) in files.items():
            console.print(f"{kind}: 87,601 rows, {path.stat().st_size / 1e6:.1f} MB")
        fast = [measure(kind, files, console) for kind in sys.argv[1:] or ["sqlite", "postgres"]]
    raise SystemExit(0 if all(fast) else 1)


if __name__ == "__main__":
    main()
