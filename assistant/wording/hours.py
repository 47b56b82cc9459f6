"""Opening hours as people write them, in any language that the day names of Unicode's CLDR are known in."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import groupby

from babel.dates import format_date, format_datetime, get_day_names, get_month_names

from assistant.domain.opening_hours import Hours, OpeningHours, Season, Week
from assistant.domain.period import LOCAL

DASH = "–"
_POINT = frozenset({"sv", "fi"})
"""Languages that write 08.00; the others write 08:00."""
_DAY_AND_MONTH = {"fi": "d. MMMM"}
"""How a day of the year is written where that is not `24 december`, in the patterns of CLDR."""
_LEAP_YEAR, _COMMON_YEAR = 2000, 2001


def hours_in_words(hours: OpeningHours, lang: str) -> str:
    """The ordinary week, then what is different in its seasons: `måndag–fredag 07.30–17.00 (juni–augusti ...)`."""
    seasons = "; ".join(f"{_season(season, lang)} {_week(season.week, lang)}" for season in hours.seasons)
    return f"{_week(hours.week, lang)} ({seasons})" if seasons else _week(hours.week, lang)


def clock(moment: time, lang: str) -> str:
    """`08.00` in Swedish and Finnish, `08:00` elsewhere. Western digits in all languages, as telephones have."""
    return moment.strftime("%H.%M" if _base(lang) in _POINT else "%H:%M")


def moment_in_words(moment: datetime, now: datetime, lang: str) -> str:
    """A moment to come as one says it: `16.00` today, `torsdag 08.00` within six days, else with its date."""
    here, today = moment.astimezone(LOCAL), now.astimezone(LOCAL).date()
    at = clock(here.time(), lang)
    if here.date() == today:
        return at
    near = (here.date() - today).days < 7
    return f"{_day(here.weekday(), lang) if near else _date(here, lang)} {at}"


def _date(moment: datetime, lang: str) -> str:
    return format_datetime(moment, f"EEEE {_day_and_month(lang)}", locale=_base(lang))


def _day_and_month(lang: str) -> str:
    return _DAY_AND_MONTH.get(_base(lang), "d MMMM")


def _week(week: Week, lang: str) -> str:
    return ", ".join(f"{_days(days, lang)} {_spans(hours, lang)}" for hours, days in _alike(week)) or DASH


def _alike(week: Week) -> Iterator[tuple[tuple[Hours, ...], list[int]]]:
    """Runs of days with the same hours, each the day after the one before."""
    placed = enumerate(sorted(week))
    # Along such a run, a day less its place in the week's list stays the same; a day left out makes it grow.
    for (hours, _), run in groupby(placed, key=lambda place: (week[place[1]], place[1] - place[0])):
        yield hours, [day for _, day in run]


def _days(days: list[int], lang: str) -> str:
    first, last = _day(days[0], lang), _day(days[-1], lang)
    return first if len(days) == 1 else f"{first}{DASH}{last}"


def _day(day: int, lang: str) -> str:
    return str(get_day_names("wide", locale=_base(lang))[day])


def _spans(spans: tuple[Hours, ...], lang: str) -> str:
    return ", ".join(f"{clock(span.opens, lang)}{DASH}{clock(span.closes, lang)}" for span in spans)


def _season(season: Season, lang: str) -> str:
    ends = (season.first, season.last)
    if _is_whole_months(season):
        names = get_month_names("wide", context="stand-alone", locale=_base(lang))
        written = [str(names[month]) for month, _ in ends]
    else:
        written = [format_date(date(_LEAP_YEAR, *end), _day_and_month(lang), locale=_base(lang)) for end in ends]
    return DASH.join(dict.fromkeys(written))  # one name where both ends are the same


def _is_whole_months(season: Season) -> bool:
    """From the first day of a month to the last of one; February ends on the 28th as well as on the 29th."""
    month, day = season.last
    return season.first[1] == 1 and day >= monthrange(_COMMON_YEAR, month)[1]


def _base(lang: str) -> str:
    return lang.partition("-")[0]
