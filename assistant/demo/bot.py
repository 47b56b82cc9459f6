"""The assistant's side: what it finds, what the gate and the level of the topic let it do with it, and its words.

What it finds is drawn by chance; everything after that is as the services do it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import islice

from assistant.demo.habits import Habits
from assistant.demo.happenings import Happenings
from assistant.demo.lines import YOU_ARE_WELCOME, lines_in
from assistant.demo.material import Material, Told
from assistant.demo.script import Script
from assistant.demo.topics import Asked, Topics
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.confidence import Gate, Verdict
from assistant.domain.conversation import ConversationId, Language, NewUtterance, Speaker, Utterance
from assistant.domain.drafts import Draft
from assistant.domain.grounds import Likeness, grounds_of
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.domain.turn import HandOff, TurnOutcome, Understanding
from assistant.services.chat_hours import ChatHours
from assistant.services.conclusion import WATCHED_AREAS, Conclusion, OwnWords, reply_id
from assistant.services.conclusion import Asked as AskedInChat

SURE_AT_FIRST, SURE_AT_LAST = 0.72, 0.86
"""Shares of questions with an answer that the search is sure of: it learns from reviewed questions. Assumed; the
measured figures are in docs/measures."""
TORN = 0.6
"""Share of the others for which it asks back."""
WRONG = 0.013
"""Share of the answers it is sure of that are another question's. Assumed, within the precision that is asked for."""
FALSELY_SURE = 0.05
"""Share of the questions without an answer that it gives one to. Assumed."""
THRESHOLD = 0.86
DECIDE_WITHIN = timedelta(seconds=120)
_VERSIONS = {"index": "demo", "dialogue": "demo"}


@dataclass(frozen=True, slots=True)
class Given:
    """An answer the assistant had, and which would have been right (None: none)."""

    conversation: ConversationId
    seq: int
    article: ArticleId
    at: datetime
    right: ArticleId | None


@dataclass(slots=True)
class Bot:
    """Concludes turns. `levels` as they are on the day; `given`: what it answered, or would have."""

    material: Material
    topics: Topics
    habits: Habits
    happenings: Happenings
    hours: ChatHours
    levels: Mapping[str, AutonomyLevel]
    progress: float
    given: list[Given] = field(default_factory=list)

    def conclude(self, script: Script, said: Utterance, asked: Asked, *, somebody_there: bool, off: bool) -> Conclusion:
        """How the turn ends."""
        if off:
            return self._refuse(script, said)
        candidates = self._found(asked)
        best = self.material.articles[candidates[0].article]
        likeness = Likeness(best.variants[0] if best.variants else best.title)
        grounds = grounds_of(Gate(THRESHOLD), candidates, likeness)
        found = Conclusion(
            TurnOutcome.HANDED_OFF,
            understanding=Understanding("ask_knowledge", round(self.habits.rng.uniform(0.7, 0.99), 3)),
            confidence=candidates[0].confidence,
            candidates=candidates,
            grounds=grounds,
            versions=_VERSIONS,
        )
        in_chat = AskedInChat(script.conversation, said)
        match grounds.verdict:
            case Verdict.ANSWER:
                self.given.append(Given(script.conversation.id, said.seq, best.id, said.at, asked.right))
                return self._sure(found, best.spoken(asked.lang), in_chat, somebody_there=somebody_there)
            case Verdict.CLARIFY:
                return self._ask_back(found, in_chat)
            case Verdict.HAND_OFF:
                return self._person(found, in_chat, _UNSURE, HandoffReason.LOW_CONFIDENCE)

    def asked_for_person(self, script: Script, said: Utterance, reason: HandoffReason) -> Conclusion:
        """The citizen wants one."""
        found = Conclusion(TurnOutcome.HANDED_OFF, understanding=Understanding("ask_for_person", 0.97))
        return self._person(found, AskedInChat(script.conversation, said), _PASSES_ON, reason)

    def danger(self, said: Utterance, told: Told) -> Conclusion:
        """The fixed words, and a person."""
        seen = self.material.detector.detect(told.text)
        if seen is None:
            raise ValueError("words that the detector saw danger in")
        reply = self.material.detector.reply(seen, said.said.lang)
        words = NewUtterance(reply_id(said, 0), Speaker.ASSISTANT, reply.text, Language(reply.lang))
        person = HandOff(HandoffReason.DANGER, GENERAL)
        return Conclusion(TurnOutcome.DANGER, (words,), person, danger=str(seen.danger_class))

    def thanked(self, script: Script, said: Utterance) -> Conclusion:
        """Small talk, answered."""
        told = self._own.say(AskedInChat(script.conversation, said), 0, lines_in(YOU_ARE_WELCOME, said.said.lang)[0])
        understood = Understanding("thank", 0.98)
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (told,), understanding=understood)

    def leaves_unanswered(self, asked: Asked, article: ArticleId | None, day: date) -> bool:
        """Whether the article, given, was not what the citizen needed."""
        if article is None or article != asked.right:
            return True
        return article == self.happenings.article and self.habits.happens(self.happenings.poor(day))

    @property
    def _own(self) -> OwnWords:
        return OwnWords(self.material.wording, self.hours)

    def _found(self, asked: Asked) -> tuple[Candidate, ...]:
        """Candidates, best first."""
        chance, habits = self.habits.rng, self.habits
        right = asked.right or chance.choice(list(self.material.articles))
        sure = SURE_AT_FIRST + (SURE_AT_LAST - SURE_AT_FIRST) * self.progress
        first = self.topics.mistaken_for(right) if habits.happens(WRONG) else right
        if habits.happens(FALSELY_SURE if asked.right is None else sure):
            confidences = [THRESHOLD + (1 - THRESHOLD) * chance.betavariate(3, 1.3), 0.03, 0.02]
        elif asked.right is not None and habits.happens(TORN):
            confidences = [chance.uniform(0.4, 0.55), chance.uniform(0.2, 0.35), 0.08]
        else:
            confidences = [chance.uniform(0.15, 0.45), chance.uniform(0.05, 0.12), 0.03]
        articles = dict.fromkeys([first, right, *islice(self._others(right), 3)])
        return tuple(
            Candidate(article, round(confidence, 4), self.material.articles[article].covers)
            for article, confidence in zip(articles, confidences, strict=False)
        )

    def _others(self, right: ArticleId) -> list[ArticleId]:
        return [self.topics.mistaken_for(right) for _ in range(3)]

    def _sure(self, found: Conclusion, article: Article, asked: AskedInChat, *, somebody_there: bool) -> Conclusion:
        level = self.material.catalogue.autonomy_of(article, self.levels.get(article.area))
        if level is AutonomyLevel.AUTONOMOUS:
            return self._answered(found, article, asked)
        draft = Draft(
            asked.conversation.id,
            asked.utterance.seq,
            article.id,
            Language(article.lang),
            article.answer,
            article.citation,
            found.confidence or 0.0,
            article.area,
            level,
            asked.utterance.at,
        )
        if level is AutonomyLevel.APPROVE and somebody_there:
            held = replace(draft, decide_by=draft.made_at + DECIDE_WITHIN)
            said = self._own.say(asked, 0, self._own.of(asked)(_HELD))
            return replace(found, outcome=TurnOutcome.HELD_FOR_APPROVAL, replies=(said,), draft=held)
        return self._person(replace(found, draft=draft), asked, _CHECKED, HandoffReason.TO_BE_CHECKED)

    def _answered(self, found: Conclusion, article: Article, asked: AskedInChat) -> Conclusion:
        said = NewUtterance(
            asked.reply_id(0),
            Speaker.ASSISTANT,
            article.answer,
            Language(article.lang),
            article=article.id,
            citations=(article.citation,),
            quick_exit=article.area in WATCHED_AREAS,
        )
        honest: tuple[NewUtterance, ...] = ()
        if article.lang != asked.answer_lang:
            told = self._own.say(asked, 0, self._own.of(asked)(_ONLY_IN_SWEDISH))
            honest = (replace(told, id=type(told.id)(f"{asked.reply_id(0)}-lang")),)
        outcome = TurnOutcome.ANSWERED_FROM_KNOWLEDGE
        return replace(found, outcome=outcome, replies=(*honest, said), article=article.id)

    def _ask_back(self, found: Conclusion, asked: AskedInChat) -> Conclusion:
        choices = [self.material.articles[one.article].spoken(asked.answer_lang).title for one in found.candidates[:2]]
        said = self._own.say(asked, 0, self._own.of(asked)(_WHICH))
        said = replace(said, quick_replies=(*choices, self._own.way_out(asked)))
        return replace(found, outcome=TurnOutcome.CLARIFYING, replies=(said,))

    def _refuse(self, script: Script, said: Utterance) -> Conclusion:
        asked = AskedInChat(script.conversation, said)
        return self._person(Conclusion(TurnOutcome.REFUSED_MODE), asked, _OFF, HandoffReason.SWITCHED_OFF)

    def _person(self, found: Conclusion, asked: AskedInChat, words: str, reason: HandoffReason) -> Conclusion:
        return self._own.to_a_person(found, asked, 0, self._own.of(asked)(words), HandOff(reason, GENERAL))


_UNSURE = (
    "I am not sure enough to answer that. I am asking a person at Kontakt Linköping to take over. "
    "You can go on writing here."
)
_CHECKED = (
    "In this matter a person checks my answers. I am asking somebody at Kontakt Linköping to take over. "
    "You can go on writing here."
)
_HELD = (
    "I have an answer. In this matter a person at Kontakt Linköping checks it first. "
    "It comes here in a couple of minutes, and you can go on writing."
)
_OFF = (
    "The AI assistant does not answer here right now. I am asking a person at Kontakt Linköping to take "
    "over. You can go on writing here."
)
_PASSES_ON = "A person at Kontakt Linköping takes over and answers you here. You can go on writing."
_WHICH = "I want to be sure that I understand you. Is it one of these you are wondering about?"
_ONLY_IN_SWEDISH = "I have an answer, but only in Swedish. You can ask for a person if you want it explained."
