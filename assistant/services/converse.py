"""A citizen opens a conversation, shows life in it, changes its language, leaves it and says how it was."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.conversation import (
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Speaker,
    UtteranceId,
)
from assistant.domain.errors import NotFoundError, RefusedError, UnavailableError
from assistant.domain.survey import Survey
from assistant.domain.switches import EVERYTHING
from assistant.ports import Clock, EventStream, PresenceBoard, Records
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.come_back import ShownKey, perhaps_returns
from assistant.services.conclusion import keeps_place
from assistant.services.hand_off import HandOffs
from assistant.services.language_spoken import lang_of
from assistant.services.step_out import step_out
from assistant.wording.catalogue import LANGUAGES, SPOKEN, Wording

TOKEN_BYTES = 32
"""256 random bits; requirement F-03 asks for 128."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A new conversation with the token that opens it: told once, only its digest is kept."""

    conversation: Conversation
    token: str


@dataclass(frozen=True, slots=True)
class Converse:
    """The citizen's side of a conversation, but for the turns themselves."""

    records: Records
    stream: EventStream
    citizens: PresenceBoard
    hand_offs: HandOffs
    clock: Clock
    wording: Wording
    citizen_presence: timedelta

    async def open(self, lang: str, after: ShownKey | None = None) -> Opened:
        """A conversation whose first utterance says that an AI assistant answers (AI Act art. 50(1), B-01).

        While the assistant is switched off the second one says so. `after`: the key to the one that ended in the same
        tab; one that opens nothing changes nothing, and nobody is told.
        """
        earlier = await self._opened_by(after)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self.clock.now()
        conversation = Conversation(
            id=ConversationId(secrets.token_hex(16)),
            token_digest=_digest(token),
            lang=_offered(lang),
            holder=Holder.ASSISTANT,
            opened_at=now,
        )
        async with self.records.unit() as unit:
            await unit.conversations.open(conversation)
            await unit.conversations.say(conversation.id, self._welcome(conversation.lang), now)
            if await unit.switches.off([EVERYTHING]):
                await unit.conversations.say(conversation.id, self._off(conversation.lang), now)
            if earlier is not None:
                await perhaps_returns(unit, conversation, earlier)
        return Opened(conversation, token)

    async def _opened_by(self, shown: ShownKey | None) -> Conversation | None:
        if shown is None or not shown.is_plain:
            return None
        try:
            return await self.authorised(shown.conversation_id, shown.token)
        except NotFoundError:
            return None

    def _welcome(self, lang: Language) -> NewUtterance:
        words = self.wording.of(lang)
        return NewUtterance(
            id=UtteranceId("welcome"),
            speaker=Speaker.ASSISTANT,
            text=words(
                "Hello! I am Linköping municipality's AI assistant. "
                "I answer with texts that the municipality has approved and show where they come from. "
                "When I am not sure, a person takes over, and you can ask for one at any time. "
                "Do not write personal identity numbers here."
            ),
            lang=lang,
        )

    def _off(self, lang: Language) -> NewUtterance:
        text = self.wording.of(lang)("The AI assistant does not answer here right now.")
        return NewUtterance(UtteranceId("off"), Speaker.NOTICE, text, lang)

    async def authorised(self, conversation_id: ConversationId, token: str) -> Conversation:
        """The conversation, for whoever holds its token.

        Raises:
            NotFoundError: there is none such, or the token is not its own: the asker may not know which.
        """
        async with self.records.reading() as unit:
            conversation = await unit.conversations.get(conversation_id)
        if not hmac.compare_digest(conversation.token_digest, _digest(token)):
            raise NotFoundError("the token does not open this conversation")
        return conversation

    async def beat(self, conversation_id: ConversationId) -> None:
        """The citizen's page is open. With Redis away nothing happens: nobody is abandoned on missing news."""
        try:
            await self.citizens.beat(conversation_id, self.citizen_presence)
        except UnavailableError:
            return

    async def typing(self, conversation_id: ConversationId) -> None:
        """Whoever follows the conversation sees that the citizen is writing."""
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.CITIZEN_TYPING))

    async def speak(self, conversation_id: ConversationId, lang: str) -> None:
        """The assistant's own words come in `lang` from now on.

        Raises:
            RefusedError: we have no words in that language.
        """
        if lang not in SPOKEN:
            raise RefusedError(f"language must be one of {', '.join(SPOKEN)}")
        async with self.records.unit() as unit:
            await unit.conversations.set_language(conversation_id, Language(lang))

    async def leave_queue(self, conversation_id: ConversationId) -> None:
        """The citizen no longer waits for a person, and the assistant answers again; repeating changes nothing.

        Whoever may be in danger keeps the place, and is told so.
        """
        left = await step_out(self.hand_offs, conversation_id, lost=True)
        async with self.records.unit() as unit:
            conversation = await unit.conversations.get(conversation_id)
            if not left and conversation.holder is not Holder.QUEUE:
                return
            words = self.wording.of(conversation.lang)
            text = words("You have left the queue. The AI assistant answers again.") if left else keeps_place(words)
            said = NewUtterance(
                UtteranceId(f"left-queue-{conversation.last_seq}"), Speaker.NOTICE, text, conversation.lang
            )
            await unit.conversations.say(conversation_id, said, self.clock.now())
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.STATE))

    async def leave(self, conversation_id: ConversationId) -> None:
        """The conversation is closed and its place in the queue given up; repeating changes nothing."""
        async with self.records.unit() as unit:
            conversation = await unit.conversations.get(conversation_id)
            if conversation.holder is Holder.NOBODY:
                return
            handoff = await self.hand_offs.citizen_ends(unit, conversation)
            await unit.conversations.say(
                conversation_id, self._farewell(await lang_of(unit, conversation)), self.clock.now()
            )
            await unit.conversations.move(conversation_id, Holder.NOBODY, self.clock.now())
        if handoff is not None:
            await self.hand_offs.leave_queue(handoff)
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.STATE))

    async def close_silent(self, conversation_id: ConversationId) -> None:
        """The conversation, in which nobody has said anything for long, is closed and says so.

        Not when a person has been asked for or has come meanwhile.
        """
        async with self.records.unit() as unit:
            conversation = await unit.conversations.get(conversation_id)
            if conversation.holder is not Holder.ASSISTANT:
                return
            lang = await lang_of(unit, conversation)
            words = self.wording.of(lang)
            text = words(
                "It has been quiet here for a while, so the conversation is closed. "
                "You can start a new one at any time."
            )
            said = NewUtterance(UtteranceId("closed-silent"), Speaker.NOTICE, text, lang)
            await unit.conversations.say(conversation_id, said, self.clock.now())
            await unit.conversations.move(conversation_id, Holder.NOBODY, self.clock.now())
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.STATE))

    def _farewell(self, lang: Language) -> NewUtterance:
        words = self.wording.of(lang)
        return NewUtterance(
            UtteranceId("farewell"),
            Speaker.NOTICE,
            words("You have ended the conversation. Thank you for contacting us."),
            lang,
        )

    async def judge(self, survey: Survey) -> None:
        """The citizen's verdict is recorded, in place of an earlier one.

        Raises:
            RefusedError: the citizen has not said anything yet, so there is nothing to judge.
        """
        async with self.records.unit() as unit:
            utterances = await unit.conversations.utterances(survey.conversation_id)
            if not any(utterance.by_citizen for utterance in utterances):
                raise RefusedError("a conversation without a question cannot be judged")
            await unit.surveys.give(survey)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _offered(lang: str) -> Language:
    return Language(lang if lang in SPOKEN else LANGUAGES[0])
