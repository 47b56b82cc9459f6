"""What a question to the knowledge base leads to: an answer, a question back, or a person."""

import logging
import time
from dataclasses import dataclass, replace

from assistant.domain.asking import questions_in
from assistant.domain.conversation import Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Article, ArticleId
from assistant.domain.turn import HandOff, TurnOutcome
from assistant.services.answer import Answer, AnswerQuestion
from assistant.services.conclude_repair import ConcludeRepair, times_given
from assistant.services.conclude_withheld import ConcludeWithheld
from assistant.services.conclusion import PASSED, WATCHED_AREAS, Asked, Conclusion, OwnWords, milliseconds_since
from assistant.services.read_together import answers

log = logging.getLogger(__name__)

FEWEST_APART = 2
"""Different answers that two questions in one must get: else they are one question."""
LATELY = 4
"""Turns back to which an answer still stands on the screen: it is not said again word for word."""


@dataclass(frozen=True, slots=True)
class ConcludeFromKnowledge:
    """Carries out what the gate let through."""

    knowledge: AnswerQuestion
    own: OwnWords
    withheld: ConcludeWithheld

    @property
    def repair(self) -> ConcludeRepair:
        """For an answer that was given before."""
        return ConcludeRepair(self.knowledge, self.own)

    async def conclude(self, asked: Asked, number: int) -> Conclusion:
        """The conclusion, whose first reply is our `number`th to this utterance."""
        several = await self._several(asked, number)
        return several if several is not None else await self._one(asked, number)

    async def _one(self, asked: Asked, number: int) -> Conclusion:
        began = time.perf_counter()
        try:
            answer = await self.knowledge.answer(asked.words, asked.answer_lang, asked.topic)
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
        if answer.withheld is not None:
            return await self.withheld.conclude(found, answer.withheld, asked, number)
        return self._carry_out(found, answer, asked, number)

    async def _several(self, asked: Asked, number: int) -> Conclusion | None:
        """An answer to each question of an utterance that asks several; None where not each has one of its own.

        Each leans upon the one before it: "vad kostar det att ha uteservering och hur lång tid tar beslutet".
        """
        answered: dict[ArticleId, Conclusion] = {}
        topic = asked.topic
        for place, question in enumerate(questions_in(asked.words)):
            alone = replace(asked, meant=question, topic=topic, may_ask_back=False)
            one = await self._one(alone, number + place)
            if one.article is None or one.hand_off is not None:
                return None
            topic = one.article
            # An answer to two of the questions is said once, in the place of the last: the turn is about that one.
            answered.pop(topic, None)
            answered[topic] = one
        if len(answered) < FEWEST_APART:
            return None
        *_, last = answered.values()
        # The buttons of the earlier answers stand no more.
        return replace(last, replies=tuple(reply for one in answered.values() for reply in one.replies))

    async def while_waiting(self, asked: Asked) -> Conclusion | None:
        """An answer for somebody who waits for a person, below words that the place is kept; None where it is not sure.

        The question is taken by itself: "hur lång tid tar det?" asks about the wait, whatever was talked of before.
        What stands above already is not said again, unless its button was pressed; nor is an answer in another
        language, which the person who is coming can put into words.
        """
        found = await self.conclude(replace(asked, topic=None, may_ask_back=False), number=1)
        pressed = answers(asked.last_said, asked.utterance)
        given = {turn.article for turn in asked.before}
        understood = {asked.lang, asked.answer_lang}
        if found.article is None or found.hand_off is not None:
            return None
        if any(said.lang not in understood or (said.article in given and not pressed) for said in found.replies):
            return None
        keeps = self.own.of(asked)("You keep your place in the queue. Meanwhile I can answer this:")
        return replace(found, replies=(self.own.say(asked, 0, keeps), *found.replies), while_waiting=True)

    async def found_beside(self, asked: Asked) -> Conclusion:
        """What was found, for the person who answers; no words of ours."""
        began = time.perf_counter()
        try:
            answer = await self.knowledge.answer(asked.words, asked.answer_lang, asked.topic)
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
        if answer.article is not None:
            # Who presses a title's button wants the whole answer, however often it was given.
            if not answer.by_title and times_given(answer.article.id, asked.before[:LATELY]):
                return self.repair.again(found, answer.article, asked, number)
            said = _quoted(answer.article, asked, number, answer.next_questions)
            honest = self._in_another_language(answer.article, asked, number)
            if honest:
                person = self.own.of(asked)("I want to talk to a person")
                said = replace(said, quick_replies=(*said.quick_replies, person))
            return replace(found, replies=(*honest, said), article=answer.article.id)
        if answer.choices and asked.may_ask_back:
            return self._ask_back(found, answer.choices, asked, number)
        return self._unsure(found, asked, number)

    def _in_another_language(self, article: Article, asked: Asked, number: int) -> tuple[NewUtterance, ...]:
        """An honest word before an answer that is not in the language of the question."""
        if article.lang == asked.answer_lang:
            return ()
        words = self.own.of(asked)
        text = words("I have an answer, but only in Swedish. You can ask for a person if you want it explained.")
        return (replace(self.own.say(asked, number, text), id=UtteranceId(f"{asked.reply_id(number)}-lang")),)

    def _ask_back(self, found: Conclusion, choices: tuple[str, ...], asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words("I want to be sure that I understand you. Is it one of these you are wondering about?")
        said = replace(self.own.say(asked, number, text), quick_replies=(*choices, self.own.way_out(asked)))
        return replace(found, outcome=TurnOutcome.CLARIFYING, replies=(said,))

    def _unsure(self, found: Conclusion, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        if asked.in_form:
            # What the citizen has told so far would be lost to a person who knows nothing of it.
            text = words("I am not sure enough to answer that. Ask for a person when we are done with this.")
            return replace(
                found, outcome=TurnOutcome.UNANSWERED_NO_PASSAGE, replies=(self.own.say(asked, number, text),)
            )
        text = words(
            "I am not sure enough to answer that. I am asking a person at Kontakt Linköping to take over. "
            "You can go on writing here."
        )
        handed_off = replace(found, outcome=TurnOutcome.HANDED_OFF)
        return self.own.to_a_person(handed_off, asked, number, text, HandOff(HandoffReason.LOW_CONFIDENCE, GENERAL))

    def _away(self, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words("I cannot look up answers right now. I am asking a person at Kontakt Linköping to take over.")
        away = Conclusion(TurnOutcome.ERROR_KNOWLEDGE)
        return self.own.to_a_person(away, asked, number, text, HandOff(HandoffReason.ASSISTANT_FAILED, GENERAL))


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
