"""Draws answers for review, and sees to it that no topic stays above what its reviewed answers allow."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.domain.confidence import area_of
from assistant.domain.review import answer_of
from assistant.domain.sampling import WEEK, Sample, is_drawn, is_judged_twice, probability_of
from assistant.domain.turn import TurnRecord
from assistant.ports import Clock, Records
from assistant.services.evidence import Evidence

log = logging.getLogger(__name__)

LOOKED_EVERY = timedelta(minutes=1)
"""Reviewers wait no longer than this for an answer to be drawn; oftener would only read the record in vain."""


@dataclass(slots=True)
class WatchAnswers:
    """What is drawn hangs on nothing but the record, so any number of these may run, whenever they like.

    `quota`: answers a week and topic, about; `twice`: share (0..1) of them for two reviewers. `looked_at` is its only
    memory.
    """

    records: Records
    evidence: Evidence
    clock: Clock
    quota: int
    twice: float
    looked_at: datetime | None = field(default=None)

    async def look(self) -> None:
        """What there is to draw is drawn and who must fall has fallen, unless that was looked after just now."""
        now = self.clock.now()
        if self.looked_at is not None and now < self.looked_at + LOOKED_EVERY:
            return
        drawn, fallen = await self.draw(), await self.evidence.let_fall()
        if drawn or fallen:
            log.info("%d answers drawn for review; topics that fell: %s", drawn, ", ".join(fallen) or "none")
        self.looked_at = now

    async def draw(self) -> int:
        """Answers of the last week are drawn for review that belong to the sample and are not in it yet; how many.

        Of two weeks' answers each topic's are counted, so that those of a week ago have their week before them too.
        """
        now = self.clock.now()
        async with self.records.reading() as unit:
            answers = await unit.reviews.answers(now - 2 * WEEK)
            known = {(one.conversation_id, one.seq) for one in await unit.reviews.samples(now - WEEK)}
        found = [one for one in self._drawn(answers, now - WEEK) if (one.conversation_id, one.seq) not in known]
        if found:
            async with self.records.unit() as unit:
                for sample in found:
                    await unit.reviews.draw(sample)
        return len(found)

    def _drawn(self, answers: Sequence[TurnRecord], since: datetime) -> Iterator[Sample]:
        by_topic: dict[str, list[TurnRecord]] = defaultdict(list)
        for turn in answers:
            article = answer_of(turn)
            if article is not None:
                by_topic[area_of(article)].append(turn)
        for topic, turns in by_topic.items():
            moments = [turn.opened_at for turn in turns]
            for place, turn in enumerate(turns):
                if turn.opened_at >= since:
                    yield from self._sample(topic, turn, probability_of(place, moments, self.quota))

    def _sample(self, topic: str, turn: TurnRecord, probability: float) -> Iterator[Sample]:
        article, key = answer_of(turn), (turn.conversation_id, turn.seq)
        if article is not None and is_drawn(*key, probability):
            yield Sample(*key, topic, article, turn.opened_at, probability, is_judged_twice(*key, self.twice))
