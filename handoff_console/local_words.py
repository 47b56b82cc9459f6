"""Numbers and days as they are written in the reader's language."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from assistant.domain.period import LOCAL, Period
from assistant.services.chat_hours import ChatHours, door_words
from assistant.wording.catalogue import Words

FINEST_DECIMALS = 3
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
_WRITTEN_OFTEN = lru_cache(maxsize=8_192)
"""A table of four years' days writes ten thousand numbers, most of them twice: beside the chart, and in it. So many are
a megabyte.
"""


@lru_cache(maxsize=8)
def _locale(lang: str) -> Locale:
    """Reading a locale's name takes longer than writing a number."""
    return Locale.parse(lang)


@_WRITTEN_OFTEN
def percent(value: float, lang: str, decimals: int = 1) -> str:
    """A share (0..1) in per cent: `87,5 %` in Swedish."""
    tail = f".{'0' * decimals}" if decimals else ""
    sign = "%" if lang == "en" else f"{NO_BREAK_SPACE}%"
    return format_percent(value, f"#,##0{tail}{sign}", locale=_locale(lang))


def percent_beside(value: float, aim: float | None, lang: str) -> str:
    """A share (0..1) with as many decimals as it takes not to round it onto the other side of its target."""
    decimals = 1
    while aim is not None and decimals < FINEST_DECIMALS and (round(value, decimals + 2) < aim) != (value < aim):
        decimals += 1
    return percent(value, lang, decimals)


@_WRITTEN_OFTEN
def rate(value: float, lang: str) -> str:
    """So many an hour, with one decimal."""
    return format_decimal(value, "#,##0.0", locale=_locale(lang))


@_WRITTEN_OFTEN
def decimal(value: float, lang: str) -> str:
    """A number with two decimals: `0,68` in Swedish."""
    return format_decimal(value, "#,##0.00", locale=_locale(lang))


@_WRITTEN_OFTEN
def number(value: int, lang: str) -> str:
    """A whole number with its thousands set apart."""
    return format_decimal(value, locale=_locale(lang))


def day(moment: date, lang: str) -> str:
    """A day with its weekday: `fredag 20 november 2026`."""
    return format_date(moment, "EEEE d MMMM y", locale=_locale(lang))


@_WRITTEN_OFTEN
def short_day(moment: date, lang: str) -> str:
    """A day for a table: `fre 20 nov. 2026`."""
    return format_date(moment, "EEE d MMM y", locale=_locale(lang))


def weekday_and_day(moment: date, lang: str) -> str:
    """A day for a narrow column: `mån 7 dec.`."""
    return format_date(moment, "EEE d MMM", locale=_locale(lang))


def day_and_time(moment: datetime, lang: str) -> str:
    """A moment where the municipality is: `fre 20 nov. 14:32`."""
    return format_datetime(moment.astimezone(LOCAL), "EEE d MMM HH:mm", locale=_locale(lang))


def days(period: Period, lang: str) -> str:
    """From one day to another: a day, `1–30 november 2026`, `15 december 2025 – 14 januari 2026`."""
    first, last = period.first, period.last
    end = format_date(last, "d MMMM y", locale=_locale(lang))
    if first == last:
        return day(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{format_date(first, 'd MMMM' if first.year == last.year else 'd MMMM y', locale=_locale(lang))} – {end}"


@_WRITTEN_OFTEN
def day_of_month(moment: date, lang: str) -> str:
    """A day for an axis: `20 nov.`."""
    return format_date(moment, "d MMM", locale=_locale(lang))


def hour(first: date, lang: str, *, short: bool = False) -> str:
    """The hour that begins at a moment (aware), where the municipality is: `tis 1 dec. 2026 14–15`, or `tis 14` for an
    axis.
    """
    if not isinstance(first, datetime):
        raise TypeError(f"{first} is a day")
    begins = first.astimezone(LOCAL)
    if short:
        return format_datetime(begins, "EEE HH", locale=_locale(lang))
    ends = (begins + timedelta(hours=1)).hour
    return f"{short_day(begins.date(), lang)} {begins.hour:02}–{ends:02}"


@_WRITTEN_OFTEN
def month(first: date, lang: str, *, short: bool = False) -> str:
    """A month: `november 2026`, or `nov. 26` for an axis."""
    return format_date(first, "LLL yy" if short else "LLLL y", locale=_locale(lang))


def exact(value: float) -> str:
    """A number for a spreadsheet, with six decimals at most and a decimal comma: `0,912`."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


@_WRITTEN_OFTEN
def agents(value: float, lang: str) -> str:
    """How many agents: a whole number where it is one, else with one decimal."""
    return format_decimal(value, "#,##0.#", locale=_locale(lang))


def door(hours: ChatHours, words: Words) -> str:
    """Whether people answer in the chat now, and until or from when; empty where nobody knows when they begin."""
    if hours.always:
        return words("Always open, to try it out")
    return door_words(hours.hours(), hours.clock.now(), words)
