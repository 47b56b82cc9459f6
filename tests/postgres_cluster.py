"""A throw-away PostgreSQL for tests, from the server programs of the machine. Import the fixture to use it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

_SETTINGS = (
    "listen_addresses=",
    "max_connections=60",
    # Nothing here has to survive a power cut.
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    # Not the house's zone: a time that comes back in the server's own would show.
    "timezone=America/St_Johns",
)


@dataclass(frozen=True, slots=True)
class PostgresCluster:
    """A running server, reached through a socket in `folder`."""

    folder: Path
    numbers: Iterator[int]

    def url(self, database: str) -> str:
        """The address of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def create(self, template: str = "template1") -> str:
        """The name of a new database, a copy of `template`."""
        name = f"made_{next(self.numbers)}"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        return name

    def drop(self, database: str) -> None:
        """The database is gone, whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[PostgresCluster]:
    """A server for this run of the tests; a skip where PostgreSQL is not installed, an error where CI runs."""
    programs = _programs()
    if programs is None:
        missing = "PostgreSQL's server programs (initdb, pg_ctl) are not installed"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with _running_of(programs) as cluster:
        yield cluster


@contextmanager
def running_postgres(data: Path | None = None) -> Iterator[PostgresCluster]:
    """A server for a benchmark. `data`: the folder where it keeps what it has and finds it again; none: it is thrown
    away.

    Raises RuntimeError where PostgreSQL is not installed.
    """
    programs = _programs()
    if programs is None:
        raise RuntimeError("PostgreSQL's server programs (initdb, pg_ctl) are not installed")
    with _running_of(programs, data) as cluster:
        yield cluster


@contextmanager
def _running_of(programs: Path, data: Path | None = None) -> Iterator[PostgresCluster]:
    # A short path: a socket's may have some hundred characters at most, and pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        yield from _running(programs, folder, data or folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _running(programs: Path, folder: Path, kept: Path) -> Iterator[PostgresCluster]:
    data = str(kept)
    if not kept.exists():
        kept.mkdir(parents=True)
        for each in {folder, kept} if os.geteuid() == 0 else ():
            shutil.chown(each, "postgres")
        _run([str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"])
    elif os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    settings = " ".join(f"-c {setting}" for setting in (*_SETTINGS, f"unix_socket_directories={folder}"))
    control = [str(programs / "pg_ctl"), "-D", data, "-w"]
    _run([*control, "-l", str(folder / "log"), "-o", settings, "start"])
    try:
        yield PostgresCluster(folder, count(1))
    finally:
        # What is kept is left as one that has been shut down; what is thrown away need not be.
        _run([*control, "-m", "immediate" if kept.is_relative_to(folder) else "fast", "stop"])


def _programs() -> Path | None:
    """The folder with the server's programs: Debian's newest, else the one on the path."""
    debians = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    on_path = shutil.which("initdb")
    if debians:
        return debians[-1].parent
    return None if on_path is None else Path(on_path).parent


def _run(arguments: Sequence[str]) -> None:
    # The server refuses to run as root.
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*as_postgres, *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")
