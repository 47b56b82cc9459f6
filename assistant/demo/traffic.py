"""How many come, and when: the year's course, the week's, the day's, and other channels beside the chat."""

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from assistant.domain.contact import Channel, ContactVolume

CONTACTS_A_YEAR = 250_000
"""All contacts of the contact centre in a year, from the municipality's plan (issue 7)."""
SHARE_AT_FIRST, SHARE_AT_LAST = 0.07, 0.125
"""Chat's share of contacts when the demonstration begins and when it ends. The plan's target is 10 %; the way there is
assumed, and is so chosen that about 25,000 of a year's contacts come by chat, as the plan has it."""
DAYS_A_YEAR = 365
_OF_THE_WEEK = (1.22, 1.10, 1.02, 1.0, 0.86, 0.16, 0.20)
"""Contacts of each weekday, Monday first, relative to an ordinary one. Assumed: Mondays are busiest in contact centres
at large (Gans, Koole and Mandelbaum, "Telephone Call Centers", M&SOM 5, 2003, section 2 shows the shape), and weekends
have the bot alone."""
_OF_THE_HOUR = (
    *(0.4, 0.25, 0.15, 0.12, 0.15, 0.4, 1.3, 3.2, 7.6, 9.8, 10.2, 8.9),
    *(7.2, 8.6, 8.2, 7.3, 5.4, 3.9, 3.3, 3.2, 3.1, 2.6, 1.7, 0.9),
)
"""Contacts begun in each local hour, relative. Assumed: two peaks with a dip at lunch, as Brown et al., "Statistical
Analysis of a Telephone Call Center", JASA 100 (2005), figure 3, found on a bank's telephones; evenings by chat."""
_OF_THE_MONTH = (1.08, 1.04, 1.05, 1.03, 1.05, 0.96, 0.66, 1.02, 1.10, 1.05, 1.0, 0.86)
"""Assumed: a Swedish July is quiet; January and September have new fees, schools and preschools."""
HOLIDAY = 0.25
"""Contacts of a public holiday against the same weekday. Assumed."""
_UNEVEN = 0.10
"""Spread (a standard deviation, as a share) from day to day beyond chance. Assumed: arrivals vary more than a Poisson
process does (Jongbloed and Koole, "Managing uncertainty in call centres using Poisson mixtures", 2001)."""
_OTHER_CHANNELS: Mapping[Channel, float] = {
    Channel.PHONE: 0.60,
    Channel.EMAIL: 0.19,
    Channel.E_SERVICE: 0.12,
    Channel.VISIT: 0.07,
    Channel.OTHER: 0.02,
}
"""Shares of what does not come by chat. Assumed."""
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Course:
    """The days from `first` on, `days` of them, with what happens on them besides the ordinary."""

    first: date
    days: int
    holidays: frozenset[date]

    @property
    def last(self) -> date:
        """The last of the days."""
        return self.first + timedelta(days=self.days - 1)

    @property
    def all_days(self) -> Sequence[date]:
        """In order."""
        return [self.first + timedelta(days=number) for number in range(self.days)]

    def progress(self, day: date) -> float:
        """How much of the time is over, 0..1."""
        return (day - self.first).days / max(1, self.days - 1)

    def chat_share(self, day: date) -> float:
        """Chat's expected share of contacts."""
        return SHARE_AT_FIRST + (SHARE_AT_LAST - SHARE_AT_FIRST) * self.progress(day)

    def contacts(self, day: date, rng: random.Random) -> float:
        """Contacts by all channels together: the expected number, with the day's own luck."""
        ordinary = CONTACTS_A_YEAR / DAYS_A_YEAR / (sum(_OF_THE_WEEK) / 7) / (sum(_OF_THE_MONTH) / 12)
        course = _OF_THE_WEEK[day.weekday()] * _OF_THE_MONTH[day.month - 1]
        luck = rng.lognormvariate(-(_UNEVEN**2) / 2, _UNEVEN)
        return ordinary * course * (HOLIDAY if day in self.holidays else 1.0) * luck


def chats_begin(course: Course, day: date, contacts: float, rng: random.Random) -> list[float]:
    """When the day's chats begin, in seconds since local midnight, in order: a Poisson process whose rate has the
    shape of the day (its number first, its times after, which is the same).
    """
    hours = list(accumulate(_OF_THE_HOUR))
    count = poisson(contacts * course.chat_share(day), rng)
    begun = (bisect(hours, rng.uniform(0, hours[-1])) * 3_600 + rng.uniform(0, 3_600) for _ in range(count))
    return sorted(min(moment, DAY_SECONDS - 1) for moment in begun)


def other_channels(day: date, contacts: float, share: float, rng: random.Random) -> list[ContactVolume]:
    """What came by other channels, labelled as made up."""
    return [
        ContactVolume(day, channel, poisson(contacts * (1 - share) * part, rng), demo=True)
        for channel, part in _OTHER_CHANNELS.items()
    ]


def poisson(mean: float, rng: random.Random) -> int:
    """A count with this mean, by counting exponential gaps (Knuth, TAOCP 2, 3.4.1); above 500 by the normal one."""
    if mean > 500:
        return max(0, round(rng.gauss(mean, mean**0.5)))
    count, left = -1, mean
    while left >= 0:
        count, left = count + 1, left - rng.expovariate(1.0)
    return count
