"""What people ask about: topics and articles beside the days before, topics over time, and what a change led to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.measures import Dimension, Grain, Tally
from assistant.domain.measures.names import EVERYTHING, UNKNOWN, CountName
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.period import Period, local_day
from assistant.domain.revision import TextChange
from assistant.domain.rising import Asked, Change, changes
from assistant.domain.stretch import Stretch
from assistant.domain.whole_weeks import Sides, points_of
from assistant.ports import Clock, Records
from assistant.services.behind import Where
from assistant.services.figures import Figures

MOST_TOLD = 20
"""Topics, and articles, that a page lists."""
MOST_DRAWN = 6
"""Topics in the chart: more small pictures than these are not taken in at a look."""
LOOKED_BACK = timedelta(days=365)
"""Changes of texts are proposed for so long: what came before has been looked at, or never will be."""

READ = (
    CountName.CONVERSATIONS,
    CountName.TO_BOT,
    CountName.CONTAINED,
    CountName.QUESTIONS,
    CountName.COVERED,
)
"""What is told of each topic and article of the days chosen; of those before, the first alone."""


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """A topic or an article. `tally`: of the days chosen, `READ` alone. `change`: None where too few to test."""

    key: str
    asked: Asked
    tally: Tally
    change: Change | None

    @property
    def rise(self) -> int:
        """1 or -1 where it has risen or fallen by more than chance, else 0."""
        if self.change is None or not self.change.likely:
            return 0
        return 1 if self.change.times is None or self.change.times > 1 else -1


@dataclass(frozen=True, slots=True)
class Demand:
    """All topics, or all articles, that at least `FEWEST_TOLD` asked about in the days chosen or in those before, the
    most asked about first. What has too few on one side is among them: that it has fallen is told, not to how many.
    """

    every: Asked
    parts: tuple[AskedAbout, ...]

    @property
    def told(self) -> list[AskedAbout]:
        """The first `MOST_TOLD`, and whatever of the others has risen or fallen, in the same order."""
        return [each for place, each in enumerate(self.parts) if place < MOST_TOLD or each.rise]


@dataclass(frozen=True, slots=True)
class OverTime:
    """How many conversations each topic had in each stretch of the grain, by its first day; few ones too."""

    grain: Grain
    days: Period
    numbers: Mapping[str, Mapping[date, int]]


@dataclass(frozen=True, slots=True)
class Effect:
    """The sums of a topic or an article before and after a change, all conversations of the same days, and how many
    each week had, by its first day; few ones too.
    """

    before: Tally
    after: Tally
    every: Asked
    weeks: Mapping[date, int]

    @property
    def asked(self) -> Asked:
        """How many conversations it was in."""
        return Asked(_conversations(self.after), _conversations(self.before))


@dataclass(frozen=True, slots=True)
class ReadDemand:
    """Reads demand from the figures' sums."""

    figures: Figures
    records: Records
    clock: Clock

    async def topics_and_articles(self, stretch: Stretch) -> tuple[Demand, Demand]:
        """The days chosen beside those before. Of articles not `told` only the numbers are read: the rest of four
        hundred takes longer than all else.
        """
        topics, articles = await self._both(stretch, READ[:1])
        told = [each.key for each in articles.told]
        tallies = await self.figures.totals(stretch.days, Dimension.ARTICLE, READ, told)
        parts = tuple(replace(each, tally=tallies.get(each.key, each.tally)) for each in articles.parts)
        return topics, Demand(articles.every, parts)

    async def in_full(self, stretch: Stretch) -> tuple[Demand, Demand]:
        """As `topics_and_articles`, with all that is read of each."""
        return await self._both(stretch, READ)

    async def _both(self, stretch: Stretch, of_articles: Sequence[CountName]) -> tuple[Demand, Demand]:
        """Topics and articles, tested together: the page lists what has changed of both in one list."""
        every = await self._every(stretch.days, stretch.before)
        topics = await self._counted(stretch, Dimension.AREA, READ)
        articles = await self._counted(stretch, Dimension.ARTICLE, of_articles)
        asked = {**topics, **articles}
        changed = changes({where: Asked(*map(_conversations, sides)) for where, sides in asked.items()}, every)
        return _demand(topics, every, changed), _demand(articles, every, changed)

    async def _counted(
        self, stretch: Stretch, by: Dimension, names: Sequence[CountName]
    ) -> Mapping[Where, tuple[Tally, Tally]]:
        """The sums of the days chosen and of those before."""
        now = await self.figures.totals(stretch.days, by, names)
        before = await self.figures.totals(stretch.before, by, READ[:1])
        return {(by, key): (now.get(key, Tally()), before.get(key, Tally())) for key in {*now, *before}}

    async def recorded_from(self, before: Period) -> date | None:
        """The first day of those compared with on which there was a conversation; None where there was none. What was
        asked about earlier is not on record, and looks new.
        """
        numbers = await self.figures.sums.conversations(before)
        return min((day for day, number in numbers.items() if number), default=None)

    async def over_time(self, topics: Demand, days: Period) -> OverTime:
        """The topics worth a look, at most `MOST_DRAWN`: those that have changed for certain, then those that most
        asked about in the days drawn; the most asked about first.
        """
        grain, drawn = points_of(days, local_day(self.clock.now()))
        whole = await self.figures.totals(drawn, Dimension.AREA, READ[:1])
        keys = worth_a_look(topics, {key: _conversations(tally) for key, tally in whole.items()})
        found = await self.figures.conversations_over_time(drawn, grain, Dimension.AREA, keys)
        return OverTime(
            grain, drawn, {key: {first: numbers.get(key, 0) for first, numbers in found.items()} for key in keys}
        )

    async def effect(self, about: Where, sides: Sides) -> Effect:
        """What was on both sides of a change."""
        by, key = about
        before, after = await self.figures.tally(sides.before, by, key), await self.figures.tally(sides.after, by, key)
        every = await self._every(sides.after, sides.before)
        both = Period(sides.before.first, sides.after.last)
        days = await self.figures.series_of_tallies(both, Grain.DAY, about, names=READ[:1])
        asked = {day: _conversations(tally) for day, tally in days}
        weeks = {week.first: sum(asked[day] for day in week.days()) for week in sides.weeks()}
        return Effect(before[key], after[key], every, weeks)

    async def text_changes(self, about: Where | None) -> list[TextChange]:
        """When the text of the article, of any of the topic's articles, or of any at all, was last changed, latest
        first.
        """
        async with self.records.reading() as unit:
            found = await unit.revisions.text_changes(self.clock.now() - LOOKED_BACK)
        return [each for each in found if about is None or _is_about(each, about)]

    async def _every(self, now: Period, before: Period) -> Asked:
        return Asked(await self.figures.conversations(now), await self.figures.conversations(before))


def _demand(counted: Mapping[Where, tuple[Tally, Tally]], every: Asked, changed: Mapping[Where, Change]) -> Demand:
    parts = [
        AskedAbout(where[1], Asked(*map(_conversations, sides)), sides[0], changed.get(where))
        for where, sides in counted.items()
    ]
    told = [each for each in parts if max(each.asked.now, each.asked.before) >= FEWEST_TOLD]
    return Demand(every, tuple(sorted(told, key=_most_first)))


def worth_a_look(topics: Demand, drawn: Mapping[str, int]) -> list[str]:
    """Which topics a chart shows. `drawn`: how many conversations each has in it. One that nobody knows is none."""
    moved = {each.key for each in topics.parts if each.rise}
    told = {key: number for key, number in drawn.items() if number >= FEWEST_TOLD and key not in {EVERYTHING, UNKNOWN}}
    first = sorted(told, key=lambda key: (key not in moved, -told[key], key))[:MOST_DRAWN]
    return sorted(first, key=lambda key: (-told[key], key))


def _most_first(each: AskedAbout) -> tuple[int, int, str]:
    """An order that does not tell which of two small numbers is the larger."""
    now, before = (number if number >= FEWEST_TOLD else 0 for number in (each.asked.now, each.asked.before))
    return -now, -before, each.key


def _is_about(change: TextChange, about: Where) -> bool:
    by, key = about
    article = change.place.article
    return article == key if by is Dimension.ARTICLE else article.partition(".")[0] == key


def _conversations(tally: Tally) -> int:
    return tally[CountName.CONVERSATIONS]
