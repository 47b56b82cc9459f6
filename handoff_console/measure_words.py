"""What every figure is called, asks and means: message ids of the catalogue.

They say in plain words what `assistant/domain/measures` counts; whoever changes one changes the other.
"""

from dataclasses import dataclass

from assistant.domain.measures.names import Dimension, Grain, MeasureName


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """One figure in words. `cases`: what its number of cases counts, in one and in several. `formula` and `source`: of
    those promised, how it is counted on one line, and where that and the target come from.
    """

    name: str
    question: str
    means: str
    cases: tuple[str, str]
    formula: str = ""
    source: str = ""


_WAITS = ("{number} who asked for a person", "{number} who asked for a person")
_CONVERSATIONS = ("{number} conversation", "{number} conversations")
_ANSWERS = ("{number} survey answer", "{number} survey answers")
_HANDLED = ("{number} conversation with a person", "{number} conversations with a person")

WORDS_OF_MEASURES = {
    MeasureName.SERVICE_LEVEL: MeasureWords(
        "Answered within 120 seconds",
        "How many get a person's answer in time?",
        "From when a person is asked for to that person's first words. Who leaves within 120 seconds is not counted, "
        "who has waited longer without an answer counts as missed.",
        _WAITS,
        "Answered within 120 s ÷ (answered + those who after 120 s have left or still wait)",
        "callcentrehelper.com, “Service Level Threshold Calculations”. Other formulas give other numbers. "
        "The target 90 % within 120 seconds is in the municipality's plan for Kontakt Linköping.",
    ),
    MeasureName.SERVICE_LEVEL_ALL_ABANDONED: MeasureWords(
        "Answered within 120 seconds, all who left counted",
        "The strictest way to count: who leaves, leaves us behind",
        "As above, but everybody who left the queue counts as missed, however soon.",
        _WAITS,
    ),
    MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED: MeasureWords(
        "Answered within 120 seconds, of those answered",
        "The mildest way to count: only who was answered",
        "Those who left the queue are not counted at all. Many systems show this one.",
        _WAITS,
    ),
    MeasureName.SPEED_OF_ANSWER: MeasureWords(
        "Time to answer",
        "How long does one wait for a person's first words?",
        "The median: half waited shorter. Of those who got an answer.",
        _WAITS,
    ),
    MeasureName.ABANDONMENT: MeasureWords(
        "Lost in the queue",
        "How many leave before a person has answered?",
        "Left before an answer, out of those answered and those who left.",
        _WAITS,
        "Left before an answer ÷ (answered + left before an answer)",
        "The abandon rate of the COPC CX Standard, without its exception for those who leave at once. "
        "The target is in the municipality's plan for Kontakt Linköping.",
    ),
    MeasureName.SHORT_ABANDONS: MeasureWords(
        "Lost at once",
        "How many leave almost at once?",
        "Left within five seconds, out of all who waited: often a change of mind, not a wait too long. They are among "
        "those lost as well.",
        _WAITS,
    ),
    MeasureName.RESOLUTION_CITIZEN: MeasureWords(
        "Solved, says the citizen",
        "Did the citizen get the question solved?",
        "Yes in the survey, out of all who answered that question.",
        _ANSWERS,
        "Solved, says the citizen ÷ (solved + not solved)",
        "First-contact resolution by the customer's own word, as the COPC CX Standard prefers it. "
        "That it shall rise is in the municipality's plan for Kontakt Linköping.",
    ),
    MeasureName.RESOLUTION_AGENT: MeasureWords(
        "Solved, says the agent",
        "Was the matter solved when the agent ended it?",
        "What agents chose at the wrap-up. Says nothing about conversations without a person.",
        _HANDLED,
    ),
    MeasureName.RESOLUTION_DURABLE: MeasureWords(
        "Solved for good",
        "Did it stay solved for a week?",
        "Solved, and nobody known to have come back with the same matter within seven days. Who comes back without our "
        "knowing is not seen, so the true figure may be lower.",
        _CONVERSATIONS,
    ),
    MeasureName.CONTAINMENT: MeasureWords(
        "Served by the assistant alone",
        "How many never needed a person?",
        "Conversations that the assistant took and in which no person was asked for. It does not say that the answer "
        "was right: see how many were solved.",
        _CONVERSATIONS,
    ),
    MeasureName.CHAT_SHARE: MeasureWords(
        "Chat's share of all contacts",
        "How large a part of all contacts come by the chat?",
        "On the days for which the other channels' numbers have been entered.",
        ("{number} contact", "{number} contacts"),
        "Chat conversations ÷ (chat conversations + contacts by other channels)",
        "The target is in the municipality's plan for Kontakt Linköping: 10 % of some 250,000 contacts a year. "
        "The other channels' numbers are those you enter yourselves.",
    ),
    MeasureName.SATISFACTION: MeasureWords(
        "Satisfied with the treatment",
        "How many are satisfied with how they were treated?",
        "4 or 5 out of 5, out of all who answered.",
        _ANSWERS,
        "Ratings of 4 or 5 ÷ all ratings",
        "The customer satisfaction measure CSAT (“top-2 box”) as Qualtrics defines it. "
        "The target is in the municipality's plan for Kontakt Linköping.",
    ),
    MeasureName.TREATMENT_INDEX: MeasureWords(
        "Treatment index",
        "How were citizens treated, from 0 to 100?",
        "The mean of the answers 1 to 5, spread over 0 to 100 as SKR's indices are.",
        _ANSWERS,
    ),
    MeasureName.SOLVED_SAID: MeasureWords(
        "Surely solved",
        "How many have said that it was solved?",
        "Yes in the survey, out of all conversations that have ended. So many at least had their question solved.",
        _CONVERSATIONS,
    ),
    MeasureName.RESPONSE_RATE: MeasureWords(
        "Answered the survey",
        "How many answer the survey?",
        "The lower it is, the less the answers say about everybody else.",
        _CONVERSATIONS,
    ),
    MeasureName.OCCUPANCY: MeasureWords(
        "Occupancy",
        "How much of agents' time on duty goes to conversations?",
        "Time with at least one conversation or wrap-up, out of the time signed in and not on a break.",
        ("{number} half hour on duty", "{number} half hours on duty"),
    ),
    MeasureName.HANDLING_TIME: MeasureWords(
        "Handling time",
        "How long does a conversation with a person last?",
        "The median from the claim to the end. An agent may have several at once.",
        _HANDLED,
    ),
    MeasureName.WRAP_UP_TIME: MeasureWords(
        "Wrap-up time",
        "How long does the wrap-up take?",
        "The median from the end of the conversation to the saved wrap-up.",
        _HANDLED,
    ),
    MeasureName.FIRST_RESPONSE: MeasureWords(
        "The assistant's response time",
        "How soon does the assistant answer the first message?",
        "The median from the citizen's first message to the end of the assistant's turn.",
        _CONVERSATIONS,
    ),
    MeasureName.PRECISION: MeasureWords(
        "Right answers",
        "How many of the assistant's answers are right?",
        "From the answers drawn for review, weighted so that rare topics do not count for too much.",
        ("{number} reviewed answer", "{number} reviewed answers"),
    ),
    MeasureName.COVERAGE: MeasureWords(
        "Answered from the knowledge base",
        "How many questions does the knowledge base have an answer to?",
        "Questions that the assistant looked up and had a sure enough answer to.",
        ("{number} question", "{number} questions"),
    ),
    MeasureName.HANDOFF_RATE: MeasureWords(
        "Handed off to a person",
        "How many conversations come to a person?",
        "Conversations in which a person was asked for, by whomever.",
        _CONVERSATIONS,
    ),
}

DIMENSIONS = {
    Dimension.AREA: "Area",
    Dimension.LANGUAGE: "Language",
    Dimension.REASON: "Reason for the handoff",
    Dimension.AGENT: "Agent",
    Dimension.PART: "Assistant or person",
    Dimension.ARTICLE: "Article",
}
"""What figures may be split by on a page, in the order offered."""

GRAINS = {
    Grain.HOUR: "By hour",
    Grain.DAY: "By day",
    Grain.WEEK: "By week",
    Grain.MONTH: "By month",
    Grain.QUARTER: "By quarter",
}
