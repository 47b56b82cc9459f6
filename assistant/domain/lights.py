"""The traffic lights of the wallboard: how each thing on it stands against what was promised."""

from datetime import timedelta
from enum import StrEnum

from assistant.domain.margin import may_still_lose, may_still_miss
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.share import Share
from assistant.domain.target_warning import GOALS, LEAST_CASES, WarningKind
from assistant.domain.waiting import Desks

SOON_LATE = 0.75
"""Of the promised time: from here on a wait is close to breaking the promise. As the queue's clocks have it."""


class Light(StrEnum):
    """What somebody who passes by must know: nothing to do, look here, do something, nothing to say yet."""

    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"
    UNKNOWN = "unknown"


def of_waits(longest: timedelta | None) -> Light:
    """By the longest wait in the queue; None: nobody waits."""
    if longest is None:
        return Light.GOOD
    if longest > THRESHOLD:
        return Light.BAD
    return Light.WATCH if longest > THRESHOLD * SOON_LATE else Light.GOOD


def of_service_level(today: Share, *, warned: bool) -> Light:
    """By the goal, and amber where a warning stands or the next one missed would break it."""
    return _of_goal(WarningKind.SERVICE_LEVEL, today, may_still_miss(today, GOALS[WarningKind.SERVICE_LEVEL]), warned)


def of_abandonment(today: Share, *, warned: bool) -> Light:
    """By the goal, and amber where a warning stands or the next one lost would break it."""
    return _of_goal(WarningKind.ABANDONMENT, today, may_still_lose(today, GOALS[WarningKind.ABANDONMENT]), warned)


def _of_goal(kind: WarningKind, today: Share, margin: int, warned: bool) -> Light:
    if today.value is None or (today.whole < LEAST_CASES and not warned):
        return Light.UNKNOWN
    goal = GOALS[kind]
    missed = today.value < goal if kind is WarningKind.SERVICE_LEVEL else today.value >= goal
    if missed and today.whole >= LEAST_CASES:
        return Light.BAD
    return Light.WATCH if warned or margin == 0 else Light.GOOD


def of_crew(desks: Desks, available: int, waiting: int, *, is_open: bool) -> Light:
    """Red where nobody is available though the doors are open or somebody waits; amber where there is no place left."""
    if available == 0:
        return Light.BAD if is_open or waiting else Light.UNKNOWN
    return Light.GOOD if desks.free else Light.WATCH


def of_assistant(*, is_off: bool, topics_off: int) -> Light:
    """Red where it is switched off as a whole, amber where it is on some topics."""
    if is_off:
        return Light.BAD
    return Light.WATCH if topics_off else Light.GOOD


def of_danger(unclaimed: int, with_agents: int) -> Light:
    """Red while somebody in danger waits for a person; amber while one is with an agent."""
    if unclaimed:
        return Light.BAD
    return Light.WATCH if with_agents else Light.GOOD


def of_drafts(held: int) -> Light:
    """Amber while an answer waits for somebody to check it: a citizen waits with it."""
    return Light.WATCH if held else Light.GOOD
