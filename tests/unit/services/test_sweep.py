"""What time does: nobody is forgotten because a process, a desk, a page or Redis went away."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from assistant.domain.conversation import ConversationId, Holder, UtteranceId
from assistant.domain.handoff import GENERAL, Handoff, HandoffId, HandoffReason, QueueName, Stage
from assistant.domain.turn import TurnOutcome
from assistant.ports import HandoffQueue, PresenceBoard
from assistant.ports.live import Waiting
from assistant.services.sweep import Sweep
from tests.centre import UNSURE_QUESTION, WASTE_QUESTION, Centre
from tests.unit.services.odd_moments import FalteringRecords, InterruptedRecords


async def settled(centre: Centre) -> Sweep:
    """The sweeper, after the grace it gives desks and pages to beat once Redis is there."""
    await centre.assistant.sweep.once()
    centre.later(seconds=46)
    return centre.assistant.sweep


async def holder(centre: Centre, conversation_id: ConversationId) -> Holder:
    return (await centre.assistant.follow.state(conversation_id)).holder


async def stage(centre: Centre, handoff: Handoff) -> Stage:
    return (await centre.assistant.desk.view(handoff.id)).handoff.stage


async def claimed_by_anna(centre: Centre) -> Handoff:
    handoff = await centre.waits()
    await centre.arrives(centre.anna)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    return handoff


async def redis_forgets_everything(centre: Centre) -> None:
    sweep = centre.assistant.sweep
    for handoff_id in await sweep.queue.waiting(GENERAL):
        await sweep.queue.remove(GENERAL, handoff_id)
    for board in (sweep.agents, sweep.citizens):
        for who in await board.present():
            await board.leave(who)


async def test_the_citizen_of_an_agent_who_vanished_gets_the_old_place_back_and_is_told(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await claimed_by_anna(centre)
    centre.later(seconds=30)
    newer = await centre.waits()
    centre.later(seconds=31)  # Anna's desk has beaten for the last time 61 s ago: lease and presence are over
    await centre.assistant.converse.beat(handoff.conversation_id)
    await centre.assistant.converse.beat(newer.conversation_id)
    await sweep.once()
    assert await holder(centre, handoff.conversation_id) is Holder.QUEUE
    assert await sweep.queue.waiting(GENERAL) == (handoff.id, newer.id)
    assert [row.handoff.id for row in await centre.assistant.desk.queue()] == [handoff.id, newer.id]
    *_, told, nobody_there = await centre.heard(handoff.conversation_id)
    assert nobody_there.said.text.startswith("Ingen är på plats just nu")
    assert told.said.text == ("Anna tappade anslutningen. Du har kvar din plats i kön, och någon annan hjälper dig.")
    assert (await centre.assistant.hand_offs.claim(handoff.id, centre.bjorn)).claimed_by == centre.bjorn.id


async def test_an_agent_who_has_answered_and_whose_desk_beats_keeps_the_conversation_for_hours(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await claimed_by_anna(centre)
    await centre.replies(handoff, centre.anna, "Hej!")
    for _ in range(20):
        centre.later(seconds=40)
        await centre.assistant.staff.beat(centre.anna)
        await sweep.once()
    assert await holder(centre, handoff.conversation_id) is Holder.AGENT


async def test_after_redis_was_away_desks_get_time_to_beat_before_anybody_counts_as_vanished(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await claimed_by_anna(centre)
    centre.outage.away = True
    await sweep.once()
    centre.later(minutes=10)
    centre.outage.away = False
    await sweep.once()
    assert await holder(centre, handoff.conversation_id) is Holder.AGENT
    await centre.assistant.staff.beat(centre.anna)
    centre.later(seconds=44)
    await sweep.once()
    assert await holder(centre, handoff.conversation_id) is Holder.AGENT


async def test_a_sweeper_that_has_just_started_takes_nothing_from_anybody(centre: Centre) -> None:
    handoff = await claimed_by_anna(centre)
    waiting = await centre.waits()
    centre.later(minutes=10)
    await centre.assistant.sweep.once()
    assert await stage(centre, handoff) is Stage.CLAIMED
    assert await stage(centre, waiting) is Stage.WAITING


async def test_a_waiting_citizen_whose_page_is_gone_is_let_go_and_told_so_on_return(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await centre.waits()
    await centre.assistant.converse.beat(handoff.conversation_id)
    centre.later(seconds=91)
    await sweep.once()
    assert await stage(centre, handoff) is Stage.ABANDONED
    assert await holder(centre, handoff.conversation_id) is Holder.ASSISTANT
    assert await sweep.queue.waiting(GENERAL) == ()
    assert (await centre.heard(handoff.conversation_id))[-1].said.text.startswith("Du var borta en stund")
    again = await centre.says(handoff.conversation_id, UNSURE_QUESTION)
    assert again.outcome is TurnOutcome.HANDED_OFF


async def test_a_waiting_citizen_whose_page_beats_waits_as_long_as_it_takes(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await centre.waits()
    for _ in range(10):
        await centre.assistant.converse.beat(handoff.conversation_id)
        centre.later(seconds=80)
        await sweep.once()
    assert await stage(centre, handoff) is Stage.WAITING


async def test_one_who_has_only_just_asked_is_not_let_go_for_a_page_that_has_not_beaten_yet(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await centre.waits()
    centre.later(seconds=89)
    await sweep.once()
    assert await stage(centre, handoff) is Stage.WAITING


async def test_a_redis_that_lost_everything_has_the_queue_back_in_order_after_one_sweep(centre: Centre) -> None:
    """Requirement G-11: danger first, then by time; whom Anna holds stays hers."""
    held = await claimed_by_anna(centre)
    waiting = []
    for text in (UNSURE_QUESTION, "jag vill inte leva längre", UNSURE_QUESTION):
        centre.later(seconds=1)
        waiting.append(await centre.waits(text))
    await redis_forgets_everything(centre)
    await centre.assistant.sweep.claims.release(held.id, centre.anna.id)
    await centre.assistant.sweep.once()
    first, in_danger, last = (handoff.id for handoff in waiting)
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (in_danger, first, last)
    assert await stage(centre, held) is Stage.CLAIMED
    await centre.assistant.staff.beat(centre.anna)
    assert await centre.assistant.sweep.claims.holder(held.id) == centre.anna.id


async def test_a_handoff_recorded_while_redis_was_away_is_queued_when_it_is_back(centre: Centre) -> None:
    conversation = await centre.opens()
    centre.outage.away = True
    await centre.says(conversation, "jag vill inte leva längre")
    await centre.assistant.sweep.once()
    centre.outage.away = False
    assert (await centre.assistant.follow.state(conversation)).place is None
    await centre.assistant.sweep.once()
    assert (await centre.assistant.follow.state(conversation)).place == 1


async def test_what_is_over_by_the_record_is_taken_out_of_the_queue(centre: Centre) -> None:
    over, waiting = await centre.waits(), await centre.waits()
    centre.outage.away = True
    await centre.assistant.converse.leave(over.conversation_id)
    centre.outage.away = False
    queue = centre.assistant.sweep.queue
    assert over.id in await queue.waiting(GENERAL)
    await queue.put(GENERAL, Waiting(HandoffId("of another database"), over.requested_at))
    await centre.assistant.sweep.once()
    assert await queue.waiting(GENERAL) == (waiting.id,)


async def test_one_who_is_just_being_claimed_is_not_put_back_into_the_queue(centre: Centre) -> None:
    handoff = await centre.waits()
    sweep = centre.assistant.sweep
    assert await sweep.claims.claim(GENERAL, handoff.id, centre.anna.id, timedelta(seconds=45))
    await sweep.once()
    assert await sweep.queue.waiting(GENERAL) == ()
    centre.later(seconds=46)  # the claim was never recorded: its process died
    await sweep.once()
    assert await sweep.queue.waiting(GENERAL) == (handoff.id,)


async def test_one_who_joins_between_two_looks_of_the_sweeper_keeps_the_place(centre: Centre) -> None:
    joined: list[Handoff] = []

    async def joins() -> None:
        joined.append(await centre.waits())

    records = InterruptedRecords(centre.assistant.sweep.records, joins)
    await replace(centre.assistant.sweep, records=records).restore_queue()
    assert await centre.assistant.sweep.queue.waiting(GENERAL) == (joined[0].id,)


async def test_a_turn_whose_process_died_is_finished_and_the_citizen_has_an_answer(centre: Centre) -> None:
    conversation = await centre.opens()
    utterance = await centre.assistant.take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)
    centre.later(seconds=45)
    await centre.assistant.sweep.once()
    assert len(await centre.heard(conversation)) == 2  # it may still be under way
    centre.later(seconds=1)
    await centre.assistant.sweep.once()
    await centre.assistant.sweep.once()
    assert [said.said.text for said in await centre.heard(conversation)][2:] == [
        "Du ser din hämtdag hos **Tekniska verken**."
    ]
    (turn,) = (await centre.assistant.transcripts.of(conversation)).turns
    assert (turn.seq, turn.outcome) == (utterance.seq, TurnOutcome.ANSWERED_FROM_KNOWLEDGE)


async def test_a_stuck_turn_in_a_conversation_closed_meanwhile_is_closed_without_a_word(centre: Centre) -> None:
    conversation = await centre.opens()
    await centre.assistant.take_turn.record(conversation, UtteranceId("u"), WASTE_QUESTION)
    await centre.assistant.converse.leave(conversation)
    heard = await centre.heard(conversation)
    centre.later(minutes=1)
    await centre.assistant.sweep.once()
    assert await centre.heard(conversation) == heard
    assert (await centre.assistant.transcripts.of(conversation)).turns[0].outcome is TurnOutcome.PASSED_TO_PERSON


async def test_a_conversation_silent_for_an_hour_is_closed_and_says_so(centre: Centre) -> None:
    silent, lively = await centre.opens(), await centre.opens()
    centre.later(minutes=30)
    await centre.says(lively, "Hej")
    centre.later(minutes=31)
    await centre.assistant.sweep.once()
    assert await holder(centre, silent) is Holder.NOBODY
    assert (await centre.heard(silent))[-1].said.text.startswith("Det har varit tyst en stund")
    assert await holder(centre, lively) is Holder.ASSISTANT


async def test_a_conversation_with_a_person_is_never_closed_for_silence(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff = await claimed_by_anna(centre)
    await centre.replies(handoff, centre.anna, "Hej!")
    for _ in range(100):
        centre.later(seconds=50)
        await centre.assistant.staff.beat(centre.anna)
    await sweep.once()
    assert await holder(centre, handoff.conversation_id) is Holder.AGENT


@pytest.mark.parametrize("step", ["close_silent", "abandon_gone", "return_lapsed"])
async def test_whoever_acts_just_before_the_sweeper_goes_before_it(centre: Centre, step: str) -> None:
    """Each of the sweeper's acts compares with the record as it was read, and gives way without a noise."""
    sweep = await settled(centre)
    silent = await centre.opens()
    claimed, waiting = await claimed_by_anna(centre), await centre.waits()
    centre.later(minutes=61)

    async def everybody_moves() -> None:
        await centre.assistant.converse.leave(silent)
        await centre.assistant.hand_offs.end(claimed.id, centre.anna)
        await centre.assistant.hand_offs.claim(waiting.id, centre.bjorn)

    interrupted = replace(sweep, records=InterruptedRecords(sweep.records, everybody_moves))
    await getattr(interrupted, step)()
    assert (await centre.heard(silent))[-1].said.text.startswith("Du har avslutat samtalet")
    assert await stage(centre, claimed) is Stage.ENDED
    assert await stage(centre, waiting) is Stage.CLAIMED


async def test_a_silent_conversation_that_cannot_be_closed_now_is_closed_by_the_next_sweep(centre: Centre) -> None:
    silent = await centre.opens()
    centre.later(minutes=61)
    faltering = FalteringRecords(centre.assistant.converse.records, away=True)
    sweep = replace(centre.assistant.sweep, converse=replace(centre.assistant.converse, records=faltering))
    await sweep.close_silent()
    assert await holder(centre, silent) is Holder.ASSISTANT
    faltering.away = False
    await sweep.close_silent()
    assert await holder(centre, silent) is Holder.NOBODY


@dataclass
class BrokenBoard:
    """A presence board with a fault nobody foresaw."""

    board: PresenceBoard

    async def beat(self, who: str, life: timedelta) -> None:
        await self.board.beat(who, life)

    async def leave(self, who: str) -> None:
        await self.board.leave(who)

    async def present(self) -> frozenset[str]:
        raise ValueError("a fault nobody foresaw")


async def test_a_step_that_breaks_leaves_the_others_to_run(centre: Centre) -> None:
    sweep = await settled(centre)
    handoff, silent = await claimed_by_anna(centre), await centre.opens()
    centre.later(minutes=61)
    await replace(sweep, citizens=BrokenBoard(sweep.citizens)).once()
    assert await stage(centre, handoff) is Stage.WAITING
    assert await holder(centre, silent) is Holder.NOBODY


@dataclass
class SlowQueue:
    """A queue that takes its time to say who waits; meanwhile something `happens`."""

    queue: HandoffQueue
    happens: Callable[[], Awaitable[object]]

    async def put(self, queue: QueueName, waiting: Waiting) -> None:
        await self.queue.put(queue, waiting)

    async def remove(self, queue: QueueName, handoff_id: HandoffId) -> None:
        await self.queue.remove(queue, handoff_id)

    async def place(self, queue: QueueName, handoff_id: HandoffId) -> int | None:
        return await self.queue.place(queue, handoff_id)

    async def waiting(self, queue: QueueName) -> tuple[HandoffId, ...]:
        found = tuple(await self.queue.waiting(queue))
        await self.happens()
        return found


async def test_one_claimed_while_the_queue_is_being_restored_is_not_queued_again(centre: Centre) -> None:
    handoff = await centre.waits()
    sweep = centre.assistant.sweep
    await sweep.queue.remove(GENERAL, handoff.id)
    queue = SlowQueue(sweep.queue, lambda: centre.assistant.hand_offs.claim(handoff.id, centre.anna))
    await replace(sweep, queue=queue).restore_queue()
    assert await sweep.queue.waiting(GENERAL) == ()


async def test_two_sweepers_do_no_harm(centre: Centre) -> None:
    first = await settled(centre)
    second = replace(first)
    handoff = await claimed_by_anna(centre)
    stuck = await centre.opens()
    await centre.assistant.take_turn.record(stuck, UtteranceId("u"), WASTE_QUESTION)
    centre.later(seconds=61)
    for sweep in (first, second):
        await sweep.once()
    assert len(await centre.heard(stuck)) == 3
    told = [one.said.text for one in await centre.heard(handoff.conversation_id) if "tappade" in one.said.text]
    assert len(told) == 1


async def test_danger_waiting_since_before_stays_first_when_its_agent_vanishes(centre: Centre) -> None:
    sweep = await settled(centre)
    ordinary = await centre.waits()
    in_danger = await centre.waits("jag vill inte leva längre")
    await centre.arrives(centre.anna)
    await centre.assistant.hand_offs.claim(in_danger.id, centre.anna)
    centre.later(seconds=61)
    await sweep.once()
    rows = await centre.assistant.desk.queue()
    assert [row.handoff.id for row in rows] == [in_danger.id, ordinary.id]
    assert rows[0].handoff.reason is HandoffReason.DANGER
