"""`kontakt figures`: the sums that the figures are read from, and what each figure is."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import Progress

from assistant.cli.failure import Failure
from assistant.domain.errors import UnavailableError
from assistant.domain.measures.definitions import definitions as definitions_page
from assistant.domain.period import Period
from assistant.services.check_sums import Checked
from assistant.settings import PROJECT, read_settings

T = TypeVar("T")
PAGE = PROJECT / "docs/measures/definitions.md"

app = typer.Typer(no_args_is_help=True, help="The figures of the service: the sums kept for them, and definitions.")
First = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day; else the oldest.")]
Last = Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day; else yesterday.")]


@app.command("rebuild")
def rebuild(first: First = None, last: Last = None) -> None:
    """Count the days anew from the record and keep their sums; those frozen by deletion are left as they are."""
    count = _run(_rebuild(_day(first), _day(last)))
    print(f"{count} days were counted anew.")


@app.command("check")
def check(first: First = None, last: Last = None) -> None:
    """Count the days again and compare with the sums kept. Ends with 1 where any differs."""
    found = _run(_check(_day(first), _day(last)))
    print(f"{found[True]} days, weeks, months and years are equal; {found[None]} frozen were not compared.")
    if found[False]:
        raise Failure(f"{found[False]} are not equal: `kontakt figures rebuild` counts them anew.")


@app.command("definitions")
def definitions(out: Annotated[Path, typer.Option(help="Where the page is written.")] = PAGE) -> None:
    """Write what each figure is, from the code that counts it."""
    out.write_text(definitions_page(), encoding="utf-8")
    print(f"{out} was written.")


def _run(work: Coroutine[None, None, T]) -> T:
    try:
        return asyncio.run(work)
    except UnavailableError as error:
        raise Failure(f"The database cannot be reached, or `kontakt db upgrade` is wanted first: {error}") from error


async def _rebuild(first: date | None, last: date | None) -> int:
    from assistant.bootstrap.figures import kept_figures

    async with kept_figures(read_settings().effective_database_url) as figures:
        period = _within(await figures.keep.past(), first, last)
        if period is None:
            return 0
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("Counting", total=len(list(period.days())))
            return await figures.keep.build(period, lambda days: progress.advance(bar, days))


async def _check(first: date | None, last: date | None) -> Counter[bool | None]:
    from assistant.bootstrap.figures import kept_figures

    found: Counter[bool | None] = Counter()
    async with kept_figures(read_settings().effective_database_url) as figures:
        period = _within(await figures.keep.past(), first, last)
        if period is None:
            return found
        with Progress(console=Console(stderr=True)) as progress:
            bar = progress.add_task("Comparing", total=len(list(period.days())))
            async for checked in figures.check.days(period):
                found[checked.equal] += 1
                progress.advance(bar)
                _tell(checked)
        async for checked in figures.check.longer(period):
            found[checked.equal] += 1
            _tell(checked)
    return found


def _tell(checked: Checked) -> None:
    if checked.equal is False:
        print(f"{checked.grain} {checked.first}: the sums kept are not those of the record.")


def _within(past: Period | None, first: date | None, last: date | None) -> Period | None:
    """The days of the past that are asked for; None where there are none."""
    if past is None:
        return None
    period = Period(max(past.first, first or past.first), min(past.last, last or past.last))
    return period if period.first <= period.last else None


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
