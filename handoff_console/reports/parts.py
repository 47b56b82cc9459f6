"""A figure's parts side by side: by area, language, reason, agent, article, or who served."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.bootstrap import Assistant
from assistant.domain.catalogue import spoken
from assistant.domain.handoff import HandoffReason
from assistant.domain.measures import Dimension, MeasureName, Reading
from assistant.domain.measures.names import BOT, PERSON, UNKNOWN
from assistant.wording.catalogue import Words
from handoff_console import local_words, names
from handoff_console.reports.shown import Stands, cases_words, stands, written

MOST_SHOWN = 40
"""Parts in the table; the smaller ones are counted."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part in words. `rest`: it has no figure to draw."""

    key: str
    name: str
    reading: Reading
    value: str
    cases: str
    stands: Stands
    point: Mapping[str, Any]

    @property
    def rest(self) -> bool:
        """Whether there is nothing to draw."""
        return self.reading.value is None


def parts_shown(
    name: MeasureName, readings: Mapping[str, Mapping[MeasureName, Reading]], known: Mapping[str, str], words: Words
) -> list[Part]:
    """Those with any cases, the largest first."""
    some = [(key, figures[name]) for key, figures in readings.items() if figures[name].cases]
    some.sort(key=lambda each: (-each[1].cases, each[0]))
    return [_part(name, key, reading, known, words) for key, reading in some[:MOST_SHOWN]]


def _part(name: MeasureName, key: str, reading: Reading, known: Mapping[str, str], words: Words) -> Part:
    told, value = name_of_part(known, key, words), written(name, reading.value, words.lang)
    cases = cases_words(name, reading, words)
    number = cases if reading.suppressed else local_words.number(reading.cases, words.lang)
    point = {
        "label": told,
        "value": reading.value,
        "low": reading.low,
        "high": reading.high,
        "tip": f"{told}\n{value}\n{cases}",
    }
    return Part(key, told, reading, value, number, stands(name, reading), point)


def name_of_part(known: Mapping[str, str], key: str, words: Words) -> str:
    """The part's name; its key where it has none any more."""
    return known.get(key) or (words("Unknown") if key in {"", UNKNOWN} else key)


async def names_of_parts(assistant: Assistant, by: Dimension, words: Words) -> Mapping[str, str]:
    """What the parts of the dimension are called."""
    match by:
        case Dimension.AREA:
            return {str(key): spoken(area.name, words.lang) for key, area in assistant.catalogue.areas.items()}
        case Dimension.LANGUAGE:
            return {str(key): words(name) for key, name in names.LANGUAGES.items()}
        case Dimension.REASON:
            return {str(key): words(names.REASONS[key]) for key in HandoffReason}
        case Dimension.AGENT:
            return {str(member.id): member.full_name for member in await assistant.staff.members()}
        case Dimension.PART:
            return {BOT: words("The assistant alone"), PERSON: words("A person")}
        case Dimension.ARTICLE:
            return await _titles(assistant)
        case _:
            return {}


async def _titles(assistant: Assistant) -> Mapping[str, str]:
    shelf = (await assistant.knowledge.now()).shelf
    return {str(article.id): article.title for article in shelf.articles()}
