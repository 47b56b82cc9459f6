"""Topics over time: a small chart each, and the same as one table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.domain.measures import Dimension, Grain
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.services.demand import OverTime
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.reports.asked import Line, number_told
from handoff_console.reports.choosing import Choice
from handoff_console.reports.parts import name_of_part
from handoff_console.reports.trend import label


@dataclass(frozen=True, slots=True)
class TopicChart:
    """One topic. `line`: what is told of it in the days chosen, None where it is not among those told.

    `chart`: what `charts.js` draws, with a gap where there were few; None where there is no point.
    """

    key: str
    name: str
    query: str
    line: Line | None
    chart: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class TopicsChart:
    """All of them. `rows`: of each stretch, the latest first, its name and each topic's number."""

    topics: Sequence[TopicChart]
    rows: Sequence[tuple[str, Sequence[str]]]
    span: str
    by_month: bool


def topics_chart(
    over_time: OverTime, lines: Sequence[Line], known: Mapping[str, str], choice: Choice, words: Words
) -> TopicsChart:
    """`lines`: the topics told of in the days chosen, for what has changed. `known`: topics' names."""
    by_key = {line.key: line for line in lines}
    firsts = sorted({first for numbers in over_time.numbers.values() for first in numbers}, reverse=True)
    return TopicsChart(
        [
            TopicChart(
                key,
                name_of_part(known, key, words),
                choice.whole().query(by=Dimension.AREA, part=key),
                by_key.get(key),
                _chart(over_time, key, words),
            )
            for key in over_time.numbers
        ],
        [(_label(first, over_time.grain, words), _numbers(over_time, first, words)) for first in firsts],
        local_words.days(over_time.days, words.lang),
        over_time.grain is Grain.MONTH,
    )


def _numbers(over_time: OverTime, first: date, words: Words) -> list[str]:
    return [number_told(numbers[first], words) for numbers in over_time.numbers.values()]


def _chart(over_time: OverTime, key: str, words: Words) -> Mapping[str, Any] | None:
    points = [
        {
            "label": label(first, over_time.grain, words),
            "value": number if number >= FEWEST_TOLD else None,
            "tip": f"{_label(first, over_time.grain, words)}\n{number_told(number, words)}",
        }
        for first, number in sorted(over_time.numbers[key].items())
    ]
    return {"kind": "counts", "points": points} if any(each["value"] for each in points) else None


def _label(first: date, grain: Grain, words: Words) -> str:
    return label(first, grain, words, long=True)
