"""What is counted, how it may be split, and what the figures are called. A value once recorded is never renamed."""

from enum import StrEnum


class Dimension(StrEnum):
    """What figures may be split by. The values of each:

    `all`: one, the empty word. `area`: areas of the catalogue, and `unknown`. `language`: codes such as `sv`. `reason`:
    why a person was asked for. `agent`: ids of staff. `part`: `bot` or `person`. `weekday_hour`: local, "0-08" is
    Monday from 8 to 9. `article`: ids of articles.
    """

    ALL = "all"
    AREA = "area"
    LANGUAGE = "language"
    REASON = "reason"
    AGENT = "agent"
    PART = "part"
    WEEKDAY_HOUR = "weekday_hour"
    ARTICLE = "article"


EVERYTHING = ""
"""The one value of `Dimension.ALL`."""
UNKNOWN = "unknown"
"""The area where nobody knows it."""
BOT, PERSON = "bot", "person"
"""The values of `Dimension.PART`: who served the citizen, a person as soon as one has said a word."""


class Grain(StrEnum):
    """How long a stretch of time one point of a series tells of: hours, local days, ISO weeks, months, quarters."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class MeasureName(StrEnum):
    """The figures. What each is stands in the docstring of its function, and in docs/measures/definitions.md."""

    SERVICE_LEVEL = "service_level"
    SERVICE_LEVEL_ALL_ABANDONED = "service_level_all_abandoned"
    SERVICE_LEVEL_WITHOUT_ABANDONED = "service_level_without_abandoned"
    SPEED_OF_ANSWER = "speed_of_answer"
    ABANDONMENT = "abandonment"
    SHORT_ABANDONS = "short_abandons"
    RESOLUTION_CITIZEN = "resolution_citizen"
    RESOLUTION_AGENT = "resolution_agent"
    RESOLUTION_DURABLE = "resolution_durable"
    CONTAINMENT = "containment"
    CHAT_SHARE = "chat_share"
    SATISFACTION = "satisfaction"
    TREATMENT_INDEX = "treatment_index"
    SOLVED_SAID = "solved_said"
    RESPONSE_RATE = "response_rate"
    OCCUPANCY = "occupancy"
    HANDLING_TIME = "handling_time"
    WRAP_UP_TIME = "wrap_up_time"
    FIRST_RESPONSE = "first_response"
    PRECISION = "precision"
    COVERAGE = "coverage"
    HANDOFF_RATE = "handoff_rate"


class CountName(StrEnum):
    """What is counted. Numbers of conversations, handoffs, turns, and sums of seconds and of weights."""

    # Of conversations in which the citizen has written something.
    CONVERSATIONS = "conversations"
    CLOSED = "closed"
    SURVEYED = "surveyed"
    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    RATED_1 = "rated_1"
    RATED_2 = "rated_2"
    RATED_3 = "rated_3"
    RATED_4 = "rated_4"
    RATED_5 = "rated_5"
    AGENT_JUDGED = "agent_judged"
    AGENT_RESOLVED = "agent_resolved"
    SETTLED = "settled"
    DURABLE = "durable"
    RETURNED = "returned"
    TO_BOT = "to_bot"
    CONTAINED = "contained"
    HANDED_OFF = "handed_off"
    DANGER = "danger"
    # Of questions put to the bot.
    QUESTIONS = "questions"
    COVERED = "covered"
    GIVEN = "given"
    DISPUTED = "disputed"
    REVIEWED = "reviewed"
    WEIGHT = "weight"
    WEIGHT_RIGHT = "weight_right"
    WEIGHT_SQUARED = "weight_squared"
    # Of handoffs that somebody waited for.
    ASKED = "asked"
    ANSWERED = "answered"
    IN_TIME = "in_time"
    LOST = "lost"
    LOST_IN_TIME = "lost_in_time"
    LOST_AT_ONCE = "lost_at_once"
    OVERDUE = "overdue"
    # Of handoffs, whether somebody waited or not.
    HANDLED = "handled"
    # Of agents' time.
    ON_DUTY_SECONDS = "on_duty_seconds"
    OCCUPIED_SECONDS = "occupied_seconds"
    ON_DUTY_HALF_HOURS = "on_duty_half_hours"
    # Of all contacts, on days for which other channels' numbers are told.
    CHATS_TOLD = "chats_told"
    CONTACTS_ELSEWHERE = "contacts_elsewhere"
    # Of conversations, by the reason of their first handoff: together `HANDED_OFF`.
    FOR_CITIZEN_ASKED = "for_citizen_asked"
    FOR_CITIZEN_COMPLAINED = "for_citizen_complained"
    FOR_LOW_CONFIDENCE = "for_low_confidence"
    FOR_NOT_UNDERSTOOD = "for_not_understood"
    FOR_DANGER = "for_danger"
    FOR_ASSISTANT_FAILED = "for_assistant_failed"
    FOR_TO_BE_CHECKED = "for_to_be_checked"
    FOR_STEPPED_IN = "for_stepped_in"
    FOR_SWITCHED_OFF = "for_switched_off"


class SpanName(StrEnum):
    """Stretches of time that are told by mean, median and ninetieth percentile."""

    WAITED = "waited"
    HANDLING = "handling"
    WRAP_UP = "wrap_up"
    FIRST_RESPONSE = "first_response"


UNIT_SECONDS = {
    SpanName.WAITED: 1.0,
    SpanName.HANDLING: 1.0,
    SpanName.WRAP_UP: 1.0,
    SpanName.FIRST_RESPONSE: 0.1,
}
"""In what a tally counts each, always cut down to a whole number: seconds, but tenths for what the bot needs."""
