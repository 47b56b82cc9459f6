"""Carries out what needs no knowledge base: the engine's words, hours, another language, a limit, a person."""

from dataclasses import dataclass, replace

from assistant.domain.conversation import SWEDISH, Language, NewUtterance, Speaker
from assistant.domain.knowledge import TRANSLATED_INTO
from assistant.domain.turn import HandOff, Reproach, Say, SwitchLanguage, TellOpeningHours, TurnOutcome
from assistant.services.conclusion import Asked, Conclusion, OwnWords, call_back
from assistant.wording.catalogue import LANGUAGES

STRIKES = 3
"""Abusive utterances after which a conversation is ended: said the first time, warned of the second."""


@dataclass(frozen=True, slots=True)
class ConcludeFromDialogue:
    """What the dialogue engine directs and the assistant can do by itself."""

    own: OwnWords

    def carry_out(
        self, directive: Say | HandOff | TellOpeningHours | SwitchLanguage | Reproach, asked: Asked, number: int
    ) -> Conclusion:
        """The conclusion, whose only reply is our `number`th to this utterance."""
        match directive:
            case Say():
                return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (self._spoken(directive, asked, number),))
            case TellOpeningHours():
                return self._opening_hours(asked, number)
            case SwitchLanguage():
                return self._switch(Language(directive.lang), asked, number)
            case Reproach():
                return self._reproach(asked, number)
            case HandOff():  # pragma: no branch - the last of all
                words = self.own.of(asked)
                text = words("I am asking a person at Kontakt Linköping to take over. You can go on writing here.")
                return self.own.to_a_person(Conclusion(TurnOutcome.HANDED_OFF), asked, number, text, directive)

    def _opening_hours(self, asked: Asked, number: int) -> Conclusion:
        """When people are there; outside of that, a call back is offered."""
        words = self.own.of(asked)
        hours = self.own.chat_hours
        text = hours.told(words)
        if hours.door().is_open:
            said = replace(self.own.say(asked, number, text), quick_replies=(words("I want to talk to a person"),))
            return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (said,))
        text += "\n\n" + words("I answer all day and night. If you want, a person can call you back when they are in.")
        said = replace(self.own.say(asked, number, text), quick_replies=(call_back(words),))
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (said,))

    def _switch(self, lang: Language, asked: Asked, number: int) -> Conclusion:
        if lang not in {SWEDISH, *TRANSLATED_INTO}:
            words = self.own.of(asked)
            text = words(
                "I am sorry, I have no answers in that language. I can answer in Swedish and English, and in part in "
                "Arabic, Somali, Persian, Finnish and Ukrainian. Do you want to talk to a person instead?"
            )
            return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (self.own.offering_a_person(asked, number, text),))
        spoken = replace(asked, speaks=lang)
        words = self.own.of(spoken)
        text = words("From now on I answer in English. Ask your question.")
        if lang not in LANGUAGES:
            text = words(
                "From now on I answer in your language where we have translated the answer. Other answers come in "
                "Swedish, and a person can help you."
            )
        said = self.own.say(spoken, number, text)
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (said,), lang=lang)

    def _reproach(self, asked: Asked, number: int) -> Conclusion:
        """Calm words; the third time the conversation ends, but never one in which there was danger (E-03)."""
        before = sum(turn.outcome is TurnOutcome.REFUSED_ABUSE for turn in asked.before)
        refused = Conclusion(TurnOutcome.REFUSED_ABUSE)
        words = self.own.of(asked)
        in_danger = any(turn.danger is not None for turn in asked.before)
        if before + 1 < STRIKES or in_danger:
            text = words(
                "I understand if you are angry, but I cannot help you when you write like that. Tell me what it is "
                "about, or talk to a person."
            )
            if before and not in_danger:
                text += " " + words("If it goes on, I end the conversation.")
            return replace(refused, replies=(self.own.offering_a_person(asked, number, text),))
        text = words(
            "I am ending the conversation here. If you need help you are welcome to phone "
            "[013-20 60 00](tel:+4613206000), or start a new conversation later."
        )
        return replace(refused, replies=(self.own.say(asked, number, text),), ends=True)

    def _spoken(self, directive: Say, asked: Asked, number: int) -> NewUtterance:
        """The engine's words in the citizen's language, else in English if that is not Swedish, else in Swedish.

        It has them in Swedish and English; what is translated besides is found by the English, all of it or nothing.
        """
        wanted = asked.lang if asked.lang == SWEDISH else "en"
        spoken = next(lang for lang in (asked.lang, Language(wanted), SWEDISH) if lang in directive.text)
        text, replies = directive.text[spoken], tuple(reply[spoken] for reply in directive.quick_replies)
        words = self.own.of(asked)
        if words.lang != spoken and words.knows(text, *replies):
            spoken, text = Language(words.lang), words.messages[text]
            replies = tuple(words.messages[reply] for reply in replies)
        return NewUtterance(asked.reply_id(number), Speaker.ASSISTANT, text, spoken, quick_replies=replies)
