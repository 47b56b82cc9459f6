"""The events of one conversation for whoever follows it, resumable: read from the record, woken by signals."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from assistant.domain.conversation import Conversation, ConversationId, Holder, Speaker, Utterance
from assistant.domain.errors import UnavailableError
from assistant.domain.waiting import Desks, ExpectedWait, expected_wait
from assistant.ports import Clock, EventStream, HandoffQueue, PresenceBoard, Records, Unit
from assistant.ports.live import Happening, Signal
from assistant.services import channels
from assistant.services.chat_hours import ChatHours
from assistant.services.crew import crew_in

POLL = timedelta(seconds=2)
"""How often the record is read when no signal comes: the longest delay while Redis is away."""
TYPING_LASTS = timedelta(seconds=5)
"""How long one typing signal shows; the writing side repeats it every 3 s."""
HANDLING_SAMPLE = 20
"""Latest finished talks the expected wait is reckoned from."""


@dataclass(frozen=True, slots=True)
class State:
    """Where a conversation stands, as the citizen sees it. `place` is 1 for the next to be served.

    `opens_at`: when people answer again, outside the hours in which they do.
    """

    holder: Holder
    lang: str
    agent_name: str | None = None
    place: int | None = None
    expected_wait: ExpectedWait | None = None
    staffed: bool = False
    opens_at: datetime | None = None
    typing: bool = False

    @property
    def closed(self) -> bool:
        """Whether nothing more can be said."""
        return self.holder is Holder.NOBODY


@dataclass(frozen=True, slots=True)
class Corrected:
    """An utterance that the follower has been shown has other words now."""

    utterance: Utterance


@dataclass(slots=True)
class Staffing:
    """What the desks could hold when they were last counted, and how long the latest talks took.

    Thousands of followers share one count.
    """

    desks: Desks = field(default_factory=Desks)
    handling: tuple[timedelta, ...] = ()
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Follow:
    """Reads conversations for those who look on."""

    records: Records
    stream: EventStream
    queue: HandoffQueue
    agents: PresenceBoard
    clock: Clock
    chat_hours: ChatHours
    staffing: Staffing = field(default_factory=Staffing)

    async def utterances(self, conversation_id: ConversationId, after: int = 0) -> tuple[Utterance, ...]:
        """Those with a number above `after`, in order.

        Raises:
            UnavailableError: the record is away.
        """
        async with self.records.reading() as unit:
            return tuple(await unit.conversations.utterances(conversation_id, after))

    async def state(self, conversation_id: ConversationId, *, typing: bool = False) -> State:
        """Where the conversation stands now. With Redis away, without place and wait.

        Raises:
            NotFoundError: there is no such conversation.
            UnavailableError: the record is away.
        """
        async with self.records.reading() as unit:
            return await self._state(unit, conversation_id, typing=typing)

    async def _state(self, unit: Unit, conversation_id: ConversationId, *, typing: bool) -> State:
        conversation = await unit.conversations.get(conversation_id)
        staffing = await self._staffed(unit)
        agent_name = await self._agent_name(unit, conversation)
        place = await self._place(unit, conversation)
        wait = None if place is None else expected_wait(place, staffing.desks, staffing.handling)
        opens_at, staffed = self.chat_hours.door().opens_at, staffing.desks.places > 0
        return State(conversation.holder, conversation.lang, agent_name, place, wait, staffed, opens_at, typing)

    async def corrected(self, conversation_id: ConversationId, upto: int) -> tuple[Utterance, ...]:
        """Those with numbers up to `upto` that have been corrected, as they now are, in order.

        Raises:
            UnavailableError: the record is away.
        """
        async with self.records.reading() as unit:
            corrections = await unit.messages.corrections(conversation_id)
            return await self._as_corrected(unit, conversation_id, {one.seq for one in corrections if one.seq <= upto})

    async def _as_corrected(
        self, unit: Unit, conversation_id: ConversationId, numbers: set[int]
    ) -> tuple[Utterance, ...]:
        if not numbers:
            return ()
        said = await unit.conversations.utterances(conversation_id, min(numbers) - 1)
        return tuple(utterance for utterance in said if utterance.seq in numbers)

    async def events(
        self, conversation_id: ConversationId, after: int
    ) -> AsyncIterator[Utterance | Corrected | State | None]:
        """Utterances above `after`, each once and in order, states when they have changed, None when all is quiet.

        Those up to `after` that have been corrected, whenever that was, come once more, as they now are.

        Ends after the state of a closed conversation. While the record is away it yields None and goes on.
        """
        view = _View(after, self.clock.now())
        async for signal in self.stream.follow(channels.of_conversation(conversation_id), POLL):
            if signal == Signal(Happening.AGENT_TYPING):
                view.typing_until = self.clock.now() + TYPING_LASTS
            try:
                events = await self._news(conversation_id, view)
            except UnavailableError:
                events = []
            for event in events:
                yield event
            if not events:
                yield None
            if view.state is not None and view.state.closed:
                return

    async def _news(self, conversation_id: ConversationId, view: "_View") -> list[Utterance | Corrected | State]:
        """What the follower has not seen, which `view` then counts as seen."""
        async with self.records.reading() as unit:
            # The state first: what is said until a conversation closes is then never missed by its last look.
            state = await self._state(unit, conversation_id, typing=self.clock.now() < view.typing_until)
            # Corrections before words: one made in between is then in the words, and told once more.
            corrected = await self._corrected_since(unit, conversation_id, view)
            said = await unit.conversations.utterances(conversation_id, view.after)
        news: list[Utterance | Corrected | State] = [Corrected(utterance) for utterance in corrected]
        for utterance in said:
            view.after = utterance.seq
            news.append(utterance)
            if utterance.said.speaker is Speaker.AGENT:
                view.typing_until, state = self.clock.now(), replace(state, typing=False)
        if state != view.state:
            view.state = state
            news.append(state)
        return news

    async def _corrected_since(
        self, unit: Unit, conversation_id: ConversationId, view: "_View"
    ) -> tuple[Utterance, ...]:
        corrections = [one for one in await unit.messages.corrections(conversation_id) if one.number > view.corrected]
        if not corrections:
            return ()
        view.corrected = corrections[-1].number
        # What the follower has not been shown comes with its new words anyhow.
        shown = {one.seq for one in corrections if one.seq <= view.after}
        return await self._as_corrected(unit, conversation_id, shown)

    async def _present(self) -> frozenset[str]:
        try:
            return await self.agents.present()
        except UnavailableError:
            return frozenset()

    async def _staffed(self, unit: Unit) -> Staffing:
        """What the agents who are available and present can hold, and talks take, a moment ago at most."""
        now = self.clock.now()
        if self.staffing.counted_at is None or now - self.staffing.counted_at >= POLL:
            crew = await crew_in(unit, await self._present(), now)
            ended = await unit.handoffs.latest_ended(HANDLING_SAMPLE)
            free = sum(max(0, agent.capacity - agent.load) for agent in crew)
            self.staffing.desks = Desks(sum(agent.capacity for agent in crew), free)
            self.staffing.handling = tuple(each.handling_time for each in ended if each.handling_time is not None)
            self.staffing.counted_at = now
        return self.staffing

    async def _agent_name(self, unit: Unit, conversation: Conversation) -> str | None:
        if conversation.holder is not Holder.AGENT:
            return None
        handoff = await unit.handoffs.current(conversation.id)
        if handoff is None or handoff.claimed_by is None:
            return None
        return (await unit.staff.get(handoff.claimed_by)).first_name

    async def _place(self, unit: Unit, conversation: Conversation) -> int | None:
        if conversation.holder is not Holder.QUEUE:
            return None
        handoff = await unit.handoffs.current(conversation.id)
        if handoff is None:
            return None
        try:
            return await self.queue.place(handoff.queue, handoff.id)
        except UnavailableError:
            return None


@dataclass(slots=True)
class _View:
    """What one follower has been shown."""

    after: int
    typing_until: datetime
    state: State | None = None
    corrected: int = 0
    """The number of the last correction shown."""
