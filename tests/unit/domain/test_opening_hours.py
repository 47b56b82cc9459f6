"""When people answer: weeks, seasons, holidays, single days, and the clock changes (requirement G-12)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.opening_hours import Hours, OpeningHours, Season
from assistant.domain.period import LOCAL
from assistant.services.chat_hours import door_of
from assistant.wording.hours import hours_in_words, moment_in_words

DAY = (Hours(time(8), time(16)),)
SUMMER = (Hours(time(8), time(15)),)
LUNCH = (Hours(time(9), time(12)), Hours(time(13), time(17)))
CHAT = OpeningHours(
    "chat",
    {"sv": "Chatten", "en": "The chat"},
    week=dict.fromkeys(range(5), DAY),
    seasons=(Season((6, 1), (8, 31), dict.fromkeys(range(5), SUMMER)),),
    closed_on=frozenset({date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1)}),
    exceptions={date(2026, 12, 23): (Hours(time(8), time(12)),), date(2026, 11, 28): DAY},
)


def local(day: str, clock: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("day", "clock", "is_open"),
    [
        ("2026-11-23", "07:59:59", False),  # Monday
        ("2026-11-23", "08:00", True),
        ("2026-11-23", "15:59:59", True),
        ("2026-11-23", "16:00", False),
        ("2026-11-22", "10:00", False),  # Sunday
        ("2026-11-28", "10:00", True),  # a Saturday that is an exception
        ("2026-07-01", "15:30", False),  # summer
        ("2026-05-29", "15:30", True),  # the last Friday before it
        ("2026-12-23", "13:00", False),  # closes early
        ("2026-12-25", "10:00", False),  # Christmas Day, a Friday
    ],
)
def test_it_is_open_when_the_most_particular_rule_says_so(day: str, clock: str, is_open: bool) -> None:
    assert CHAT.is_open(local(day, clock)) is is_open


@pytest.mark.parametrize(
    ("day", "clock", "opens"),
    [
        ("2026-11-23", "07:00", local("2026-11-23", "08:00")),
        ("2026-11-23", "16:00", local("2026-11-24", "08:00")),
        ("2026-11-27", "17:00", local("2026-11-28", "08:00")),
        ("2026-12-23", "13:00", local("2026-12-28", "08:00")),  # over Christmas and the weekend
        ("2026-12-30", "16:30", local("2027-01-04", "08:00")),  # over New Year
    ],
)
def test_the_next_opening_is_found_over_nights_weekends_and_holidays(day: str, clock: str, opens: datetime) -> None:
    assert CHAT.opens_at(local(day, clock)) == opens


@pytest.mark.parametrize(
    ("day", "utc_hour"), [("2026-10-23", 6), ("2026-10-26", 7), ("2027-03-26", 7), ("2027-03-29", 6)]
)
def test_it_opens_at_eight_by_the_clock_on_the_wall_also_when_the_clocks_have_changed(day: str, utc_hour: int) -> None:
    opens = CHAT.opens_at(local(day, "00:30"))
    assert opens is not None
    assert opens.astimezone(UTC).hour == utc_hour


def test_a_day_may_have_a_break() -> None:
    day = "2026-11-23"
    office = OpeningHours("office", {}, {0: LUNCH})
    assert [office.is_open(local(day, clock)) for clock in ("11:59", "12:30", "13:00")] == [True, False, True]
    assert office.opens_at(local(day, "12:30")) == local(day, "13:00")
    assert office.closes_at(local(day, "09:30")) == local(day, "12:00")


def test_what_never_opens_says_so_rather_than_search_for_ever() -> None:
    never = OpeningHours("never", {}, {})
    assert never.opens_at(local("2026-11-23", "08:00")) is None
    assert not door_of(never, local("2026-11-23", "08:00")).is_open


def test_a_season_may_run_over_new_year() -> None:
    winter = Season((12, 20), (1, 6), {})
    assert [winter.has(date(2026, *day)) for day in ((12, 20), (1, 6), (12, 19), (1, 7), (7, 1))] == [
        True,
        True,
        False,
        False,
        False,
    ]


@given(st.timedeltas(timedelta(0), timedelta(days=700)))
def test_the_next_opening_lies_ahead_is_open_and_nothing_before_it_is(passed: timedelta) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC) + passed
    opens = CHAT.opens_at(at)
    assert opens is not None
    assert opens > at
    assert CHAT.is_open(opens)
    assert CHAT.is_open(at) or not CHAT.is_open(opens - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", "måndag–fredag 08.00–16.00 (juni–augusti måndag–fredag 08.00–15.00)"),
        ("sv-simple", "måndag–fredag 08.00–16.00 (juni–augusti måndag–fredag 08.00–15.00)"),
        ("en", "Monday–Friday 08:00–16:00 (June–August Monday–Friday 08:00–15:00)"),
        ("fi", "maanantaina–perjantaina 08.00–16.00 (kesäkuu–elokuu maanantaina–perjantaina 08.00–15.00)"),
        ("ar", "الاثنين–الجمعة 08:00–16:00 (يونيو–أغسطس الاثنين–الجمعة 08:00–15:00)"),
    ],
)
def test_hours_are_written_as_the_readers_language_writes_them(lang: str, words: str) -> None:
    assert hours_in_words(CHAT, lang) == words


def test_days_that_differ_and_a_season_that_is_closed_are_written_out() -> None:
    office = OpeningHours("o", {}, {0: DAY, 1: DAY, 3: LUNCH}, (Season((6, 20), (8, 10), {}),))
    assert hours_in_words(office, "sv") == (
        "måndag–tisdag 08.00–16.00, torsdag 09.00–12.00, 13.00–17.00 (20 juni–10 augusti –)"
    )


def test_days_apart_from_each_other_are_not_written_as_a_run() -> None:
    office = OpeningHours("o", {}, dict.fromkeys((0, 2, 4, 5, 6), DAY))
    assert hours_in_words(office, "sv") == ("måndag 08.00–16.00, onsdag 08.00–16.00, fredag–söndag 08.00–16.00")


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((6, 1), (8, 31), "juni–augusti"),
        ((6, 1), (8, 28), "1 juni–28 augusti"),
        ((6, 2), (8, 31), "2 juni–31 augusti"),
        ((4, 1), (6, 30), "april–juni"),
        ((12, 1), (2, 28), "december–februari"),
        ((12, 1), (2, 29), "december–februari"),
        ((12, 1), (2, 27), "1 december–27 februari"),
        ((7, 1), (7, 31), "juli"),
        ((7, 1), (7, 30), "1 juli–30 juli"),
        ((6, 6), (6, 6), "6 juni"),
    ],
)
def test_a_season_is_named_by_its_months_only_where_they_are_whole(
    first: tuple[int, int], last: tuple[int, int], words: str
) -> None:
    office = OpeningHours("o", {}, {0: DAY}, (Season(first, last, {0: SUMMER}),))
    assert hours_in_words(office, "sv") == f"måndag 08.00–16.00 ({words} måndag 08.00–15.00)"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (local("2026-11-23", "16:00"), "16.00"),
        (local("2026-11-24", "08:00"), "tisdag 08.00"),
        (local("2026-11-29", "08:00"), "söndag 08.00"),
        (local("2026-11-30", "08:00"), "måndag 30 november 08.00"),
    ],
)
def test_a_moment_to_come_is_said_as_one_says_it(moment: datetime, words: str) -> None:
    assert moment_in_words(moment, local("2026-11-23", "09:00"), "sv") == words


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "Thursday 24 December 09:00"),
        ("ar", "الخميس 24 ديسمبر 09:00"),
        ("fa", "پنجشنبه 24 دسامبر 09:00"),
        ("fi", "torstaina 24. joulukuuta 09.00"),
        ("so", "Khamiis 24 Diseembar 09:00"),
        ("uk", "четвер 24 грудня 09:00"),
    ],
)
def test_a_moment_far_off_is_said_as_the_language_says_it(lang: str, words: str) -> None:
    assert moment_in_words(local("2026-12-24", "09:00"), local("2026-11-23", "09:00"), lang) == words
