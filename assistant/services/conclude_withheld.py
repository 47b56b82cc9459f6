"""An answer that is sure, but not the assistant's to give alone: held for approval, laid beside a person's, or neither.

Levels: in shadow a person answers, and the draft is kept to compare. With approve the draft is held while somebody is
there to decide; else a person answers. On a topic that is switched off there is no draft.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import Language
from assistant.domain.drafts import Draft
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import HandOff, TurnOutcome
from assistant.services.answer import Withheld
from assistant.services.conclusion import Asked, Conclusion, OwnWords
from assistant.services.on_duty import OnDuty


@dataclass(frozen=True, slots=True)
class ConcludeWithheld:
    """Carries out what the topic's level asks for. `decide_within`: how long a draft is held."""

    own: OwnWords
    on_duty: OnDuty
    decide_within: timedelta

    async def conclude(self, found: Conclusion, withheld: Withheld, asked: Asked, number: int) -> Conclusion:
        """The conclusion, whose only reply is our `number`th to this utterance."""
        if withheld.is_off:
            return self._off(found, asked, number)
        draft = self._draft(found, withheld, asked)
        if withheld.level is AutonomyLevel.APPROVE and await self.somebody_is_there():
            return self._held(found, draft, asked, number)
        return self._to_a_person(replace(found, draft=draft), asked, number)

    async def somebody_is_there(self) -> bool:
        """Whether a draft can be decided on now: within the hours in which people answer, by somebody on duty."""
        return self.own.chat_hours.door().is_open and bool(await self.on_duty.available())

    def _draft(self, found: Conclusion, withheld: Withheld, asked: Asked) -> Draft:
        article = withheld.article
        return Draft(
            asked.conversation.id,
            asked.utterance.seq,
            article.id,
            Language(article.lang),
            article.answer,
            article.citation,
            found.confidence or 0.0,
            article.area,
            withheld.level,
            self.own.chat_hours.clock.now(),
            withheld.next_questions,
        )

    def _held(self, found: Conclusion, draft: Draft, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words(
            "I have an answer. In this matter a person at Kontakt Linköping checks it first. "
            "It comes here in a couple of minutes, and you can go on writing."
        )
        return replace(
            found,
            outcome=TurnOutcome.HELD_FOR_APPROVAL,
            replies=(self.own.say(asked, number, text),),
            draft=replace(draft, decide_by=draft.made_at + self.decide_within),
        )

    def _to_a_person(self, found: Conclusion, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        if asked.in_form:
            return self._later(found, TurnOutcome.UNANSWERED_NO_PASSAGE, asked, number)
        text = words(
            "In this matter a person checks my answers. I am asking somebody at Kontakt Linköping to take over. "
            "You can go on writing here."
        )
        handed_off = replace(found, outcome=TurnOutcome.HANDED_OFF)
        return self.own.to_a_person(handed_off, asked, number, text, HandOff(HandoffReason.TO_BE_CHECKED, GENERAL))

    def _off(self, found: Conclusion, asked: Asked, number: int) -> Conclusion:
        words = self.own.of(asked)
        text = words(
            "In this matter I do not answer right now. I am asking a person at Kontakt Linköping to take over. "
            "You can go on writing here."
        )
        if asked.in_form:
            return self._later(found, TurnOutcome.REFUSED_MODE, asked, number)
        refused = replace(found, outcome=TurnOutcome.REFUSED_MODE)
        return self.own.to_a_person(refused, asked, number, text, HandOff(HandoffReason.SWITCHED_OFF, GENERAL))

    def _later(self, found: Conclusion, outcome: TurnOutcome, asked: Asked, number: int) -> Conclusion:
        """A form goes on: what the citizen has told so far would be lost to a person who knows nothing of it."""
        words = self.own.of(asked)
        text = words("I am not sure enough to answer that. Ask for a person when we are done with this.")
        return replace(found, outcome=outcome, replies=(self.own.say(asked, number, text),))
