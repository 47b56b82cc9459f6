"""What one conversation adds to the figures, on which local half hour, and under which values of each dimension.

All that is true of the conversation as a whole counts when it was opened, also what is said of it later: the citizen's
verdict, a review, a return. What is true of a wait for a person counts when the person was asked for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.confidence import area_of
from assistant.domain.handoff import Handoff
from assistant.domain.measures.names import BOT, EVERYTHING, PERSON, UNKNOWN, Dimension
from assistant.domain.measures.of_conversations import count_conversation, count_question, count_review
from assistant.domain.measures.of_handoffs import count_handoff
from assistant.domain.measures.tally import Adding, Tally
from assistant.domain.measures.told import Told
from assistant.domain.period import LOCAL

Key = tuple[Dimension, str]
"""One value of one dimension."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is added at one moment (aware) under each of the keys."""

    at: datetime
    keys: tuple[Key, ...]
    tally: Tally


def tally_of(told: Told, now: datetime) -> list[Part]:
    """All that the conversation adds. `now` (aware): until when a wait that is not over has lasted."""
    area, hour = area_of_conversation(told), weekday_hour(told.opened_at)
    parts = [_whole(told, area, hour, now), *_questions(told, area, hour)]
    parts += [_handoff(told, handoff, area, now) for handoff in told.handoffs]
    return [part for part in parts if part.tally.counts or part.tally.seconds]


def weekday_hour(at: datetime) -> str:
    """The local weekday (0 is Monday) and hour of `at`, "0-08" being Monday from 8 to 9."""
    local = at.astimezone(LOCAL)
    return f"{local.weekday()}-{local.hour:02d}"


def half_hour(at: datetime) -> datetime:
    """The beginning of the half hour (aware, UTC) that `at` lies in: Swedish time differs from UTC by whole hours."""
    return at.replace(minute=at.minute - at.minute % 30, second=0, microsecond=0)


def area_of_conversation(told: Told) -> str:
    """What it was about, as the last person said at the wrap-up; else by the request; else by the first answer."""
    said = [each.subject_area for each in told.handoffs if each.subject_area]
    wanted = [each.area for each in told.handoffs if each.area]
    found = [turn.area for turn in told.turns if turn.area]
    return str(next(iter([*reversed(said), *reversed(wanted), *found]), UNKNOWN))


def _whole(told: Told, area: str, hour: str, now: datetime) -> Part:
    adding = Adding()
    count_conversation(told, now, adding)
    keys = (
        (Dimension.ALL, EVERYTHING),
        (Dimension.AREA, area),
        (Dimension.LANGUAGE, told.lang),
        (Dimension.WEEKDAY_HOUR, hour),
        *_served_by(told),
    )
    return Part(told.opened_at, keys, adding.tally())


def _served_by(told: Told) -> Iterator[Key]:
    answered = [each for each in told.handoffs if each.answered_at is not None]
    yield Dimension.PART, PERSON if answered else BOT
    if answered and answered[-1].claimed_by is not None:
        yield Dimension.AGENT, answered[-1].claimed_by
    if told.handoffs:
        yield Dimension.REASON, told.handoffs[0].reason
    for article in dict.fromkeys(turn.article for turn in told.turns if turn.article is not None):
        yield Dimension.ARTICLE, article


def _questions(told: Told, fallback: str, hour: str) -> Iterator[Part]:
    """Questions count under the area they were about, which in one conversation may be several."""
    keys = (
        (Dimension.ALL, EVERYTHING),
        (Dimension.LANGUAGE, told.lang),
        (Dimension.WEEKDAY_HOUR, hour),
        (Dimension.PART, BOT),
    )
    for turn in told.turns:
        adding = Adding()
        count_question(told, turn, adding)
        yield Part(told.opened_at, (*keys, *_about(turn.area or fallback, turn.article)), adding.tally())
    for review in told.reviews:
        adding = Adding()
        count_review(review, adding)
        yield Part(told.opened_at, (*keys, *_about(area_of(review.article), review.article)), adding.tally())


def _about(area: str, article: str | None) -> tuple[Key, ...]:
    of_area = (Dimension.AREA, area)
    return (of_area,) if article is None else (of_area, (Dimension.ARTICLE, article))


def _handoff(told: Told, handoff: Handoff, fallback: str, now: datetime) -> Part:
    adding = Adding()
    count_handoff(handoff, now, adding)
    keys: tuple[Key, ...] = (
        (Dimension.ALL, EVERYTHING),
        (Dimension.AREA, handoff.subject_area or handoff.area or fallback),
        (Dimension.LANGUAGE, told.lang),
        (Dimension.REASON, handoff.reason),
        (Dimension.PART, PERSON),
        (Dimension.WEEKDAY_HOUR, weekday_hour(handoff.asked_at)),
        *(((Dimension.AGENT, str(handoff.claimed_by)),) if handoff.claimed_by else ()),
    )
    return Part(handoff.asked_at, keys, adding.tally())
