"""Topics and articles in words: how many asked about each, and what has risen or fallen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from assistant.bootstrap import Assistant
from assistant.domain.measures import MEASURES, Dimension, MeasureName
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.period import Period
from assistant.services.demand import AskedAbout, Demand
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.reports.choosing import Choice
from handoff_console.reports.parts import name_of_part
from handoff_console.reports.shown import written

RECORDED = timedelta(days=7)
"""So long at the beginning of the days compared with, or a quarter of them, may be without a conversation before it is
told: two days that are missing of a week weigh more than two of a month. Ours.
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A topic or an article in words. `rise`: 1 or -1 where it has certainly risen or fallen, else 0."""

    key: str
    name: str
    asked: str
    share: str
    change: str
    rise: int
    answered: str
    query: str


def lines_of(demand: Demand, by: Dimension, choice: Choice, known: Mapping[str, str], words: Words) -> list[Line]:
    """Those told of, in the order given."""
    return [_line(each, demand, known, words, choice.whole().query(by=by, part=each.key)) for each in demand.told]


def _line(each: AskedAbout, demand: Demand, known: Mapping[str, str], words: Words, query: str) -> Line:
    now, answered = each.asked.now, MEASURES[MeasureName.CONTAINMENT].read(each.tally).value
    return Line(
        each.key,
        name_of_part(known, each.key, words),
        number_told(now, words),
        local_words.percent(now / demand.every.now, words.lang) if now >= FEWEST_TOLD else "",
        change_told(each, words),
        each.rise,
        written(MeasureName.CONTAINMENT, answered, words.lang),
        query,
    )


def number_told(number: int, words: Words) -> str:
    """How many; of few only that they are few (requirement C-06)."""
    if number < FEWEST_TOLD:
        return words("fewer than {number}", number=FEWEST_TOLD)
    return local_words.number(number, words.lang)


async def missing_before(assistant: Assistant, before: Period, words: Words) -> str:
    """What must be known of the days compared with before anything is called new; empty for nothing."""
    first = await assistant.demand.recorded_from(before)
    if first is None:
        return words("There are no conversations in the days compared with, so there is nothing to compare.")
    length = before.last - before.first + timedelta(days=1)
    if first - before.first < min(RECORDED, length / 4):
        return ""
    day = local_words.day(first, words.lang)
    return words(
        "In the days compared with, there are no conversations before {day}. What looks new may be older than that.",
        day=day,
    )


def change_told(each: AskedAbout, words: Words) -> str:
    """How it has changed. Where one side is small no ratio is told: the small number could be reckoned from it."""
    if each.rise == 0 or each.change is None:
        return words("No certain change")
    if each.asked.now < FEWEST_TOLD:
        before = local_words.number(each.asked.before, words.lang)
        return words("Fewer than {number} now, {before} before", number=FEWEST_TOLD, before=before)
    if each.change.times is None or each.asked.before < FEWEST_TOLD:
        return words("Fewer than {number} before", number=FEWEST_TOLD)
    return words("{times} times as large a part as before", times=local_words.rate(each.change.times, words.lang))
