"""Reviewers' words as labelled questions, to calibrate on; never to measure on."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.conversation import ConversationId
from assistant.domain.knowledge import Article, ArticleId, FactId
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.domain.redaction import mask_identity_numbers
from assistant.domain.review import Judgement, Review, by_turn
from assistant.domain.turn import TurnRecord
from assistant.ports import Records, Unit
from assistant.services.knowledge_in_use import KnowledgeInUse

WRITER = "review"
"""Who wrote such a question. Test questions have other writers, which `kontakt kb questions` sees to."""
VOICE = "asked"
"""How it is put: as residents asked it."""
MAIL_MASK, PHONE_MASK = "[e-post dold]", "[telefon dold]"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])(?:\+46|0)[\s-]?\d(?:[\s-]?\d){6,10}(?!\w)")


@dataclass(frozen=True, slots=True)
class LabelledReviews:
    """Reads the record. Questions of turns in which danger was seen stay where they are."""

    records: Records
    in_use: KnowledgeInUse

    async def questions(self) -> tuple[LabelledQuestion, ...]:
        """A question for each turn whose reviewers agree on what answers it, in the order of review.

        Right: what the article covers. Wrong: what the right article covers; left out where none was named. Should have
        been handed off: nothing of ours. A follow-up comes with the question before it. Masked are identity numbers,
        telephone numbers and e-mail addresses; names are not: somebody reads the file before it is used.
        """
        shelf = (await self.in_use.now()).shelf
        covered = {article.id: article for article in shelf.articles()}
        async with self.records.reading() as unit:
            reviewed = by_turn(await unit.reviews.all())
            found = [await _question(unit, turn, reviews, covered) for turn, reviews in reviewed.items()]
        return tuple(question for question in found if question is not None)


async def _question(
    unit: Unit, turn: tuple[ConversationId, int], reviews: Sequence[Review], articles: Mapping[ArticleId, Article]
) -> LabelledQuestion | None:
    covers = _covers(reviews, articles)
    turns = {one.seq: one for one in await unit.turns.of(turn[0])}
    if covers is None or turns[turn[1]].danger is not None:
        return None
    said = {one.seq: one.said for one in await unit.conversations.utterances(turn[0])}
    before = _leans_upon(turns, turn[1])
    return LabelledQuestion(
        id=f"r{reviews[0].number:06}",
        turns=tuple(masked(said[seq].text) for seq in (*before, turn[1])),
        lang=said[turn[1]].lang,
        kind=QuestionKind.ANSWERABLE if covers else QuestionKind.NOT_COVERED,
        covers=covers,
        voice=VOICE,
        writer=WRITER,
    )


def _covers(reviews: Sequence[Review], articles: Mapping[ArticleId, Article]) -> frozenset[FactId] | None:
    """The facts that answer the question; None where that is not known, or the reviewers differ."""
    right = {_right_article(review) for review in reviews}
    if len(right) != 1:
        return None
    (article,) = right
    if article is None:
        handed_off = all(review.judgement is Judgement.SHOULD_HAVE_HANDED_OFF for review in reviews)
        return frozenset() if handed_off else None
    return frozenset(articles[article].covers) or None if article in articles else None


def _right_article(review: Review) -> ArticleId | None:
    return review.article if review.judgement.is_right else review.right_article


def _leans_upon(turns: Mapping[int, TurnRecord], seq: int) -> tuple[int, ...]:
    """The number of the question before it, where that left a topic to lean upon."""
    before = max((other for other in turns if other < seq), default=None)
    return (before,) if before is not None and turns[before].topic is not None else ()


def masked(text: str) -> str:
    """Without what may point to a person and can be told by its form."""
    plain = mask_identity_numbers(" ".join(text.split()))
    return _PHONE.sub(PHONE_MASK, _MAIL.sub(MAIL_MASK, plain))
