"""A reviewer judges an answer: recorded, entered in the audit, weighed, all in one unit; and what follows for texts."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.audit import Act, AuditEntry
from assistant.domain.confidence import area_of
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import Article, ArticleId
from assistant.domain.period import local_day
from assistant.domain.redaction import mask_identity_numbers
from assistant.domain.review import TAKEN_BACK_WITHIN, Judgement, Review, answer_of
from assistant.domain.staffing import StaffMember
from assistant.ports import ArticleShelf, Clock, Records, Unit
from assistant.services.evidence import Evidence
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.own_part import own_conversations
from assistant.services.review_queue import Turn

MOST_FOUND = 8
FEWEST_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Word:
    """What a reviewer says of an answer."""

    judgement: Judgement
    right_article: ArticleId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TextWork:
    """An article whose text reviewers want better, with those reviews, newest first."""

    article: Article
    reviews: tuple[Review, ...]


@dataclass(frozen=True, slots=True)
class ReviewAnswers:
    """Takes reviewers' words. A word changes no article and no answer by itself: a level may fall by it, no more."""

    records: Records
    in_use: KnowledgeInUse
    evidence: Evidence
    clock: Clock

    async def judge(self, turn: Turn, reviewer: StaffMember, word: Word) -> bool:
        """The word is recorded; the same one again changes nothing.

        Returns:
            Whether the topic fell by it.

        Raises:
            NotFoundError: there is no such turn, or no such article as the right one.
            RefusedError: the assistant had no answer there, the word does not hang together, or the reviewer had a part
                in the conversation.
            ConflictError: the reviewer has said something else of it before.
        """
        await self._check_known(word.right_article)
        async with self.records.unit() as unit:
            review = await self._review(unit, turn, reviewer, word)
            await _check_not_own(unit, review)
            if await _said_before(unit, review):
                return False
            await unit.reviews.add(review)
            await unit.audit.add(_entry(review))
            fell = await self.evidence.fall_if_due(unit, review.topic)
        if fell:
            await self.evidence.autonomy.told()
        return fell

    async def take_back(self, turn: Turn, reviewer: StaffMember) -> bool:
        """The reviewer's word is as if it had not been said, and another may be; what is proven is weighed anew.

        The word and its taking back stay in the audit. A level that fell by it stays fallen: a person may set it again.
        With no word that stands nothing is changed.

        Returns:
            Whether the topic fell by it: the word may have been one that spoke for the assistant.

        Raises:
            ConflictError: it was said more than `TAKEN_BACK_WITHIN` ago.
        """
        now = self.clock.now()
        async with self.records.unit() as unit:
            mine = await _mine(unit, turn, reviewer.id)
            if mine is None:
                return False
            if now - mine.at >= TAKEN_BACK_WITHIN:
                raise ConflictError(f"what {reviewer.id} said of turn {turn[1]} of {turn[0]} stands by now")
            await unit.reviews.take_back(mine, now)
            await unit.audit.add(replace(_entry(mine), at=now, act=Act.REVIEW_TAKEN_BACK))
            fell = await self.evidence.fall_if_due(unit, mine.topic)
        if fell:
            await self.evidence.autonomy.told()
        return fell

    async def _check_known(self, article: ArticleId | None) -> None:
        if article is not None and article not in {one.id for one in (await self.in_use.now()).shelf.articles()}:
            raise NotFoundError(f"no article {article}")

    async def _review(self, unit: Unit, turn: Turn, reviewer: StaffMember, word: Word) -> Review:
        recorded = await unit.turns.get(*turn)
        article = answer_of(recorded)
        if article is None:
            raise RefusedError(f"the assistant had no answer in turn {turn[1]} of {turn[0]}")
        return Review(
            *turn,
            topic=area_of(article),
            article=article,
            asked_at=recorded.opened_at,
            reviewer=reviewer.id,
            judgement=word.judgement,
            at=self.clock.now(),
            right_article=word.right_article,
            note=mask_identity_numbers(word.note.strip()),
        )

    async def find(self, words: str) -> tuple[Article, ...]:
        """Articles that may be the right one, at most `MOST_FOUND`: titles with all the words, then the search's."""
        asked = " ".join(words.split())
        if len(asked) < FEWEST_LETTERS:
            return ()
        knowledge = await self.in_use.now()
        titled = _titled(knowledge.shelf, asked)
        found = await asyncio.to_thread(knowledge.search.search, asked)
        there = {article.id: article for article in knowledge.shelf.articles()}
        searched = [there[one.article] for one in found if one.article in there]
        return tuple({article.id: article for article in (*titled, *searched)}.values())[:MOST_FOUND]

    async def work(self) -> tuple[TextWork, ...]:
        """Articles whose text reviewers want better and nobody has changed since, those with most words first."""
        shelf = (await self.in_use.now()).shelf
        articles = {article.id: article for article in shelf.articles()}
        async with self.records.reading() as unit:
            changed = {one.place.article: one.at for one in await unit.revisions.in_force()}
            wanting = await unit.reviews.all(judgement=Judgement.ARTICLE_NEEDS_WORK)
        by_article: dict[ArticleId, list[Review]] = defaultdict(list)
        for review in reversed(wanting):
            article = articles.get(review.article)
            if article is not None and _still_stands(review, article, changed.get(review.article)):
                by_article[review.article].append(review)
        work = [TextWork(articles[key], tuple(reviews)) for key, reviews in by_article.items()]
        return tuple(sorted(work, key=lambda one: (-len(one.reviews), one.article.title.casefold())))

    async def work_on(self, article: ArticleId) -> tuple[Review, ...]:
        """The reviews that want the text of one article better, newest first."""
        found = (one.reviews for one in await self.work() if one.article.id == article)
        return next(found, ())


async def _said_before(unit: Unit, review: Review) -> bool:
    """Whether the same was recorded before. Raises ConflictError where something else was."""
    mine = await _mine(unit, (review.conversation_id, review.seq), review.reviewer)
    if mine is None:
        return False
    if (mine.judgement, mine.right_article, mine.note) != (review.judgement, review.right_article, review.note):
        raise ConflictError(f"{review.reviewer} has judged turn {review.seq} of {review.conversation_id} otherwise")
    return True


async def _mine(unit: Unit, turn: Turn, reviewer: AgentId) -> Review | None:
    said = await unit.reviews.of_turn(*turn)
    return next((one for one in said if one.reviewer == reviewer), None)


async def _check_not_own(unit: Unit, review: Review) -> None:
    """Nobody is a judge in a case of their own: what one has said or let through oneself one finds right."""
    opened = (await unit.conversations.get(review.conversation_id)).opened_at
    if review.conversation_id in await own_conversations(unit, review.reviewer, opened):
        raise RefusedError(f"{review.reviewer} had a part in conversation {review.conversation_id}")


def _entry(review: Review) -> AuditEntry:
    """Without the note, which may repeat a citizen's words."""
    details = {"topic": review.topic, "article": review.article, "judgement": review.judgement}
    if review.right_article is not None:
        details["right_article"] = review.right_article
    subject = f"turn:{review.conversation_id}/{review.seq}"
    return AuditEntry(review.at, review.reviewer, Act.REVIEWED, subject, details=details)


def _titled(shelf: ArticleShelf, asked: str) -> Sequence[Article]:
    words = asked.casefold().split()
    return [one for one in shelf.articles() if all(word in f"{one.title} {one.id}".casefold() for word in words)]


def _still_stands(review: Review, article: Article, changed_at: datetime | None) -> bool:
    """Whether the text is still the one that the reviewer saw: neither published anew here nor reviewed in its file."""
    if changed_at is not None and review.at <= changed_at:
        return False
    return local_day(review.at) >= article.citation.reviewed_on
