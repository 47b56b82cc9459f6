"""Which answers a reviewer has before them, in which order, and each with what it takes to judge it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.confidence import area_of
from assistant.domain.conversation import Conversation, ConversationId, Speaker, Utterance
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import Article, ArticleId
from assistant.domain.review import TAKEN_BACK_WITHIN, Review, answer_of, by_turn
from assistant.domain.sampling import Sample, order_of
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports import Clock, Records, Unit
from assistant.ports.reviews import SentByPerson
from assistant.services.knowledge_in_use import KnowledgeInUse
from assistant.services.own_part import own_conversations

KEPT = timedelta(days=28)
"""An answer that nobody has judged by then leaves the queue: what it said may no longer be what we say."""

HEARD = timedelta(days=14)
"""So long what citizens and colleagues speak against is looked for: it comes first, so it is judged within days."""

Turn = tuple[ConversationId, int]


class Why(StrEnum):
    """Why an answer is to be judged, most urgent first."""

    DISPUTED = "disputed"
    """A citizen said that it was wrong."""
    OVERRULED = "overruled"
    """A person sent the citizen another article, would have said something else than the draft, or let the assistant's
    answer through changed or not at all.
    """
    SECOND = "second"
    """Drawn; somebody has judged it, and two are to."""
    DRAWN = "drawn"


_BY_US = frozenset({TurnOutcome.ANSWERED_FROM_KNOWLEDGE, TurnOutcome.HELD_FOR_APPROVAL})
"""Outcomes after which the assistant may have said its answer, once it was approved."""


@dataclass(frozen=True, slots=True)
class ToJudge:
    """An answer in the queue."""

    turn: Turn
    topic: str
    why: Why


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """An answer with the conversation around it. Nothing of how sure the assistant was, nor of what others said.

    `answer` is the utterance in which it was given; None where a person was asked first: then `article`, as it reads
    today, is what it would have been. `article` is None where it is no longer there. `alternatives`: what else was
    looked at for the question, by title. `own`: the reviewer had a part in the conversation, so that somebody else
    judges it. `may_take_back`: what the reviewer said, `mine`, may still be taken back.
    """

    conversation: Conversation
    turn: Turn
    topic: str
    article_id: ArticleId
    article: Article | None
    asked: Utterance
    answer: Utterance | None
    utterances: tuple[Utterance, ...]
    alternatives: tuple[Article, ...]
    mine: Review | None
    own: bool
    may_take_back: bool


@dataclass(frozen=True, slots=True)
class _Material:
    answers: Mapping[Turn, TurnRecord]
    samples: Mapping[Turn, Sample]
    reviews: Mapping[Turn, Sequence[Review]]
    disputed: Sequence[Turn]
    sent: Sequence[SentByPerson]
    turned_down: frozenset[Turn]


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """Reads the record for those who review."""

    records: Records
    in_use: KnowledgeInUse
    clock: Clock

    async def of(self, reviewer: AgentId) -> tuple[ToJudge, ...]:
        """What is there for the reviewer to judge, next first: nothing that the reviewer has judged already, and
        nothing of a conversation that the reviewer had a part in.

        First what citizens and colleagues have spoken against, then what waits for a second word, then what was drawn:
        of the topic that has been judged least first, else in an order that has nothing to do with the content.
        """
        now = self.clock.now()
        async with self.records.reading() as unit:
            material = await _material(unit, now)
            own = await own_conversations(unit, reviewer, now - KEPT)
        found: dict[Turn, ToJudge] = {}
        for one in _in_order(material):
            judged = any(review.reviewer == reviewer for review in material.reviews.get(one.turn, ()))
            if not judged and one.turn[0] not in own:
                found.setdefault(one.turn, one)
        return tuple(found.values())

    async def open(self, turn: Turn, reviewer: AgentId) -> OpenedReview:
        """One answer to judge. Raises NotFoundError: there is no such turn, or the assistant had no answer there."""
        conversation_id, seq = turn
        shelf = (await self.in_use.now()).shelf
        async with self.records.reading() as unit:
            recorded = await unit.turns.get(conversation_id, seq)
            conversation = await unit.conversations.get(conversation_id)
            utterances = tuple(await unit.conversations.utterances(conversation_id))
            reviews = await unit.reviews.of_turn(conversation_id, seq)
            own = await own_conversations(unit, reviewer, conversation.opened_at)
        mine = next((review for review in reviews if review.reviewer == reviewer), None)
        article_id = answer_of(recorded)
        if article_id is None:
            raise NotFoundError(f"the assistant had no answer in turn {seq} of {conversation_id}")
        articles = {article.id: article for article in shelf.articles()}
        others = [articles[one.article] for one in recorded.candidates if one.article in articles]
        return OpenedReview(
            conversation=conversation,
            turn=turn,
            topic=area_of(article_id),
            article_id=article_id,
            article=articles.get(article_id),
            asked=next(one for one in utterances if one.seq == seq),
            answer=_given(utterances, seq, article_id) if recorded.outcome in _BY_US else None,
            utterances=utterances,
            # By title: the order that the search had them in would tell how sure it was.
            alternatives=tuple(sorted((one for one in others if one.id != article_id), key=lambda one: one.title)),
            mine=mine,
            own=conversation_id in own,
            may_take_back=mine is not None and self.clock.now() - mine.at < TAKEN_BACK_WITHIN,
        )


async def _material(unit: Unit, now: datetime) -> _Material:
    since, lately = now - KEPT, now - HEARD
    disputed, sent = await unit.reviews.disputed(lately), await unit.reviews.sent_by_people(lately)
    turned_down = frozenset((one.conversation_id, one.seq) for one in await unit.drafts.turned_down(lately))
    spoken_against = {
        *(conversation for conversation, _ in (*disputed, *turned_down)),
        *(one.conversation_id for one in sent),
    }
    answers = await unit.reviews.answers(lately, spoken_against)
    return _Material(
        answers={(turn.conversation_id, turn.seq): turn for turn in answers if answer_of(turn) is not None},
        samples={(one.conversation_id, one.seq): one for one in await unit.reviews.samples(since)},
        reviews=by_turn(await unit.reviews.all(since)),
        disputed=disputed,
        sent=sent,
        turned_down=turned_down,
    )


def _in_order(material: _Material) -> Iterator[ToJudge]:
    """Everything to judge; a turn may come twice, for two reasons."""
    unjudged = [turn for turn in material.answers if turn not in material.reviews]
    for turn in (turn for turn in material.disputed if turn in unjudged):
        yield _to_judge(material, turn, Why.DISPUTED)
    overruled = material.turned_down | _where_another_was_sent(material)
    for turn in (turn for turn in unjudged if turn in overruled):
        yield _to_judge(material, turn, Why.OVERRULED)
    for turn, sample in material.samples.items():
        if sample.twice and len(material.reviews.get(turn, ())) == 1:
            yield ToJudge(turn, sample.topic, Why.SECOND)
    yield from _drawn(material)


def _drawn(material: _Material) -> Iterator[ToJudge]:
    judged: dict[str, int] = {}
    for turn in material.reviews:
        if turn in material.samples:
            topic = material.samples[turn].topic
            judged[topic] = judged.get(topic, 0) + 1
    left = [(turn, sample) for turn, sample in material.samples.items() if turn not in material.reviews]
    for turn, sample in sorted(left, key=lambda one: (judged.get(one[1].topic, 0), order_of(*one[0]))):
        yield ToJudge(turn, sample.topic, Why.DRAWN)


def _to_judge(material: _Material, turn: Turn, why: Why) -> ToJudge:
    article = answer_of(material.answers[turn])
    return ToJudge(turn, area_of(article) if article else "", why)


def _where_another_was_sent(material: _Material) -> frozenset[Turn]:
    """Answers after which, before the assistant's next one, a person sent another article."""
    found = set()
    for one in material.sent:
        before = [seq for conversation_id, seq in material.answers if conversation_id == one.conversation_id]
        latest = max((seq for seq in before if seq < one.seq), default=None)
        if latest is not None and answer_of(material.answers[one.conversation_id, latest]) != one.article:
            found.add((one.conversation_id, latest))
    return frozenset(found)


def _given(utterances: Sequence[Utterance], seq: int, article: ArticleId) -> Utterance | None:
    after = (one for one in utterances if one.seq > seq and one.said.speaker is Speaker.ASSISTANT)
    return next((one for one in after if one.said.article == article), None)
