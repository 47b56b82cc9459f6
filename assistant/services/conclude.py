"""From an utterance to what shall be done about it: danger, dialogue, knowledge. Nothing is recorded here."""

import logging
import re
import time
from dataclasses import dataclass, replace

from assistant.domain.conversation import Conversation, Language, NewUtterance, Speaker, Utterance
from assistant.domain.danger import DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import EVEN_ODDS, AnswerFromKnowledge, Directive, EngineReply, HandOff, Say, TurnOutcome
from assistant.ports import DialogueEngine
from assistant.services.answer import AnswerQuestion
from assistant.services.chat_hours import ChatHours
from assistant.services.conclude_from_knowledge import ConcludeFromKnowledge, is_way_out
from assistant.services.conclusion import WATCHED, Asked, Conclusion, OwnWords, milliseconds_since, reply_id
from assistant.wording.catalogue import Wording

log = logging.getLogger(__name__)


FEWEST_WORDS = 3
"""Of a question that the dialogue engine may have taken for small talk: "hej" and "tack så" are no questions."""
MISTAKEN = frozenset({"greet", "thank", "goodbye", "complain_answer", "nonsense", "nlu_fallback"})
"""Intents that the engine also takes questions for. Not `ask_identity`: who asks what it is that answers is told so,
whatever an article says (requirement B-01)."""
_ASKING = re.compile(
    r"[?؟]|\b(?:vad|hur|när|nar|var|vart|vem|vilken|vilka|varför|kan|får|måste|what|how|when|where|who|which|can|may)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Conclude:
    """Decides what an utterance leads to."""

    detector: DangerDetector
    engine: DialogueEngine
    knowledge: AnswerQuestion
    chat_hours: ChatHours
    wording: Wording

    @property
    def _own(self) -> OwnWords:
        return OwnWords(self.wording, self.chat_hours)

    @property
    def _from_knowledge(self) -> ConcludeFromKnowledge:
        return ConcludeFromKnowledge(self.knowledge, self._own)

    def danger(self, utterance: Utterance) -> Conclusion | None:
        """The fixed answer to words of danger; None when there are none. Needs nothing but this process."""
        began = time.perf_counter()
        danger = self.detector.detect(utterance.said.text)
        if danger is None:
            return None
        reply = self.detector.reply(danger, danger.lang or utterance.said.lang)
        said = NewUtterance(
            reply_id(utterance, 0),
            Speaker.ASSISTANT,
            reply.text,
            Language(reply.lang),
            quick_exit=danger.danger_class in WATCHED,
        )
        return Conclusion(
            TurnOutcome.DANGER,
            replies=(said,),
            hand_off=HandOff(HandoffReason.DANGER, GENERAL) if danger.hand_off else None,
            danger=str(danger.danger_class),
            answer_too=danger.answer_too,
            durations_ms={"danger": milliseconds_since(began)},
        )

    async def dialogue(self, asked: Asked) -> Conclusion:
        """What the dialogue engine directs, carried out as far as words; a fault of ours becomes words too."""
        began = time.perf_counter()
        text = asked.utterance.said.text
        try:
            reply = await self.engine.respond(asked.conversation.id, text)
        except UnavailableError as error:
            log.warning("the dialogue engine is away: %s", error)
            return self._engine_away(asked)
        durations = {"engine": milliseconds_since(began)}
        conclusion = await self._carry_out(await self._directives(reply, asked), asked)
        return replace(
            conclusion,
            understanding=reply.understanding,
            durations_ms={**durations, **conclusion.durations_ms},
            versions={"dialogue": reply.version, **conclusion.versions},
        )

    async def _directives(self, reply: EngineReply, asked: Asked) -> tuple[Directive, ...]:
        """What the engine directs, but for our own buttons, whose words mean one thing whatever they are taken for.

        And but for questions that it takes for small talk ("tack, när hör ni av er?"), if we know an answer.
        """
        text = asked.utterance.said.text
        if is_way_out(text, self.wording):
            return (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),)
        if await self.knowledge.is_title(text):
            return (AnswerFromKnowledge(),)
        if (
            reply.understanding.intent in MISTAKEN
            and len(text.split()) >= FEWEST_WORDS
            and await self._is_a_question(asked)
        ):
            return (AnswerFromKnowledge(),)
        return reply.directives

    async def _is_a_question(self, asked: Asked) -> bool:
        """Whether the knowledge base says so: an answer to the words alone is sure, or they ask and one is likely."""
        said = asked.utterance.said
        try:
            # Alone, without the topic: thanks after an answer would lean upon it.
            alone = await self.knowledge.answer(said.text, said.lang)
            if alone.article is not None or alone.to_be_checked:
                return True
            if not _asks(said.text):
                return False
            return ((await self.knowledge.answer(said.text, said.lang, asked.topic)).confidence or 0.0) >= EVEN_ODDS
        except UnavailableError:
            return False

    async def also_answer(self, conclusion: Conclusion, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """The fixed words, then what a question with such words in it gets anyway (requirement E-13)."""
        # Whoever may be in danger is not asked back: what is not sure goes to a person.
        answered = await self._from_knowledge.conclude(Asked(conversation, utterance, may_ask_back=False), number=1)
        if conclusion.hand_off is not None and answered.article is None:
            # A person is on the way: that the assistant is unsure besides helps nobody.
            answered = replace(answered, replies=())
        return replace(
            answered,
            outcome=TurnOutcome.DANGER,
            replies=conclusion.replies + answered.replies,
            hand_off=conclusion.hand_off or answered.hand_off,
            danger=conclusion.danger,
            durations_ms={**conclusion.durations_ms, **answered.durations_ms},
        )

    async def beside_a_person(self, asked: Asked) -> Conclusion:
        """Nothing is said: a person has the conversation, and sees what would have been found."""
        return await self._from_knowledge.found_beside(asked)

    def failed(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """Words and a way to a person for a turn that broke in a manner nobody foresaw."""
        asked = Asked(conversation, utterance)
        words = self._own.of(asked)
        text = words(
            "Something went wrong on our side, so I could not answer. What you wrote is saved. "
            "You can try again, ask for a person or phone [013-20 60 00](tel:+4613206000)."
        )
        return Conclusion(TurnOutcome.ERROR_OTHER, (self._offer(asked, text),))

    def _engine_away(self, asked: Asked) -> Conclusion:
        words = self._own.of(asked)
        text = words("I cannot answer right now. I am asking a person at Kontakt Linköping to take over.")
        away = Conclusion(TurnOutcome.ERROR_ENGINE)
        return self._own.to_a_person(away, asked, 0, text, HandoffReason.ASSISTANT_FAILED)

    async def _carry_out(self, directives: tuple[Directive, ...], asked: Asked) -> Conclusion:
        if any(isinstance(directive, HandOff) for directive in directives):
            asked = replace(asked, may_ask_back=False)
        conclusion = Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD)
        for number, directive in enumerate(directives):
            conclusion = _joined(conclusion, await self._carry_out_one(directive, number, asked))
            if conclusion.outcome is TurnOutcome.CLARIFYING:
                break  # the question is the last word: buttons stand under what was said last
        if not conclusion.replies and conclusion.hand_off is None:
            return self._not_understood(asked)
        return conclusion

    async def _carry_out_one(self, directive: Directive, number: int, asked: Asked) -> Conclusion:
        match directive:
            case Say():
                return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (_spoken(directive, asked, number),))
            case AnswerFromKnowledge():
                return await self._from_knowledge.conclude(asked, number)
            case HandOff():
                words = self._own.of(asked)
                text = words("I am asking a person at Kontakt Linköping to take over. You can go on writing here.")
                said = self._own.hand_over(asked, number, text)
                return Conclusion(TurnOutcome.HANDED_OFF, (said,), hand_off=directive)
            case _:
                raise NotImplementedError(f"{type(directive).__name__} is not carried out yet")

    def _not_understood(self, asked: Asked) -> Conclusion:
        words = self._own.of(asked)
        text = words("I did not understand that. Can you put it in another way, or do you want to talk to a person?")
        return Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD, (self._offer(asked, text),))

    def _offer(self, asked: Asked, text: str) -> NewUtterance:
        words = self._own.of(asked)
        said = self._own.say(asked, 0, text)
        return replace(said, quick_replies=(words("Yes, I want to talk to a person"), words("No thank you")))


def _asks(text: str) -> bool:
    return bool(_ASKING.search(text))


def _joined(earlier: Conclusion, step: Conclusion) -> Conclusion:
    """The words of both. An answer or a person once found is not lost by what is said after it."""
    replies = earlier.replies + step.replies
    only_words = step.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE and bool(earlier.replies)
    if only_words or (earlier.hand_off is not None and step.hand_off is None):
        return replace(earlier, replies=replies)
    return replace(step, replies=replies)


def _spoken(directive: Say, asked: Asked, number: int) -> NewUtterance:
    spoken = asked.lang if asked.lang in directive.text else Language("sv")
    return NewUtterance(
        asked.reply_id(number),
        Speaker.ASSISTANT,
        directive.text[spoken],
        spoken,
        quick_replies=tuple(reply[spoken] for reply in directive.quick_replies),
    )
