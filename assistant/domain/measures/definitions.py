"""docs/measures/definitions.md, made of the docstrings of what is counted, so that words and code cannot part."""

import inspect
import re
from collections.abc import Iterator

from assistant.domain.measures import (
    MEASURES,
    Measure,
    Unit,
    bot,
    counting,
    load,
    of_conversations,
    reading,
    verdicts,
    waits,
)
from assistant.domain.resolution import RESOLVING

_PARTS = re.compile(r"^(Formula|Source|Left out|Target|Interval): ", re.MULTILINE)
_UNITS = {Unit.SHARE: "a share", Unit.SECONDS: "seconds", Unit.INDEX: "an index from 0 to 100"}
_GROUPS = (
    ("Waiting for a person", waits),
    ("What citizens and agents say", verdicts),
    ("The bot", bot),
    ("Agents' time", load),
)
_LISTS = (
    ("Outcomes of turns that ask the bot for nothing", of_conversations.UNASKED),
    ("Intents of dialogue that ask for nothing either", of_conversations.PLEASANTRIES),
    ("Outcomes after which a person is needed", of_conversations.PERSON_NEEDED),
    ("Outcomes that are the bot's own answer", of_conversations.BY_BOT),
    (
        "Outcomes put to the knowledge base, beside every turn in which it found something",
        of_conversations.TO_KNOWLEDGE,
    ),
    ("Dispositions that are solved", RESOLVING),
)
_BEGINNING = f"""# How each figure is counted

Made by `kontakt figures definitions` from the code that counts (`assistant/domain/measures`); a test holds the two
together. Do not edit.

A figure is told of a period of local days (Europe/Stockholm), with the number of cases it is made from; of fewer than
{reading.FEWEST_TOLD} cases nothing is told. Periods, areas, agents and whatever else figures are split by are sums of
the same parts, so that they add up.
"""


def definitions() -> str:
    """The page, in Markdown."""
    groups = "\n".join(_group(title, module) for title, module in _GROUPS)
    return f"{_BEGINNING}\n{_paragraphs(counting.__doc__ or '')}\n\n{groups}\n{_lists()}"


def _lists() -> str:
    lines = [f"- **{said}:** {', '.join(f'`{each}`' for each in sorted(members))}." for said, members in _LISTS]
    return "\n".join(["## The lists that figures go by\n", *lines, ""])


def _group(title: str, module: object) -> str:
    measures = [each for each in MEASURES.values() if inspect.getmodule(each.defined_by) is module]
    return "\n".join([f"## {title}\n", f"{_paragraphs(inspect.getdoc(module) or '')}\n", *map(_measure, measures)])


def _measure(measure: Measure) -> str:
    said = inspect.getdoc(measure.defined_by) or ""
    return "\n\n".join([f"### `{measure.name}`", *_lines(said), f"**Unit:** {_UNITS[measure.unit]}.\n"])


def _lines(said: str) -> Iterator[str]:
    for paragraph in said.split("\n\n"):
        yield _PARTS.sub(r"**\1:** ", " ".join(paragraph.split()))


def _paragraphs(said: str) -> str:
    return "\n\n".join(" ".join(each.split()) for each in said.strip().split("\n\n"))
