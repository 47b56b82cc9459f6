"""From an utterance to what shall be done about it: danger, dialogue, knowledge. Nothing is recorded here."""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.asking import asks_to_be_called
from assistant.domain.choosing import Choice, chosen, pointed_at, says_yes
from assistant.domain.conversation import Conversation, Utterance
from assistant.domain.danger import DangerDetector
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import (
    AnswerFromKnowledge,
    Directive,
    HandOff,
    NextBest,
    OpenCase,
    SayAgain,
    TellCaseStatus,
    TurnOutcome,
    TurnRecord,
)
from assistant.ports import DialogueEngine
from assistant.services.answer import AnswerQuestion
from assistant.services.chat_hours import ChatHours
from assistant.services.conclude_case import ConcludeCase
from assistant.services.conclude_danger import ConcludeDanger
from assistant.services.conclude_from_dialogue import ConcludeFromDialogue
from assistant.services.conclude_from_knowledge import ConcludeFromKnowledge
from assistant.services.conclusion import (
    PASSED,
    Asked,
    Conclusion,
    OwnWords,
    call_back,
    is_way_out,
    keeps_place,
    milliseconds_since,
)
from assistant.services.language_spoken import in_english
from assistant.services.second_look import SecondLook
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

    @property
    def for_danger(self) -> ConcludeDanger:
        """The fixed words, which need nothing else."""
        return ConcludeDanger(self.detector, self.chat_hours, self.wording)

    @property
    def _own(self) -> OwnWords:
        return OwnWords(self.wording, self.chat_hours)

    @property
    def _from_knowledge(self) -> ConcludeFromKnowledge:
        return ConcludeFromKnowledge(self.knowledge, self._own)

    async def danger_together(self, asked: Asked) -> Conclusion | None:
        """The fixed answer to words of danger in messages that are read as one; None when there are none."""
        if asked.meant is None:
            return None
        danger = self.for_danger.conclude(asked.utterance, asked.meant)
        return danger if danger is None or not danger.answer_too else await self.also_answer(danger, asked)

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
        asked, ours = await self._meant(asked)
        if ours:
            return await self._carry_out(ours, asked)
        began = time.perf_counter()
        try:
            reply = await self.engine.respond(asked.conversation.id, self._for_engine(asked))
        except UnavailableError as error:
            log.warning("the dialogue engine is away: %s", error)
            return self._engine_away(asked)
        durations = {"engine": milliseconds_since(began)}
        asked = replace(asked, in_form=reply.in_form, may_ask_back=asked.may_ask_back and not reply.in_form)
        conclusion = await self._carry_out(await SecondLook(self.knowledge).directives(reply, asked), asked)
        return replace(
            conclusion,
            understanding=reply.understanding,
            durations_ms={**durations, **conclusion.durations_ms},
            versions={"dialogue": reply.version, **conclusion.versions},
        )

    def _for_engine(self, asked: Asked) -> str:
        """What is said, in a language that the engine reads where it is one of the answers that we know."""
        langs = (asked.lang, asked.last_said.lang) if asked.last_said else (asked.lang,)
        return in_english(asked.words, langs, self.wording)

    async def _meant(self, asked: Asked) -> tuple[Asked, tuple[Directive, ...]]:
        """Answers to our own question or offer, and presses of our buttons, whatever the engine takes them for.

        No directives where the engine decides.
        """
        text = asked.words
        if is_way_out(text, self.wording):
            return asked, (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),)
        if await self._is_title(text):
            return asked, (AnswerFromKnowledge(),)
        last = asked.last_said
        if last is None or not last.quick_replies:
            return asked, ()
        if is_way_out(last.quick_replies[-1], self.wording):  # a question back
            return self._chosen(asked, last.quick_replies[:-1])
        if says_yes(self._for_engine(asked)) and last.quick_replies == self._own.person_or_not(
            replace(asked, speaks=last.lang)
        ):
            return asked, (HandOff(_why_offered(asked.before), GENERAL),)
        if last.article is not None:  # an answer, with next questions under it
            return await self._next_question(asked, last.quick_replies)
        return asked, ()

    def _chosen(self, asked: Asked, choices: tuple[str, ...]) -> tuple[Asked, tuple[Directive, ...]]:
        place = chosen(self._for_engine(asked), choices)
        if place is Choice.NONE_OF_THESE:
            return asked, (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),)
        if isinstance(place, int):
            return replace(asked, meant=choices[place]), (AnswerFromKnowledge(),)
        return asked, ()

    async def _next_question(self, asked: Asked, buttons: tuple[str, ...]) -> tuple[Asked, tuple[Directive, ...]]:
        """The button that is pointed at ("den andra"), as if it were pressed; anything else is the engine's."""
        place = pointed_at(self._for_engine(asked), buttons)
        if place is None:
            return asked, ()
        pressed = replace(asked, meant=buttons[place])
        return pressed, (AnswerFromKnowledge(),) if await self._is_title(buttons[place]) else ()

    async def _is_title(self, text: str) -> bool:
        try:
            return await self.knowledge.is_title(text)
        except UnavailableError:
            return False

    async def also_answer(self, conclusion: Conclusion, asked: Asked) -> Conclusion:
        """The fixed words, then what such words get anyway (requirement E-13): an answer, or the form that goes on."""
        try:
            # Whoever may be in danger is not asked back: what is not sure goes to a person.
            after = replace(asked, may_ask_back=False, first=len(conclusion.replies))
            answered = await self._besides(conclusion, after)
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


def _why_offered(before: Sequence[TurnRecord]) -> HandoffReason:
    """Why we offered the person that the citizen now says yes to."""
    if before and before[0].disputes is not None:
        return HandoffReason.CITIZEN_COMPLAINED
    if before and before[0].outcome is TurnOutcome.UNANSWERED_NOT_UNDERSTOOD:
        return HandoffReason.NOT_UNDERSTOOD
    return HandoffReason.CITIZEN_ASKED
