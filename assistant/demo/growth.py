"""How the assistant earns its autonomy over the year: answers drawn, reviewed, and levels that follow.

Drawn by `domain/sampling.py` and weighed by `domain/earned.py`, as in service; what reviewers say is drawn by chance.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assistant.demo.bot import Given
from assistant.domain.audit import Act, AuditEntry
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.confidence import area_of
from assistant.domain.earned import Earned, Standing, earned, level_below, next_level
from assistant.domain.handoff import AgentId
from assistant.domain.levels import LevelChange
from assistant.domain.review import Judgement, Review, is_right
from assistant.domain.sampling import WEEK, Sample, is_drawn, is_judged_twice, probability_of
from assistant.domain.staffing import StaffMember
from assistant.ports.bulk import Written

WANTED, TWICE = 0.95, 0.2
"""As the settings `answer_precision` and `reviewed_twice` have it by default."""
QUOTA = 6
"""Answers a week and topic that are drawn: fewer than the setting's default, so that seven people can judge them."""
AT_FIRST_ALONE = frozenset({"kontakt_linkoping", "bibliotek", "avfall_atervinning", "bad_och_simhallar", "parkering"})
AT_FIRST_IN_SHADOW = frozenset(
    {"orosanmalan", "vald_i_nara_relation", "socialtjanst_barn_och_familj", "missbruk", "ekonomiskt_bistand"}
)
"""Areas that begin with more and with less than `approve`. Invented; in service a supervisor decides."""
LEAST_FOR_A_DECISION, RIGHT_FOR_A_DECISION = 14, 0.97
"""A supervisor may raise a topic that has not proven itself by the rule: in the demonstration from so many reviewed
answers and so large a share of right ones on. Assumed."""
MOST_REVIEWS_A_DAY = 30
_MISJUDGED, _TEXT_NEEDS_WORK = 0.01, 0.03
_BEGINS = "Vi börjar försiktigt och låter granskade svar visa vägen."
_EARNED = "{right} av {reviewed} granskade svar var rätt. Ämnet har förtjänat det."
_DECIDED = "Få frågor, men {right} av {reviewed} granskade svar var rätt. Vi följer det noga."
_FALLEN = "{right} av {reviewed} granskade svar var rätt"


@dataclass(slots=True)
class Growth:
    """Levels as they stand, and what they stand on."""

    areas: Sequence[str]
    supervisor: StaffMember
    reviewers: Sequence[StaffMember]
    rng: random.Random
    levels: dict[str, AutonomyLevel] = field(default_factory=dict)
    _since: dict[str, datetime] = field(default_factory=dict)
    _moments: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    _drawn: list[tuple[Sample, Given]] = field(default_factory=list)
    _judged: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))

    def begin(self, at: datetime) -> Written:
        """Every topic has its first level."""
        written = Written()
        for area in self.areas:
            alone, shadow = area in AT_FIRST_ALONE, area in AT_FIRST_IN_SHADOW
            level = AutonomyLevel.AUTONOMOUS if alone else AutonomyLevel.SHADOW if shadow else AutonomyLevel.APPROVE
            self._change(written, Act.LEVEL_SET, LevelChange(area, level, at, self.supervisor.id, _BEGINS))
        return written

    def draw(self, given: Iterable[Given]) -> Written:
        """A day's answers that are drawn for review."""
        written = Written()
        for one in sorted(given, key=lambda each: (each.at, each.conversation)):
            moments = self._moments[area_of(one.article)]
            moments.append(one.at)
            while moments[0] <= one.at - WEEK:
                del moments[0]
            probability = probability_of(len(moments) - 1, moments, QUOTA)
            if is_drawn(one.conversation, one.seq, probability):
                twice = is_judged_twice(one.conversation, one.seq, TWICE)
                sample = Sample(
                    one.conversation, one.seq, area_of(one.article), one.article, one.at, probability, twice
                )
                written.samples.append(sample)
                self._drawn.append((sample, one))
        return written

    def review(self, at: datetime) -> Written:
        """A morning's reviews, the oldest answers first."""
        written = Written()
        some, self._drawn = self._drawn[:MOST_REVIEWS_A_DAY], self._drawn[MOST_REVIEWS_A_DAY:]
        for place, (sample, given) in enumerate(some):
            who = self.rng.sample(list(self.reviewers), 2 if sample.twice else 1)
            reviews = [self._reviewed(sample, given, one.id, at + timedelta(minutes=2 * place)) for one in who]
            written.reviews += reviews
            written.audit += [_entry(review) for review in reviews]
            if sample.asked_at > self._since[sample.topic]:
                self._judged[sample.topic].append(is_right(reviews))
        return written

    def decide(self, at: datetime) -> Written:
        """What follows: falls by rule, and rises that the supervisor grants."""
        written = Written()
        for area in self.areas:
            weighed = earned(self._judged[area], WANTED)
            up, down = next_level(self.levels[area]), level_below(self.levels[area])
            if weighed.standing is Standing.MUST_FALL and down is not None:
                change = LevelChange(area, down, at, None, _words(_FALLEN, weighed))
                self._change(written, Act.LEVEL_FELL, change, weighed)
            elif up is not None and (why := _reason(weighed)):
                self._change(written, Act.LEVEL_SET, LevelChange(area, up, at, self.supervisor.id, why))
        return written

    def _reviewed(self, sample: Sample, given: Given, by: AgentId, at: datetime) -> Review:
        judgement, right = _judgement(given), None
        if self.rng.random() < _MISJUDGED:
            judgement = Judgement.SHOULD_HAVE_HANDED_OFF if judgement.is_right else Judgement.RIGHT
        elif judgement is Judgement.RIGHT and self.rng.random() < _TEXT_NEEDS_WORK:
            judgement = Judgement.ARTICLE_NEEDS_WORK
        if judgement is Judgement.WRONG:
            right = given.right
        return Review(
            sample.conversation_id, sample.seq, sample.topic, sample.article, sample.asked_at, by, judgement, at, right
        )

    def _change(self, written: Written, act: Act, change: LevelChange, weighed: Earned | None = None) -> None:
        details: dict[str, object] = {"from": self.levels.get(change.topic, change.level), "to": change.level}
        if weighed is not None:
            details |= {"right": weighed.right, "reviewed": weighed.reviewed, "wanted": weighed.wanted}
            details |= {"upper": round(weighed.bounds.upper, 4), "alarm": round(weighed.alarm, 1)}
        written.levels.append(change)
        written.audit.append(AuditEntry(change.at, change.by, act, f"topic:{change.topic}", change.reason, details))
        self.levels[change.topic], self._since[change.topic] = change.level, change.at
        self._judged[change.topic].clear()


def _judgement(given: Given) -> Judgement:
    if given.right is None:
        return Judgement.SHOULD_HAVE_HANDED_OFF
    return Judgement.RIGHT if given.right == given.article else Judgement.WRONG


def _reason(weighed: Earned) -> str:
    """Why a topic may rise; empty where it may not."""
    if weighed.standing is Standing.MAY_RISE:
        return _words(_EARNED, weighed)
    enough = weighed.reviewed >= LEAST_FOR_A_DECISION and weighed.standing is Standing.HOLDS
    return _words(_DECIDED, weighed) if enough and weighed.right >= RIGHT_FOR_A_DECISION * weighed.reviewed else ""


def _words(words: str, weighed: Earned) -> str:
    return words.format(right=weighed.right, reviewed=weighed.reviewed)


def _entry(review: Review) -> AuditEntry:
    details = {"topic": review.topic, "article": review.article, "judgement": review.judgement}
    if review.right_article is not None:
        details["right_article"] = review.right_article
    subject = f"turn:{review.conversation_id}/{review.seq}"
    return AuditEntry(review.at, review.reviewer, Act.REVIEWED, subject, details=details)
