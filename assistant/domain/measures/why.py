"""How one conversation counts in a figure, and why: what a supervisor reads beside it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from assistant.domain.handoff import Handoff
from assistant.domain.measures import MEASURES, MeasureName, Tally, Unit
from assistant.domain.measures.in_time import answered_within, counts_in_service_level, lost
from assistant.domain.measures.names import CountName, SpanName
from assistant.domain.measures.of_conversations import RETURN_WITHIN, asks_something
from assistant.domain.measures.told import Told
from assistant.domain.resolution import agent_says


class Counts(StrEnum):
    """Whether a conversation speaks for the promise, or against it, or is among those a duration or index is of, or is
    left out. Where neither more nor less is better, `FOR` is in the part that the figure is named for.
    """

    FOR = "for"
    AGAINST = "against"
    COUNTED = "counted"
    LEFT_OUT = "left_out"


class Why(StrEnum):
    """Why it counts as it does."""

    ANSWERED_IN_TIME = "answered_in_time"
    ANSWERED_LATE = "answered_late"
    ANSWERED = "answered"
    LEFT_IN_TIME = "left_in_time"
    LEFT_LATE = "left_late"
    WAITS = "waits"
    WAITS_TOO_LONG = "waits_too_long"
    GIVEN_BACK = "given_back"
    NOBODY_WAITED = "nobody_waited"
    SAID_SOLVED = "said_solved"
    SAID_NOT_SOLVED = "said_not_solved"
    NOTHING_SAID = "nothing_said"
    AGENT_SAID_SOLVED = "agent_said_solved"
    AGENT_SAID_NOT_SOLVED = "agent_said_not_solved"
    NOT_JUDGED = "not_judged"
    SEVEN_DAYS_NOT_OVER = "seven_days_not_over"
    CAME_BACK = "came_back"
    RATED = "rated"
    NOT_RATED = "not_rated"
    ANSWERED_SURVEY = "answered_survey"
    NOT_CLOSED = "not_closed"
    BOT_ALONE = "bot_alone"
    PERSON_NEEDED = "person_needed"
    NOTHING_ASKED = "nothing_asked"
    PERSON_ASKED = "person_asked"
    NO_PERSON_ASKED = "no_person_asked"
    HELD_BY_PERSON = "held_by_person"
    NOT_HELD_BY_PERSON = "not_held_by_person"
    WRAPPED_UP = "wrapped_up"
    NOT_WRAPPED_UP = "not_wrapped_up"
    BOT_ANSWERED = "bot_answered"
    BOT_DID_NOT_ANSWER = "bot_did_not_answer"
    JUDGED_RIGHT = "judged_right"
    JUDGED_WRONG = "judged_wrong"
    NOT_REVIEWED = "not_reviewed"
    HAD_ANSWER = "had_answer"
    HAD_NO_ANSWER = "had_no_answer"
    CONTACT = "contact"
    OTHER_CHANNELS_UNKNOWN = "other_channels_unknown"


_SPANS = {
    MeasureName.SPEED_OF_ANSWER: SpanName.WAITED,
    MeasureName.HANDLING_TIME: SpanName.HANDLING,
    MeasureName.WRAP_UP_TIME: SpanName.WRAP_UP,
    MeasureName.FIRST_RESPONSE: SpanName.FIRST_RESPONSE,
}


def how_it_counts(name: MeasureName, tally: Tally) -> Counts:
    """How what one conversation adds counts in the figure."""
    measure = MEASURES[name]
    if measure.unit is Unit.SECONDS:
        return Counts.COUNTED if tally.histogram(_SPANS[name]) else Counts.LEFT_OUT
    if name is MeasureName.TREATMENT_INDEX:
        share = MEASURES[MeasureName.SATISFACTION].share
        return Counts.COUNTED if share is not None and share(tally).whole else Counts.LEFT_OUT
    part, whole = _part_of(name, tally)
    if not whole:
        return Counts.LEFT_OUT
    met = part == 0 if measure.rising is False else part == whole
    return Counts.FOR if met else Counts.AGAINST


def _part_of(name: MeasureName, tally: Tally) -> tuple[int, int]:
    if name is MeasureName.PRECISION:
        return tally[CountName.WEIGHT_RIGHT], tally[CountName.WEIGHT]
    if name is MeasureName.OCCUPANCY:  # it is of time: the conversations behind it are those a person held
        return tally[CountName.HANDLED], tally[CountName.HANDLED]
    share = MEASURES[name].share
    found = share(tally) if share is not None else None
    return (0, 0) if found is None else (found.part, found.whole)


def seconds_of(name: MeasureName, tally: Tally) -> int | None:
    """How long it took of what the figure tells of, in the span's unit, the longest if there are several."""
    span = _SPANS.get(name)
    return None if span is None else max(tally.histogram(span), default=None)


def why(name: MeasureName, told: Told, counts: Counts, now: datetime) -> Why:
    """The reason in one word. `counts`: as `how_it_counts` found; `now` (aware): what is not over lasts until then."""
    return _WHY[name](told, counts, now)


def _waited(told: Told, counts: Counts, now: datetime) -> Why:
    waits = [each for each in told.handoffs if each.was_asked_for]
    if not waits:
        return Why.NOBODY_WAITED
    against = [each for each in waits if not answered_within(each) and counts_in_service_level(each, now)]
    return _of_wait(against[-1] if against and counts is Counts.AGAINST else waits[-1], now)


def _of_wait(handoff: Handoff, now: datetime) -> Why:
    if handoff.answered_at is not None:
        return Why.ANSWERED_IN_TIME if answered_within(handoff) else Why.ANSWERED_LATE
    late = counts_in_service_level(handoff, now)
    if lost(handoff):
        return Why.LEFT_LATE if late else Why.LEFT_IN_TIME
    if handoff.returned_at is not None:
        return Why.GIVEN_BACK
    return Why.WAITS_TOO_LONG if late else Why.WAITS


def _lost(told: Told, counts: Counts, now: datetime) -> Why:
    waits = [each for each in told.handoffs if each.was_asked_for]
    gone = [each for each in waits if lost(each)]
    if counts is Counts.AGAINST and gone:
        return _of_wait(gone[-1], now)
    return Why.ANSWERED if counts is Counts.FOR else _waited(told, counts, now)


def _citizen(told: Told, counts: Counts, now: datetime) -> Why:  # noqa: ARG001
    return {True: Why.SAID_SOLVED, False: Why.SAID_NOT_SOLVED, None: Why.NOTHING_SAID}[told.solved]


def _agent(told: Told, counts: Counts, now: datetime) -> Why:  # noqa: ARG001
    said = agent_says(told.handoffs)
    return {True: Why.AGENT_SAID_SOLVED, False: Why.AGENT_SAID_NOT_SOLVED, None: Why.NOT_JUDGED}[said]


def _durable(told: Told, counts: Counts, now: datetime) -> Why:
    if told.solved is None and agent_says(told.handoffs) is None:
        return Why.NOT_JUDGED
    if counts is Counts.LEFT_OUT:
        return Why.SEVEN_DAYS_NOT_OVER
    solved = told.solved if told.solved is not None else agent_says(told.handoffs)
    if solved and told.returned_at is not None and told.returned_at - told.opened_at <= RETURN_WITHIN:
        return Why.CAME_BACK
    return _agent(told, counts, now) if told.solved is None else _citizen(told, counts, now)


def _closed(told: Told, counts: Counts, now: datetime) -> Why:
    return Why.NOT_CLOSED if counts is Counts.LEFT_OUT else _citizen(told, counts, now)


def _contained(told: Told, counts: Counts, now: datetime) -> Why:  # noqa: ARG001
    if not any(asks_something(turn) for turn in told.turns):
        return Why.NOTHING_ASKED
    return Why.BOT_ALONE if counts is Counts.FOR else Why.PERSON_NEEDED


def _one_of(met: Why, missed: Why, left_out: Why) -> Callable[[Told, Counts, datetime], Why]:
    """Where how it counts tells why."""
    words = {Counts.FOR: met, Counts.COUNTED: met, Counts.AGAINST: missed, Counts.LEFT_OUT: left_out}
    return lambda told, counts, now: words[counts]  # noqa: ARG005


_RATING = _one_of(Why.RATED, Why.RATED, Why.NOT_RATED)
_WHY: Mapping[MeasureName, Callable[[Told, Counts, datetime], Why]] = {
    MeasureName.SERVICE_LEVEL: _waited,
    MeasureName.SERVICE_LEVEL_ALL_ABANDONED: _waited,
    MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED: _waited,
    MeasureName.SPEED_OF_ANSWER: _waited,
    MeasureName.ABANDONMENT: _lost,
    MeasureName.SHORT_ABANDONS: _lost,
    MeasureName.RESOLUTION_CITIZEN: _citizen,
    MeasureName.RESOLUTION_AGENT: _agent,
    MeasureName.RESOLUTION_DURABLE: _durable,
    MeasureName.CONTAINMENT: _contained,
    MeasureName.CHAT_SHARE: _one_of(Why.CONTACT, Why.CONTACT, Why.OTHER_CHANNELS_UNKNOWN),
    MeasureName.SATISFACTION: _RATING,
    MeasureName.TREATMENT_INDEX: _RATING,
    MeasureName.SOLVED_SAID: _closed,
    MeasureName.RESPONSE_RATE: _one_of(Why.ANSWERED_SURVEY, Why.NOTHING_SAID, Why.NOT_CLOSED),
    MeasureName.OCCUPANCY: _one_of(Why.HELD_BY_PERSON, Why.HELD_BY_PERSON, Why.NOT_HELD_BY_PERSON),
    MeasureName.HANDLING_TIME: _one_of(Why.HELD_BY_PERSON, Why.HELD_BY_PERSON, Why.NOT_HELD_BY_PERSON),
    MeasureName.WRAP_UP_TIME: _one_of(Why.WRAPPED_UP, Why.WRAPPED_UP, Why.NOT_WRAPPED_UP),
    MeasureName.FIRST_RESPONSE: _one_of(Why.BOT_ANSWERED, Why.BOT_ANSWERED, Why.BOT_DID_NOT_ANSWER),
    MeasureName.PRECISION: _one_of(Why.JUDGED_RIGHT, Why.JUDGED_WRONG, Why.NOT_REVIEWED),
    MeasureName.COVERAGE: _one_of(Why.HAD_ANSWER, Why.HAD_NO_ANSWER, Why.NOTHING_ASKED),
    MeasureName.HANDOFF_RATE: _one_of(Why.PERSON_ASKED, Why.NO_PERSON_ASKED, Why.NO_PERSON_ASKED),
}
