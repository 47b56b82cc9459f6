"""Conversations and utterances in memory."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.conversation import (
    DEMO_PREFIX,
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.knowledge import ArticleId
from assistant.ports.interval import Interval


class MemoryConversations:
    """Implements `Conversations`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def open(self, conversation: Conversation) -> None:
        if conversation.id in self._recorded.conversations:
            raise ConflictError(f"conversation {conversation.id} is there already")
        self._recorded.conversations[conversation.id] = conversation

    async def get(self, conversation_id: ConversationId) -> Conversation:
        conversation = self._recorded.conversations.get(conversation_id)
        if conversation is None:
            raise NotFoundError(f"no conversation {conversation_id}")
        return conversation

    async def hold(self, conversation_id: ConversationId) -> Conversation:
        return await self.get(conversation_id)  # units run one after another

    async def all_of(self, wanted: Collection[ConversationId]) -> Mapping[ConversationId, Conversation]:
        recorded = self._recorded.conversations
        return {each: recorded[each] for each in wanted if each in recorded}

    async def move(self, conversation_id: ConversationId, holder: Holder, at: datetime) -> None:
        conversation = await self.get(conversation_id)
        conversation.check_move(holder)
        moved = replace(conversation, holder=holder, closed_at=at if holder is Holder.NOBODY else None)
        self._recorded.conversations[conversation_id] = moved

    async def set_language(self, conversation_id: ConversationId, lang: Language) -> None:
        conversation = await self.get(conversation_id)
        self._recorded.conversations[conversation_id] = replace(conversation, lang=lang)

    async def choose_language(self, conversation_id: ConversationId, lang: Language) -> None:
        conversation = await self.get(conversation_id)
        self._recorded.conversations[conversation_id] = replace(conversation, lang=lang, lang_chosen=True)

    async def say(self, conversation_id: ConversationId, said: NewUtterance, at: datetime) -> Utterance:
        if said.article is not None and not said.citations:
            raise RefusedError(f"utterance {said.id} answers from {said.article} without a source")
        conversation = await self.get(conversation_id)
        recorded = await self.find(conversation_id, said.id)
        if recorded is not None:
            return recorded
        utterance = Utterance(conversation_id, conversation.last_seq + 1, at, said)
        self._recorded.conversations[conversation_id] = replace(conversation, last_seq=utterance.seq)
        self._recorded.utterances[conversation_id, utterance.seq] = utterance
        return utterance

    async def find(self, conversation_id: ConversationId, utterance_id: UtteranceId) -> Utterance | None:
        said = await self.utterances(conversation_id)
        return next((utterance for utterance in said if utterance.said.id == utterance_id), None)

    async def utterances(self, conversation_id: ConversationId, after: int = 0) -> Sequence[Utterance]:
        conversation = self._recorded.conversations.get(conversation_id)
        last = 0 if conversation is None else conversation.last_seq
        numbers = range(max(after, 0) + 1, last + 1)
        return [self._recorded.utterances[conversation_id, seq] for seq in numbers]

    async def citizens_words(
        self, conversations: Collection[ConversationId]
    ) -> Mapping[ConversationId, Sequence[Utterance]]:
        said = {each: [u for u in await self.utterances(each) if u.by_citizen] for each in conversations}
        return {each: words for each, words in said.items() if words}

    async def opened(self, interval: Interval) -> Sequence[Conversation]:
        spoke = {utterance.conversation_id for utterance in self._recorded.utterances.values() if utterance.by_citizen}
        return self._oldest_first(
            conversation
            for conversation in self._recorded.conversations.values()
            if interval.start <= conversation.opened_at < interval.end and conversation.id in spoke
        )

    async def silent_since(self, moment: datetime) -> Sequence[Conversation]:
        return self._oldest_first(
            conversation
            for conversation in self._recorded.conversations.values()
            if conversation.holder is Holder.ASSISTANT and self._latest(conversation) < moment
        )

    async def running(self, since: datetime) -> Sequence[Conversation]:
        return self._oldest_first(
            conversation
            for conversation in self._recorded.conversations.values()
            if conversation.holder is Holder.ASSISTANT and conversation.last_seq and self._latest(conversation) >= since
        )

    async def said_in(self, conversations: Sequence[ConversationId]) -> Mapping[ConversationId, Sequence[Utterance]]:
        return {conversation: await self.utterances(conversation) for conversation in conversations}

    async def any_made_up(self) -> bool:
        return any(conversation.startswith(DEMO_PREFIX) for conversation in self._recorded.conversations)

    async def giving(self, article: ArticleId, interval: Interval) -> Sequence[Utterance]:
        found = (
            utterance
            for utterance in self._recorded.utterances.values()
            if utterance.said.article == article and interval.start <= utterance.at < interval.end
        )
        return sorted(found, key=lambda utterance: (utterance.at, utterance.conversation_id, utterance.seq))

    def _latest(self, conversation: Conversation) -> datetime:
        utterance = self._recorded.utterances.get((conversation.id, conversation.last_seq))
        return conversation.opened_at if utterance is None else utterance.at

    @staticmethod
    def _oldest_first(found: Iterable[Conversation]) -> Sequence[Conversation]:
        return sorted(found, key=lambda conversation: (conversation.opened_at, conversation.id))
