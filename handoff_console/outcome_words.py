"""What the outcomes of turns are called: message ids of the catalogue."""

from collections.abc import Mapping

from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.turn import TurnOutcome
from assistant.wording.catalogue import Words
from handoff_console import local_words

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


def outcomes_shown(counts: Mapping[str, int], words: Words) -> list[tuple[str, str]]:
    """Each outcome that occurred, in words, with its number; few are told as few (requirements C-06, E-11)."""
    return [(words(name), _number(counts[outcome], words)) for outcome, name in OUTCOMES.items() if counts.get(outcome)]


def _number(number: int, words: Words) -> str:
    if number < FEWEST_TOLD:
        return words("fewer than {number}", number=FEWEST_TOLD)
    return local_words.number(number, words.lang)
