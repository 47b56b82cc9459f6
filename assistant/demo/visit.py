"""One citizen's visit to the chat, from opening it to the survey, as a process of the simulation."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from simpy import Event

from assistant.demo.bot import Bot
from assistant.demo.casebook import Casebook
from assistant.demo.floor import Floor, Place, Steps
from assistant.demo.habits import TELLS_AFTER_BOT, TELLS_AFTER_PERSON, Habits
from assistant.demo.happenings import DANGERS_A_CONVERSATION, DANGERS_IN_CRISIS
from assistant.demo.held import HeldDraft
from assistant.demo.lines import (
    ASKS_FOR_PERSON,
    CALL_ME,
    COMMENTS,
    REPORTS_A_FAULT,
    THANKS,
    WRONG,
    Lines,
    lines_in,
)
from assistant.demo.script import Script
from assistant.demo.talk import Talk
from assistant.demo.topics import Asked, Topics
from assistant.domain.case import Case
from assistant.domain.conversation import Holder, NewUtterance, Speaker, Utterance, UtteranceId
from assistant.domain.handoff import HandoffReason
from assistant.domain.knowledge import ArticleId
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnOutcome
from assistant.ports.bulk import Written
from assistant.services.conclusion import Conclusion

IDLE = timedelta(minutes=60)
"""As the setting `idle_close_minutes` has it by default."""
UNANSWERABLE = 0.14
"""Share of first questions that no article answers. Assumed."""
AT_ONCE_A_PERSON = 0.10
"""Share of citizens who ask for a person before anything else. Assumed."""
ASKS_AGAIN, MOST_QUESTIONS = 0.34, 4
"""How often one who got an answer asks on, and how many questions anybody asks. Assumed."""
GIVES_UP = 0.45
"""How often one whose answer was wrong leaves without asking for a person. Assumed."""
CLOSES, LEAVES_THE_QUEUE_FOR_GOOD = 0.45, 0.5
"""Share of conversations that the citizen closes; the others fall silent. Assumed."""
REPORTS, WANTS_A_CALL = 0.3, 0.35
"""Share of those who asked how one reports a fault that do so, and of those nobody could answer that would be called.
Assumed."""
_FAULTS = "felanmalan."
THANKS_AFTER, COMMENTS_TOO = 0.25, 0.06
PATIENT_AT_NIGHT_SECONDS = 240.0
_FOR_WELCOME = (
    "Hello! I am Linköping municipality's AI assistant. "
    "I answer with texts that the municipality has approved and show where they come from. "
    "When I am not sure, a person takes over, and you can ask for one at any time. "
    "Do not write personal identity numbers here."
)
_LET_GO = (
    "You were away for a while, so your place in the queue was let go. "
    "Write that you want to talk to a person to join it again."
)


@dataclass(frozen=True, slots=True)
class Answered:
    """How a question went: the article the citizen got, or a question back to choose from; neither: it is over."""

    article: ArticleId | None = None
    asked_back: bool = False


@dataclass(slots=True)
class Visit:
    """Leaves its script in `told` when it is over. `in_crisis`, `off`: what it is like when the citizen comes."""

    floor: Floor
    bot: Bot
    topics: Topics
    script: Script
    casebook: Casebook
    day: date
    told: list[Written]
    in_crisis: bool = False
    off: bool = False

    @property
    def habits(self) -> Habits:
        """Everybody's, today."""
        return self.floor.habits

    def run(self) -> Steps:
        """The whole visit."""
        lang = self.script.conversation.lang
        welcome = self.bot.material.wording.of(lang)(_FOR_WELCOME)
        self.script.say(NewUtterance(UtteranceId("welcome"), Speaker.ASSISTANT, welcome, lang), self.floor.now())
        yield self._after(self.habits.reads() * 0.4 + self.habits.writes() * 0.6)
        if self.habits.happens(DANGERS_IN_CRISIS if self.in_crisis else DANGERS_A_CONVERSATION):
            yield from self._in_danger()
        elif self.habits.happens(AT_ONCE_A_PERSON):
            later = self.topics.question(self.day, lang, UNANSWERABLE)
            yield from self._asks_for_person(later, HandoffReason.CITIZEN_ASKED, ASKS_FOR_PERSON)
        else:
            yield from self._asks(self.topics.question(self.day, lang, UNANSWERABLE))
        self._ends()

    def _asks(self, asked: Asked) -> Steps:
        for _ in range(MOST_QUESTIONS):
            answered: Answered = yield from self._answer_to(asked)
            if answered.asked_back:
                asked = self._chosen(asked)
                continue
            if answered.article is None:
                yield from self._wants_a_call(asked.lang)
                return
            self.script.answered_well = not self.bot.leaves_unanswered(asked, answered.article, self.day)
            if not self.script.answered_well:
                yield from self._is_not_content(asked)
                return
            if not self.habits.happens(ASKS_AGAIN):
                break
            asked = self.topics.about(answered.article.partition(".")[0], asked.lang)
            yield self._after(self.habits.writes())
        if answered.article is not None and answered.article.startswith(_FAULTS) and self.habits.happens(REPORTS):
            said = self._says(REPORTS_A_FAULT, asked.lang)
            yield from self._opens(self.casebook.fault(said), said)
        if self.habits.happens(THANKS_AFTER):
            yield from self._thanks(asked.lang)

    def _wants_a_call(self, lang: str) -> Steps:
        """Where nobody was there to answer, some would be called."""
        if self.script.handoff is None and self.habits.happens(WANTS_A_CALL):
            said = self._says(CALL_ME, lang)
            yield from self._opens(self.casebook.call_back(said), said)

    def _opens(self, case: Case, said: Utterance) -> Steps:
        yield from self._closes(said, self.casebook.told(case, said))
        self.casebook.write(case, self.script.written)

    def _answer_to(self, asked: Asked) -> Generator[Event, Any, Answered]:
        said = self.script.citizen_says(asked.text, asked.lang, self.floor.now())
        there = self.floor.somebody_there and self.bot.hours.door().is_open
        concluded = self.bot.conclude(self.script, said, asked, somebody_there=there, off=self.off)
        yield from self._closes(said, concluded)
        held = concluded.outcome is TurnOutcome.HELD_FOR_APPROVAL
        if held:
            yield from HeldDraft(self.floor, self.habits, self.bot.material, self.script).settle(asked)
        if self.script.conversation.holder is Holder.QUEUE:
            yield from self._waits_for_person(asked)
            return Answered()
        yield self._after(self.habits.reads())
        asked_back = concluded.outcome is TurnOutcome.CLARIFYING
        return Answered(self.script.written.drafts[-1].article if held else concluded.article, asked_back)

    def _closes(self, said: Utterance, concluded: Conclusion) -> Steps:
        durations = self.habits.bot_milliseconds()
        yield self._after(durations["total"] / 1_000)
        self.script.close_turn(said, concluded, self.floor.now(), durations)

    def _chosen(self, asked: Asked) -> Asked:
        """The citizen presses the title of what was meant."""
        if asked.right is None:
            return asked
        return replace(asked, text=self.bot.material.articles[asked.right].spoken(asked.lang).title)

    def _is_not_content(self, asked: Asked) -> Steps:
        if not self.habits.happens(GIVES_UP):
            yield from self._asks_for_person(asked, HandoffReason.CITIZEN_COMPLAINED, WRONG)

    def _asks_for_person(self, asked: Asked, reason: HandoffReason, lines: Lines) -> Steps:
        said = self._says(lines, asked.lang)
        yield from self._closes(said, self.bot.asked_for_person(self.script, said, reason))
        if self.script.conversation.holder is Holder.QUEUE:
            yield from self._waits_for_person(asked)

    def _in_danger(self) -> Steps:
        told = self.habits.rng.choice(self.bot.material.dangers)
        said = self.script.citizen_says(told.text, "sv", self.floor.now())
        yield from self._closes(said, self.bot.danger(said, told))
        yield from self._waits_for_person(Asked(told.text, "sv", None))

    def _thanks(self, lang: str) -> Steps:
        yield self._after(self.habits.writes() * 0.3)
        said = self._says(THANKS, lang)
        yield from self._closes(said, self.bot.thanked(self.script, said))

    def _waits_for_person(self, asked: Asked) -> Steps:
        handoff = self.script.handoff
        if handoff is None:
            return
        place, began = self.floor.enqueue(handoff), self.floor.env.now
        yield place.taken | self._after(self._patience())
        self.script.waited = self.floor.env.now - began
        if place.by is None:
            self._goes_away(place)
            return
        self.script.change(place.handoff)
        talk = Talk(self.floor.env, self.floor, self.bot.material, self.habits, self.script)
        yield from talk.run(place.by, asked)

    def _patience(self) -> float:
        patience = self.habits.patience()
        return patience if self.bot.hours.door().is_open else min(patience, PATIENT_AT_NIGHT_SECONDS)

    def _goes_away(self, place: Place) -> None:
        self.floor.leave(place)
        now = self.floor.now()
        self.script.change(replace(place.handoff, abandoned_at=now))
        if self.habits.happens(LEAVES_THE_QUEUE_FOR_GOOD):
            self.script.move(Holder.NOBODY, now)
            return
        self.script.move(Holder.ASSISTANT, now)
        self.script.note(self.bot.material.wording.of(self.script.conversation.lang)(_LET_GO), now)

    def _ends(self) -> None:
        if self.script.conversation.closed_at is None:
            closes = self.habits.happens(CLOSES)
            last = self.script.written.utterances[-1].at
            later = timedelta(seconds=self.habits.reads()) if closes else IDLE
            self.script.move(Holder.NOBODY, max(self.floor.now(), last) + later)
        self._tells()
        self.told.append(self.script.finish())

    def _tells(self) -> None:
        handoff, at = self.script.handoff, self.script.conversation.closed_at
        by_person = handoff is not None and handoff.answered_at is not None
        if at is None or not self.habits.happens(TELLS_AFTER_PERSON if by_person else TELLS_AFTER_BOT):
            return
        solved, waited = self.script.answered_well, self.script.waited
        says, rating = self.habits.verdict(solved=solved, waited=waited, by_person=by_person)
        comment = self.habits.rng.choice(COMMENTS) if self.habits.happens(COMMENTS_TOO) else ""
        if says is not None or rating is not None:
            told = Survey(self.script.conversation.id, at + timedelta(seconds=9), says, rating, comment)
            self.script.written.surveys.append(told)

    def _says(self, lines: Lines, lang: str) -> Utterance:
        """Such words in the citizen's language, where there are any, else in English."""
        spoken = lang if lang in lines else "en"
        return self.script.citizen_says(self.habits.rng.choice(lines_in(lines, spoken)), spoken, self.floor.now())

    def _after(self, seconds: float) -> Event:
        return self.floor.env.timeout(seconds)
