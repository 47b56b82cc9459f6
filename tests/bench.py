"""`make bench`: what a turn costs, beside bare Rasa with the same model, in one run on one machine.

Compare ratios within a run, not figures between runs: the machine is shared and noisy.
"""

import argparse
import asyncio
import itertools
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from tests.citizen import Citizen, citizen
from tests.running_kontakt import RunningKontakt, running_kontakt

CONVERSATIONS = (1, 8, 32)
TURNS_EACH = {1: 60, 8: 15, 32: 6}
"""Turns of each conversation, so that every row rests on 60 turns or more."""
QUESTIONS = (
    "När hämtas soporna?",
    "får man elda löv i trädgården",
    "behöver jag bygglov för altan",
    "hej",
    "kan mitt barn få skolskjuts",
)
MEGABYTE = 1 << 20

Ask = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Measured:
    """Latencies in milliseconds, and turns a second over the whole run."""

    milliseconds: tuple[float, ...]
    turns_a_second: float

    def percentile(self, share: int) -> float:
        """The latency under which `share` percent of the turns lie."""
        return statistics.quantiles(self.milliseconds, n=100, method="inclusive")[share - 1]


async def measure(askers: Sequence[Ask], turns_each: int) -> Measured:
    """All ask at once, each one turn after the other."""
    taken: list[float] = []

    async def ask_all(ask: Ask, first: int) -> None:
        for question in itertools.islice(itertools.cycle(QUESTIONS), first, first + turns_each):
            began = time.perf_counter()
            await ask(question)
            taken.append((time.perf_counter() - began) * 1_000)

    began = time.perf_counter()
    await asyncio.gather(*(ask_all(ask, number) for number, ask in enumerate(askers)))
    return Measured(tuple(taken), len(taken) / (time.perf_counter() - began))


def asks_kontakt(one: Citizen) -> Ask:
    """From the post to the reply on the stream."""

    async def ask(question: str) -> None:
        said = await one.says(question)
        await one.sees(lambda c: c.reply_to(said["seq"]) is not None)
        if one.state.get("holder") not in {None, "assistant"}:
            raise RuntimeError(f"the benchmark's question was handed to a person: {question}")

    return ask


def asks_rasa(http: httpx.AsyncClient, sender: str) -> Ask:
    """Rasa's REST webhook alone: understanding and dialogue, without knowledge, record or stream."""

    async def ask(question: str) -> None:
        answer = await http.post("/webhooks/rest/webhook", json={"sender": sender, "message": question})
        answer.raise_for_status()

    return ask


async def measure_kontakt(kontakt: RunningKontakt, conversations: int) -> Measured:
    """The whole path, with so many conversations at once."""
    async with AsyncExitStack() as pages:
        ones = [await pages.enter_async_context(citizen(kontakt.citizens)) for _ in range(conversations)]
        for one in ones:
            await one.sees(lambda c: bool(c.state))
        return await measure([asks_kontakt(one) for one in ones], TURNS_EACH[conversations])


async def measure_rasa(kontakt: RunningKontakt, conversations: int, http: httpx.AsyncClient) -> Measured:
    """Bare Rasa, the same process that serves the whole path."""
    askers = [asks_rasa(http, f"bench-{conversations}-{number}") for number in range(conversations)]
    return await measure(askers, TURNS_EACH[conversations])


def latency_table(rows: Sequence[tuple[int, str, Measured]]) -> Table:
    """A row for each number of conversations and path."""
    table = Table(title="Turns: latency and throughput", title_justify="left")
    for column in ("at once", "path", "p50 ms", "p95 ms", "p99 ms", "turns/s", "turns"):
        table.add_column(column, justify="left" if column == "path" else "right")
    for conversations, path, found in rows:
        latencies = [f"{found.percentile(share):.0f}" for share in (50, 95, 99)]
        table.add_row(str(conversations), path, *latencies, f"{found.turns_a_second:.1f}", str(len(found.milliseconds)))
    return table


def memory_table(kontakt: RunningKontakt) -> Table:
    """What each process keeps, its own pages and its share of common ones."""
    table = Table(title="Memory after the run", title_justify="left")
    table.add_column("process")
    table.add_column("MB (PSS)", justify="right")
    for name in ("redis", "rasa", "assistant", "console", "sweeper"):
        part = kontakt.part(name)
        family = [part, *part.children(recursive=True)]
        table.add_row(name, f"{sum(_megabytes(one) for one in family):.0f}")
    return table


def _megabytes(process: psutil.Process) -> float:
    return float(process.memory_full_info().pss) / MEGABYTE


def steps_table(record: Path) -> Table:
    """Where a turn's time goes, by the turns' own records."""
    with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as database:
        rows = [json.loads(row[0]) for row in database.execute("SELECT durations_ms FROM turns") if row[0]]
    table = Table(title="Where the time goes, by the record of each turn (median ms)", title_justify="left")
    for column in ("step", "median", "p95", "turns"):
        table.add_column(column, justify="left" if column == "step" else "right")
    for step in sorted({name for row in rows for name in row}):
        found = [row[step] for row in rows if step in row]
        worst = statistics.quantiles(found, n=20)[18] if len(found) > 1 else found[0]
        table.add_row(step, f"{statistics.median(found):.1f}", f"{worst:.1f}", str(len(found)))
    return table


async def bench(kontakt: RunningKontakt, console: Console, conversations: Sequence[int]) -> None:
    """Both paths in turn, so that a noisy minute hits both."""
    rows: list[tuple[int, str, Measured]] = []
    async with httpx.AsyncClient(base_url=kontakt.rasa, timeout=60, trust_env=False) as http:
        await asks_rasa(http, "warm-up")("hej")
        await measure_kontakt(kontakt, 1)
        for number in conversations:
            console.print(f"measuring {number} conversations at once ...")
            rows.append((number, "bare Rasa", await measure_rasa(kontakt, number, http)))
            rows.append((number, "whole path", await measure_kontakt(kontakt, number)))
    console.print(latency_table(rows))
    for bare, whole in zip(rows[::2], rows[1::2], strict=True):
        ratio = whole[2].percentile(50) / bare[2].percentile(50)
        console.print(f"{whole[0]:>3} at once: the whole path takes {ratio:.2f} times bare Rasa's median")


def main() -> None:
    """Starts everything on a record of its own, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--conversations", type=int, nargs="+", default=CONVERSATIONS, choices=CONVERSATIONS)
    asked = parser.parse_args()
    console = Console(width=110, highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        console.print("starting everything ...")
        with running_kontakt(var, KONTAKT_UTTERANCES_A_MINUTE="100000") as kontakt:
            asyncio.run(bench(kontakt, console, asked.conversations))
            console.print(memory_table(kontakt))
            console.print(steps_table(var / "kontakt.sqlite3"))


if __name__ == "__main__":
    main()
