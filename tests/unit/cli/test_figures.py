"""`kontakt figures`: sums counted anew, and compared with the record."""

import re
from asyncio import to_thread
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.adapters.sql.engine import engine_for
from assistant.adapters.sql.migrate import upgrade
from assistant.adapters.sql.records import SqlRecords
from assistant.cli.failure import Failure
from assistant.cli.main import app
from assistant.domain.conversation import (
    SWEDISH,
    Conversation,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    UtteranceId,
)

LAST_WEEK = timedelta(days=7)


@pytest.fixture
async def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A record with one conversation, a week old."""
    url = f"sqlite:///{tmp_path / 'kontakt.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    upgrade(url)
    await opens(url, "first", LAST_WEEK)
    return url


async def opens(url: str, name: str, ago: timedelta) -> None:
    at = datetime.now(UTC) - ago  # the command asks the same clock
    engine = engine_for(url)
    async with SqlRecords(engine).unit() as unit:
        await unit.conversations.open(Conversation(ConversationId(name), "d", SWEDISH, Holder.ASSISTANT, at))
        said = NewUtterance(UtteranceId("u"), Speaker.CITIZEN, "Hej", SWEDISH)
        await unit.conversations.say(ConversationId(name), said, at)
    await engine.dispose()


def kontakt(*words: str) -> str:
    done = CliRunner().invoke(app, ["figures", *words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


@pytest.mark.usefixtures("url")
def test_days_are_counted_from_the_first_conversation_to_yesterday_and_are_equal() -> None:
    assert "7 days were counted anew" in kontakt("rebuild")
    told = kontakt("check")
    # With a week, and where one has ended, a month and a year.
    assert re.search(r"\b([789]|10) days, weeks, months and years are equal", told)


async def test_what_came_late_is_found_and_told_by_its_day(url: str) -> None:
    await to_thread(kontakt, "rebuild")
    await opens(url, "late", LAST_WEEK - timedelta(days=1))
    with pytest.raises(Failure, match="1 are not equal"):
        await to_thread(kontakt, "check")
    day = (datetime.now(UTC) - LAST_WEEK + timedelta(days=1)).date()
    assert "counted anew" in await to_thread(kontakt, "rebuild", "--from", str(day - timedelta(days=1)))
    assert "0 frozen" in await to_thread(kontakt, "check")


def test_an_empty_record_has_nothing_to_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    monkeypatch.setenv("DATABASE_URL", url)
    upgrade(url)
    assert "0 days were counted anew" in kontakt("rebuild")
    assert "0 days, weeks, months and years are equal" in kontakt("check")


def test_a_record_of_another_schema_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'blank.sqlite3'}")
    with pytest.raises(Failure, match="kontakt db upgrade"):
        kontakt("rebuild")


def test_definitions_are_written_where_one_says(tmp_path: Path) -> None:
    kontakt("definitions", "--out", str(tmp_path / "page.md"))
    assert (tmp_path / "page.md").read_text(encoding="utf-8").startswith("# How each figure is counted")
