"""Whoever is queued while nobody is at the desk is told so at once, though the chat is open (requirement E-04)."""

import logging
from dataclasses import dataclass

from assistant.domain.conversation import Language, NewUtterance, Speaker, UtteranceId
from assistant.domain.errors import UnavailableError
from assistant.domain.handoff import DANGER_PRIORITY, Handoff, Stage
from assistant.ports import Clock, EventStream, Records
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.chat_hours import ChatHours
from assistant.services.conclusion import call_back, keeps_place
from assistant.services.language_spoken import lang_of
from assistant.services.on_duty import OnDuty
from assistant.wording.catalogue import Wording, Words

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class NobodyThere:
    """Tells those who wait. Outside opening hours the words that came before have said it."""

    records: Records
    on_duty: OnDuty
    stream: EventStream
    clock: Clock
    chat_hours: ChatHours
    wording: Wording

    async def tell(self, handoff: Handoff, lost: Handoff | None = None) -> None:
        """Who has just been queued knows where nobody is at the desk; told once, and never in place of other words.

        `lost`: as the handoff was while an agent held it who no longer does: then it is told anew.

        With the record away nothing is said: the turn is over, and the state tells as much (`staffed`).
        """
        try:
            if self.chat_hours.door().is_open and not await self.on_duty.available():
                await self._tell(handoff, lost)
        except UnavailableError as error:
            log.warning("nobody is there for handoff %s, which was not said: %s", handoff.id, error)

    async def _tell(self, handoff: Handoff, lost: Handoff | None) -> None:
        async with self.records.unit() as unit:
            current = await unit.handoffs.get(handoff.id)
            if current.stage is not Stage.WAITING:
                return
            conversation = await unit.conversations.get(handoff.conversation_id)
            words = self.wording.of(await lang_of(unit, conversation))
            await unit.conversations.say(conversation.id, _told(current, lost, words), self.clock.now())
        await self.stream.publish(channels.of_conversation(handoff.conversation_id), Signal(Happening.UTTERANCE))


def _told(handoff: Handoff, lost: Handoff | None, words: Words) -> NewUtterance:
    """Who may be in danger keeps the place, and is not asked to give it up for a call."""
    # Told anew where danger shows while waiting: then other words hold.
    claim = f"-{lost.claimed_at:%Y%m%dT%H%M%S.%f}" if lost is not None and lost.claimed_at is not None else ""
    utterance_id = UtteranceId(f"nobody-there-{handoff.id}-{handoff.priority}{claim}")
    if handoff.priority >= DANGER_PRIORITY:
        text = f"**{words('Nobody reads here right now.')}** {keeps_place(words)}"
        return NewUtterance(utterance_id, Speaker.NOTICE, text, Language(words.lang))
    text = words(
        "Nobody is at the desk right now, and we do not know how long the wait will be. You keep your place in the "
        "queue. If you would rather be called when somebody is there, press “Call me back”."
    )
    return NewUtterance(utterance_id, Speaker.NOTICE, text, Language(words.lang), quick_replies=(call_back(words),))
