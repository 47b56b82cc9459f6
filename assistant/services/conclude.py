"""From an utterance to what shall be done about it: danger, dialogue, knowledge. Nothing is recorded here."""

import logging
import time
from dataclasses import dataclass, replace

from assistant.domain.asking import asks, asks_about_the_wait, asks_to_be_called
from assistant.domain.conversation import Conversation, Holder, Utterance
from assistant.domain.danger import DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.domain.form import OpenForm
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import (
    AnswerFromKnowledge,
    Directive,
    EngineReply,
    HandOff,
    NextBest,
    OpenCase,
    SayAgain,
    TellCaseStatus,
    TurnOutcome,
)
from assistant.ports import DialogueEngine
from assistant.services.answer import AnswerQuestion
from assistant.services.chat_hours import ChatHours
from assistant.services.conclude_case import ConcludeCase
from assistant.services.conclude_danger import ConcludeDanger
from assistant.services.conclude_form import ConcludeForm
from assistant.services.conclude_from_dialogue import ConcludeFromDialogue
from assistant.services.conclude_from_knowledge import ConcludeFromKnowledge
from assistant.services.conclude_off import ConcludeOff
from assistant.services.conclude_withheld import ConcludeWithheld
from assistant.services.conclusion import (
    PASSED,
    Asked,
    Conclusion,
    OwnWords,
    call_back,
    keeps_place,
    milliseconds_since,
)
from assistant.services.read_together import answers
from assistant.services.second_look import SecondLook
from assistant.services.what_is_meant import WhatIsMeant
from assistant.wording.catalogue import SPOKEN, Wording

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conclude:
    """Decides what an utterance leads to."""

    detector: DangerDetector
    engine: DialogueEngine
    knowledge: AnswerQuestion
    chat_hours: ChatHours
    wording: Wording
    withheld: ConcludeWithheld

    @property
    def for_danger(self) -> ConcludeDanger:
        """The fixed words, which need nothing else."""
        return ConcludeDanger(self.detector, self.chat_hours, self.wording)

    @property
    def _own(self) -> OwnWords:
        return OwnWords(self.wording, self.chat_hours)

    @property
    def _from_knowledge(self) -> ConcludeFromKnowledge:
        return ConcludeFromKnowledge(self.knowledge, self._own, self.withheld)

    @property
    def off(self) -> ConcludeOff:
        """For turns while the assistant is switched off."""
        return ConcludeOff(self.engine, self._own)

    async def danger_together(self, asked: Asked, *, off: bool = False) -> Conclusion | None:
        """The fixed answer to words of danger in messages that are read as one; None when there are none."""
        if asked.meant is None:
            return None
        danger = self.for_danger.conclude(asked.utterance, asked.meant)
        return danger if danger is None or not danger.answer_too else await self.also_answer(danger, asked, off=off)

    def asks_for_call_back(self, utterance: Utterance) -> bool:
        """Whether the citizen would be called back: by the button, in any of our languages, or in so many words."""
        if asks_to_be_called(utterance.said.text):
            return True
        return utterance.said.text.strip() in {call_back(self.wording.of(lang)) for lang in SPOKEN}

    def keeps_place(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """Whoever may be in danger keeps the first place in the queue rather than being called back."""
        asked = Asked(conversation, utterance)
        return replace(PASSED, replies=(self._own.say(asked, 0, keeps_place(self._own.of(asked))),))

    async def dialogue(self, asked: Asked) -> Conclusion:
        """What the dialogue engine directs, carried out as far as words; a fault of ours becomes words too."""
        began = time.perf_counter()
        form = await self._form(asked)
        asked, ours = await WhatIsMeant(self.knowledge, self._own).of(asked, form)
        if ours:
            return await self._carry_out(ours, asked)
        try:
            reply = await self._reply(asked, form)
        except UnavailableError as error:
            log.warning("the dialogue engine is away: %s", error)
            return self._engine_away(asked)
        durations = {"engine": milliseconds_since(began)}
        if isinstance(reply, Conclusion):
            return replace(reply, durations_ms=durations)
        asked = replace(asked, in_form=reply.in_form, may_ask_back=asked.may_ask_back and not reply.in_form)
        conclusion = await self._carry_out(await SecondLook(self.knowledge).directives(reply, asked), asked)
        return replace(
            conclusion,
            understanding=reply.understanding,
            durations_ms={**durations, **conclusion.durations_ms},
            versions={"dialogue": reply.version, **conclusion.versions},
        )

    async def _form(self, asked: Asked) -> OpenForm | None:
        """The form that waits for these words. None where nobody can tell: the engine then takes them as it can."""
        if not asked.before:
            return None
        try:
            return await self.engine.open_form(asked.conversation.id)
        except UnavailableError:
            return None

    async def _reply(self, asked: Asked, form: OpenForm | None) -> EngineReply | Conclusion:
        text, forms = self._own.for_engine(asked), ConcludeForm(self.engine, self._own)
        if form is not None:
            return await forms.respond(asked, text, form)
        return await forms.opened(asked, await self.engine.respond(asked.conversation.id, text))

    async def also_answer(self, conclusion: Conclusion, asked: Asked, *, off: bool = False) -> Conclusion:
        """The fixed words, then what such words get anyway (requirement E-13): an answer, or the form that goes on.

        `off`: the assistant is switched off, so that a person is asked for instead.
        """
        try:
            # Whoever may be in danger is not asked back: what is not sure goes to a person.
            after = replace(asked, may_ask_back=False, first=len(conclusion.replies))
            answered = self.off.refuse(after) if off else await self._besides(conclusion, after)
        except Exception:
            log.exception("an answer to danger has nothing besides")
            return conclusion
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

    async def _besides(self, conclusion: Conclusion, asked: Asked) -> Conclusion:
        if conclusion.hand_off is None:
            told = await self.dialogue(asked)
            if told.outcome is not TurnOutcome.ERROR_ENGINE:
                return told
        return await self._from_knowledge.conclude(asked, number=0)

    async def beside_a_person(self, asked: Asked) -> Conclusion:
        """A sure answer to a question of somebody who waits; else no words, and the person sees what was found."""
        answered = await self._from_knowledge.while_waiting(asked) if self._may_answer_meanwhile(asked) else None
        return answered or await self._from_knowledge.found_beside(asked)

    def _may_answer_meanwhile(self, asked: Asked) -> bool:
        """Whether a question is asked in the queue, in a conversation that has never told of danger."""
        if asked.conversation.holder is not Holder.QUEUE or any(turn.danger is not None for turn in asked.before):
            return False
        asking = asks(asked.words) and not asks_about_the_wait(asked.words)
        pressed = answers(asked.last_said, asked.utterance)
        return (asking or pressed) and self.detector.detect(asked.words) is None

    def failed(self, conversation: Conversation, utterance: Utterance) -> Conclusion:
        """Words and a way to a person for a turn that broke in a manner nobody foresaw."""
        asked = Asked(conversation, utterance)
        words = self._own.of(asked)
        text = words(
            "Something went wrong on our side, so I could not answer. What you wrote is saved. "
            "You can try again, ask for a person or phone [013-20 60 00](tel:+4613206000)."
        )
        return Conclusion(TurnOutcome.ERROR_OTHER, (self._own.offering_a_person(asked, 0, text),))

    def _engine_away(self, asked: Asked) -> Conclusion:
        words = self._own.of(asked)
        text = words("I cannot answer right now. I am asking a person at Kontakt Linköping to take over.")
        away = Conclusion(TurnOutcome.ERROR_ENGINE)
        return self._own.to_a_person(away, asked, 0, text, HandOff(HandoffReason.ASSISTANT_FAILED, GENERAL))

    async def _carry_out(self, directives: tuple[Directive, ...], asked: Asked) -> Conclusion:
        if any(isinstance(directive, HandOff) for directive in directives):
            asked = replace(asked, may_ask_back=False)
        conclusion = Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD)
        for directive in directives:
            step = await self._carry_out_one(directive, conclusion.next_number, asked)
            conclusion = conclusion.then(step)
            if conclusion.outcome is TurnOutcome.CLARIFYING:
                break  # the question is the last word: buttons stand under what was said last
        if not conclusion.replies and conclusion.hand_off is None and conclusion.case is None:
            return self._not_understood(asked)
        return conclusion

    async def _carry_out_one(self, directive: Directive, number: int, asked: Asked) -> Conclusion:
        match directive:
            case AnswerFromKnowledge():
                return await self._from_knowledge.conclude(asked, number)
            case NextBest():
                return await self._from_knowledge.repair.next_best(asked, number)
            case SayAgain():
                return await self._from_knowledge.repair.say_again(asked, number)
            case OpenCase():
                return ConcludeCase(self._own).opens(directive, asked, number)
            case TellCaseStatus():
                return ConcludeCase(self._own).tells_how_to_follow(asked, number)
            case _:
                return ConcludeFromDialogue(self._own).carry_out(directive, asked, number)

    def _not_understood(self, asked: Asked) -> Conclusion:
        words = self._own.of(asked)
        text = words("I did not understand that. Can you put it in another way, or do you want to talk to a person?")
        return Conclusion(TurnOutcome.UNANSWERED_NOT_UNDERSTOOD, (self._own.offering_a_person(asked, 0, text),))
