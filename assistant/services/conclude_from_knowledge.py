"""What a question to the knowledge base leads to: an answer, a question back, or a person."""

import logging
import time
from dataclasses import dataclass, replace

from assistant.domain.conversation import Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import HandoffReason
from assistant.domain.knowledge import Article
from assistant.domain.turn import TurnOutcome
from assistant.services.answer import Answer, AnswerQuestion
from assistant.services.conclusion import PASSED, WATCHED_AREAS, Asked, Conclusion, OwnWords, milliseconds_since
from assistant.wording.catalogue import LANGUAGES, Wording, Words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ConcludeFromKnowledge:
    """Carries out what the gate let through."""

    knowledge: AnswerQuestion
    own: OwnWords

    async def conclude(self, asked: Asked, number: int) -> Conclusion:
        """The conclusion, whose first reply is our `number`th to this utterance."""
        began = time.perf_counter()
        said = asked.utterance.said
        try:
            answer = await self.knowledge.answer(said.text, said.lang, asked.topic)
        except UnavailableError as error:
            log.warning("the knowledge base is away: %s", error)
            return self._away(asked, number)
        found = Conclusion(
            TurnOutcome.ANSWERED_FROM_KNOWLEDGE,
            confidence=answer.confidence,
            candidates=answer.candidates,
            grounds=answer.grounds,
            durations_ms={"knowledge": milliseconds_since(began)},
            versions=answer.versions,
        )
        return self._carry_out(found, answer, asked, number)

    async def found_beside(self, asked: Asked) -> Conclusion:
        """What was found, for the person who answers; no words of ours."""
        began = time.perf_counter()
        said = asked.utterance.said
        try:
            answer = await self.knowledge.answer(said.text, said.lang, asked.topic)
        except UnavailableError as error:
            log.warning("a person answers with nothing found: %s", error)
            return PASSED
        return replace(
            PASSED,
            confidence=answer.confidence,
            candidates=answer.candidates,
            grounds=answer.grounds,
            durations_ms={"knowledge": milliseconds_since(began)},
            versions=answer.versions,
        )

    def _carry_out(self, found: Conclusion, answer: Answer, asked: Asked, number: int) -> Conclusion:
        if answer.to_be_checked:
            return self._to_be_checked(found, asked, number)
        if answer.article is not None:
            said = _quoted(answer.article, asked, number, answer.next_questions)
            honest = self._in_another_language(answer.article, asked, number)
            return replace(found, replies=(*honest, said), article=answer.article.id)
        if answer.choices and asked.may_ask_back:
            return self._ask_back(found, answer.choices, asked, number)
        return self._unsure(found, asked, number)

    def _in_another_language(self, article: Article, asked: Asked, number: int) -> tuple[NewUtterance, ...]:
        """An honest word before an answer that is not in the language of the question."""
        if article.lang == asked.utterance.said.lang:
            return ()
        words = self.own.of(asked)
        text = words("I have an answer, but only in Swedish. You can ask for a person if you want it explained.")
        return (replace(self.own.say(asked, number, text), id=UtteranceId(f"{asked.reply_id(number)}-lang")),)

    def _ask_back(self, found: Conclusion, choices: tuple[str, ...], asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words("I want to be sure that I understand you. Is it one of these you are wondering about?")
        said = replace(self.own.say(asked, number, text), quick_replies=(*choices, _way_out(words)))
        return replace(found, outcome=TurnOutcome.CLARIFYING, replies=(said,))

    def _unsure(self, found: Conclusion, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words(
            "I am not sure enough to answer that. I am asking a person at Kontakt Linköping to take over. "
            "You can go on writing here."
        )
        handed_off = replace(found, outcome=TurnOutcome.HANDED_OFF)
        return self.own.to_a_person(handed_off, asked, number, text, HandoffReason.LOW_CONFIDENCE)

    def _to_be_checked(self, found: Conclusion, asked: Asked, number: int) -> Conclusion:
        """An answer there is, but it is for a person to give: in that area the assistant does not answer alone."""
        words = self.own.of(asked)
        text = words(
            "In this matter a person checks my answers. I am asking somebody at Kontakt Linköping to take over. "
            "You can go on writing here."
        )
        handed_off = replace(found, outcome=TurnOutcome.HANDED_OFF)
        return self.own.to_a_person(handed_off, asked, number, text, HandoffReason.TO_BE_CHECKED)

    def _away(self, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words("I cannot look up answers right now. I am asking a person at Kontakt Linköping to take over.")
        away = Conclusion(TurnOutcome.ERROR_KNOWLEDGE)
        return self.own.to_a_person(away, asked, number, text, HandoffReason.ASSISTANT_FAILED)


def is_way_out(text: str, wording: Wording) -> bool:
    """Whether these are the words of the button for none of the choices, in any of our languages.

    They are known by themselves, so that the button leads to a person whatever the dialogue engine makes of it.
    """
    ways_out = {_way_out(wording.of(lang)).casefold() for lang in LANGUAGES}
    return text.strip().casefold() in ways_out


def _way_out(words: Words) -> str:
    return words("None of these, I want to talk to a person")


def _quoted(article: Article, asked: Asked, number: int, next_questions: tuple[str, ...]) -> NewUtterance:
    return NewUtterance(
        asked.reply_id(number),
        Speaker.ASSISTANT,
        article.answer,
        Language(article.lang),
        article=article.id,
        citations=(article.citation,),
        quick_replies=next_questions,
        quick_exit=article.area in WATCHED_AREAS,
    )
