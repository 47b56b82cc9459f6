"""A week of any conversations, for stories of what is counted of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from assistant.domain.conversation import Conversation, ConversationId, Holder, NewUtterance, Speaker, UtteranceId
from assistant.domain.handoff import AgentId, Stage
from assistant.domain.knowledge import Candidate
from assistant.domain.measures.told import Told
from assistant.domain.returns import KnownBy, Return
from assistant.domain.review import Judgement, Review
from assistant.domain.sampling import Sample
from assistant.domain.staffing import Status, StatusChange
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnRecord, Understanding
from assistant.ports.records import Records, Unit
from tests.contract.records.sample_records import ANNA, BO, add_staff
from tests.unit.domain.measures.material import FEE, Chance


async def record(unit: Unit, told: Told) -> None:
    """Puts into the record what is told of a conversation."""
    opened = Conversation(told.id, f"digest of {told.id}", told.lang, Holder.ASSISTANT, told.opened_at)
    await unit.conversations.open(opened)
    for seq in range(1, max(turn.seq for turn in told.turns) + 1):
        said = NewUtterance(UtteranceId(f"u{seq}"), Speaker.CITIZEN, "Hej", told.lang)
        await unit.conversations.say(told.id, said, told.opened_at)
    for turn in told.turns:
        await unit.turns.open(told.id, turn.seq, turn.opened_at)
        best = () if turn.best is None else (Candidate(turn.best, 0.9, ()),)
        understood = Understanding(turn.intent or "ask_question", 0.9)
        closed = TurnRecord(
            told.id, turn.seq, turn.opened_at, turn.closed_at, turn.outcome, understood, turn.article, candidates=best
        )
        await unit.turns.close(closed)
    await _verdicts(unit, told)


async def _verdicts(unit: Unit, told: Told) -> None:
    over = [each for each in told.handoffs if each.stage not in {Stage.WAITING, Stage.CLAIMED}]
    running = [each for each in told.handoffs if each not in over]
    for handoff in [*over, *running[:1]]:
        await unit.handoffs.add(replace(handoff, conversation_id=told.id))
    if told.surveyed:
        await unit.surveys.give(Survey(told.id, told.opened_at, told.solved, told.treatment))
    for review, turn in zip(told.reviews, told.turns, strict=False):
        await unit.reviews.draw(Sample(told.id, turn.seq, "forskola", FEE, told.opened_at, review.probability))
        judged = Judgement.RIGHT if review.right else Judgement.WRONG
        await unit.reviews.add(Review(told.id, turn.seq, "forskola", FEE, told.opened_at, BO, judged, told.opened_at))
    await unit.conversations.move(told.id, Holder.NOBODY, told.opened_at + timedelta(hours=1))


async def record_a_busy_week(records: Records) -> None:
    """A week of any conversations, with agents who come and go, and a citizen who comes back."""
    await add_staff(records, ANNA, BO)
    chance = Chance(1)
    told = [each for _ in range(3) for each in chance.conversations(14)]
    named = [replace(each, id=ConversationId(f"{n}-{each.id}")) for n, each in enumerate(told)]
    async with records.unit() as unit:
        for n, one in enumerate(named):
            await record(
                unit,
                replace(one, handoffs=tuple(replace(each, id=f"{n}-{each.id}") for each in one.handoffs)),  # type: ignore[arg-type]
            )
        first, *_, last = sorted(named, key=lambda each: each.opened_at)
        await unit.returns.add(Return(last.id, first.id, KnownBy.AGENT, last.opened_at))
        for agent, shift in ((ANNA, 0), (BO, 5)):
            await _works(unit, agent, datetime(2026, 10, 23, 6 + shift, 0, 0, 400_000, tzinfo=UTC))


async def _works(unit: Unit, agent: AgentId, since: datetime) -> None:
    for number in range(5):
        at = since + timedelta(days=number)
        for status, hours in (
            (Status.AVAILABLE, 0),
            (Status.LUNCH, 4),
            (Status.AVAILABLE, 5),
            (Status.SIGNED_OUT, 19.5),
        ):
            await unit.staff.change_status(StatusChange(agent, status, at + timedelta(hours=hours)))
