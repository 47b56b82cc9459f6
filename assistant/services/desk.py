"""What an agent's desk shows: the queue, the conversations held, and each with what the assistant made of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.conversation import Conversation, Language, Speaker, Utterance
from assistant.domain.disputes import disputed_answers
from assistant.domain.errors import NotFoundError
from assistant.domain.grounds import Grounds
from assistant.domain.handoff import AgentId, Handoff, HandoffId
from assistant.domain.knowledge import Article, ArticleId, Candidate
from assistant.domain.turn import EVEN_ODDS, TurnOutcome, TurnRecord
from assistant.ports import ArticleShelf, Clock, Records
from assistant.services.held import Held, held_in
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.queue_rows import QueueRow, citizen_language, latest_danger, rows_of, what_puzzled

SEARCH_RESULTS = 8
LEAST_CONFIDENCE = 0.05
"""What the assistant holds for less likely than this is noise to an agent in a hurry. Ours; the gate has its own."""


@dataclass(frozen=True, slots=True)
class Guess:
    """An article the assistant had in mind, with its calibrated confidence (0..1).

    `article` is the Swedish one, for the agent to read; `spoken` what the citizen would get, in their own language
    where there is a translation. `grounds`: why it was or was not given, of the best one alone.
    """

    article: Article
    spoken: Article
    candidate: Candidate
    grounds: Grounds | None = None


@dataclass(frozen=True, slots=True)
class DeskView:
    """One conversation with all that helps the agent. `guessed_at`: the question the guesses are for."""

    conversation: Conversation
    handoff: Handoff
    utterances: tuple[Utterance, ...]
    turns: tuple[TurnRecord, ...]
    guesses: tuple[Guess, ...]
    guessed_at: str
    danger: str | None

    @property
    def citizen_lang(self) -> Language:
        """What the citizen wrote in last; what the chat was opened in before that."""
        return citizen_language(self.conversation, self.utterances)

    @property
    def guessed_area(self) -> str | None:
        """What area the conversation seems to be about: by the article the agent sent, the best guess, or one given."""
        cited = [utterance.said for utterance in reversed(self.utterances) if utterance.said.article is not None]
        sent = next((said.article for said in cited if said.speaker is Speaker.AGENT), None)
        about = sent or (self.guesses[0].article.id if self.guesses else next((said.article for said in cited), None))
        return about.partition(".")[0] if about else None

    @property
    def disputed(self) -> frozenset[int]:
        """The numbers of the assistant's utterances that the citizen says were wrong."""
        return disputed_answers(self.turns, self.utterances)


@dataclass(frozen=True, slots=True)
class Desk:
    """Reads what the agent needs to see."""

    records: Records
    in_use: KnowledgeInUse
    clock: Clock

    async def queue(self) -> tuple[QueueRow, ...]:
        """All who wait, next first, as recorded (so also with Redis away)."""
        return await self.rows(await self.waiting())

    async def waiting(self) -> tuple[Handoff, ...]:
        """The handoffs of all who wait, next first, without their words."""
        async with self.records.reading() as unit:
            return tuple(await unit.handoffs.waiting())

    async def rows(self, handoffs: Sequence[Handoff]) -> tuple[QueueRow, ...]:
        """These handoffs with their citizens' words, read in three looks however many there are."""
        async with self.records.reading() as unit:
            return await rows_of(unit, handoffs, self.clock.now())

    async def holding(self, agent_id: AgentId) -> tuple[Handoff, ...]:
        """The handoffs of the agent's conversations without their words: what a page asks at every poke."""
        async with self.records.reading() as unit:
            return tuple(await unit.handoffs.held_by(agent_id))

    async def held_by(self, agent_id: AgentId) -> tuple[Held, ...]:
        """The agent's conversations, those that await wrap-up among them, in as few looks however many they are."""
        async with self.records.reading() as unit:
            return await held_in(unit, await unit.handoffs.held_by(agent_id), self.clock.now())

    async def view(self, handoff_id: HandoffId) -> DeskView:
        """The handoff's conversation with the assistant's guesses at the question that led to the handoff.

        Where the citizen has asked something since to which there is a likely answer, the guesses are at that.

        Raises:
            NotFoundError: there is no such handoff.
        """
        shelf = (await self.in_use.now()).shelf
        async with self.records.reading() as unit:
            handoff = await unit.handoffs.get(handoff_id)
            conversation = await unit.conversations.get(handoff.conversation_id)
            turns = tuple(await unit.turns.of(conversation.id))
            utterances = tuple(await unit.conversations.utterances(conversation.id))
        puzzling, dangerous = _asked_since(turns) or what_puzzled(turns), latest_danger(turns)
        lang = citizen_language(conversation, utterances)
        guesses = _guesses(shelf, puzzling, lang) if puzzling else ()
        asked = next((u.said.text for u in utterances if puzzling is not None and u.seq == puzzling.seq), "")
        danger = dangerous.danger if dangerous else None
        return DeskView(conversation, handoff, utterances, turns, guesses, asked if guesses else "", danger)

    async def search(self, question: str, lang: str) -> tuple[Guess, ...]:
        """Articles for what an agent looks for, best first, at most `SEARCH_RESULTS`; one of that very title first.

        Raises:
            UnavailableError: the index is missing or damaged.
        """
        knowledge = await self.in_use.now()
        titled = knowledge.shelf.titled(question)
        found = await asyncio.to_thread(knowledge.search.search, question, SEARCH_RESULTS) if question.strip() else ()
        ranked = sorted(found, key=lambda candidate: titled is None or candidate.article != titled.id)
        articles = ((candidate, _on(knowledge.shelf, candidate.article)) for candidate in ranked)
        return tuple(
            Guess(article, article.spoken(lang), candidate) for candidate, article in articles if article is not None
        )

    async def article(self, article_id: ArticleId, lang: str) -> Article:
        """The article an agent wants to send, in `lang` where there is a translation that follows today's text.

        Raises:
            NotFoundError: there is none of that id.
        """
        return (await self.in_use.now()).shelf.article(article_id).spoken(lang)


def _guesses(shelf: ArticleShelf, turn: TurnRecord, lang: str) -> tuple[Guess, ...]:
    likely = [candidate for candidate in turn.candidates if candidate.confidence >= LEAST_CONFIDENCE]
    found = ((candidate, _on(shelf, candidate.article)) for candidate in likely)
    return tuple(
        Guess(article, article.spoken(lang), candidate, turn.grounds if candidate is turn.candidates[0] else None)
        for candidate, article in found
        if article is not None
    )


def _on(shelf: ArticleShelf, article_id: ArticleId) -> Article | None:
    try:
        return shelf.article(article_id)
    except NotFoundError:
        return None  # since taken out of the knowledge base


def _asked_since(turns: Sequence[TurnRecord]) -> TurnRecord | None:
    """The latest that the citizen wrote to a person and that has a likely answer: "ok, thanks" has none."""
    passed = (turn for turn in reversed(turns) if turn.outcome is TurnOutcome.PASSED_TO_PERSON)
    return next((turn for turn in passed if (turn.confidence or 0.0) >= EVEN_ODDS), None)
