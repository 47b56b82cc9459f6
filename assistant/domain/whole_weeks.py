"""Whole weeks, so that each weekday weighs the same: on both sides of a change, and as the points of a chart."""

from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.measures.names import Grain
from assistant.domain.period import Period, month_of

MOST_WEEKS = 4
"""On each side of a change: longer, and the season changes more than the text does."""
FEWEST_WEEKS = 13
"""Points of a chart of fewer days: what rises is seen only beside what was before."""
MONTHS_FROM = timedelta(weeks=26)
"""From so many days on a chart has months: weeks would be too many to tell apart."""
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sides:
    """Equally many whole weeks right before the day of a change and right after it. The day itself is in neither:
    some of it was before the change.
    """

    before: Period
    after: Period

    def holds(self, day: date) -> bool:
        """Whether the day is on either side."""
        return any(side.first <= day <= side.last for side in (self.before, self.after))

    def weeks(self) -> list[Period]:
        """Each week of either side, in order."""
        return [*self.before.chunks(WEEK.days), *self.after.chunks(WEEK.days)]


def sides_of(changed: date, today: date) -> Sides | None:
    """The days compared, at most `MOST_WEEKS` on each side; None before a whole week has gone. Today is not over, and
    is in none of them.
    """
    weeks = min(MOST_WEEKS, (today - DAY - changed) // WEEK)
    if weeks < 1:
        return None
    length = weeks * WEEK
    return Sides(Period(changed - length, changed - DAY), Period(changed + DAY, changed + length))


def comparable_from(changed: date) -> date:
    """The first day on which there is a whole week after the change."""
    return changed + WEEK + DAY


def points_of(days: Period, today: date) -> tuple[Grain, Period]:
    """What a chart of these days shows: whole calendar months, or whole weeks from Monday, that are over.

    Of fewer than `FEWEST_WEEKS` weeks the chart goes further back.
    """
    last = min(days.last, today - DAY)
    if last - days.first + DAY >= MONTHS_FROM:
        first, ended = month_of(days.first), month_of(last)
        begins = days.first if first.first == days.first else first.last + DAY
        return Grain.MONTH, Period(begins, last if ended.last == last else ended.first - DAY)
    sunday = last - timedelta(days=last.isoweekday() % 7)
    monday = days.first + timedelta(days=-days.first.weekday() % 7)
    return Grain.WEEK, Period(min(monday, sunday + DAY - FEWEST_WEEKS * WEEK), sunday)
