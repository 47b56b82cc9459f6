"""Did a change help? A topic or an article in whole weeks before and after a day, and the days there are to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import Request

from assistant.bootstrap import Assistant
from assistant.domain.knowledge import ORIGINAL
from assistant.domain.measures import MEASURES, Dimension, MeasureName
from assistant.domain.measures.difference import difference
from assistant.domain.measures.reading import FEWEST_TOLD, Reading, reading_of_share, untold
from assistant.domain.period import Period, local_day
from assistant.domain.revision import RevisionKind, TextChange
from assistant.domain.share import Share
from assistant.domain.whole_weeks import DAY, WEEK, Sides, comparable_from, sides_of
from assistant.services.behind import Where
from assistant.services.demand import Effect
from assistant.wording.catalogue import Words
from handoff_console import local_words, names
from handoff_console.reports.asked import missing_before, number_told
from handoff_console.reports.choosing import LONGEST_PART, Choice
from handoff_console.reports.parts import name_of_part
from handoff_console.reports.shown import shown, written

FOLLOWED = (
    MeasureName.CONTAINMENT,
    MeasureName.HANDOFF_RATE,
    MeasureName.COVERAGE,
    MeasureName.PRECISION,
    MeasureName.RESOLUTION_CITIZEN,
    MeasureName.SATISFACTION,
)
MOST_PROPOSED = 8
MOST_OTHERS = 5
FURTHEST = timedelta(days=3_653)
"""Ten years, about: nobody has changed anything longer ago, and the calendar ends further away."""
KINDS = {
    RevisionKind.PUBLISHED: "New text",
    RevisionKind.WITHDRAWN: "Withdrawn",
    RevisionKind.FROM_FILE: "The file's text again",
}
Known = Mapping[Dimension, Mapping[str, str]]
"""The names of topics and of articles."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What the address asks: `about` a topic or an article, changed `on` a day; None for what is not told."""

    about: Where | None
    on: date | None

    @property
    def kept(self) -> dict[str, str]:
        """The same as an address tells it."""
        return {"about": told_as(self.about), "on": str(self.on or "")}


@dataclass(frozen=True, slots=True)
class Row:
    """One figure on both sides. `better`: 1, 0 or -1 where the change is certain."""

    name: str
    before: str
    after: str
    cases: str
    change: str
    better: int


@dataclass(frozen=True, slots=True)
class Told:
    """What became of it. `waits_until`: the first day that can tell, where there is none yet; then there are no rows.
    `others`: other days in those compared on which the text was changed too. `chart`: each week, for `charts.js`.
    `missing`: that the days before are not all on record; empty where they are.
    """

    name: str
    day: str
    before: str = ""
    after: str = ""
    rows: Sequence[Row] = ()
    others: Sequence[str] = ()
    query: str = ""
    waits_until: str = ""
    chart: Mapping[str, Any] = field(default_factory=dict)
    weeks: Sequence[tuple[str, str]] = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A day on which a text was changed, to be compared with one click."""

    day: str
    article: str
    what: str
    note: str
    query: str
    current: bool


def looked_at(request: Request, today: date) -> Looked:
    """What the address asks; what cannot be read, or is further from today than `FURTHEST`, is not told."""
    by, _, key = request.query_params.get("about", "")[:LONGEST_PART].partition(":")
    about = (Dimension(by), key) if by in {Dimension.AREA, Dimension.ARTICLE} and key else None
    try:
        on = date.fromisoformat(request.query_params.get("on", ""))
    except ValueError:
        return Looked(about, None)
    return Looked(about, on if abs(on - today) <= FURTHEST else None)


def told_as(about: Where | None) -> str:
    """`area:bygglov`, `article:bygglov.altan`; empty for none."""
    return f"{about[0]}:{about[1]}" if about else ""


async def effect_of(assistant: Assistant, looked: Looked, known: Known, words: Words) -> Told | None:
    """None where it is not told what was changed, or when."""
    if looked.about is None or looked.on is None:
        return None
    by, key = looked.about
    name, day = name_of_part(known[by], key, words), local_words.day(looked.on, words.lang)
    sides = sides_of(looked.on, local_day(assistant.clock.now()))
    if sides is None:
        return Told(name, day, waits_until=local_words.day(comparable_from(looked.on), words.lang))
    effect = await assistant.demand.effect(looked.about, sides)
    others = _others(await assistant.demand.text_changes(looked.about), looked.on, sides)
    after = {"stretch": "own", "by": str(by), "part": key, "from": str(sides.after.first), "to": str(sides.after.last)}
    return Told(
        name,
        day,
        local_words.days(sides.before, words.lang),
        local_words.days(sides.after, words.lang),
        [_asked(effect, words), _part_of_all(effect, words), *(_figure(each, effect, words) for each in FOLLOWED)],
        [local_words.day_of_month(each, words.lang) for each in others],
        urlencode(after),
        chart=_chart(effect, looked.on, words),
        weeks=[(_week(first, words), number_told(number, words)) for first, number in sorted(effect.weeks.items())],
        missing=await missing_before(assistant, sides.before, words),
    )


def _chart(effect: Effect, on: date, words: Words) -> Mapping[str, Any]:
    """The weeks, a gap where there were few; the day of the change is a point without a number, and marked."""
    weeks = [
        {
            "label": local_words.day_of_month(first, words.lang),
            "value": number if number >= FEWEST_TOLD else None,
            "tip": f"{_week(first, words)}\n{number_told(number, words)}",
        }
        for first, number in sorted(effect.weeks.items())
    ]
    changed = {"label": local_words.day_of_month(on, words.lang), "value": None, "tip": words("The day of the change")}
    middle = len(weeks) // 2
    return {"kind": "counts", "points": [*weeks[:middle], changed, *weeks[middle:]], "mark": changed["label"]}


def _week(first: date, words: Words) -> str:
    return local_words.days(Period(first, first + WEEK - DAY), words.lang)


def _others(changes: Sequence[TextChange], on: date, sides: Sides) -> list[date]:
    days = {local_day(each.at) for each in changes} - {on}
    return sorted(day for day in days if sides.holds(day))[:MOST_OTHERS]


def _asked(effect: Effect, words: Words) -> Row:
    asked = effect.asked
    return Row(words("Conversations"), number_told(asked.before, words), number_told(asked.now, words), "", "", 0)


def _part_of_all(effect: Effect, words: Words) -> Row:
    """Whether it is asked about less is the first thing a change of a page is made for; neither way is a target's."""
    asked, every = effect.asked, effect.every
    now, before = _share(asked.now, every.now), _share(asked.before, every.before)
    was, became = _share_told(asked.before, before, words), _share_told(asked.now, now, words)
    changed = difference(now, before)
    change = words("No certain change from {was}", was=was) if asked.before >= FEWEST_TOLD else ""
    if changed is not None and changed.certain:
        change = words("Up from {was}" if changed.by > 0 else "Down from {was}", was=was)
    return Row(words("Part of all conversations"), was, became, "", change, 0)


def _share(part: int, whole: int) -> Reading:
    return reading_of_share(Share(part, whole)) if whole else untold(0)


def _share_told(part: int, reading: Reading, words: Words) -> str:
    """A share of few would tell how few."""
    if part < FEWEST_TOLD or reading.value is None:
        return number_told(0, words)
    return local_words.percent(reading.value, words.lang)


def _figure(name: MeasureName, effect: Effect, words: Words) -> Row:
    after, before = MEASURES[name].read(effect.after), MEASURES[name].read(effect.before)
    told = shown(name, after, before, words)
    was = written(name, before.value, words.lang)
    return Row(words(told.words.name), was, told.value or words(told.stands), told.cases, told.change, told.better)


async def proposed(
    assistant: Assistant, looked: Looked, choice: Choice, known: Known, words: Words
) -> tuple[list[Proposed], int]:
    """The latest days of change of what is looked at, or of all articles; and how many more there are."""
    found = await assistant.demand.text_changes(looked.about)
    told = [_proposal(each, looked, choice, known, words) for each in found[:MOST_PROPOSED]]
    return told, len(found) - len(told)


def _proposal(change: TextChange, looked: Looked, choice: Choice, known: Known, words: Words) -> Proposed:
    day, article = local_day(change.at), change.place.article
    about = looked.about or (Dimension.ARTICLE, str(article))
    lang = change.place.lang
    what = words(KINDS[change.kind])
    return Proposed(
        local_words.short_day(day, words.lang),
        name_of_part(known[Dimension.ARTICLE], article, words),
        what if lang == ORIGINAL else f"{what} ({words(names.LANGUAGES[lang]).lower()})",
        change.note,
        choice.query(about=told_as(about), on=str(day)),
        day == looked.on,
    )
