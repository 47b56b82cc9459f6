"""What a citizen means by words that answer us: presses of our buttons, choices, a yes to what we offered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.choosing import Choice, chosen, pointed_at, says_yes
from assistant.domain.errors import UnavailableError
from assistant.domain.form import OpenForm
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import AnswerFromKnowledge, Directive, HandOff, TurnOutcome, TurnRecord
from assistant.services.answer import AnswerQuestion
from assistant.services.conclusion import Asked, OwnWords, is_way_out


@dataclass(frozen=True, slots=True)
class WhatIsMeant:
    """Understands what the dialogue engine cannot: it knows neither our buttons nor what we said last."""

    knowledge: AnswerQuestion
    own: OwnWords

    async def of(self, asked: Asked, form: OpenForm | None) -> tuple[Asked, tuple[Directive, ...]]:
        """Answers to our own question or offer, and presses of our buttons, whatever the engine takes them for.

        No directives where the engine decides, as it does of all that a form may have asked for.
        """
        text = asked.words
        if is_way_out(text, self.own.wording):
            return asked, (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),)
        if form is not None:
            return asked, ()
        if await self._is_title(text):
            return asked, (AnswerFromKnowledge(),)
        last = asked.last_said
        if last is None or not last.quick_replies:
            return asked, ()
        if is_way_out(last.quick_replies[-1], self.own.wording):  # a question back
            return self._chosen(asked, last.quick_replies[:-1])
        if says_yes(self.own.for_engine(asked)) and last.quick_replies == self.own.person_or_not(
            replace(asked, speaks=last.lang)
        ):
            return asked, (HandOff(_why_offered(asked.before), GENERAL),)
        if last.article is not None:  # an answer, with next questions under it
            return await self._next_question(asked, last.quick_replies)
        return asked, ()

    def _chosen(self, asked: Asked, choices: tuple[str, ...]) -> tuple[Asked, tuple[Directive, ...]]:
        place = chosen(self.own.for_engine(asked), choices)
        if place is Choice.NONE_OF_THESE:
            return asked, (HandOff(HandoffReason.CITIZEN_ASKED, GENERAL),)
        if isinstance(place, int):
            return replace(asked, meant=choices[place]), (AnswerFromKnowledge(),)
        return asked, ()

    async def _next_question(self, asked: Asked, buttons: tuple[str, ...]) -> tuple[Asked, tuple[Directive, ...]]:
        """The button that is pointed at ("den andra"), as if it were pressed; anything else is the engine's."""
        place = pointed_at(self.own.for_engine(asked), buttons)
        if place is None:
            return asked, ()
        pressed = replace(asked, meant=buttons[place])
        return pressed, (AnswerFromKnowledge(),) if await self._is_title(buttons[place]) else ()

    async def _is_title(self, text: str) -> bool:
        try:
            return await self.knowledge.is_title(text)
        except UnavailableError:
            return False


def _why_offered(before: Sequence[TurnRecord]) -> HandoffReason:
    """Why we offered the person that the citizen now says yes to."""
    if before and before[0].disputes is not None:
        return HandoffReason.CITIZEN_COMPLAINED
    if before and before[0].outcome is TurnOutcome.UNANSWERED_NOT_UNDERSTOOD:
        return HandoffReason.NOT_UNDERSTOOD
    return HandoffReason.CITIZEN_ASKED
