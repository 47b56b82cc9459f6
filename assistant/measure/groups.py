"""Questions apart by what they are: language, area, length, voice."""

from collections.abc import Callable, Mapping, Sequence

from assistant.domain.knowledge import Fact, FactId
from assistant.domain.labelled import LabelledQuestion
from assistant.measure.asking import Found

LENGTHS = ((3, "1 to 3 words"), (8, "4 to 8 words"), (20, "9 to 20 words"))
LONGER = "21 words and more"


def length_of(text: str) -> str:
    """The name of the group of texts as long, counted in words between blanks."""
    words = len(text.split())
    return next((name for most, name in LENGTHS if words <= most), LONGER)


def apart(found: Sequence[Found], name_of: Callable[[LabelledQuestion], str]) -> dict[str, list[Found]]:
    """The answers by their question's group, the groups by name."""
    groups: dict[str, list[Found]] = {}
    for one in found:
        groups.setdefault(name_of(one.question), []).append(one)
    return dict(sorted(groups.items()))


def ways_apart(facts: Mapping[FactId, Fact]) -> dict[str, Callable[[LabelledQuestion], str]]:
    """How Swedish questions are taken apart, by the heading of the table. A question's area is its first fact's."""

    def area(question: LabelledQuestion) -> str:
        return next((facts[fact].area for fact in sorted(question.covers) if fact in facts), "-")

    return {
        "question length": lambda question: length_of(question.text),
        "voice": lambda question: question.voice,
        "area": area,
    }
