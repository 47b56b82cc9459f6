"""What reviewed answers prove of each topic, and what follows: a rise that a person may decide, a fall at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from assistant.domain.agreement import Agreement, agreement
from assistant.domain.audit import Act, AuditEntry, AuditFilter
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import Catalogue
from assistant.domain.earned import Earned, Standing, earned, level_below, next_level
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.knowledge import ArticleId
from assistant.domain.levels import LevelChange
from assistant.domain.review import Review, by_turn, is_right
from assistant.domain.sampling import Estimate, Sample, estimate
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, Records, Unit
from assistant.services.autonomy import Autonomy
from assistant.wording.catalogue import LANGUAGES, Wording

REMEMBERED = timedelta(days=365)
"""Answers older than this say little of today's articles and search."""
_MOST_SEEN = 1_000
Judged = TypeVar("Judged", Sample, Review)


@dataclass(frozen=True, slots=True)
class TopicEvidence:
    """What is known of one topic at its present level.

    `earned`, `estimate` and `waiting` are of the answers drawn to what was asked since the level was set, by the
    catalogue or by `change`; the first two only of those given from texts that still hold. `agreement` is of all that
    two have judged. `waiting`: drawn and judged by nobody yet.
    """

    topic: str
    level: AutonomyLevel
    change: LevelChange | None
    earned: Earned
    estimate: Estimate | None
    agreement: Agreement
    waiting: int

    @property
    def proposed(self) -> AutonomyLevel | None:
        """The level that it has earned and not got yet."""
        return next_level(self.level) if self.earned.standing is Standing.MAY_RISE else None

    @property
    def fell(self) -> bool:
        """Whether it has its level because it lost a higher one."""
        return self.change is not None and self.change.by is None


@dataclass(frozen=True, slots=True)
class WholeEvidence:
    """Every topic of the catalogue, in its order, and how far reviewers agree over all of them."""

    topics: tuple[TopicEvidence, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class _Material:
    """All that is recorded of the answers remembered; samples and reviews by topic."""

    changes: Mapping[str, LevelChange]
    samples: Mapping[str, Sequence[Sample]]
    reviews: Mapping[str, Sequence[Review]]
    new_texts: Mapping[ArticleId, datetime]

    def is_from_old_text(self, one: Sample) -> bool:
        """Whether the answer was given before its article's text was made another."""
        changed = self.new_texts.get(one.article)
        return changed is not None and one.asked_at <= changed

    def drawn(self, topic: str) -> Sequence[Sample]:
        """What was drawn of the topic since its level was set."""
        change = self.changes.get(topic)
        return [one for one in self.samples.get(topic, ()) if change is None or one.asked_at > change.at]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Weighs what reviewers said. `wanted`: the precision (0..1) that the assistant alone must keep."""

    records: Records
    autonomy: Autonomy
    catalogue: Catalogue
    clock: Clock
    wording: Wording
    wanted: float

    async def topics(self) -> tuple[TopicEvidence, ...]:
        """Every topic of the catalogue, in its order."""
        async with self.records.reading() as unit:
            return self._all_weighed(await self._material(unit))

    async def whole(self) -> WholeEvidence:
        """Every topic, and what all topics tell together."""
        async with self.records.reading() as unit:
            material = await self._material(unit)
        every = [one for of_topic in material.reviews.values() for one in of_topic]
        return WholeEvidence(self._all_weighed(material), _agreement(every))

    async def raise_level(self, topic: str, to: AutonomyLevel, by: StaffMember, reason: str) -> None:
        """A supervisor grants what the topic has earned.

        Raises:
            NotFoundError: there is no such topic.
            ConflictError: it has not earned that level, or no longer.
            RefusedError: no reason is given.
        """
        known = {one.topic: one for one in await self.topics()}
        if topic not in known:
            raise NotFoundError(f"no topic {topic}")
        if known[topic].proposed is not to:
            raise ConflictError(f"{topic} has not earned the level {to}")
        await self.autonomy.set_level(topic, to, by, reason)

    async def fall_if_due(self, unit: Unit, topic: str) -> bool:
        """Within `unit`, the topic falls one step where its reviewed answers say so; call `autonomy.told` afterwards.

        Returns:
            Whether it fell.
        """
        found = self._weighed(topic, await self._material(unit, topic))
        below = level_below(found.level)
        if below is None or found.earned.standing is not Standing.MUST_FALL:
            return False
        weighed = found.earned
        words = self.wording.of(LANGUAGES[0])
        why = words("{right} of {reviewed} reviewed answers were right", right=weighed.right, reviewed=weighed.reviewed)
        evidence = {
            "right": weighed.right,
            "reviewed": weighed.reviewed,
            "upper": round(weighed.bounds.upper, 4),
            "wanted": weighed.wanted,
            "alarm": round(weighed.alarm, 1),
        }
        return await self.autonomy.fall(unit, topic, below, why, evidence)

    async def let_fall(self) -> tuple[str, ...]:
        """Every topic falls that should have and has not: two reviewers at once may each not see the other's word."""
        due = [one.topic for one in await self.topics() if one.earned.standing is Standing.MUST_FALL]
        fallen = []
        for topic in due:
            async with self.records.unit() as unit:
                if await self.fall_if_due(unit, topic):
                    fallen.append(topic)
        if fallen:
            await self.autonomy.told()
        return tuple(fallen)

    async def fallen(self) -> tuple[LevelChange, ...]:
        """Falls that no supervisor has acknowledged yet, latest first."""
        async with self.records.reading() as unit:
            falls = [change for change in (await unit.levels.current()).values() if change.by is None]
            if not falls:
                return ()
            since = min(change.at for change in falls)
            wanted = AuditFilter(since=since, acts=frozenset({Act.FALL_ACKNOWLEDGED}))
            seen = {entry.details.get("change") for entry in await unit.audit.entries(wanted, _MOST_SEEN)}
        unseen = [change for change in falls if change.number not in seen]
        return tuple(sorted(unseen, key=lambda change: change.number, reverse=True))

    async def acknowledge(self, topic: str, by: StaffMember) -> None:
        """A supervisor has seen that the topic fell; entered in the audit. Repeating changes nothing."""
        change = next((one for one in await self.fallen() if one.topic == topic), None)
        if change is None:
            return
        entry = AuditEntry(
            self.clock.now(), by.id, Act.FALL_ACKNOWLEDGED, f"topic:{topic}", details={"change": change.number}
        )
        async with self.records.unit() as unit:
            await unit.audit.add(entry)
        await self.autonomy.told()

    async def _material(self, unit: Unit, topic: str | None = None) -> _Material:
        since = self.clock.now() - REMEMBERED
        changes = await unit.levels.current()
        samples, reviews = await unit.reviews.samples(since, topic), await unit.reviews.all(since, topic)
        return _Material(changes, _by_topic(samples), _by_topic(reviews), await unit.revisions.new_texts())

    def _all_weighed(self, material: _Material) -> tuple[TopicEvidence, ...]:
        return tuple(self._weighed(str(topic), material) for topic in self.catalogue.areas)

    def _weighed(self, topic: str, material: _Material) -> TopicEvidence:
        change = material.changes.get(topic)
        drawn = {(one.conversation_id, one.seq): one for one in material.drawn(topic)}
        of_topic = material.reviews.get(topic, ())
        judged = {turn: is_right(reviews) for turn, reviews in by_turn(of_topic).items() if turn in drawn}
        today = {turn: right for turn, right in judged.items() if not material.is_from_old_text(drawn[turn])}
        replaced = sum(not right for turn, right in judged.items() if turn not in today)
        return TopicEvidence(
            topic=topic,
            level=change.level if change else self.catalogue.level_of(topic),
            change=change,
            earned=earned(list(today.values()), self.wanted, replaced),
            estimate=estimate([(right, drawn[turn].probability) for turn, right in today.items()]),
            agreement=_agreement(of_topic),
            waiting=len(drawn) - len(judged),
        )


def _by_topic(judged: Sequence[Judged]) -> Mapping[str, Sequence[Judged]]:
    found: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        found[one.topic].append(one)
    return found


def _agreement(reviews: Sequence[Review]) -> Agreement:
    """Of the first two who judged each answer that two have."""
    pairs = [(both[0].judgement, both[1].judgement) for both in by_turn(reviews).values() if len(both) > 1]
    return agreement(pairs)
