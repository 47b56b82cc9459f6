"""Numbers and days as they are written in the reader's language."""

from datetime import date, datetime

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from assistant.domain.period import LOCAL, Period, PeriodName

FINEST_DECIMALS = 3
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def percent(value: float, lang: str, decimals: int = 1) -> str:
    """A share (0..1) in per cent: `87,5 %` in Swedish."""
    tail = f".{'0' * decimals}" if decimals else ""
    sign = "%" if lang == "en" else f"{NO_BREAK_SPACE}%"
    return format_percent(value, f"#,##0{tail}{sign}", locale=lang)


def percent_beside(value: float, aim: float | None, lang: str) -> str:
    """A share (0..1) with as many decimals as it takes not to round it onto the other side of its target."""
    decimals = 1
    while aim is not None and decimals < FINEST_DECIMALS and (round(value, decimals + 2) < aim) != (value < aim):
        decimals += 1
    return percent(value, lang, decimals)


def points(difference: float, lang: str) -> str:
    """The size of a difference between shares, in percentage points."""
    return format_decimal(abs(difference) * 100, "#,##0.0", locale=lang)


def rate(value: float, lang: str) -> str:
    """So many an hour, with one decimal."""
    return format_decimal(value, "#,##0.0", locale=lang)


def decimal(value: float, lang: str) -> str:
    """A number with two decimals: `0,68` in Swedish."""
    return format_decimal(value, "#,##0.00", locale=lang)


def number(value: int, lang: str) -> str:
    """A whole number with its thousands set apart."""
    return format_decimal(value, locale=lang)


def day(moment: date, lang: str) -> str:
    """A day with its weekday: `fredag 20 november 2026`."""
    return format_date(moment, "EEEE d MMMM y", locale=lang)


def short_day(moment: date, lang: str) -> str:
    """A day for a table: `fre 20 nov. 2026`."""
    return format_date(moment, "EEE d MMM y", locale=lang)


def weekday_and_day(moment: date, lang: str) -> str:
    """A day for a narrow column: `mån 7 dec.`."""
    return format_date(moment, "EEE d MMM", locale=lang)


def day_and_time(moment: datetime, lang: str) -> str:
    """A moment where the municipality is: `fre 20 nov. 14:32`."""
    return format_datetime(moment.astimezone(LOCAL), "EEE d MMM HH:mm", locale=lang)


def span(name: PeriodName, period: Period, lang: str) -> str:
    """Which days the period has: a day, `23–29 november 2026`, a month or a year."""
    first, last = period.first, period.last
    match name:
        case PeriodName.TODAY:
            return day(first, lang)
        case PeriodName.WEEK | PeriodName.YEAR_TO_DATE:
            same_month, same_year = first.month == last.month, first.year == last.year
            begin = "d" if same_month else "d MMMM" if same_year else "d MMMM y"
            return f"{format_date(first, begin, locale=lang)}–{format_date(last, 'd MMMM y', locale=lang)}"
        case PeriodName.MONTH:
            return format_date(first, "LLLL y", locale=lang)
        case PeriodName.QUARTER:
            return format_date(first, "QQQQ y", locale=lang)
        case PeriodName.YEAR:
            return str(first.year)
        case _:
            return days(period, lang)


def days(period: Period, lang: str) -> str:
    """From one day to another: a day, `1–30 november 2026`, `15 december 2025 – 14 januari 2026`."""
    first, last = period.first, period.last
    end = format_date(last, "d MMMM y", locale=lang)
    if first == last:
        return day(first, lang)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{format_date(first, 'd MMMM' if first.year == last.year else 'd MMMM y', locale=lang)} – {end}"


def day_of_month(moment: date, lang: str) -> str:
    """A day for an axis: `20 nov.`."""
    return format_date(moment, "d MMM", locale=lang)


def month(first: date, lang: str, *, short: bool = False) -> str:
    """A month: `november 2026`, or `nov. 26` for an axis."""
    return format_date(first, "LLL yy" if short else "LLLL y", locale=lang)


def exact(value: float) -> str:
    """A number for a spreadsheet, with six decimals at most and a decimal comma: `0,912`."""
    return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")


def agents(value: float, lang: str) -> str:
    """How many agents: a whole number where it is one, else with one decimal."""
    return format_decimal(value, "#,##0.#", locale=lang)
