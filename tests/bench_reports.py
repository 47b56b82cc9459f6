"""`make bench-reports`: what a supervisor's pages cost with a million conversations, in SQLite and in PostgreSQL.

Fills a record of its own (`tests/million.py`), builds the rollups with `kontakt figures rebuild`, and asks each page of
`PAGES` some times, in the process that serves it: what is told is server time. A page that is not there yet is told as
such. `python -m tests.bench_reports COUNT [sqlite|postgres]` measures with fewer, or one database alone.
"""

import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
from argon2 import PasswordHasher
from rich.console import Console
from rich.table import Table

from assistant.bootstrap import Assistant, build
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember
from assistant.settings import PROJECT, Settings
from handoff_console.app import app_over
from tests.million import COUNT, filled
from tests.postgres_cluster import running_postgres
from tests.redis_server import running_redis

TARGET_MS = 300
"""What every page may cost at p95 (issue 7)."""
LOOKS = 20
PASSWORD = "ett långt lösenord"

PAGES = (
    "/reports?stretch=today",
    "/reports?stretch=week",
    "/reports?stretch=month",
    "/reports?stretch=quarter",
    "/reports?stretch=year",
    "/reports?from={four_years_ago}&to={today}",
    "/reports/service_level?stretch=month",
    "/reports/service_level?stretch=year&by=agent",
    "/reports/containment?stretch=year&by=area",
    "/reports/coverage?stretch=year&by=article",
    "/reports/service_level/behind?stretch=year",
    "/reports/service_level/behind?stretch=year&only=against",
    "/reports/resolution_citizen/behind?stretch=month&only=for",
    "/reports/demand?stretch=month",
    "/wallboard",
    "/warnings",
    "/staffing",
    "/contacts",
    "/monitor",
)
"""A line for each: `{today}` and `{four_years_ago}` are filled in."""
KONTAKT = "from assistant.cli.main import main; main()"


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of the looks at a page, and the status of its last answer."""

    status: int
    taken: tuple[float, ...]

    @property
    def p95(self) -> float:
        # The last look once more: of a single one there are no quantiles.
        return statistics.quantiles([*self.taken, self.taken[-1]], n=20)[18]


def rebuilt(settings: Settings) -> str:
    """How long `kontakt figures rebuild` took, and its peak memory."""
    told = {
        "KONTAKT_VAR": str(settings.var),
        "DATABASE_URL": settings.effective_database_url,
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(PROJECT),
    }
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", KONTAKT, "figures", "rebuild"], env=told, capture_output=True, text=True, check=False
    )
    took = time.perf_counter() - began
    if done.returncode != 0:
        return f"not done: {(done.stderr or done.stdout).strip().splitlines()[-1:]}"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return f"{took:.0f} s, at most {peak:.0f} MiB"


async def asked(settings: Settings) -> Mapping[str, Cost]:
    """Each page, asked by a supervisor."""
    assistant = build(settings)
    app = app_over(assistant)
    try:
        await _employ(assistant)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://console.test", timeout=300) as browser:
            await browser.post("/signin", data={"name": "chief", "password": PASSWORD})
            return {page: await _cost(browser, page) for page in PAGES}
    finally:
        await assistant.aclose()


async def _employ(assistant: Assistant) -> None:
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    await assistant.staff.add(StaffMember(AgentId("chief"), "chief", "Chief", "Chief", Role.SUPERVISOR, cheap))


async def _cost(browser: httpx.AsyncClient, page: str) -> Cost:
    today = datetime.now(UTC).date()
    path = page.format(today=today, four_years_ago=today - timedelta(days=4 * 365))
    taken: list[float] = []
    status = (await browser.get(path)).status_code  # the first look of a process reads templates and fills caches
    for _ in range(LOOKS if status == httpx.codes.OK else 1):
        began = time.perf_counter()
        status = (await browser.get(path)).status_code
        taken.append((time.perf_counter() - began) * 1_000)
        if taken[-1] > 10 * TARGET_MS:
            break  # too slow to be asked twenty times
    return Cost(status, tuple(taken))


@contextmanager
def database(kind: str, var: Path) -> Iterator[Settings]:
    """An empty one of that kind."""
    with running_redis(var) as redis:
        if kind == "sqlite":
            yield Settings(var=var, DATABASE_URL=None, REDIS_URL=redis.url, KONTAKT_DEMO=True)
            return
        with running_postgres() as cluster:
            yield Settings(var=var, DATABASE_URL=cluster.url(cluster.create()), REDIS_URL=redis.url, KONTAKT_DEMO=True)


def measure(kind: str, count: int, console: Console) -> bool:
    """Fills, builds, asks and prints; whether every page there is was fast enough."""
    with tempfile.TemporaryDirectory() as folder, database(kind, Path(folder)) as settings:
        took = filled(settings, count, _yesterday())
        console.print(f"{kind}: {count:,} conversations written in {took:.0f} s; figures rebuilt: {rebuilt(settings)}")
        costs = asyncio.run(asked(settings))
        console.print(_table(kind, costs))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        console.print(f"this process, filling and serving: at most {peak:.0f} MiB")
    return all(cost.p95 < TARGET_MS for cost in costs.values() if cost.status == httpx.codes.OK)


def _yesterday() -> date:
    return datetime.now(UTC).date() - timedelta(days=1)


def _table(kind: str, costs: Mapping[str, Cost]) -> Table:
    table = Table(title=f"{kind}: server time (ms)", title_justify="left")
    for column in ("page", "p50", "p95", "worst", ""):
        table.add_column(column, justify="left" if column in {"page", ""} else "right")
    for page, cost in costs.items():
        if cost.status != httpx.codes.OK:
            table.add_row(page, "", "", "", f"answers {cost.status}")
            continue
        numbers = (f"{value:.0f}" for value in (statistics.median(cost.taken), cost.p95, max(cost.taken)))
        table.add_row(page, *numbers, "" if cost.p95 < TARGET_MS else f"over {TARGET_MS}")
    return table


def main() -> None:
    """Measures; the exit status is 1 where a page was too slow."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    kinds = sys.argv[2:] or ["sqlite", "postgres"]
    console = Console(width=110, highlight=False)
    fast = [measure(kind, count, console) for kind in kinds]
    raise SystemExit(0 if all(fast) else 1)


if __name__ == "__main__":
    main()
