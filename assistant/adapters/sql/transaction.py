"""One open database transaction, whose failures are the house's own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Executable, RowMapping, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection

from assistant.domain.errors import ConflictError, ContentionError, RefusedError, UnavailableError

_CONTENTION = frozenset({"40001", "40P01"})
"""PostgreSQL's serialization_failure and deadlock_detected: "the application should retry the entire transaction".
Source: PostgreSQL 16, 13.5 Serialization Failure Handling, and Appendix A."""


@contextmanager
def house_errors() -> Iterator[None]:
    """Drivers' errors come out as the house's.

    Raises:
        ConflictError: a constraint was broken: the row is there already, or what it belongs to is not.
        RefusedError: a value the database cannot hold.
        ContentionError: a deadlock, or two changes at once, were resolved at our expense.
        UnavailableError: the database is away, or locked too long.
    """
    try:
        yield
    except IntegrityError as error:
        raise ConflictError("a constraint of the database was broken") from error
    except DataError as error:
        raise RefusedError("the database cannot hold a value") from error
    except (OperationalError, InterfaceError, PoolTimeoutError) as error:
        if getattr(getattr(error, "orig", None), "sqlstate", None) in _CONTENTION:
            raise ContentionError("the database resolved a contention at our expense") from error
        raise UnavailableError("the database is away") from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise UnavailableError("the connection to the database broke") from error
        raise


class Transaction:
    """Runs statements. All methods raise the errors of `house_errors`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @property
    def holds_all(self) -> bool:
        """Whether nobody else can write until the transaction ends: SQLite's have the one write lock from the start."""
        return self._connection.dialect.name == "sqlite"

    async def change(self, statement: Executable) -> int:
        """The number of rows an UPDATE found; of an INSERT not every driver tells."""
        with house_errors():
            return (await self._connection.execute(statement)).rowcount

    async def change_or_conflict(self, statement: Executable) -> int:
        """As `change`; after a ConflictError the transaction can go on, on PostgreSQL too."""
        with house_errors():
            async with self._connection.begin_nested():
                return await self.change(statement)

    async def first(self, statement: Executable) -> RowMapping | None:
        """The first row, if any."""
        with house_errors():
            return (await self._connection.execute(statement)).mappings().first()

    async def all(self, statement: Executable) -> Sequence[RowMapping]:
        """All rows."""
        with house_errors():
            return (await self._connection.execute(statement)).mappings().all()

    async def tuples(self, statement: Executable, given: Mapping[str, object] | None = None) -> Sequence[Any]:
        """All rows, each as a tuple: a third of the cost of `all`, where there are thousands. `given`: what the
        statement leaves open, by name.
        """
        with house_errors():
            return (await self._connection.execute(statement, given)).all()

    async def put(self, table: Table, values: Mapping[str, Any]) -> None:
        """The row is there with these values; one of the same primary key is replaced."""
        keys = [column.name for column in table.primary_key]
        insert = self._insert(table).values(**values)
        changed = {name: insert.excluded[name] for name in values if name not in keys}
        await self.change(insert.on_conflict_do_update(index_elements=keys, set_=changed))

    async def add_unless_there(self, table: Table, values: Mapping[str, Any]) -> None:
        """The row is there; one of the same primary key is left as it is."""
        keys = [column.name for column in table.primary_key]
        await self.change(self._insert(table).values(**values).on_conflict_do_nothing(index_elements=keys))

    def _insert(self, table: Table) -> "sqlite.Insert | postgresql.Insert":
        return sqlite.insert(table) if self._connection.dialect.name == "sqlite" else postgresql.insert(table)
