"""What an utterance is taken for once more, by what the dialogue engine cannot know: the answers, and the cases."""

from dataclasses import dataclass

from assistant.domain.asking import asks, without_greeting
from assistant.domain.case_question import asks_how_a_case_goes
from assistant.domain.errors import UnavailableError
from assistant.domain.turn import EVEN_ODDS, AnswerFromKnowledge, Directive, EngineReply, TellCaseStatus, Understanding
from assistant.services.answer import AnswerQuestion
from assistant.services.conclusion import Asked

FEWEST_WORDS = 3
"""Of a question that the dialogue engine may have taken for small talk: "hej" and "tack så" are no questions."""
MISTAKEN = frozenset({"greet", "thank", "goodbye", "complain_answer", "nonsense", "nlu_fallback"})
"""Intents that the engine also takes questions for. Not `ask_identity`: who asks what it is that answers is told so,
whatever an article says (requirement B-01)."""
DOUBTFUL = frozenset({"personal_matter", "ask_privacy", "ask_opening_hours", "rephrase", "cancel", "deny"})
"""Intents that it takes questions for where it is not sure of them itself."""
SURE = 0.85
"""The engine's own confidence (0..1) from which on it is believed about these."""


@dataclass(frozen=True, slots=True)
class SecondLook:
    """Prefers a sure answer to an unsure understanding, and a case that was opened here to any other."""

    knowledge: AnswerQuestion

    async def directives(self, reply: EngineReply, asked: Asked) -> tuple[Directive, ...]:
        """What the engine directs, or what is directed in its place. A form is never interrupted."""
        if reply.in_form:
            return reply.directives
        if asked.cases and asks_how_a_case_goes(asked.words):
            return (TellCaseStatus(),)
        if len(asked.words.split()) >= FEWEST_WORDS and await self._is_a_question(reply.understanding, asked):
            return (AnswerFromKnowledge(),)
        return reply.directives

    async def _is_a_question(self, understanding: Understanding, asked: Asked) -> bool:
        """Whether the knowledge base says so of what may be one; not while it is away."""
        try:
            if understanding.intent in MISTAKEN:
                return await self._has_answer(asked) or await self._has_likely_answer(asked)
            # What is somebody's own affair must not go to a person for a mere guess.
            doubted = understanding.intent in DOUBTFUL and understanding.confidence < SURE
            return doubted and await self._has_answer(asked)
        except UnavailableError:
            return False

    async def _has_answer(self, asked: Asked) -> bool:
        """Whether one is sure for the words alone, without the topic: thanks after an answer would lean upon it."""
        alone = await self.knowledge.answer(asked.words, asked.answer_lang)
        return alone.article is not None or alone.withheld is not None

    async def _has_likely_answer(self, asked: Asked) -> bool:
        """Whether the words ask, and one is likely. What stands behind a greeting asks too, in whatever words."""
        greets = _greets_and_goes_on(asked.words)
        if not greets and not asks(asked.words):
            return False
        found = await self.knowledge.answer(asked.words, asked.answer_lang, None if greets else asked.topic)
        return (found.confidence or 0.0) >= EVEN_ODDS


def _greets_and_goes_on(words: str) -> bool:
    behind = without_greeting(words)
    return behind != words and len(behind.split()) >= FEWEST_WORDS
