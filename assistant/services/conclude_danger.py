"""The fixed answer to words of danger: nothing but this process is needed for it (requirement E-02)."""

import time
from dataclasses import dataclass

from assistant.domain.conversation import Language, NewUtterance, Speaker, Utterance
from assistant.domain.danger import DangerDetector
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import HandOff, TurnOutcome
from assistant.services.chat_hours import ChatHours
from assistant.services.conclusion import WATCHED, Conclusion, milliseconds_since, reply_id
from assistant.wording.catalogue import Wording


@dataclass(frozen=True, slots=True)
class FirstHelp:
    """Fixed words and numbers, in Markdown; `quick_exit` as in an utterance."""

    text: str
    lang: Language
    quick_exit: bool


@dataclass(frozen=True, slots=True)
class ConcludeDanger:
    """Sees danger, and says what was approved for it."""

    detector: DangerDetector
    chat_hours: ChatHours
    wording: Wording

    def conclude(self, utterance: Utterance, words: str | None = None) -> Conclusion | None:
        """The fixed answer to an utterance, or to `words` of several of which it is the last; None without danger."""
        began = time.perf_counter()
        danger = self.detector.detect(utterance.said.text if words is None else words)
        if danger is None:
            return None
        reply = self.detector.reply(danger, danger.lang or utterance.said.lang)
        said = NewUtterance(
            reply_id(utterance, 0),
            Speaker.ASSISTANT,
            f"{reply.text}{self._nobody_reads(reply.lang) if danger.hand_off else ''}",
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

    def first_help(self, text: str, lang: str) -> FirstHelp | None:
        """The fixed words while nothing can be recorded: no person is promised. None where there is no danger."""
        danger = self.detector.detect(text)
        if danger is None:
            return None
        words = self.detector.words(danger, danger.lang or lang)
        return FirstHelp(words.text, Language(words.lang), danger.danger_class in WATCHED)

    def _nobody_reads(self, lang: str) -> str:
        """Outside the hours in which people answer, whoever waits for one is told so (requirement E-04)."""
        words = self.wording.of(lang)
        closed = self.chat_hours.closed_words(words)
        return f"\n\n**{words('Nobody reads here right now.')}** {closed}" if closed else ""
