"""What happens in the demonstration besides everyday life: a crisis, an hour switched off, an article put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.demo.traffic import Course
from assistant.domain.knowledge import ArticleId

CRISIS_AT, OFF_AT, CORRECTED_AT = 0.62, 0.45, 0.70
"""How far into the time each falls, 0..1; then the next day on which people answer."""
CRISIS_HOURS = (9.4, 14.2)
"""Local hours between which the tap water is brown and half the town asks. Invented."""
CRISIS_AREAS: Mapping[str, float] = {"vatten_avlopp": 60.0, "kris_beredskap": 14.0}
CRISIS_CHATS = 7.0
"""So many times as many chats as on an ordinary such day. Invented."""
DANGERS_A_CONVERSATION, DANGERS_IN_CRISIS = 0.004, 0.03
"""Shares of conversations that begin with words of danger. Assumed."""
OFF_HOURS = (10.0, 11.0)
"""Local hours for which a supervisor has the assistant switched off."""
POOR_BEFORE, POOR_AFTER = 0.55, 0.06
"""How often the article that is put right leaves citizens without their answer, before and after. Invented, so that
the page on what a changed article does has something to show."""


@dataclass(frozen=True, slots=True)
class Happenings:
    """The days on which something happens."""

    crisis: date
    off: date
    corrected: date
    article: ArticleId

    def poor(self, day: date) -> float:
        """How often the article leaves its reader without an answer on that day."""
        return POOR_BEFORE if day < self.corrected else POOR_AFTER


def happenings(course: Course, article: ArticleId) -> Happenings:
    """The days, each one on which people answer, apart from each other where there are days enough."""
    return Happenings(
        crisis=_working_day(course, CRISIS_AT),
        off=_working_day(course, OFF_AT),
        corrected=_working_day(course, CORRECTED_AT),
        article=article,
    )


def _working_day(course: Course, place: float) -> date:
    day = course.first + timedelta(days=int(place * (course.days - 1)))
    while day.weekday() > 4 or day in course.holidays:
        day += timedelta(days=1)
    return day
