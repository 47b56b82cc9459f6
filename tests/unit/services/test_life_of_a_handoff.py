"""Whatever citizens, agents, time and outages do, in whatever order: one holder, no lost place, no bot after a person.

A state machine of hypothesis plays the contact centre; after each step its rules are looked at in the record itself.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from assistant.domain.conversation import (
    SWEDISH,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import AssistantError, ConflictError, UnavailableError
from assistant.domain.handoff import GENERAL, Disposition, Handoff, HandoffId, Stage
from assistant.domain.staffing import StaffMember, Status
from tests.centre import PERSON_QUESTION, UNSURE_QUESTION, WASTE_QUESTION, Centre, open_centre
from tests.unit.services.odd_moments import InterruptedRecords

AGENTS = st.sampled_from(["anna", "bjorn", "sofia"])
WORDS = st.sampled_from([WASTE_QUESTION, UNSURE_QUESTION, PERSON_QUESTION, "Hej", "..."])
TOOK_OVER = "Nu chattar du med"
"""What the citizen is told in the unit in which a person takes over."""
OVER = frozenset({Stage.ABANDONED, Stage.RETURNED, Stage.ENDED, Stage.WRAPPED_UP})


class Life(RuleBasedStateMachine):
    """Three agents, as many citizens as come, a server that goes away, turns that are recorded but not yet finished."""

    citizens = Bundle("citizens")
    unfinished = Bundle("unfinished")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.centre: Centre = self.run(open_centre(undo_seconds=5))
        self.said = 0
        self.places: dict[HandoffId, Handoff] = {}
        self.citizens_known: list[ConversationId] = []

    def run(self, what: Coroutine[Any, Any, Any]) -> Any:
        """What comes of it, on the machine's own loop."""
        return self.loop.run(what)

    def tried(self, what: Awaitable[object]) -> None:
        """Done, or refused in the house's own words: anything else breaks the machine."""

        async def attempt() -> None:
            try:
                await what
            except (ConflictError, UnavailableError):
                return

        self.run(attempt())

    def agent(self, name: str) -> StaffMember:
        found: StaffMember = getattr(self.centre, name)
        return found

    def handoff(self, citizen: ConversationId) -> Handoff | None:
        async def look() -> Handoff | None:
            async with self.centre.assistant.staff.records.reading() as unit:
                return await unit.handoffs.latest(citizen)

        found: Handoff | None = self.run(look())
        return found

    def of(self, citizen: ConversationId, act: Callable[[HandoffId], Awaitable[object]]) -> None:
        """The act, on the citizen's latest handoff if there ever was one."""
        handoff = self.handoff(citizen)
        if handoff is not None:
            self.tried(act(handoff.id))

    @initialize()
    def staff_arrives(self) -> None:
        for name in ("anna", "bjorn", "sofia"):
            self.run(self.centre.arrives(self.agent(name)))

    @rule(target=citizens)
    def a_citizen_comes(self) -> ConversationId:
        citizen: ConversationId = self.run(self.centre.opens())
        self.citizens_known.append(citizen)
        return citizen

    @rule(target=unfinished, citizen=citizens, words=WORDS)
    def the_citizen_writes(self, citizen: ConversationId, words: str) -> Any:
        utterance = self.run(self._record(citizen, words))
        return multiple() if utterance is None else utterance

    async def _record(self, citizen: ConversationId, words: str) -> Utterance | None:
        self.said += 1
        try:
            return await self.centre.assistant.take_turn.record(citizen, UtteranceId(f"said-{self.said}"), words)
        except AssistantError:
            return None

    @rule(utterance=unfinished)
    def a_turn_is_finished_perhaps_once_more(self, utterance: Utterance) -> None:
        self.tried(self.centre.assistant.take_turn.finish(utterance))

    @rule(citizen=citizens, words=WORDS, name=AGENTS, after=st.integers(1, 6))
    def an_agent_takes_over_in_the_middle_of_a_turn(
        self, citizen: ConversationId, words: str, name: str, after: int
    ) -> None:
        """At whichever look or unit of the turn: before it was read who holds, or when the answer was already found."""
        utterance = self.run(self._record(citizen, words))
        if utterance is None:
            return

        async def take_over() -> None:
            for act in (self._claim, self._step_in):
                try:
                    await act(citizen, self.agent(name))
                except (ConflictError, UnavailableError):
                    continue

        take_turn = self.centre.assistant.take_turn
        interrupted = replace(take_turn, records=InterruptedRecords(take_turn.records, take_over, after))
        self.tried(interrupted.finish(utterance))

    async def _claim(self, citizen: ConversationId, agent: StaffMember) -> None:
        async with self.centre.assistant.staff.records.reading() as unit:
            current = await unit.handoffs.current(citizen)
        if current is not None:
            await self.centre.assistant.hand_offs.claim(current.id, agent)

    async def _step_in(self, citizen: ConversationId, agent: StaffMember) -> None:
        await self.centre.assistant.step_in.step_in(citizen, agent)

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_claims(self, citizen: ConversationId, name: str) -> None:
        self.of(citizen, lambda handoff: self.centre.assistant.hand_offs.claim(handoff, self.agent(name)))

    @rule(citizen=citizens, one=AGENTS, other=AGENTS)
    def two_agents_claim_and_step_in_at_once(self, citizen: ConversationId, one: str, other: str) -> None:
        handoff = self.handoff(citizen)
        acts = [self.centre.assistant.step_in.step_in(citizen, self.agent(other))]
        if handoff is not None:
            acts.append(self.centre.assistant.hand_offs.claim(handoff.id, self.agent(one)))

        async def both() -> None:
            for outcome in await asyncio.gather(*acts, return_exceptions=True):
                if isinstance(outcome, BaseException) and not isinstance(outcome, (ConflictError, UnavailableError)):
                    raise outcome

        self.run(both())

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_steps_in(self, citizen: ConversationId, name: str) -> None:
        self.tried(self.centre.assistant.step_in.step_in(citizen, self.agent(name)))

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_replies(self, citizen: ConversationId, name: str) -> None:
        handoff = self.handoff(citizen)
        if handoff is not None:
            self.tried(self.centre.replies(handoff, self.agent(name), "Jag hjälper dig."))

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_sends_words_that_may_still_be_undone(self, citizen: ConversationId, name: str) -> None:
        self.said += 1
        agent = self.agent(name)
        words = NewUtterance(
            UtteranceId(f"sent-{self.said}"), Speaker.AGENT, "Strax.", SWEDISH, speaker_name=agent.first_name
        )
        self.of(citizen, lambda handoff: self.centre.assistant.messages.send(handoff, agent, words))

    @rule(citizen=citizens, name=AGENTS, to=AGENTS)
    def an_agent_holds_the_conversation_out_to_a_colleague(self, citizen: ConversationId, name: str, to: str) -> None:
        hold_out, receiver = self.centre.assistant.hold_out, self.agent(to).id
        self.of(citizen, lambda handoff: hold_out.hold_out(handoff, self.agent(name), receiver, "Vill veta mer."))

    @rule(citizen=citizens, name=AGENTS, to=AGENTS)
    def a_colleague_is_asked_and_takes_over(self, citizen: ConversationId, name: str, to: str) -> None:
        self.an_agent_holds_the_conversation_out_to_a_colleague(citizen, name, to)
        self.a_colleague_accepts(citizen, to)

    @rule(citizen=citizens, name=AGENTS)
    def a_colleague_accepts(self, citizen: ConversationId, name: str) -> None:
        self.of(citizen, lambda handoff: self.centre.assistant.hold_out.accept(handoff, self.agent(name)))

    @rule(citizen=citizens, name=AGENTS)
    def a_colleague_declines_or_the_giver_keeps_it(self, citizen: ConversationId, name: str) -> None:
        hold_out = self.centre.assistant.hold_out
        self.of(citizen, lambda handoff: hold_out.decline(handoff, self.agent(name), "Inte nu"))
        self.of(citizen, lambda handoff: hold_out.withdraw(handoff, self.agent(name)))

    @rule(name=AGENTS, available=st.booleans())
    def an_agent_takes_a_break_or_comes_back(self, name: str, available: bool) -> None:
        status = Status.AVAILABLE if available else Status.BREAK
        self.tried(self.centre.assistant.staff.change_status(self.agent(name), status))

    @rule()
    def what_is_held_out_is_settled(self) -> None:
        self.tried(self.centre.assistant.hold_out.settle())

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_steps_in_and_leaves_the_citizen_waiting(self, citizen: ConversationId, name: str) -> None:
        self.an_agent_steps_in(citizen, name)
        self.tried(self.centre.assistant.return_to_queue.let_go_all(self.agent(name)))

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_passes_the_citizen_back_to_the_queue(self, citizen: ConversationId, name: str) -> None:
        pass_on = self.centre.assistant.pass_on
        self.of(citizen, lambda handoff: pass_on.to_queue(handoff, self.agent(name), None, "Vill veta mer."))

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_gives_back(self, citizen: ConversationId, name: str) -> None:
        self.of(citizen, lambda handoff: self.centre.assistant.hand_offs.give_back(handoff, self.agent(name)))

    @rule(citizen=citizens, name=AGENTS)
    def an_agent_ends(self, citizen: ConversationId, name: str) -> None:
        self.of(citizen, lambda handoff: self.centre.assistant.hand_offs.end(handoff, self.agent(name)))

    @rule(citizen=citizens, name=AGENTS, disposition=st.sampled_from(Disposition))
    def an_agent_wraps_up(self, citizen: ConversationId, name: str, disposition: Disposition) -> None:
        wrap_up = self.centre.assistant.hand_offs.wrap_up
        self.of(citizen, lambda handoff: wrap_up(handoff, self.agent(name), disposition))

    @rule(name=AGENTS)
    def a_desk_beats(self, name: str) -> None:
        self.tried(self.centre.assistant.staff.beat(self.agent(name)))

    @rule(citizen=citizens)
    def a_citizens_page_beats(self, citizen: ConversationId) -> None:
        self.tried(self.centre.assistant.converse.beat(citizen))

    @rule(citizen=citizens)
    def the_citizen_leaves(self, citizen: ConversationId) -> None:
        self.tried(self.centre.assistant.converse.leave(citizen))

    @rule(seconds=st.sampled_from([1, 20, 60, 200]))
    def time_passes(self, seconds: int) -> None:
        self.centre.later(seconds=seconds)

    @rule()
    def the_sweeper_looks(self) -> None:
        self.tried(self.centre.assistant.sweep.once())

    @rule(away=st.booleans())
    def the_live_server_goes_or_comes_back(self, away: bool) -> None:
        self.centre.outage.away = away

    @rule(away=st.booleans())
    def the_dialogue_engine_goes_or_comes_back(self, away: bool) -> None:
        self.centre.engine.away = away

    @invariant()
    def who_holds_a_conversation_is_told_alike_by_conversation_and_handoff(self) -> None:
        self.run(self._check_holders())

    @invariant()
    def nobody_has_lost_a_place(self) -> None:
        self.run(self._check_places())

    @invariant()
    def a_conversation_is_held_out_once_and_nobody_holds_it_out_to_whom_it_went(self) -> None:
        self.run(self._check_held_out())

    async def _check_held_out(self) -> None:
        async with self.centre.assistant.staff.records.reading() as unit:
            standing = await unit.passings.unanswered()
        assert len({passing.handoff_id for passing in standing}) == len(standing)
        assert all(passing.by != passing.to for passing in standing)

    @invariant()
    def the_assistant_says_nothing_while_a_person_holds_the_conversation(self) -> None:
        self.run(self._check_silence())

    def teardown(self) -> None:
        try:
            self.run(self._check_that_the_queue_heals())
        finally:
            self.loop.close()

    async def _check_holders(self) -> None:
        expected = {Holder.QUEUE: Stage.WAITING, Holder.AGENT: Stage.CLAIMED}
        async with self.centre.assistant.staff.records.reading() as unit:
            for citizen in self.citizens_known:
                conversation, current = await unit.conversations.get(citizen), await unit.handoffs.current(citizen)
                stage = current.stage if current is not None else None
                assert stage == expected.get(conversation.holder), (citizen, conversation.holder, stage)
                assert (current is not None and current.claimed_by is not None) == (stage is Stage.CLAIMED)

    async def _check_places(self) -> None:
        """A handoff under way keeps the time of its request, however often it is claimed and comes back."""
        async with self.centre.assistant.staff.records.reading() as unit:
            for citizen in self.citizens_known:
                current = await unit.handoffs.current(citizen)
                if current is not None:
                    known = self.places.setdefault(current.id, current)
                    assert current.requested_at == known.requested_at
                    assert current.reason is known.reason
                    assert current.priority >= known.priority
                    assert (current.danger_at is not None) == current.in_danger
                    # Nobody waits without being counted; who was stepped in on and is held still waits for nobody.
                    assert current.was_asked_for or current.stage is Stage.CLAIMED
            for handoff_id, known in self.places.items():
                now = await unit.handoffs.get(handoff_id)
                under_way = await unit.handoffs.current(now.conversation_id)
                assert now.stage in OVER or (under_way is not None and under_way.id == known.id)

    async def _check_silence(self) -> None:
        async with self.centre.assistant.staff.records.reading() as unit:
            for citizen in self.citizens_known:
                conversation = await unit.conversations.get(citizen)
                if conversation.holder is not Holder.AGENT:
                    continue
                said = await unit.conversations.utterances(citizen)
                took_over = max(one.seq for one in said if TOOK_OVER in one.said.text)
                assert [one for one in said if one.seq > took_over and one.said.speaker is Speaker.ASSISTANT] == []

    async def _check_that_the_queue_heals(self) -> None:
        """With everything back, and claims lapsed that nobody let go, a sweep makes the live queue as recorded."""
        self.centre.outage.away = False
        self.centre.later(seconds=60)
        self.centre.engine.away = False
        await self.centre.assistant.sweep.restore_queue()
        async with self.centre.assistant.staff.records.reading() as unit:
            waiting = {handoff.id: handoff for handoff in await unit.handoffs.waiting()}
        found = await self.centre.assistant.follow.queue.waiting(GENERAL)
        assert set(found) == set(waiting)
        # Of two who asked at the very same instant either may stand before the other.
        places = [(-waiting[one].priority, waiting[one].place_from) for one in found]
        assert places == sorted(places)


TestLifeOfAHandoff = Life.TestCase
TestLifeOfAHandoff.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
