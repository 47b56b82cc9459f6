"""Opening hours from `catalogue/opening_hours.yml`, and where articles quote them."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, time

import holidays

from assistant.domain.opening_hours import DAYS, Hours, OpeningHours, Season, Week
from assistant.ingest.yaml_field import YamlField
from assistant.wording.hours import hours_in_words

FIELDS = ("id", "name", "week", "seasons", "closed_on", "exceptions", "source", "verified_on")
NEEDED = ("id", "name", "week", "closed_on", "source", "verified_on")
PLACEHOLDER = re.compile(r"\{\{opening_hours:(\w+)\}\}")
"""Stands in an article where the hours of that name are filled in, so that they are written once."""
HOLIDAY_YEARS = range(2020, 2051)
_CLOCK = r"((?:[01][0-9]|2[0-3]):[0-5][0-9])"
_HOURS = re.compile(f"{_CLOCK}-{_CLOCK}")
_DAYS = re.compile(rf"({'|'.join(DAYS)})(?:-({'|'.join(DAYS)}))?")
_SEASON = re.compile(r"(0[1-9]|1[0-2])-([0-3][0-9])")
_LEAP_YEAR = 2000


def read_opening_hours(rows: YamlField) -> Mapping[str, OpeningHours]:
    """The opening hours by id.

    Raises:
        FileRefusedError: a row is not as it should be.
    """
    found: dict[str, OpeningHours] = {}
    for row in rows.items():
        hours = _read(row)
        if hours.id in found:
            row.refuse(f"id {hours.id} is given twice; allowed: once")
        found[hours.id] = hours
    return found


def filled_in(answer: str, hours: Mapping[str, OpeningHours], lang: str) -> str:
    """The answer with its placeholders replaced by the hours in words. Raises KeyError for an unknown name."""
    return PLACEHOLDER.sub(lambda found: hours_in_words(hours[found.group(1)], lang), answer)


def _read(row: YamlField) -> OpeningHours:
    fields = row.fields(FIELDS, required=NEEDED)
    return OpeningHours(
        id=fields["id"].text(),
        name={lang: words.text() for lang, words in fields["name"].fields(required=("sv", "en")).items()},
        week=_week(fields["week"]),
        seasons=tuple(_season(item) for item in fields["seasons"].items()) if "seasons" in fields else (),
        closed_on=_closed_on(fields["closed_on"]),
        exceptions=dict(_exception(item) for item in fields["exceptions"].items()) if "exceptions" in fields else {},
        source=fields["source"].text(),
        verified_on=fields["verified_on"].day_or_none(),
    )


def _week(field: YamlField) -> Week:
    week: dict[int, tuple[Hours, ...]] = {}
    for names, hours in field.fields().items():
        week |= dict.fromkeys(_days(hours, names), _hours(hours))
    return week


def _days(field: YamlField, names: str) -> range:
    found = _DAYS.fullmatch(names)
    if found is None:
        field.refuse(f"{names!r} are no days; allowed: {', '.join(DAYS)}, or two with a hyphen as mon-fri")
    first, last = (DAYS.index(name) for name in (found.group(1), found.group(2) or found.group(1)))
    if last < first:
        field.refuse(f"{names!r} runs over the end of the week; allowed: an earlier day to a later one as mon-fri")
    return range(first, last + 1)


def _hours(field: YamlField) -> tuple[Hours, ...]:
    spans = [span.strip() for span in field.text().split(",")]
    return tuple(sorted(_span(field, span) for span in spans))


def _span(field: YamlField, span: str) -> Hours:
    found = _HOURS.fullmatch(span)
    if found is None:
        field.refuse(f"{span!r} is no span of hours; allowed: 00:00 to 23:59 as 08:00-16:00, several with commas")
    opens, closes = (time.fromisoformat(clock) for clock in found.groups())
    if closes <= opens:
        field.refuse(f"{span!r} closes before it opens")
    return Hours(opens, closes)


def _season(item: YamlField) -> Season:
    fields = item.fields(("from", "to", "week"), required=("from", "to", "week"))
    return Season(_month_and_day(fields["from"]), _month_and_day(fields["to"]), _week(fields["week"]))


def _month_and_day(field: YamlField) -> tuple[int, int]:
    found = _SEASON.fullmatch(field.text())
    if found is None:
        field.refuse(f"is {field.text()!r}; must be month and day as 06-01")
    month, day = int(found[1]), int(found[2])
    last = monthrange(_LEAP_YEAR, month)[1]
    if not 1 <= day <= last:
        field.refuse(f"is {field.text()!r}; allowed in that month: {month:02}-01 to {month:02}-{last}")
    return month, day


def _closed_on(field: YamlField) -> frozenset[date]:
    """`holidays`: Sweden's public holidays and the eves that are free in fact, by the library of that name."""
    if field.one_of(("holidays", "never")) == "never":
        return frozenset()
    calendar = holidays.country_holidays("SE", years=HOLIDAY_YEARS, categories=("public", "de_facto"))
    return frozenset(calendar)


def _exception(item: YamlField) -> tuple[date, tuple[Hours, ...]]:
    fields = item.fields(("on", "hours"), required=("on", "hours"))
    day = fields["on"].day_or_none()
    if day is None:
        fields["on"].refuse("must be a day as 2026-12-23")
    return day, () if fields["hours"].text() == "closed" else _hours(fields["hours"])
