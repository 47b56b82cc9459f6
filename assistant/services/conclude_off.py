"""What a turn comes to while the assistant is switched off: a person, or where nobody is there the ways that are left.

Within the hours in which people answer, nothing of the assistant is asked but to be called back. Outside of them its
forms go on, and only they: whoever wants to be called back or to report a fault would else have nobody to tell.
"""

import logging
from dataclasses import dataclass, replace

from assistant.domain.asking import asks_to_be_called
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.turn import EngineReply, HandOff, OpenCase, Say, TurnOutcome
from assistant.ports import DialogueEngine
from assistant.services.conclude_case import ConcludeCase
from assistant.services.conclude_from_dialogue import ConcludeFromDialogue
from assistant.services.conclusion import Asked, Conclusion, OwnWords, call_back

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ConcludeOff:
    """Says that the assistant does not answer, and what the citizen can do."""

    engine: DialogueEngine
    own: OwnWords

    async def conclude(self, asked: Asked) -> Conclusion:
        """The conclusion of a turn that begins while the assistant is off."""
        if self.own.chat_hours.door().is_open and not await self._wants_a_call(asked):
            return self.refuse(asked)
        try:
            reply = await self.engine.respond(asked.conversation.id, self.own.for_engine(asked))
        except UnavailableError as error:
            log.warning("the dialogue engine is away: %s", error)
            return self.refuse(asked)
        return self._form(reply, asked) or self.refuse(asked)

    async def _wants_a_call(self, asked: Asked) -> bool:
        """Whether the citizen would be called back, or a form waits for these words already."""
        pressed = asked.words.strip() == call_back(self.own.of(asked))
        if pressed or asks_to_be_called(asked.words):
            return True
        try:
            return await self.engine.open_form(asked.conversation.id) is not None
        except UnavailableError:
            return False

    def _form(self, reply: EngineReply, asked: Asked) -> Conclusion | None:
        """What a form says and opens; None where the engine is in none."""
        steps = [step for step in reply.directives if isinstance(step, Say | OpenCase)]
        if not steps or not (reply.in_form or any(isinstance(step, OpenCase) for step in steps)):
            return None
        conclusion = Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE)
        for step in steps:
            number = conclusion.next_number
            conclusion = conclusion.then(
                ConcludeCase(self.own).opens(step, asked, number)
                if isinstance(step, OpenCase)
                else ConcludeFromDialogue(self.own).carry_out(step, asked, number)
            )
        return replace(
            conclusion, understanding=reply.understanding, versions={"dialogue": reply.version}, while_off=True
        )

    def refuse(self, asked: Asked) -> Conclusion:
        """A person is asked for; where nobody is there, the citizen is told when, whom to phone, and offered a call."""
        words, hours = self.own.of(asked), self.own.chat_hours
        refused = Conclusion(TurnOutcome.REFUSED_MODE)
        if hours.door().is_open:
            text = words(
                "The AI assistant does not answer here right now. I am asking a person at Kontakt Linköping to take "
                "over. You can go on writing here."
            )
            person = HandOff(HandoffReason.SWITCHED_OFF, GENERAL)
            return self.own.to_a_person(refused, asked, 0, text, person)
        begin = words("The AI assistant does not answer here right now.")
        end = words("You can also phone [013-20 60 00](tel:+4613206000), or have somebody call you.")
        said = self.own.say(asked, 0, f"{begin} {hours.told(words)}\n\n{end}")
        return replace(refused, replies=(replace(said, quick_replies=(call_back(words),)),))
