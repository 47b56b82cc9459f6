"""How far the assistant may go by itself with an answer."""

from enum import StrEnum


class AutonomyLevel(StrEnum):
    """The levels, strictest first. What is not autonomous goes to a person with the answer as a draft at hand."""

    SHADOW = "shadow"
    APPROVE = "approve"
    AUTONOMOUS = "autonomous"


_STRICTEST_FIRST = tuple(AutonomyLevel)


def stricter(one: AutonomyLevel, other: AutonomyLevel | None) -> AutonomyLevel:
    """The stricter of the two; `one` where there is no other."""
    return one if other is None else min(one, other, key=_STRICTEST_FIRST.index)
