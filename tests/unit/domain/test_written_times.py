"""Days, times and numbers are read back from each way in which spreadsheets and exchanges write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.written_numbers import decimal_of, whole_number
from assistant.domain.written_times import SERIAL_DAY_0, Clock, DayOrder, day_orders, read_clock, read_day, read_moment

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
QUARTERS = st.integers(0, 95).map(lambda quarter: quarter * 15)
ANY_ORDER = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%d.%m.%y")


@given(DAYS, st.sampled_from(ANY_ORDER), st.sampled_from([None, *DayOrder]))
def test_a_day_whose_order_is_plain_is_read_whatever_was_chosen(day: date, how: str, order: DayOrder | None) -> None:
    assert read_day(day.strftime(how), order) == day


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d/%m/%y"]))
def test_a_day_with_the_day_first_is_read_so(day: date, how: str) -> None:
    assert read_day(day.strftime(how), DayOrder.DAY_FIRST) == day


@given(DAYS)
def test_a_day_with_the_month_first_is_read_so(day: date) -> None:
    assert read_day(f"{day:%m/%d/%Y}", DayOrder.MONTH_FIRST) == day


@given(DAYS)
def test_excels_serial_numbers_are_days(day: date) -> None:
    assert read_day(str((day - SERIAL_DAY_0).days), None) == day


@given(DAYS, QUARTERS)
def test_day_and_time_in_one_are_read(day: date, begins: int) -> None:
    clock = f"{begins // 60:02}:{begins % 60:02}"
    serial = f"{(day - SERIAL_DAY_0).days + begins / 1440:.10f}"
    for text in (f"{day} {clock}", f"{day}T{clock}:00", f"{day:%d.%m.%Y} {clock}", serial):
        assert read_moment(text, None) == (day, Clock(begins)), text


@given(QUARTERS, st.sampled_from([15, 30, 60]))
def test_ranges_tell_their_length_whether_they_end_on_the_minute_or_before_it(begins: int, minutes: int) -> None:
    for less in (0, 1):
        ends = (begins + minutes - less) % 1440
        text = f"{begins // 60:02}:{begins % 60:02}-{ends // 60:02}:{ends % 60:02}"
        assert read_clock(text) == Clock(begins, minutes), text


@pytest.mark.parametrize("text", ["", "x", "25:00", "24:00", "8:60", "99999", "-", "Totalt", "8:00 xm", "9" * 500])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_clock(text) is None


@pytest.mark.parametrize("text", ["", "2026-02-30", "31/31/2026", "20261301", "12345", "i går", "9" * 500])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, DayOrder.DAY_FIRST) is None


def test_an_instant_is_told_by_our_clock_in_summer_and_winter() -> None:
    assert read_moment("2026-07-01T06:00:00Z", None) == (date(2026, 7, 1), Clock(480))
    assert read_moment("2026-11-30T23:30:00.000Z", None) == (date(2026, 12, 1), Clock(30))


def test_one_day_that_can_only_be_read_one_way_settles_the_order() -> None:
    assert day_orders(["05/06/2026", "06/06/2026"]) == tuple(DayOrder)
    assert day_orders(["05/06/2026", "05/30/2026"]) == (DayOrder.MONTH_FIRST,)
    assert day_orders(["05/06/2026", "30/05/2026"]) == (DayOrder.DAY_FIRST,)


@given(st.integers(0, 999_999))
def test_numbers_are_read_back_from_each_way_of_writing(number: int) -> None:
    spaced = f"{number:,}"
    for text in (str(number), spaced.replace(",", " "), spaced.replace(",", "\N{NO-BREAK SPACE}"), f"{number},0"):
        assert whole_number(text, ",") == number, text
    assert whole_number(spaced, ".") == number
    assert whole_number(f"{spaced}.00", ".") == number


def test_a_thousand_is_never_taken_for_one() -> None:
    assert whole_number("1,000", ",") is None
    assert whole_number("1.000", ".") is None
    assert decimal_of(["1,250", "12"]) == "."
    assert whole_number("-3") is None
    assert whole_number("=1+1") is None


def test_a_weekday_before_and_months_by_name_are_read() -> None:
    for text in ("mån 30 nov 2026", "måndag 2026-11-30", "30 november 2026", "30-Nov-2026"):
        assert read_day(text, None) == date(2026, 11, 30), text
    assert read_day("1 okt 2026", None) == date(2026, 11, 30) - timedelta(60)
