"""An answer that turns out to be wrong is put right before the citizens who were given it."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.conversation import (
    SWEDISH,
    Conversation,
    ConversationId,
    Holder,
    Language,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.knowledge import Article, ArticleId
from assistant.domain.message import Message
from assistant.domain.staffing import StaffMember
from assistant.ports import Clock, EventStream, Records, Unit
from assistant.ports.interval import Interval
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.messages import say_held
from assistant.wording.catalogue import Wording
from assistant.wording.plain import to_plain

_NOW_TOO = timedelta(seconds=1)
"""An interval leaves out its end."""
_RECALLS = "recall-"
LONGEST_RECALL = timedelta(days=90)
"""How far back citizens are looked for: what was said is kept no longer anyway where retention is as it should be."""


@dataclass(frozen=True, slots=True)
class Given:
    """One utterance in which an article was given. `reachable`: the conversation is open, so that words still arrive.

    `told`: the citizen has been told of the correction already.
    """

    conversation: Conversation
    utterance: Utterance
    reachable: bool
    told: bool


@dataclass(frozen=True, slots=True)
class CorrectAnswer:
    """Puts answers right: one in its conversation, or an article's wherever it was given."""

    records: Records
    in_use: KnowledgeInUse
    stream: EventStream
    clock: Clock
    wording: Wording

    async def correct(
        self, conversation_id: ConversationId, seq: int, right: ArticleId, by: StaffMember, act_id: str
    ) -> Utterance:
        """The citizen is told that our answer with number `seq` was wrong and what holds; it is in the audit.

        Whoever holds the conversation goes on holding it. The same `act_id` again changes nothing.

        Raises:
            ConflictError: the conversation is closed, or a colleague holds it.
            RefusedError: number `seq` is not an answer of the assistant's.
            NotFoundError: there is no such conversation or article.
        """
        article = (await self.in_use.now()).shelf.article(right)
        async with self.records.unit() as unit:
            conversation = await unit.conversations.hold(conversation_id)
            said = UtteranceId(f"correction-{act_id}")
            known = await unit.conversations.find(conversation_id, said)
            if known is not None:
                return known
            await _check_may_speak(unit, conversation, by)
            wrong = _answer(await unit.conversations.utterances(conversation_id), seq)
            told = self._correction(said, article.spoken(wrong.said.lang), by)
            utterance = await self._say(unit, conversation_id, told, by)
            details = {"seq": seq, "from": wrong.said.article, "to": article.id}
            await self._enter(unit, by, Act.ANSWER_CORRECTED, f"conversation:{conversation_id}", "", details)
        await self._tell(conversation_id)
        return utterance

    async def _say(self, unit: Unit, conversation_id: ConversationId, told: NewUtterance, by: StaffMember) -> Utterance:
        """The words; of whoever holds the conversation they are a message like any other, after those still held."""
        now = self.clock.now()
        held = await unit.handoffs.current(conversation_id)
        if held is not None and held.claimed_by == by.id:
            await unit.messages.add(Message(held.id, conversation_id, told, by.id, now, now))
            await say_held(unit, held, now)
        return await unit.conversations.say(conversation_id, told, now)

    def _correction(self, said: UtteranceId, article: Article, by: StaffMember) -> NewUtterance:
        """A person's words, never the assistant's: it may be said while a person holds the conversation."""
        words = self.wording.of(article.lang)
        wrong = words("The assistant's answer above was wrong.")
        intro = words("{name} at Kontakt Linköping puts it right:", name=by.first_name)
        text = f"{wrong} {intro}\n\n{to_plain(article.answer)}"
        lang = Language(article.lang)
        return NewUtterance(said, Speaker.AGENT, text, lang, by.first_name, article.id, citations=(article.citation,))

    async def given(self, article: ArticleId, days: int) -> tuple[Given, ...]:
        """Who was given the article in the last `days`, by assistant or agent, the latest first.

        Raises:
            RefusedError: fewer than one day, or more than `LONGEST_RECALL`.
        """
        async with self.records.reading() as unit:
            return await self._given(unit, article, days)

    async def recall(self, article: ArticleId, days: int, by: StaffMember, words: str) -> int:
        """Everybody who was given the article and can be reached is told; it is in the audit.

        One unit a conversation, so that a press repeated after a crash tells only those not told yet.

        Args:
            article: the one corrected.
            days: how far back.
            by: whose act it is.
            words: what citizens are told, in Swedish.

        Returns:
            How many were told now.

        Raises:
            RefusedError: no words, or `days` out of range.
        """
        if not words.strip():
            raise RefusedError("a recall has words")
        text = words.strip()
        async with self.records.unit() as unit:
            found = await self._given(unit, article, days)
            open_still = list(dict.fromkeys(each.conversation.id for each in found if each.reachable))
            details = {"days": days, "given": len(found), "to_be_told": len(open_still)}
            await self._enter(unit, by, Act.RECALLED, f"article:{article}", text, details)
        return sum([await self._tell_of(conversation_id, article, text) for conversation_id in open_still])

    async def _tell_of(self, conversation_id: ConversationId, article: ArticleId, text: str) -> bool:
        async with self.records.unit() as unit:
            conversation = await unit.conversations.hold(conversation_id)
            said = NewUtterance(_recall_id(article, text), Speaker.NOTICE, text, SWEDISH)
            known = await unit.conversations.find(conversation_id, said.id)
            if known is not None or conversation.holder is Holder.NOBODY:
                return False
            await unit.conversations.say(conversation_id, said, self.clock.now())
        await self._tell(conversation_id)
        return True

    async def _given(self, unit: Unit, article: ArticleId, days: int) -> tuple[Given, ...]:
        if not 1 <= days <= LONGEST_RECALL.days:
            raise RefusedError(f"1 to {LONGEST_RECALL.days} days")
        now = self.clock.now()
        found = await unit.conversations.giving(article, Interval(now - timedelta(days=days), now + _NOW_TOO))
        said = await unit.conversations.said_in(list(dict.fromkeys(each.conversation_id for each in found)))
        conversations = {key: await unit.conversations.get(key) for key in said}
        return tuple(
            Given(
                conversations[each.conversation_id],
                each,
                conversations[each.conversation_id].holder is not Holder.NOBODY,
                _was_told(article, said[each.conversation_id], each.seq),
            )
            for each in reversed(found)
        )

    async def _enter(
        self, unit: Unit, by: StaffMember, act: Act, subject: str, reason: str, details: Mapping[str, object]
    ) -> None:
        await unit.audit.add(AuditEntry(self.clock.now(), by.id, act, subject, reason, details))

    async def _tell(self, conversation_id: ConversationId) -> None:
        await self.stream.publish(channels.of_conversation(conversation_id), Signal(Happening.UTTERANCE))


async def _check_may_speak(unit: Unit, conversation: Conversation, by: StaffMember) -> None:
    if conversation.holder is Holder.NOBODY:
        raise ConflictError(f"conversation {conversation.id} is closed")
    held = await unit.handoffs.current(conversation.id)
    if conversation.holder is Holder.AGENT and held is not None and held.claimed_by != by.id:
        raise ConflictError(f"conversation {conversation.id} is a colleague's")


def _recall_id(article: ArticleId, text: str) -> UtteranceId:
    """The same for the same words about the same article, so that nobody is told twice."""
    return UtteranceId(f"{_RECALLS}{article}-{zlib.crc32(text.encode()):08x}")


def _was_told(article: ArticleId, said: Sequence[Utterance], after: int) -> bool:
    return any(one.seq > after and one.said.id.startswith(f"{_RECALLS}{article}-") for one in said)


def _answer(said: Sequence[Utterance], seq: int) -> Utterance:
    found = next((one for one in said if one.seq == seq), None)
    if found is None:
        raise NotFoundError(f"no utterance {seq}")
    if found.said.speaker is not Speaker.ASSISTANT or found.said.article is None:
        raise RefusedError(f"utterance {seq} is no answer of the assistant's")
    return found
