"""`kontakt db`."""

import typer

from assistant.cli.failure import Failure
from assistant.domain.errors import UnavailableError
from assistant.settings import read_settings

app = typer.Typer(no_args_is_help=True, help="The record's database.")


@app.command("upgrade")
def upgrade() -> None:
    """Bring the database's schema to what this code needs."""
    from assistant.bootstrap import migrate

    settings = read_settings()
    try:
        migrate(settings)
    except (UnavailableError, ValueError) as error:
        raise Failure(
            f"The database cannot be reached or read ({error}): check DATABASE_URL and that it runs."
        ) from error
    print("The database is up to date.")


@app.callback()
def _group() -> None:
    """Keep `upgrade` a sub-command."""
