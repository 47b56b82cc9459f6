"""A demonstration's record for tests: a few weeks that nobody has lived, in SQLite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

from assistant.bootstrap import migrate, whole_record
from assistant.cli.demo import material_in
from assistant.demo.material import Material
from assistant.demo.year import Wish, Year
from assistant.ports.bulk import Written
from assistant.services.staff_demo import demo_members
from assistant.settings import Settings

NOW = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
"""A Wednesday afternoon, with the chat open."""
DAYS, SEED = 30, 7


class CheapPasswords:
    """Nobody signs in to these records."""

    def hashed(self, password: str) -> str:
        return f"no hash of {len(password)} characters"

    def matches(self, password: str, password_hash: str) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class MadeUp:
    """The record, and what was written into it, day by day."""

    settings: Settings
    chunks: Sequence[Written]

    @property
    def file(self) -> Path:
        """SQLite's."""
        return self.settings.var / "kontakt.sqlite3"

    @property
    def first(self) -> date:
        return NOW.date() - timedelta(days=DAYS - 1)


@cache
def knowledge() -> Material:
    """The real knowledge base, read once."""
    return material_in(Settings(), NOW.date())


def days_made_up(days: int = DAYS, seed: int = SEED) -> list[Written]:
    """What is written, without a record."""
    year = Year(Wish(days, NOW, seed), knowledge(), demo_members(CheapPasswords()), Settings().knowledge_base)
    return list(year.days())


def record_made_up(folder: Path) -> MadeUp:
    """The record stands in `folder`."""
    settings = Settings(var=folder, DATABASE_URL=None)
    migrate(settings)
    chunks = days_made_up()
    whole_record(settings).put(chunks)
    return MadeUp(settings, chunks)
