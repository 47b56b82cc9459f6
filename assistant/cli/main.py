"""All commands, and how a failure leaves the program: one sentence, and a status that is not 0."""

import sys

import typer

from assistant.cli import ask, assistant, danger, database, demo, figures, knowledge, measure, search, staff, up
from assistant.cli.failure import Failure
from assistant.settings import SettingsError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Kontakt: a chat assistant with human oversight for a municipality's contact centre.",
)
app.command("up")(up.up)
app.command("sweep")(up.sweep)
app.command("demo")(demo.demo)
app.command("ask")(ask.ask)
app.command("search")(search.search)
app.command("measure")(measure.measure)
app.add_typer(danger.app, name="danger")
app.add_typer(knowledge.app, name="kb")
app.add_typer(knowledge.encoder_app, name="encoder")
app.add_typer(database.app, name="db")
app.add_typer(staff.app, name="staff")
app.add_typer(figures.app, name="figures")
app.add_typer(assistant.app, name="assistant")


def main() -> None:
    """Runs the command."""
    try:
        app()
    except (Failure, SettingsError) as failure:
        sys.stderr.write(f"{failure}\n")
        raise SystemExit(1) from failure
