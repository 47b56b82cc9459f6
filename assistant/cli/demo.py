"""`kontakt demo`: a year that nobody has lived, in a database of its own."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from assistant.cli.failure import Failure
from assistant.ports.bulk import Holding, Written
from assistant.settings import Settings, read_settings

if TYPE_CHECKING:
    from assistant.demo.material import Material
    from assistant.demo.year import Year

_SHARED = ("index", "models")
"""What has been built under `var` and serves the demonstration as well."""


def demo(
    days: Annotated[int, typer.Option(min=2, max=1_500, help="How many days, up to and with today.")] = 400,
    seed: Annotated[int, typer.Option(help="The same seed on the same day gives the same record.")] = 1,
    database: Annotated[Path | None, typer.Option(help="Folder of its own to write to; without it var/demo.")] = None,
    again: Annotated[bool, typer.Option(help="Make a demonstration that is there already anew.")] = False,
) -> None:
    """Make a year of lifelike traffic, labelled as demo, in a database of its own; the real one is never touched."""
    settings = read_settings()
    own = own_settings(settings, database)
    _make_room(own, again=again)
    year = _year(settings, days, seed)
    _write(own, year, days)
    _share_what_is_built(settings.var, own.var)
    console = Console(highlight=False)
    console.print(f"\n  {days} days of demo data stand in {own.var}. Nobody has lived them.")
    console.print(f"  To look at them:  KONTAKT_VAR={own.var} .venv/bin/kontakt up --demo\n")


def own_settings(settings: Settings, folder: Path | None) -> Settings:
    """The settings of the demonstration: SQLite in a folder of its own, whatever DATABASE_URL says.

    Raises:
        Failure: the folder is the one in service.
    """
    var = (folder or settings.var / "demo").resolve()
    if var == settings.var.resolve():
        raise Failure(f"{var} is the folder of the real record: name another one.")
    return settings.model_copy(update={"var": var, "database_url": None})


def _make_room(own: Settings, *, again: bool) -> None:
    from assistant.bootstrap import migrate, whole_record

    migrate(own)
    match whole_record(own).holding():
        case Holding.REAL:
            raise Failure(f"The record in {own.var} holds conversations that people have had. Name another folder.")
        case Holding.DEMO if not again:
            raise Failure(f"There is a demonstration in {own.var} already. To make it anew, add --again.")
        case Holding.DEMO:
            for file in own.var.glob("kontakt.sqlite3*"):
                file.unlink()
            migrate(own)
        case Holding.NOTHING:
            return


def _year(settings: Settings, days: int, seed: int) -> "Year":
    from assistant.bootstrap import demo_staff
    from assistant.demo.year import Wish, Year

    now = datetime.now(UTC).replace(microsecond=0)  # noqa: TID251 - the demonstration ends where we are
    return Year(Wish(days, now, seed), material_in(settings, now.date()), demo_staff(), settings.knowledge_base)


def material_in(settings: Settings, today: date) -> "Material":
    """What the knowledge base has to make conversations of."""
    from assistant.bootstrap.parts import detector_in, known_in
    from assistant.demo.material import material_of
    from assistant.ingest.articles import read_articles
    from assistant.wording.catalogue import read_wording

    known = known_in(settings.knowledge_base)
    articles = read_articles(settings.knowledge_base / "articles", known, today)
    questions, detector = settings.knowledge_base / "questions", detector_in(settings.knowledge_base)
    return material_of(articles, questions, detector, known.catalogue, read_wording())


def _write(own: Settings, year: "Year", days: int) -> None:
    from assistant.bootstrap import whole_record

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("Days", total=days + 1)

        def followed() -> Iterator[Written]:
            for day in year.days():
                yield day
                progress.advance(task)

        whole_record(own).put(followed())


def _share_what_is_built(var: Path, own: Path) -> None:
    """The index and Rasa's model are found from the demonstration's folder too, and follow when they are built anew."""
    for name in _SHARED:
        link, built = own / name, var.resolve() / name
        if built.is_dir() and not link.exists():
            link.unlink(missing_ok=True)
            link.symlink_to(built, target_is_directory=True)
