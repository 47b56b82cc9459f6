"""A million conversations, about four years of all the municipality's contacts, in SQLite and in PostgreSQL.

For measuring alone: short texts, one question each, shapes assumed. Rows are made one day at a time and written as they
come, so that memory does not grow with their number. `python -m tests.million URL [COUNT]` fills a database.
"""

import json
import random
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
from psycopg import sql

from assistant.bootstrap import migrate
from assistant.settings import PROJECT, Settings

COUNT, DAYS, SEED = 1_000_000, 4 * 365 + 1, 1
AGENTS = tuple(f"agent{number:02}" for number in range(24))
LANGUAGES = ("sv",) * 17 + ("en", "en", "ar")
REASONS = ("low_confidence", "low_confidence", "citizen_asked", "to_be_checked", "citizen_complained")
CHANNELS = {"phone": 300, "email": 90, "visit": 30, "e_service": 60, "other": 10}
HANDED_OFF, SURVEYED, DRAWN, LEFT = 0.3, 0.22, 0.01, 0.05
ARTICLES = tuple(
    sorted(
        f"{file.parent.name}.{file.stem}"
        for file in (PROJECT / "knowledge_base/articles").glob("*/*.md")
        if "." not in file.stem
    )
)
Value = str | int | float | bool | None
Rows = dict[str, list[tuple[Value, ...]]]
"""By table, in the order of `COLUMNS`."""

COLUMNS: dict[str, str] = {
    "staff": "id sign_in_name sign_in_key first_name full_name role password_hash capacity demo areas languages",
    "conversations": "id token_digest lang holder opened_at last_seq closed_at",
    "utterances": "conversation_id seq id at speaker lang text citations quick_replies quick_exit",
    "turns": "conversation_id seq opened_at closed_at outcome intent intent_confidence article confidence candidates"
    " durations_ms versions",
    "handoffs": "id conversation_id queue reason requested_at priority claimed_by claimed_at answered_at ended_at"
    " abandoned_at wrapped_up_at disposition area lang subject_area resolved wrap_up_note",
    "surveys": "conversation_id at resolved treatment comment",
    "samples": "conversation_id seq topic article asked_at probability twice",
    "reviews": "conversation_id seq topic article asked_at reviewer judgement note at",
    "status_changes": "agent_id status at",
    "contact_volumes": "day channel contacts demo",
}


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the days up to and with that of `now`, the same for the same seed. The last day's contacts have all come by
    now, however early it is.
    """

    count: int
    now: datetime
    days: int = DAYS

    @property
    def last(self) -> date:
        """The day that is not over yet."""
        return self.now.date()

    def everything(self) -> Iterator[Rows]:
        """The staff, then each day."""
        yield {"staff": [(a, a, a, a, a, "agent", "no hash", 4, False, "[]", '["sv"]') for a in AGENTS]}
        rng = random.Random(SEED)
        made = 0
        for number in range(self.days):
            day = self.last - timedelta(days=self.days - 1 - number)
            wanted = round(self.count * (number + 1) / self.days) - made
            made += wanted
            yield self._day(day, wanted, rng)

    def _day(self, day: date, wanted: int, rng: random.Random) -> Rows:
        rows: Rows = {table: [] for table in COLUMNS if table != "staff"}
        passed = min(timedelta(days=1), self.now - _midnight(day)) / timedelta(days=1)
        for _ in range(wanted):
            opened = _midnight(day) + timedelta(seconds=rng.triangular(5, 21, 10) * 3_600 * passed)
            self._conversation(rows, opened, rng)
        for agent in AGENTS:
            start = _midnight(day) + timedelta(hours=6, minutes=rng.randrange(50))
            shift = ((0, "available"), (4, "lunch"), (4.6, "available"), (9, "signed_out"))
            changes = [(agent, status, start + timedelta(hours=after)) for after, status in shift]
            rows["status_changes"] += [(who, status, _at(at)) for who, status, at in changes if at <= self.now]
        for channel, mean in CHANNELS.items():
            rows["contact_volumes"].append((day.isoformat(), channel, max(1, round(rng.gauss(mean, mean / 8))), True))
        return rows

    def _conversation(self, rows: Rows, opened: datetime, rng: random.Random) -> None:
        name = f"demo-{rng.getrandbits(96):024x}"
        lang, article = rng.choice(LANGUAGES), rng.choice(ARTICLES)
        area = article.partition(".")[0]
        asked = opened + timedelta(seconds=rng.uniform(5, 60))
        told = asked + timedelta(seconds=rng.uniform(0.6, 3))
        person = rng.random() < HANDED_OFF
        outcome = "HANDED_OFF" if person else "ANSWERED_FROM_KNOWLEDGE"
        confidence = round(rng.uniform(0.2, 0.5) if person else rng.uniform(0.86, 1), 3)
        candidates = json.dumps([{"article": article, "confidence": confidence, "covers": []}])
        closed = self._handoff(rows, (name, lang, area), told, rng) if person else told + timedelta(minutes=5)
        rows["conversations"].append((name, "0" * 64, lang, "nobody", _at(opened), 2, _at(closed)))
        rows["utterances"] += [
            (name, 1, "q", _at(asked), "citizen", lang, "Hur gör jag?", "[]", "[]", False),
            (name, 2, "reply-1-0", _at(told), "assistant", lang, "Så här gör du.", "[]", "[]", False),
        ]
        given = None if person else article
        turn = (name, 1, _at(asked), _at(told), outcome, "ask_knowledge", 0.9, given, confidence, candidates)
        rows["turns"].append((*turn, '{"total": 1200}', "{}"))
        if rng.random() < SURVEYED:
            survey = (rng.random() < 0.8, rng.choice((1, 2, 3, 4, 4, 5, 5, 5)), "")
            rows["surveys"].append((name, _at(closed), *survey))
        if not person and rng.random() < DRAWN:
            rows["samples"].append((name, 1, area, article, _at(asked), DRAWN, False))
            judged = "right" if rng.random() < 0.96 else "wrong"
            when = _at(closed + timedelta(hours=20))
            rows["reviews"].append((name, 1, area, article, _at(asked), rng.choice(AGENTS), judged, "", when))

    def _handoff(self, rows: Rows, about: tuple[str, str, str], asked: datetime, rng: random.Random) -> datetime:
        name, lang, area = about
        waited = rng.lognormvariate(3.7, 0.8)
        asked_first = (f"{rng.getrandbits(64):016x}", name, "general", rng.choice(REASONS), _at(asked), 0)
        if rng.random() < LEFT:
            left = asked + timedelta(seconds=waited)
            nothing: tuple[Value, ...] = (None, None, None, None, _at(left), None, None, area, lang, None, None, "")
            rows["handoffs"].append((*asked_first, *nothing))
            return left
        claimed, answered = asked + timedelta(seconds=waited * 0.6), asked + timedelta(seconds=waited)
        ended = answered + timedelta(seconds=rng.lognormvariate(5.5, 0.6))
        wrapped = ended + timedelta(seconds=rng.lognormvariate(3.5, 0.7))
        stamps = (rng.choice(AGENTS), _at(claimed), _at(answered), _at(ended), None, _at(wrapped))
        solved = rng.random() < 0.85
        end = ("resolved" if solved else "not_resolved", area, lang, area, solved, "")
        rows["handoffs"].append((*asked_first, *stamps, *end))
        return ended


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), UTC)


def _at(moment: datetime) -> str:
    """As SQLite keeps it, without saying that it is UTC; PostgreSQL is told the zone in `fill_postgres`."""
    return moment.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def fill_sqlite(file: Path, made: Maker) -> None:
    """A migrated record in `file` holds it all. No index is dropped for it: what is measured is as in service."""
    with closing(sqlite3.connect(file, isolation_level=None)) as record:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000"):
            record.execute(f"PRAGMA {pragma}")
        record.execute("BEGIN")
        for rows in made.everything():
            for table, some in rows.items():
                columns = COLUMNS[table].split()
                marks, names = ", ".join("?" * len(columns)), ", ".join(f'"{name}"' for name in columns)
                record.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", some)
        record.execute("COMMIT")
        record.execute("ANALYZE")
        record.execute("PRAGMA journal_mode = WAL")


def fill_postgres(url: str, made: Maker) -> None:
    """A migrated database holds it all."""
    with psycopg.connect(url) as connection:
        connection.execute("SET timezone = 'UTC'")
        connection.execute(
            "SET session_replication_role = replica"
        )  # foreign keys were checked by the generator's tests
        for rows in made.everything():
            for table, some in rows.items():
                _copy(connection, table, some)
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM ANALYZE")


def _copy(connection: "psycopg.Connection[tuple[object, ...]]", table: str, some: Sequence[tuple[Value, ...]]) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, COLUMNS[table].split()))
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), columns)
    with connection.cursor() as cursor, cursor.copy(command) as copy:
        for row in some:
            copy.write_row(row)


def filled(settings: Settings, count: int, now: datetime) -> float:
    """The settings' database, migrated, holds so many conversations; how many seconds the filling took."""
    migrate(settings)
    made, began = Maker(count, now), time.perf_counter()
    url = settings.effective_database_url
    if url.startswith("sqlite"):
        fill_sqlite(Path(re.sub("^sqlite:///", "", url)), made)
    else:
        fill_postgres(url, made)
    return time.perf_counter() - began


def main() -> None:
    """Fills the database named on the command line."""
    url, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else COUNT
    took = filled(Settings(DATABASE_URL=url), count, datetime.now(UTC))
    print(f"{count:,} conversations in {took:.0f} s")  # noqa: T201


if __name__ == "__main__":
    main()
