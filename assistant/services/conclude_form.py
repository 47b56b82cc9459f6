"""What is said while a form of the dialogue engine waits: taken, put right, asked for again, or left to the engine."""

from dataclasses import dataclass, replace
from itertools import takewhile

from assistant.domain.case import CaseKind
from assistant.domain.form import FORM_UNCLEAR, Field, OpenForm, Step
from assistant.domain.form_answers import AskAgain, Fill, Tell, judge, taken_as_it_is, told_besides
from assistant.domain.turn import EngineReply, Say, TurnOutcome, Understanding
from assistant.ports import DialogueEngine
from assistant.services.conclusion import Asked, Conclusion, OwnWords
from assistant.wording.catalogue import LANGUAGES, SPOKEN, Words

MOST_TIMES_AGAIN = 2
"""Askings for the same once more; then what is said is taken as it is, so that nobody is stuck."""
BETWEEN = frozenset({FORM_UNCLEAR, "ask_question"})
"""Intents of turns that leave a form where it was."""


@dataclass(frozen=True, slots=True)
class ConcludeForm:
    """Judges what a form is told before the engine hears of it. Nothing is recorded here."""

    engine: DialogueEngine
    own: OwnWords

    async def respond(self, asked: Asked, text: str, form: OpenForm) -> EngineReply | Conclusion:
        """What the engine says of it; words of ours where it is asked for again, of which the engine hears nothing.

        Raises:
            UnavailableError: the engine is away.
        """
        understanding = await self.engine.understand(text)
        reads = asked.lang.partition("-")[0] in LANGUAGES
        match judge(form, text, understanding.intent, reads=reads):
            case Fill() as fill:
                return await self._fill(asked, form, fill)
            case Tell(intent):
                return await self.engine.tell(asked.conversation.id, intent)
            case AskAgain():
                return await self._ask_again(asked, text, form)
            case None:
                return await self.engine.respond(asked.conversation.id, text)

    async def opened(self, asked: Asked, reply: EngineReply) -> EngineReply:
        """The reply that opens a form, after what the opening words have told of it already.

        Raises:
            UnavailableError: the engine is away.
        """
        besides = told_besides(reply.form, asked.words) if reply.form is not None else {}
        if reply.form is None or not besides:
            return reply
        filled = await self.engine.fill(asked.conversation.id, reply.form.kind, besides)
        return replace(filled, understanding=reply.understanding)

    async def _fill(self, asked: Asked, form: OpenForm, fill: Fill) -> EngineReply:
        reply = await self.engine.fill(asked.conversation.id, form.kind, fill.values)
        if not fill.corrects or reply.form is None or reply.form.step is not Step.ASKING:
            return reply  # where all is shown, the change is seen
        return replace(reply, directives=(self._changed(), *reply.directives))

    def _changed(self) -> Say:
        spoken = {lang: self.own.wording.of(lang) for lang in SPOKEN}
        return Say({lang: words("All right, I have changed that.") for lang, words in spoken.items()})

    async def _ask_again(self, asked: Asked, text: str, form: OpenForm) -> EngineReply | Conclusion:
        between = takewhile(lambda turn: turn.understanding and turn.understanding.intent in BETWEEN, asked.before)
        again = sum(turn.understanding is not None and turn.understanding.intent == FORM_UNCLEAR for turn in between)
        if again < MOST_TIMES_AGAIN:
            return self._help(asked, form)
        taken = taken_as_it_is(form, text)
        if taken is None:
            return await self.engine.tell(asked.conversation.id, "inform")
        return await self._fill(asked, form, taken)

    def _help(self, asked: Asked, form: OpenForm) -> Conclusion:
        """What is expected, with an example, above the buttons of the question."""
        said = self.own.say(asked, 0, expected(self.own.of(asked), form))
        if asked.last_said is not None:
            said = replace(said, quick_replies=asked.last_said.quick_replies)
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (said,), understanding=Understanding(FORM_UNCLEAR, 1.0))


def expected(words: Words, form: OpenForm) -> str:
    """What an answer to the form looks like, told to whoever gave none."""
    match form.asks:
        case Field.WHERE:
            return words(
                "I need a place, so that whoever will fix it can find it. Write an address, or what is near it, for "
                "example “by the bridge behind the school”."
            )
        case Field.SINCE:
            return words(
                "I could not see a time in that. Write for example “since yesterday”, “two weeks” or “don't know”."
            )
        case Field.WHEN:
            return words(
                "I could not see a time in that. Write for example “in the morning”, “after 3 pm” or “any time”."
            )
        case Field.CONTACT:
            return _contact(words, form.kind)
        case Field.WHAT | Field.ABOUT:
            return words("Please write it in a few words, so that whoever reads it understands what it is about.")
        case None if form.step is Step.CHOOSING:
            return words("Write what you want to change, and how it should be instead. Write “yes” if all is right.")
        case None:
            return words("Is everything right? Write “yes”, “cancel”, or how it should be instead.")


def _contact(words: Words, kind: CaseKind) -> str:
    text = words(
        "I need a telephone number with its area code, for example 070-174 06 05, or an e-mail address such as "
        "name@example.com."
    )
    if kind is CaseKind.CALLBACK:
        return text + " " + words("Write “cancel” if you do not want to be called.")
    return text + " " + words("Write “no” if you want to be anonymous.")
