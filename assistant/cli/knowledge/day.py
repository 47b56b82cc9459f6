"""The day a command is run on, unless the editor names another."""

from datetime import date, datetime
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.domain.period import LOCAL

OnDay = Annotated[str, typer.Option("--on", help="As on this day, such as 2026-11-25; today by default.")]


def day_named(text: str) -> date:
    """The day, today where the text is empty. Raises Failure."""
    if not text:
        return datetime.now(LOCAL).date()  # noqa: TID251 - the day the editor runs the command
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Failure(f"--on {text}: must be a day such as 2026-11-25") from error
