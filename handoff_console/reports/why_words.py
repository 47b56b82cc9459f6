"""Why a conversation counts as it does, in words: message ids of the catalogue."""

from assistant.domain.measures.why import Counts, Why

COUNTS = {
    Counts.FOR: "For",
    Counts.AGAINST: "Against",
    Counts.COUNTED: "Counted",
    Counts.LEFT_OUT: "Left out",
}
COUNTS_NEITHER = {**COUNTS, Counts.FOR: "In the part", Counts.AGAINST: "In the rest"}
"""For figures of which neither more nor less is better: nothing speaks for or against."""

WHYS = {
    Why.ANSWERED_IN_TIME: "Answer within 120 seconds",
    Why.ANSWERED_LATE: "Answer after more than 120 seconds",
    Why.ANSWERED: "Answered by a person",
    Why.LEFT_IN_TIME: "Gone within 120 seconds",
    Why.LEFT_LATE: "Gone after more than 120 seconds",
    Why.WAITS: "Waits, not yet 120 seconds",
    Why.WAITS_TOO_LONG: "No answer yet after 120 seconds",
    Why.GIVEN_BACK: "Given back to the assistant",
    Why.NOBODY_WAITED: "Nobody waited for a person",
    Why.SAID_SOLVED: "Solved, says the citizen",
    Why.SAID_NOT_SOLVED: "Not solved, says the citizen",
    Why.NOTHING_SAID: "The citizen has not said",
    Why.AGENT_SAID_SOLVED: "Solved, says the agent",
    Why.AGENT_SAID_NOT_SOLVED: "Not solved, says the agent",
    Why.NOT_JUDGED: "Nobody has said how it went",
    Why.SEVEN_DAYS_NOT_OVER: "Seven days have not gone yet",
    Why.CAME_BACK: "Came back with the same matter",
    Why.RATED: "The treatment was rated",
    Why.NOT_RATED: "The treatment was not rated",
    Why.ANSWERED_SURVEY: "Answered the survey",
    Why.NOT_CLOSED: "Has not ended yet",
    Why.BOT_ALONE: "The assistant answered alone",
    Why.PERSON_NEEDED: "A person was needed",
    Why.NOTHING_ASKED: "Nothing was asked of the assistant",
    Why.PERSON_ASKED: "A person was asked for",
    Why.NO_PERSON_ASKED: "No person was asked for",
    Why.HELD_BY_PERSON: "An agent had the conversation",
    Why.NOT_HELD_BY_PERSON: "No agent had the conversation",
    Why.WRAPPED_UP: "Wrapped up",
    Why.NOT_WRAPPED_UP: "Not wrapped up",
    Why.BOT_ANSWERED: "The assistant answered",
    Why.BOT_DID_NOT_ANSWER: "The assistant did not answer",
    Why.JUDGED_RIGHT: "Judged right in review",
    Why.JUDGED_WRONG: "Judged wrong in review",
    Why.NOT_REVIEWED: "Not reviewed",
    Why.HAD_ANSWER: "There was an answer",
    Why.HAD_NO_ANSWER: "There was no sure answer",
    Why.CONTACT: "Counts as a contact",
    Why.OTHER_CHANNELS_UNKNOWN: "Other channels' numbers are missing for the day",
}
