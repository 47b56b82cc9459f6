"""What in an utterance asks: greetings and stories apart, and several questions in one."""

import re
from collections.abc import Iterable

MOST_QUESTIONS = 3
"""Answers to one utterance: more would be a page, and a person is then the better reader."""
FEWEST_WORDS = 2
"""Of a question that can be answered by itself: "och varför?" leans on what stands before it."""
FAR_TOO_LONG = 600
"""Characters from which on an utterance is a letter: it is not taken apart, a person reads it."""

_QUESTION_WORD = (
    r"vad|hur|när|nar|var|vart|vem|vilken|vilket|vilka|varför|varfor|kan|får|far jag|måste|behöver|finns|går det|"
    r"gar det|what|how|when|where|who|which|why|can|may|do|does|is|are"
)
_ASKING = re.compile(
    r"[?؟]|\b(?:vad|hur|när|nar|var|vart|vem|vilken|vilka|varför|kan|får|måste|what|how|when|where|who|which|can|may)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?؟…])\s+|\s*\n\s*")
_CLAUSE = re.compile(r"[.,!?؟…;:\n]\s*")
_FILLER = r"(?:(?:och|men|så|samt|and|but|so|då|sen|undrar|also|också)\s+)*"
_OPENING = re.compile(rf"^{_FILLER}(?:{_QUESTION_WORD})\b", re.IGNORECASE)
_ASKING_CLAUSE = re.compile(rf"^{_FILLER}(?:{_QUESTION_WORD}|har|är|ska)\b", re.IGNORECASE)
_JOINT = re.compile(rf"\s*[,;]?\s+(?:och|samt|and)\s+(?:sen |också |also )?(?=(?:{_QUESTION_WORD})\b)", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:\s*(?:hej(?:san|sam)?|hallå|tjena|tja|god (?:morgon|dag|kväll)|hi|hello|good (?:morning|afternoon|evening))\b"
    r"[\s,.!]*)+",
    re.IGNORECASE,
)


_CALL_ME = re.compile(
    r"\b(?:ring|ringa|ringer)\s+(?:upp\s+)?(?:till\s+)?mig\b|\bring\s+upp\b|\bcall\s+me\b|\bphone\s+me\b", re.IGNORECASE
)
MOST_WORDS_TO_CALL = 8
"""Of a wish to be called: in a longer text it is told beside something else."""


def asks_to_be_called(text: str) -> bool:
    """Whether the words wish for a call and little else: "kan ni ringa mig i stället"."""
    return bool(_CALL_ME.search(text)) and len(text.split()) <= MOST_WORDS_TO_CALL


_WAIT = re.compile(r"\b(?:vänta\w*|kön?|wait\w*|queue)\b", re.IGNORECASE)
MOST_WORDS_OF_THE_WAIT = 8
"""Of a question about the wait for a person: a longer one may be about the queue for something else."""


def asks_about_the_wait(text: str) -> bool:
    """Whether somebody who waits may mean that very wait: "how long is the wait?"."""
    return bool(_WAIT.search(text)) and len(text.split()) <= MOST_WORDS_OF_THE_WAIT


def asks(text: str) -> bool:
    """Whether anything in the words may ask: a question mark, or a word that questions begin with."""
    return bool(_ASKING.search(text))


def opens_as_question(text: str) -> bool:
    """Whether a sentence of the words begins as questions do: "Storgatan 12?" is but in doubt."""
    return any(_OPENING.match(sentence) for sentence in _SENTENCE.split(without_greeting(text)))


def without_greeting(text: str) -> str:
    """The words after "hej hej!"; all of them where nothing is left."""
    return _GREETING.sub("", text).strip() or text


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of an utterance that asks several things, in order; empty where it asks one or none.

    Sentences that ask, and halves of a sentence joined by "och" that both begin as questions do. What only tells
    belongs to the question that it leads up to: "Jag bor i Ryd. Hur ...?" is one question with its story. What is too
    short to be asked alone belongs to the question before it: "Vad kostar det? Varför?" is one.
    """
    if len(text) > FAR_TOO_LONG:
        return ()
    found: list[str] = []
    told: list[str] = []
    for sentence in _SENTENCE.split(without_greeting(text)):
        told.append(sentence)
        if _is_question(sentence):
            found += _halves(" ".join(told))
            told = []
    questions = _standing_alone(question.strip() for question in found)
    return questions if 1 < len(questions) <= MOST_QUESTIONS else ()


def _standing_alone(questions: Iterable[str]) -> tuple[str, ...]:
    """The questions, each with the short ones after it that lean upon it."""
    alone: list[str] = []
    for question in questions:
        if alone and len(question.split()) < FEWEST_WORDS:
            alone[-1] += f" {question}"
        else:
            alone.append(question)
    return tuple(alone)


def _is_question(sentence: str) -> bool:
    return sentence.rstrip().endswith(("?", "؟")) or bool(_OPENING.match(sentence))


def _halves(sentence: str) -> list[str]:
    """The sentence in two or more where "och" joins questions; as it is where one of them would not ask."""
    halves = _JOINT.split(sentence)
    return halves if len(halves) > 1 and all(has_asking_clause(half) for half in halves) else [sentence]


def has_asking_clause(half: str) -> bool:
    """Whether a clause of the words begins as questions do: "det är hål i vägen, vart anmäler jag det"."""
    return any(_ASKING_CLAUSE.match(clause.strip()) for clause in _CLAUSE.split(half))


def stem_of(word: str) -> str:
    """A word's first six letters, small and bare: enough to know "avgiften" from "avgifter" as one."""
    return word.strip('.,!?:;()[]*"”').casefold()[:6]
