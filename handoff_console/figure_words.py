"""What the five figures, their periods and the turns' outcomes are called: message ids of the catalogue.

The definitions say in plain words what `assistant/domain` counts; whoever changes one changes the other.
"""

from dataclasses import dataclass

from assistant.domain.period import PeriodName
from assistant.domain.turn import TurnOutcome
from assistant.services.report import FigureName


@dataclass(frozen=True, slots=True)
class FigureWords:
    """One figure in words. `counted` has `{part}` and `{whole}`, `target` may have `{aim}`; `scale`: the bar's end."""

    slug: str
    name: str
    question: str
    definition: str
    formula: str
    source: str
    counted: str
    target: str
    left_out: tuple[str, str]
    empty: str
    scale: float = 1.0


FIGURES = {
    FigureName.CHAT_SHARE: FigureWords(
        "chattandel",
        "Chat's share of all contacts",
        "How large a part of all contacts come by the chat?",
        "Counted are chat conversations in which the citizen has written something, against contacts by phone, e-mail, "
        "visit, e-service and other channels. Only days for which the other channels' numbers have been entered count: "
        "without them the share would look too high.",
        "Chat conversations ÷ (chat conversations + contacts by other channels)",
        "The target is in the municipality's plan for Kontakt Linköping: 10 % of some 250,000 contacts a year. "
        "The other channels' numbers are those you enter yourselves.",
        "{part} of {whole} contacts",
        "Target: at least {aim}",
        (
            "{number} conversation is left out: the other channels' numbers are missing for its day",
            "{number} conversations are left out: the other channels' numbers are missing for their days",
        ),
        "The other channels' contacts have not been entered for any day of the period.",
        0.2,
    ),
    FigureName.RESOLUTION: FigureWords(
        "losningsgrad",
        "Resolution rate",
        "How many had their question solved?",
        "The citizen's own answer in the survey decides. Without one, the agent's disposition does: solved, referred "
        "or became a case count as solved. Conversations nobody has judged are left out: silence is not a yes.",
        "Solved conversations ÷ conversations that somebody has judged",
        "Our own definition, since no standard fits a chat that an AI assistant may end alone. "
        "That the rate shall rise is in the municipality's plan for Kontakt Linköping.",
        "{part} of {whole} judged conversations",
        "Target: shall rise",
        ("{number} conversation could not be judged", "{number} conversations could not be judged"),
        "Nobody has yet said whether a question was solved: no survey answers and no dispositions.",
    ),
    FigureName.SERVICE_LEVEL: FigureWords(
        "serviceniva",
        "Service level 90/120",
        "How many get a person's answer within 120 seconds?",
        "The time runs from when a person is asked for to that person's first words. Who leaves the queue within 120 "
        "seconds is not counted. Who has waited longer without an answer counts as missed.",
        "Answered within 120 s ÷ (answered + those who after 120 s have left or still wait)",
        "callcentrehelper.com, “Service Level Threshold Calculations”. Other formulas give other numbers. "
        "The target 90 % within 120 seconds is in the municipality's plan for Kontakt Linköping.",
        "{part} of {whole} who waited for a person",
        "Target: at least {aim}",
        (
            "{number} is left out: still waiting, or gone within 120 seconds",
            "{number} are left out: still waiting, or gone within 120 seconds",
        ),
        "Nobody who asked for a person has had an answer or waited over 120 seconds.",
    ),
    FigureName.ABANDONMENT: FigureWords(
        "tappade",
        "Lost in the queue",
        "How many leave before a person has answered?",
        "Lost is whoever leaves the queue before a person's first words, however short the wait was, and also where "
        "the assistant answered meanwhile.",
        "Left before an answer ÷ (answered + left before an answer)",
        "The abandon rate of the COPC CX Standard, without its exception for those who leave at once. "
        "The target is in the municipality's plan for Kontakt Linköping.",
        "{part} of {whole} who waited for a person",
        "Target: below {aim}",
        (
            "{number} is left out: still waiting, or given back to the assistant",
            "{number} are left out: still waiting, or given back to the assistant",
        ),
        "Nobody who asked for a person has had an answer or left the queue.",
        0.2,
    ),
    FigureName.SATISFACTION: FigureWords(
        "nojdhet",
        "Satisfaction with the treatment",
        "How many are satisfied with how they were treated?",
        "After the conversation citizens may rate the treatment from 1 to 5. 4 and 5 count as satisfied. "
        "Conversations without a rating are left out.",
        "Ratings of 4 or 5 ÷ all ratings",
        "The customer satisfaction measure CSAT (“top-2 box”) as Qualtrics defines it. "
        "The target is in the municipality's plan for Kontakt Linköping.",
        "{part} of {whole} ratings",
        "Target: at least {aim}",
        ("{number} conversation has no rating", "{number} conversations have no rating"),
        "No citizen has rated the treatment yet.",
    ),
}


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """A period's name, and that of the one before inside "higher than …"."""

    name: str
    before: str


PERIODS = {
    PeriodName.TODAY: PeriodWords("Today", "yesterday"),
    PeriodName.WEEK: PeriodWords("This week", "last week"),
    PeriodName.MONTH: PeriodWords("This month", "last month"),
    PeriodName.QUARTER: PeriodWords("This quarter", "last quarter"),
    PeriodName.YEAR: PeriodWords("This year", "last year"),
    PeriodName.YEAR_TO_DATE: PeriodWords("This year so far", "the same days last year"),
}

OUTCOMES = {
    TurnOutcome.ANSWERED_FROM_KNOWLEDGE: "Answer from the knowledge base, with its source",
    TurnOutcome.ANSWERED_FROM_DIALOGUE: "Answer in the dialogue (greetings, thanks and the like)",
    TurnOutcome.CLARIFYING: "Question back, to understand",
    TurnOutcome.HELD_FOR_APPROVAL: "Answer that waited for an agent's approval",
    TurnOutcome.HANDED_OFF: "Handed off to a person",
    TurnOutcome.PASSED_TO_PERSON: "Went straight to the queue or the agent",
    TurnOutcome.DANGER: "Words of danger: fixed answer with numbers for help",
    TurnOutcome.UNANSWERED_NO_PASSAGE: "No answer in the knowledge base",
    TurnOutcome.UNANSWERED_NOT_UNDERSTOOD: "Not understood",
    TurnOutcome.READ_WITH_NEXT: "Read together with the next message",
    TurnOutcome.REFUSED_MODE: "Not answered: the assistant was switched off",
    TurnOutcome.REFUSED_ABUSE: "Not answered: abuse",
    TurnOutcome.ERROR_ENGINE: "Fault in the dialogue engine",
    TurnOutcome.ERROR_KNOWLEDGE: "Fault in the search of the knowledge base",
    TurnOutcome.ERROR_OTHER: "Other fault on our side",
}
"""In the order they are shown."""
