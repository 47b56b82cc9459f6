"""The whole contact centre on PostgreSQL instead of the embedded database."""

from pathlib import Path

import pytest

from tests.citizen import citizen
from tests.postgres_cluster import PostgresCluster
from tests.running_kontakt import running_kontakt

pytestmark = [pytest.mark.integration, pytest.mark.postgres]


async def test_a_citizen_is_answered_and_handed_to_a_person_on_postgresql(
    postgres_cluster: PostgresCluster, tmp_path: Path
) -> None:
    name = postgres_cluster.create()
    with running_kontakt(tmp_path / "var", DATABASE_URL=postgres_cluster.url(name)) as kontakt:
        assert not (kontakt.var / "kontakt.sqlite3").exists()
        async with citizen(kontakt.citizens) as one:
            known = await one.says("När hämtas soporna?")
            await one.sees(lambda c: c.reply_to(known["seq"]) is not None)
            reply = one.reply_to(known["seq"])
            assert reply is not None
            assert reply["sources"]
            await one.says("Kan ni namnge min guldfisk åt mig?")
            await one.sees(lambda c: c.state.get("place") == 1)
