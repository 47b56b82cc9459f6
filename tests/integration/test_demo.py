"""A demonstration's year: labelled, lifelike, lawful, the same for the same seed, and never in the real record."""

import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.adapters.memory.clock import StandingClock
from assistant.bootstrap import build, migrate, whole_record
from assistant.cli.demo import own_settings
from assistant.cli.failure import Failure
from assistant.demo.cut import joined
from assistant.domain.conversation import DEMO_PREFIX, Conversation, ConversationId, Holder, Language
from assistant.domain.measures import Dimension
from assistant.domain.measures.of_handoffs import count_handoff
from assistant.domain.measures.tally import Adding
from assistant.domain.measures.waits import abandonment, service_level
from assistant.domain.period import Period, local_day
from assistant.ports import Records
from assistant.ports.bulk import Holding, Written
from assistant.services.contacts_told import ContactsTold
from assistant.services.figures import Figures
from assistant.services.lay_out import LayOut
from assistant.services.read_sums import ReadSums
from assistant.services.today_sums import TodaySums
from assistant.settings import Settings
from tests.made_up import NOW, MadeUp, days_made_up, record_made_up
from tests.recount import Figure, Key, Recount

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> MadeUp:
    return record_made_up(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def whole(made_up: MadeUp) -> Written:
    return joined(made_up.chunks)


def test_all_of_it_is_labelled_as_made_up(made_up: MadeUp, whole: Written) -> None:
    assert all(one.id.startswith(DEMO_PREFIX) for one in whole.conversations)
    assert all(one.demo for one in whole.staff)
    assert all(one.demo for one in whole.volumes)
    assert whole_record(made_up.settings).holding() is Holding.DEMO


def test_the_same_seed_gives_the_same_days_and_another_seed_gives_others() -> None:
    days, again, others = days_made_up(4), days_made_up(4), days_made_up(4, seed=8)
    assert days == again
    assert days != others


def test_every_rule_of_the_record_holds(made_up: MadeUp, whole: Written) -> None:
    with closing(sqlite3.connect(made_up.file)) as record:
        assert record.execute("pragma foreign_key_check").fetchall() == []
        (recorded,) = record.execute("select count(*) from conversations").fetchone()
    assert recorded == len(whole.conversations)
    assert all(one.said.citations for one in whole.utterances if one.said.article is not None)


def test_utterances_are_numbered_without_gaps_and_come_in_order(whole: Written) -> None:
    said: dict[str, list[tuple[int, object]]] = {}
    for one in whole.utterances:
        said.setdefault(one.conversation_id, []).append((one.seq, one.at))
    assert all([seq for seq, _ in each] == list(range(1, len(each) + 1)) for each in said.values())
    assert all([at for _, at in each] == sorted(at for _, at in each) for each in said.values())  # type: ignore[type-var]


def test_nothing_is_left_under_way_that_nobody_would_look_after(whole: Written) -> None:
    assert all(one.holder is Holder.NOBODY and one.closed_at and one.closed_at <= NOW for one in whole.conversations)
    assert all(one.closed_at is not None for one in whole.turns)
    assert all(one.ended_at or one.abandoned_at or one.returned_at for one in whole.handoffs)
    last = {change.agent_id: change.status for change in whole.status_changes}
    assert set(map(str, last.values())) == {"signed_out"}


def test_stamps_of_a_handoff_come_in_their_order(whole: Written) -> None:
    for one in whole.handoffs:
        stamps = [one.requested_at, one.claimed_at, one.answered_at, one.ended_at or one.returned_at, one.wrapped_up_at]
        told = [stamp for stamp in stamps if stamp is not None]
        assert told == sorted(told)


def test_it_looks_like_a_contact_centre(whole: Written) -> None:
    days = Counter(local_day(one.opened_at).weekday() for one in whole.conversations)
    assert days[0] > 2 * days[6]  # Mondays, Sundays
    adding = Adding()
    for handoff in whole.handoffs:
        count_handoff(handoff, NOW, adding)
    tally = adding.tally()
    level, lost = service_level(tally).value, abandonment(tally).value
    assert level is not None
    assert 0.75 < level < 0.99
    assert lost is not None
    assert 0.01 < lost < 0.15
    assert 0.05 < len(whole.surveys) / len(whole.conversations) < 0.5
    assert {"danger", "low_confidence", "to_be_checked", "citizen_asked"} <= {str(one.reason) for one in whole.handoffs}


def test_most_come_back_to_be_answered_by_people_in_the_hours_they_are_there(whole: Written) -> None:
    claimed = [one.claimed_at for one in whole.handoffs if one.claimed_at is not None]
    assert claimed
    assert all(at.weekday() < 5 for at in claimed)


def test_a_record_with_a_real_conversation_is_refused(made_up: MadeUp, tmp_path: Path) -> None:
    settings = Settings(var=tmp_path, DATABASE_URL=None)
    migrate(settings)
    assert whole_record(settings).holding() is Holding.NOTHING
    real = Conversation(ConversationId("somebodys"), "digest", Language("sv"), Holder.ASSISTANT, NOW)
    whole_record(settings).put([Written(conversations=[real])])
    assert whole_record(settings).holding() is Holding.REAL


def test_the_folder_in_service_is_refused(tmp_path: Path) -> None:
    settings = Settings(var=tmp_path)
    with pytest.raises(Failure, match="real record"):
        own_settings(settings, tmp_path)
    assert own_settings(settings, None).var == tmp_path / "demo"


async def test_the_figures_agree_with_an_independent_recount_to_the_last_digit(made_up: MadeUp) -> None:
    recounted = Recount(made_up.file, made_up.first, NOW.date(), NOW).figures()
    assistant = build(made_up.settings)
    try:
        counted = await _counted(_figures_at_now(assistant.staff.records), made_up)
    finally:
        await assistant.aclose()
    assert {key for key in recounted if key[0] != "month"} == {key for key in counted if key[0] != "month"}
    wrong = {
        (key, name): (figures.get(name), recounted[key][name])
        for key, figures in counted.items()
        for name in recounted[key]
        if not _same(figures.get(name), recounted[key][name])
    }
    assert wrong == {}
    assert sum(figure[0] is not None for figures in recounted.values() for figure in figures.values()) > 300


def _figures_at_now(records: Records) -> Figures:
    """As they were when the demonstration ended."""
    clock = StandingClock(NOW)
    today = TodaySums(records, clock, timedelta(0))
    sums = ReadSums(records, clock, today, LayOut(records, clock, today))
    return Figures(records, clock, sums, ContactsTold(records, sums, clock))


async def _counted(figures: Figures, made_up: MadeUp) -> dict[Key, dict[str, Figure]]:
    period = Period(made_up.first, NOW.date())
    found: dict[Key, dict[str, Figure]] = {}
    for dimension, name in ((Dimension.ALL, "all"), (Dimension.AREA, "area"), (Dimension.AGENT, "agent")):
        for value, readings in (await figures.readings(period, dimension)).items():
            found[name, value] = {str(one): (each.value, each.cases) for one, each in readings.items()}
    for month in {(period.first.year, period.first.month), (period.last.year, period.last.month)}:
        days = [day for day in period.days() if (day.year, day.month) == month]
        readings = (await figures.readings(Period(days[0], days[-1])))[""]
        found["month", f"{days[0]:%Y-%m}"] = {str(one): (each.value, each.cases) for one, each in readings.items()}
    return found


def _same(one: Figure | None, other: Figure) -> bool:
    return one == other
