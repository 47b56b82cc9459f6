"""What a turn comes to, and the assistant's own words in it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.domain.case import NewCase
from assistant.domain.conversation import (
    SWEDISH,
    Conversation,
    Language,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.danger import DangerClass
from assistant.domain.drafts import Draft
from assistant.domain.grounds import Grounds
from assistant.domain.handoff import HandoffReason
from assistant.domain.knowledge import ArticleId, Candidate
from assistant.domain.turn import HandOff, TurnOutcome, TurnRecord, Understanding
from assistant.services.case_links import CaseLink
from assistant.services.chat_hours import ChatHours
from assistant.services.language_spoken import in_english
from assistant.wording.catalogue import SPOKEN, Wording, Words

WATCHED = frozenset(
    {
        DangerClass.LIFE_IN_DANGER,
        DangerClass.VIOLENCE_IN_CLOSE_RELATION,
        DangerClass.HONOUR_VIOLENCE,
        DangerClass.TRAFFICKING,
        DangerClass.SEXUAL_VIOLENCE,
        DangerClass.CHILD_AT_RISK,
    }
)
"""Dangers whose cause may stand beside the citizen: a way to leave the page at once is shown (requirement E-08)."""
WATCHED_AREAS = frozenset({"vald_i_nara_relation"})
"""Areas of the knowledge base of which the same holds."""
ENGLISH = Language("en")
"""The language our messages are written in."""


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
    grounds: Grounds | None = None
    danger: str | None = None
    answer_too: bool = False
    disputes: int | None = None
    """The number of the turn whose answer the citizen says was wrong: for review."""
    lang: Language | None = None
    """The language to speak from here on, as the citizen wishes."""
    ends: bool = False
    """Whether the conversation is over with these words."""
    while_waiting: bool = False
    """Whether it answers somebody who waits for a person: the first reply says that the place is kept."""
    while_off: bool = False
    """Whether it was concluded while the assistant was switched off: by a form, which goes on when nobody is there."""
    case: NewCase | None = None
    """To be recorded with the turn; its reply is said after `replies`."""
    draft: Draft | None = None
    """What the assistant would have answered, held for a person's approval or laid beside the person's own answer."""
    durations_ms: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def next_number(self) -> int:
        """That of the reply after these: one directive may lead to several, and a case to one that only the record
        makes.
        """
        return len(self.replies) + (self.case is not None)

    @property
    def tells(self) -> bool:
        """Whether it says, asks back or would say anything from the knowledge base."""
        return self.outcome is TurnOutcome.CLARIFYING or bool(self.topics)

    @property
    def topics(self) -> frozenset[str]:
        """The areas of the articles it gives, asks about or would give; none where no knowledge is told of."""
        if self.outcome is TurnOutcome.CLARIFYING or self.draft is not None:
            return frozenset(one.article.partition(".")[0] for one in self.candidates[:1])
        return frozenset(said.article.partition(".")[0] for said in self.replies if said.article is not None)

    def then(self, step: "Conclusion") -> "Conclusion":
        """The words and effects of both. An answer or a person once found is not lost by what is said after it."""
        only_words = step.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE and bool(self.replies or self.case)
        stays = only_words or (self.hand_off is not None and step.hand_off is None)
        return replace(
            self if stays else step,
            replies=self.replies + step.replies,
            case=self.case or step.case,
            draft=self.draft or step.draft,
            disputes=self.disputes if step.disputes is None else step.disputes,
            lang=step.lang or self.lang,
            ends=self.ends or step.ends,
        )


PASSED = Conclusion(TurnOutcome.PASSED_TO_PERSON)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a citizen said, where, and what was before.

    `may_ask_back`: whether a question back may be the answer to it; `topic`: what the turn before was about; `before`:
    the earlier turns, latest first; `last_said`: our latest words; `meant`: what is asked for where that is not the
    utterance word for word; `speaks`: the language to answer in where the citizen has chosen one; `in_form`: the
    dialogue has asked for something, and comes back to that after this; `cases`: those opened in this conversation, the
    oldest first.
    """

    conversation: Conversation
    utterance: Utterance
    may_ask_back: bool = True
    topic: ArticleId | None = None
    before: tuple[TurnRecord, ...] = ()
    last_said: NewUtterance | None = None
    meant: str | None = None
    speaks: Language | None = None
    in_form: bool = False
    cases: tuple[CaseLink, ...] = ()
    first: int = 0
    """How many replies to the utterance there are already: ours are numbered from there on."""

    @property
    def words(self) -> str:
        """What is asked."""
        return self.meant if self.meant is not None else self.utterance.said.text

    @property
    def answer_lang(self) -> Language:
        """The language that answers should come in: the chosen one, else that of the question."""
        return self._chosen or self.utterance.said.lang

    @property
    def lang(self) -> Language:
        """The language of our own words: the chosen one, or the nearest to it that we have words in; that of the
        citizen's words, where we have it; else the conversation's.
        """
        lang = self.utterance.said.lang
        if self._chosen is not None:
            return self._chosen if self._chosen in SPOKEN else _ours_for(self._chosen)
        return lang if lang in SPOKEN else self.conversation.lang

    @property
    def _chosen(self) -> Language | None:
        return self.speaks or (self.conversation.lang if self.conversation.lang_chosen else None)

    def reply_id(self, number: int) -> UtteranceId:
        """The same for the same utterance, so that a turn carried out twice cannot speak twice."""
        return reply_id(self.utterance, self.first + number)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The assistant's own words, in the citizen's language where we have it."""

    wording: Wording
    chat_hours: ChatHours

    def of(self, asked: Asked) -> Words:
        """Our messages for this citizen."""
        return self.wording.of(asked.lang)

    def say(self, asked: Asked, number: int, text: str) -> NewUtterance:
        """The words as a reply."""
        return NewUtterance(asked.reply_id(number), Speaker.ASSISTANT, text, Language(self.of(asked).lang))

    def person_or_not(self, asked: Asked) -> tuple[str, str]:
        """Buttons under an offer of a person."""
        words = self.of(asked)
        return words("Yes, I want to talk to a person"), words("No thank you")

    def offering_a_person(self, asked: Asked, number: int, text: str) -> NewUtterance:
        """The words as a reply, with buttons for a person or not."""
        return replace(self.say(asked, number, text), quick_replies=self.person_or_not(asked))

    def for_engine(self, asked: Asked) -> str:
        """What is said, in a language that the engine reads where it is one of the answers that we know."""
        langs = (asked.lang, asked.last_said.lang) if asked.last_said else (asked.lang,)
        return in_english(asked.words, langs, self.wording)

    def way_out(self, asked: Asked) -> str:
        """The button beside choices, for none of them."""
        return way_out(self.of(asked))

    def to_a_person(self, found: Conclusion, asked: Asked, number: int, text: str, hand_off: HandOff) -> Conclusion:
        """The conclusion, with a person asked for and `text`, which says so.

        While nobody is there no one is asked for, and the assistant goes on answering: the citizen is told when people
        are there, and offered to be called.
        """
        if self.chat_hours.door().is_open:
            return replace(found, replies=(self.say(asked, number, text),), hand_off=hand_off)
        return self._nobody_there(found, asked, number, hand_off.reason)

    def _nobody_there(self, found: Conclusion, asked: Asked, number: int, reason: HandoffReason) -> Conclusion:
        words = self.of(asked)
        told = f"{_begin(words, reason)} {self.chat_hours.told(words)}"
        text = f"{told}\n\n{words('I can have somebody call you then. You can also ask me something else.')}"
        said = replace(self.say(asked, number, text), quick_replies=(call_back(words),))
        return replace(found, outcome=_unanswered(found.outcome), replies=(said,))


def _begin(words: Words, reason: HandoffReason) -> str:
    """Why there is no answer, where the person who would give it is not there."""
    match reason:
        case HandoffReason.CITIZEN_ASKED | HandoffReason.CITIZEN_COMPLAINED:
            return words("Nobody reads here right now.")
        case HandoffReason.ASSISTANT_FAILED:
            return words("I cannot answer right now.")
        case HandoffReason.TO_BE_CHECKED:
            return words("In this matter a person checks my answers.")
        case HandoffReason.SWITCHED_OFF:
            return words("In this matter I do not answer right now.")
        case _:
            return words("I am not sure enough to answer that.")


def _unanswered(outcome: TurnOutcome) -> TurnOutcome:
    """What the turn ends in when the person it would have gone to is not there."""
    return TurnOutcome.UNANSWERED_NO_PASSAGE if outcome is TurnOutcome.HANDED_OFF else outcome


def _ours_for(lang: Language) -> Language:
    """Swedish for kinds of Swedish, else English: whoever has asked for Arabic has asked for no Swedish."""
    return SWEDISH if lang.partition("-")[0] == SWEDISH else ENGLISH


def keeps_place(words: Words) -> str:
    """To whoever may be in danger and would leave the queue."""
    return words(
        "You keep your place, which is first in the queue. If you would rather talk on the telephone, call "
        "[112](tel:112) if it is urgent, else [013-20 60 00](tel:+4613206000)."
    )


def call_back(words: Words) -> str:
    """The button for being called back; it works while waiting for a person too."""
    return words("Call me back")


def way_out(words: Words) -> str:
    """The button for none of the choices."""
    return words("None of these, I want to talk to a person")


def is_way_out(text: str, wording: Wording) -> bool:
    """Whether these are the words of that button, in any of our languages.

    They are known by themselves, so that the button leads to a person whatever the dialogue engine makes of it.
    """
    ways_out = {way_out(wording.of(lang)).casefold() for lang in SPOKEN}
    return text.strip().casefold() in ways_out


def reply_id(utterance: Utterance, number: int) -> UtteranceId:
    """The id of our reply of that number to an utterance."""
    return UtteranceId(f"reply-{utterance.seq}-{number}")


def milliseconds_since(began: float) -> float:
    """On `time.perf_counter`'s clock."""
    return (time.perf_counter() - began) * 1_000
