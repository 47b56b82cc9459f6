"""From an utterance to what shall be done about it: danger, dialogue, knowledge. Nothing is recorded here."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.domain.conversation import Conversation, Language, NewUtterance, Speaker, Utterance, UtteranceId
from assistant.domain.danger import DangerClass, DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, HandoffReason, QueueName
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.domain.turn import AnswerFromKnowledge, Directive, HandOff, Say, TurnOutcome, Understanding
from assistant.ports import DialogueEngine
from assistant.services.answer import AnswerQuestion
from assistant.wording.catalogue import LANGUAGES, Wording, Words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How a turn shall end: its outcome, our replies, and whether a person is asked for."""

    outcome: TurnOutcome
    replies: tuple[NewUtterance, ...] = ()
    hand_off: HandOff | None = None
    understanding: Understanding | None = None
    article: ArticleId | None = None
    confidence: float | None = None
    candidates: tuple[Candidate, ...] = ()
    danger: str | None = None
    answer_too: bool = False
    durations_ms: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)


WATCHED = frozenset(
    {
        DangerClass.LIFE_IN_DANGER,
        DangerClass.VIOLENCE_IN_CLOSE_RELATION,
        DangerClass.HONOUR_VIOLENCE,
        DangerClass.CHILD_AT_RISK,
    }
)
"""Dangers whose cause may stand beside the citizen: a way to leave the page at once is shown (requirement E-08)."""
WATCHED_AREAS = frozenset({"vald_i_nara_relation"})
"""Areas of the knowledge base of which the same holds."""

PASSED = Conclusion(TurnOutcome.PASSED_TO_PERSON)


@dataclass(frozen=True, slots=True)
class Conclude:
    """Decides what an utterance leads to."""

    detector: DangerDetector
    engine: DialogueEngine
    knowledge: AnswerQuestion
    wording: Wording

    def danger(self, utterance: Utterance) -> Conclusion | None:
        """The fixed answer to words of danger; None when there are none. Needs nothing but this process."""
        began = time.perf_counter()
        danger = self.detector.detect(utterance.said.text)
        if danger is None:
            return None
        reply = self.detector.reply(danger, danger.lang)
        said = NewUtterance(
            _reply_id(utterance, 0),
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
            durations_ms={"danger": _milliseconds_since(began)},
        )

    async def dialogue(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """What the dialogue engine directs, carried out as far as words; a fault of ours becomes words too."""
        began = time.perf_counter()
        try:
            reply = await self.engine.respond(conversation.id, utterance.said.text)
        except UnavailableError as error:
            log.warning("the dialogue engine is away: %s", error)
            return self._engine_away(conversation, utterance)
        durations = {"engine": _milliseconds_since(began)}
        conclusion = await self._carry_out(reply.directives, conversation, utterance)
        return replace(
            conclusion,
            understanding=reply.understanding,
            durations_ms={**durations, **conclusion.durations_ms},
            versions={"dialogue": reply.version, **conclusion.versions},
        )

    async def also_answer(self, conclusion: Conclusion, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """The fixed words, then what a question with such words in it gets anyway (requirement E-13)."""
        answered = await self._from_knowledge(conversation, utterance, number=1)
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

    def failed(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """Words and a way to a person for a turn that broke in a manner nobody foresaw."""
        words = self.wording.of(_spoken_in(conversation, utterance))
        text = words(
            "Something went wrong on our side, so I could not answer. What you wrote is saved. "
            "You can try again, ask for a person or phone [013-20 60 00](tel:+4613206000)."
        )
        return Conclusion(TurnOutcome.ERROR_OTHER, (self._offer(words, utterance, text),))

    def _engine_away(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        words = self.wording.of(_spoken_in(conversation, utterance))
        text = words("I cannot answer right now. I am asking a person at Kontakt Linköping to take over.")
        said = self._say(utterance, 0, text, _spoken_in(conversation, utterance))
        return Conclusion(TurnOutcome.ERROR_ENGINE, (said,), hand_off=HandOff(HandoffReason.ASSISTANT_FAILED, GENERAL))

    async def _carry_out(
        self, directives: tuple[Directive, ...], conversation: Conversation, utterance: Utterance
    ) -> Conclusion:
        conclusion = Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD)
        for number, directive in enumerate(directives):
            conclusion = _joined(conclusion, await self._carry_out_one(directive, number, conversation, utterance))
        if not conclusion.replies and conclusion.hand_off is None:
            return self._not_understood(conversation, utterance)
        return conclusion

    async def _carry_out_one(
        self, directive: Directive, number: int, conversation: Conversation, utterance: Utterance
    ) -> Conclusion:
        match directive:
            case Say():
                return Conclusion(
                    TurnOutcome.ANSWERED_FROM_DIALOGUE,
                    (_spoken(directive, utterance, number, _spoken_in(conversation, utterance)),),
                )
            case AnswerFromKnowledge():
                return await self._from_knowledge(conversation, utterance, number)
            case HandOff():  # pragma: no branch - the last of all
                words = self.wording.of(_spoken_in(conversation, utterance))
                text = words("I am asking a person at Kontakt Linköping to take over. You can go on writing here.")
                said = self._say(utterance, number, text, _spoken_in(conversation, utterance))
                return Conclusion(TurnOutcome.HANDED_OFF, (said,), hand_off=directive)

    async def _from_knowledge(self, conversation: Conversation, utterance: Utterance, number: int) -> Conclusion:
        began = time.perf_counter()
        try:
            answer = await self.knowledge.answer(utterance.said.text)
        except UnavailableError as error:
            log.warning("the knowledge base is away: %s", error)
            return self._knowledge_away(conversation, utterance, number)
        found = Conclusion(
            TurnOutcome.ANSWERED_FROM_KNOWLEDGE,
            confidence=answer.confidence,
            candidates=answer.candidates,
            durations_ms={"knowledge": _milliseconds_since(began)},
            versions=self.knowledge.versions(),
        )
        if answer.article is None:
            return self._unsure(found, conversation, utterance, number)
        said = _quoted(answer.article, utterance, number)
        honest = self._in_another_language(answer.article, conversation, utterance, number)
        return replace(found, replies=(*honest, said), article=answer.article.id)

    def _in_another_language(
        self, article: Article, conversation: Conversation, utterance: Utterance, number: int
    ) -> tuple[NewUtterance, ...]:
        """An honest word before an answer that is not in the language of the question."""
        if article.lang == utterance.said.lang:
            return ()
        lang = _spoken_in(conversation, utterance)
        text = self.wording.of(lang)(
            "I have an answer, but only in Swedish. You can ask for a person if you want it explained."
        )
        return (NewUtterance(UtteranceId(f"{_reply_id(utterance, number)}-lang"), Speaker.ASSISTANT, text, lang),)

    def _unsure(self, found: Conclusion, conversation: Conversation, utterance: Utterance, number: int) -> Conclusion:
        words = self.wording.of(_spoken_in(conversation, utterance))
        text = words(
            "I am not sure enough to answer that. I am asking a person at Kontakt Linköping to take over. "
            "You can go on writing here."
        )
        return replace(
            found,
            outcome=TurnOutcome.HANDED_OFF,
            replies=(self._say(utterance, number, text, _spoken_in(conversation, utterance)),),
            hand_off=HandOff(HandoffReason.LOW_CONFIDENCE, GENERAL),
        )

    def _knowledge_away(self, conversation: Conversation, utterance: Utterance, number: int) -> Conclusion:
        words = self.wording.of(_spoken_in(conversation, utterance))
        text = words("I cannot look up answers right now. I am asking a person at Kontakt Linköping to take over.")
        return Conclusion(
            TurnOutcome.ERROR_KNOWLEDGE,
            (self._say(utterance, number, text, _spoken_in(conversation, utterance)),),
            hand_off=HandOff(HandoffReason.ASSISTANT_FAILED, QueueName(GENERAL)),
        )

    def _not_understood(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        words = self.wording.of(_spoken_in(conversation, utterance))
        text = words("I did not understand that. Can you put it in another way, or do you want to talk to a person?")
        return Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD, (self._offer(words, utterance, text),))

    def _offer(self, words: Words, utterance: Utterance, text: str) -> NewUtterance:
        said = self._say(utterance, 0, text, Language(words.lang))
        return replace(said, quick_replies=(words("Yes, I want to talk to a person"), words("No thank you")))

    def _say(self, utterance: Utterance, number: int, text: str, lang: Language) -> NewUtterance:
        return NewUtterance(_reply_id(utterance, number), Speaker.ASSISTANT, text, lang)


def _joined(earlier: Conclusion, step: Conclusion) -> Conclusion:
    """The words of both. An answer or a person once found is not lost by what is said after it."""
    replies = earlier.replies + step.replies
    only_words = step.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE and bool(earlier.replies)
    if only_words or (earlier.hand_off is not None and step.hand_off is None):
        return replace(earlier, replies=replies)
    return replace(step, replies=replies)


def _spoken_in(conversation: Conversation, utterance: Utterance) -> Language:
    """The language of our own words: that of the citizen's, where we have words in it, else the conversation's."""
    return utterance.said.lang if utterance.said.lang in LANGUAGES else conversation.lang


def _spoken(directive: Say, utterance: Utterance, number: int, lang: Language) -> NewUtterance:
    spoken = lang if lang in directive.text else Language("sv")
    return NewUtterance(
        _reply_id(utterance, number),
        Speaker.ASSISTANT,
        directive.text[spoken],
        spoken,
        quick_replies=tuple(reply[spoken] for reply in directive.quick_replies),
    )


def _quoted(article: Article, utterance: Utterance, number: int) -> NewUtterance:
    return NewUtterance(
        _reply_id(utterance, number),
        Speaker.ASSISTANT,
        article.answer,
        Language(article.lang),
        article=article.id,
        citations=(article.citation,),
        quick_exit=article.area in WATCHED_AREAS,
    )


def _reply_id(utterance: Utterance, number: int) -> UtteranceId:
    """The same for the same utterance, so that a turn carried out twice cannot speak twice."""
    return UtteranceId(f"reply-{utterance.seq}-{number}")


def _milliseconds_since(began: float) -> float:
    return (time.perf_counter() - began) * 1_000
