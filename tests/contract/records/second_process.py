"""Another process of the contact centre, writing into the same conversation. Run by the tests, not by hand."""

import asyncio
import sys

from assistant.adapters.sql.engine import engine_for
from assistant.adapters.sql.records import SqlRecords
from tests.contract.records.sample_records import MINE, NOON, citizen_says


async def write(records: SqlRecords, names: list[str]) -> None:
    """Says each of `names` in a unit of its own, when told to go."""
    await records.ping()
    _tell("ready")
    await asyncio.to_thread(sys.stdin.readline)
    for name in names:
        async with records.unit() as unit:
            await unit.conversations.say(MINE, citizen_says(name), NOON)


async def hang(records: SqlRecords) -> None:
    """Says something in a unit that does not end."""
    async with records.unit() as unit:
        await unit.conversations.say(MINE, citizen_says("never ends"), NOON)
        _tell("inside")
        await asyncio.to_thread(sys.stdin.readline)


def _tell(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def main(database_url: str, *names: str) -> None:
    """With names, writes them; without, hangs."""
    engine = engine_for(database_url)
    records = SqlRecords(engine)
    await (write(records, list(names)) if names else hang(records))
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
