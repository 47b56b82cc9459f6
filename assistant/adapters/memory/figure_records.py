"""What the figures are counted from, in memory; and returns."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.confidence import area_of
from assistant.domain.conversation import Conversation, ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import Handoff
from assistant.domain.measures.agents_time import FORGOTTEN_AFTER
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.measures.told import Told, ToldReview, ToldTime, ToldTurn
from assistant.domain.measures.verdicts import CONTENT, RATINGS
from assistant.domain.resolution import RESOLVING
from assistant.domain.returns import KnownBy, Return
from assistant.domain.review import is_right
from assistant.domain.turn import TurnRecord
from assistant.ports.figures import ANY, Fitting, Found, Having, Looked, Place
from assistant.ports.interval import Interval

WAIT_AFTER_REQUEST = timedelta(hours=12)
_RATED_LOW = range(1, len(RATINGS) - len(CONTENT) + 1)


class MemoryFigures:
    """Implements `FigureRecords`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def told(self, interval: Interval) -> Sequence[Told]:
        return await self.told_of(self._concerned(interval))

    async def told_of(self, wanted: Collection[ConversationId]) -> Sequence[Told]:
        heard = self._heard()
        found = [self._recorded.conversations[each] for each in set(wanted) & heard]
        return [self._told(each) for each in sorted(found, key=lambda each: (each.opened_at, each.id))]

    async def places(
        self,
        interval: Interval,
        before: Place | None,
        number: int,
        having: Having = Having.ANYTHING,
        fitting: Fitting = ANY,
    ) -> Looked:
        concerned = self._concerned(interval) & self._heard()
        if having is not Having.ANYTHING:
            concerned &= self._having(having)
        found = [(self._recorded.conversations[each].opened_at, each) for each in concerned]
        looked = sorted((place for place in found if before is None or place < before), reverse=True)[:number]
        places = [place for place in looked if self._fits(place[1], fitting)]
        return Looked(places, looked[-1] if len(looked) == number else None)

    def _having(self, having: Having) -> set[ConversationId]:
        of_handoffs = {each.conversation_id for each in self._recorded.handoffs.values()}
        of_reviews = {each.conversation_id for each in self._recorded.reviews.values()}
        return {
            Having.HANDOFF: of_handoffs,
            Having.SURVEY: set(self._recorded.surveys),
            Having.REVIEW: of_reviews,
        }[having]

    def _fits(self, conversation: ConversationId, fitting: Fitting) -> bool:
        recorded = self._recorded
        handoffs = [each for each in recorded.handoffs.values() if each.conversation_id == conversation]
        standing = {
            number: each for number, each in recorded.reviews.items() if number not in recorded.reviews_taken_back
        }
        reviews = [each for each in standing.values() if each.conversation_id == conversation]
        of_turns = [one for (of, _), one in recorded.turns.items() if of == conversation]
        judged = {one.article for (of, _), one in recorded.samples.items() if of == conversation}
        articles = {None, *(one.article for one in of_turns), *judged}
        guessed = {one.candidates[0].article for one in of_turns if one.candidates}
        of_articles = {area_of(article) for article in (*articles, *guessed) if article is not None}
        areas = {None, *of_articles, *(area for each in handoffs for area in (each.subject_area, each.area))}
        survey = recorded.surveys.get(conversation)
        not_solved = survey is not None and survey.resolved is False
        returned = any(each.earlier_id == conversation for each in recorded.returns.values())
        found = {
            None: True,
            Found.LATE: any(_is_late(each) for each in handoffs),
            Found.UNANSWERED: any(each.answered_at is None for each in handoffs),
            Found.WRONG: any(not each.judgement.is_right for each in reviews),
            Found.NOT_SOLVED: not_solved,
            Found.NOT_LASTING: not_solved or returned or any(_is_unsolved(each) for each in handoffs),
            Found.NOT_CONTENT: survey is not None and survey.treatment in _RATED_LOW,
        }
        claimed_by = {each.claimed_by for each in handoffs}
        if fitting.agent not in {None, *claimed_by} or fitting.article not in articles or fitting.area not in areas:
            return False
        return found[fitting.found]

    async def time(self, interval: Interval) -> ToldTime:
        since = interval.start - FORGOTTEN_AFTER
        changes = sorted(self._recorded.status_changes.values(), key=lambda change: change.at)
        claimed = [each for each in self._recorded.handoffs.values() if each.claimed_by is not None]
        return ToldTime(
            tuple(change for change in changes if since <= change.at < interval.end),
            tuple(each for each in _by_request(claimed) if since <= each.requested_at < interval.end),
        )

    async def first(self) -> datetime | None:
        return min((each.opened_at for each in self._recorded.conversations.values()), default=None)

    def _heard(self) -> set[ConversationId]:
        return {each.conversation_id for each in self._recorded.utterances.values() if each.by_citizen}

    def _concerned(self, interval: Interval) -> set[ConversationId]:
        conversations, handoffs = self._recorded.conversations.values(), self._recorded.handoffs.values()
        opened = {each.id for each in conversations if interval.start <= each.opened_at < interval.end}
        since = interval.start - WAIT_AFTER_REQUEST
        return opened | {each.conversation_id for each in handoffs if since <= each.requested_at < interval.end}

    def _told(self, conversation: Conversation) -> Told:
        of_it = [one for (of, _), one in sorted(self._recorded.turns.items()) if of == conversation.id]
        handoffs = [each for each in self._recorded.handoffs.values() if each.conversation_id == conversation.id]
        return Told(
            conversation.id,
            conversation.lang,
            conversation.opened_at,
            conversation.closed_at,
            turns=tuple(turn for one in of_it for turn in _turn(one)),
            handoffs=tuple(_by_request(handoffs)),
            reviews=tuple(self._reviews(conversation.id)),
            returned_at=self._returned_at(conversation.id),
            **self._verdict(conversation.id),
        )

    def _reviews(self, conversation_id: ConversationId) -> Sequence[ToldReview]:
        drawn = [one for (of, _), one in sorted(self._recorded.samples.items()) if of == conversation_id]
        taken_back = self._recorded.reviews_taken_back
        reviews = [one for number, one in self._recorded.reviews.items() if number not in taken_back]
        judged = [
            (one, [r for r in reviews if (r.conversation_id, r.seq) == (conversation_id, one.seq)]) for one in drawn
        ]
        return [ToldReview(one.article, one.probability, is_right(words)) for one, words in judged if words]

    def _returned_at(self, conversation_id: ConversationId) -> datetime | None:
        of_it = (each for each in self._recorded.returns.values() if each.earlier_id == conversation_id)
        known = (each for each in of_it if each.known_by is not KnownBy.SAME_TAB_ONLY)
        return min((self._recorded.conversations[each.conversation_id].opened_at for each in known), default=None)

    def _verdict(self, conversation_id: ConversationId) -> dict[str, Any]:
        survey = self._recorded.surveys.get(conversation_id)
        if survey is None:
            return {}
        answered = survey.resolved is not None or survey.treatment is not None
        return {"surveyed": answered, "solved": survey.resolved, "treatment": survey.treatment}


class MemoryReturns:
    """Implements `Returns`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def add(self, known: Return) -> None:
        named = {known.conversation_id} | ({known.earlier_id} if known.earlier_id is not None else set())
        if not named <= self._recorded.conversations.keys():
            raise ConflictError("a return is of a conversation that is there")
        self._recorded.returns[known.conversation_id] = known

    async def of(self, conversation_id: ConversationId) -> Return | None:
        return self._recorded.returns.get(conversation_id)

    async def remove(self, conversation_id: ConversationId) -> None:
        self._recorded.returns.pop(conversation_id, None)


def _by_request(handoffs: Sequence[Handoff]) -> Sequence[Handoff]:
    return sorted(handoffs, key=lambda handoff: handoff.requested_at)


def _turn(one: TurnRecord) -> Sequence[ToldTurn]:
    """The turn as told; nothing of an open one."""
    if one.closed_at is None or one.outcome is None:
        return ()
    best = one.candidates[0].article if one.candidates else None
    return (
        ToldTurn(
            one.seq,
            one.opened_at,
            one.closed_at,
            one.outcome,
            None if one.understanding is None else one.understanding.intent,
            one.article,
            best,
            searched=best is not None,
            disputes=one.disputes,
        ),
    )


def _is_late(handoff: Handoff) -> bool:
    return handoff.answered_at is None or handoff.answered_at - handoff.requested_at > THRESHOLD


def _is_unsolved(handoff: Handoff) -> bool:
    return handoff.resolved is False or (handoff.disposition is not None and handoff.disposition not in RESOLVING)
