"""`kontakt up` and the processes it keeps."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from assistant.serving.process import prepare_process
from assistant.settings import Settings, read_settings

SWEEP_SECONDS = 5.0
"""How often time's work is done: a lapsed claim or a lost turn waits at most this much longer."""


def up(
    demo: Annotated[bool, typer.Option(help="Seed labelled demo staff and print their logins.")] = False,
) -> None:
    """Start everything on this machine and keep it running; Ctrl-C stops it all."""
    from assistant.supervision import up as supervision

    settings = read_settings()

    def when_ready() -> None:
        if demo:
            from assistant.cli.staff import seed_demo_staff

            seed_demo_staff(settings)
        print_addresses(settings, demo=demo)

    raise SystemExit(asyncio.run(supervision.run(settings, demo=demo, say=print, when_ready=when_ready)))


def print_addresses(settings: Settings, *, demo: bool) -> None:
    """Where to go, and as whom."""
    console = Console(highlight=False)
    console.print(f"\n  Citizens   http://{settings.host}:{settings.assistant_port}/")
    console.print(f"  Staff      http://{settings.host}:{settings.console_port}/\n")
    if not demo:
        return
    from assistant.services.staff_demo import DEMO_LOGINS, DEMO_PASSWORD

    table = Table(title="Demo logins (never in service)", title_justify="left")
    for column in ("sign in as", "password", "role"):
        table.add_column(column)
    for login in DEMO_LOGINS:
        table.add_row(login.sign_in_name, DEMO_PASSWORD, login.role)
    console.print(table)


def sweep(once: Annotated[bool, typer.Option(help="Sweep once and stop.")] = False) -> None:
    """Do what time does, every five seconds: lapsed claims, lost turns, citizens gone, silent conversations; offer
    waiting citizens to agents, where a supervisor has set that; warn before a target breaks.
    """
    settings = prepare_process()
    asyncio.run(_sweep(settings, once=once))


async def _sweep(settings: Settings, *, once: bool) -> None:
    from assistant.bootstrap import build

    assistant = build(settings)
    if once:
        try:
            await assistant.sweep.once()
            await assistant.offer_round.once()
            await assistant.warn.once()
            _leave_sign_of_life(settings)
        finally:
            await assistant.aclose()
        return
    beside = [
        asyncio.create_task(assistant.offer_round.attend(), name="offers"),
        asyncio.create_task(assistant.warn.attend(), name="warnings"),
    ]
    try:
        while not any(task.done() for task in beside):
            await assistant.sweep.once()
            _leave_sign_of_life(settings)
            await asyncio.wait(beside, timeout=SWEEP_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in beside:
            task.cancel()
        await assistant.aclose()


def _leave_sign_of_life(settings: Settings) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).isoformat()  # noqa: TID251 - for whoever watches the process, not for the record
    (settings.var / "sweeper-alive").write_text(stamp)
