"""`kontakt assistant`: the off switch, for when the console cannot be reached."""

import asyncio
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.domain.errors import NotFoundError, RefusedError, UnavailableError
from assistant.domain.switches import EVERYTHING, of_topic
from assistant.settings import Settings, read_settings

app = typer.Typer(no_args_is_help=True, help="Switch the assistant off and on; danger's fixed words are always said.")

Reason = Annotated[str, typer.Option(help="Why; colleagues and auditors read it.")]
Topic = Annotated[str, typer.Option(help="One area of the catalogue alone.")]


@app.command("off")
def off(reason: Reason, topic: Topic = "") -> None:
    """Send every question to a person, from the next message on, in all processes."""
    _turn(reason, topic, off=True)


@app.command("on")
def on(reason: Reason, topic: Topic = "") -> None:
    """Let the assistant answer again."""
    _turn(reason, topic, off=False)


def _turn(reason: str, topic: str, *, off: bool) -> None:
    try:
        changed = asyncio.run(_recorded(read_settings(), of_topic(topic) if topic else EVERYTHING, reason, off=off))
    except NotFoundError as error:
        raise Failure(f"The catalogue has no area {topic}.") from error
    except RefusedError as error:
        raise Failure("Give a reason with --reason.") from error
    except UnavailableError as error:
        raise Failure(f"The database cannot be reached ({error}); nothing has changed.") from error
    what = f"On {topic} the assistant" if topic else "The assistant"
    print(f"{what} is {'off' if off else 'on'}{'' if changed else ' already'}.")


async def _recorded(settings: Settings, subject: str, reason: str, *, off: bool) -> bool:
    from assistant.bootstrap import build

    assistant = build(settings)
    try:
        return await assistant.off_switch.turn(subject, None, reason, off=off)
    finally:
        await assistant.aclose()
