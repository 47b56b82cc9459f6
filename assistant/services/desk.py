"""What an agent's desk shows: the queue, the conversations held, and each with what the assistant made of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.conversation import Conversation, ConversationId, Utterance
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.domain.service_level import THRESHOLD
from assistant.domain.turn import TurnRecord
from assistant.ports import ArticleShelf, Clock, Records, Unit

OPENING_CHARACTERS = 140
"""How much of a citizen's latest words the queue shows."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A citizen who waits: for how long, why, and with which words."""

    handoff: Handoff
    lang: str
    waited: timedelta
    opening: str

    @property
    def late(self) -> bool:
        """Whether the wait has passed the promised 120 s."""
        return self.waited > THRESHOLD


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation the agent holds, or must wrap up."""

    handoff: Handoff
    latest: Utterance | None

    @property
    def awaits_agent(self) -> bool:
        """Whether the citizen spoke last."""
        return self.latest is not None and self.latest.by_citizen


@dataclass(frozen=True, slots=True)
class Guess:
    """An article the assistant had in mind, with its calibrated confidence (0..1)."""

    article: Article
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class DeskView:
    """One conversation with all that helps the agent."""

    conversation: Conversation
    handoff: Handoff
    utterances: tuple[Utterance, ...]
    turns: tuple[TurnRecord, ...]
    guesses: tuple[Guess, ...]
    danger: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """Reads what the agent needs to see."""

    records: Records
    shelf: ArticleShelf
    clock: Clock

    async def queue(self) -> tuple[QueueRow, ...]:
        """All who wait, next first, as recorded (so also with Redis away)."""
        now = self.clock.now()
        async with self.records.reading() as unit:
            return tuple([await self._row(unit, handoff, now) for handoff in await unit.handoffs.waiting()])

    async def _row(self, unit: Unit, handoff: Handoff, now: datetime) -> QueueRow:
        conversation = await unit.conversations.get(handoff.conversation_id)
        said = [u.said.text for u in await unit.conversations.utterances(conversation.id) if u.by_citizen]
        opening = said[-1][:OPENING_CHARACTERS] if said else ""
        return QueueRow(handoff, conversation.lang, now - handoff.requested_at, opening)

    async def held_by(self, agent_id: AgentId) -> tuple[Held, ...]:
        """The agent's conversations, those that await wrap-up among them."""
        async with self.records.reading() as unit:
            handoffs = await unit.handoffs.held_by(agent_id)
            return tuple([Held(h, await self._latest(unit, h.conversation_id)) for h in handoffs])

    async def _latest(self, unit: Unit, conversation_id: ConversationId) -> Utterance | None:
        utterances = await unit.conversations.utterances(conversation_id)
        return utterances[-1] if utterances else None

    async def view(self, handoff_id: HandoffId) -> DeskView:
        """The handoff's conversation with the assistant's guesses at the latest question it was unsure of.

        Raises:
            NotFoundError: there is no such handoff.
        """
        async with self.records.reading() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            return await self._view(unit, await unit.conversations.get(handoff.conversation_id), handoff)

    async def _view(self, unit: Unit, conversation: Conversation, handoff: Handoff) -> DeskView:
        turns = tuple(await unit.turns.of(conversation.id))
        return DeskView(
            conversation,
            handoff,
            tuple(await unit.conversations.utterances(conversation.id)),
            turns,
            self._guesses(turns),
            next((turn.danger for turn in reversed(turns) if turn.danger), None),
        )

    def _guesses(self, turns: tuple[TurnRecord, ...]) -> tuple[Guess, ...]:
        candidates = next((turn.candidates for turn in reversed(turns) if turn.candidates), ())
        return tuple(Guess(article, c) for c in candidates if (article := self._article(c.article)) is not None)

    def _article(self, article_id: ArticleId) -> Article | None:
        try:
            return self.shelf.article(article_id)
        except NotFoundError:
            return None  # since taken out of the knowledge base

    def article(self, article_id: ArticleId) -> Article:
        """The article an agent wants to send.

        Raises:
            NotFoundError: there is none of that id.
        """
        return self.shelf.article(article_id)
