"""One stream of pokes a page: it wakes the page's parts, and shows by its beat that the agent is still there.

Who has left the queue is told at once, without a look at the record; the look comes when it is the page's turn.
"""

import json
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.bootstrap import Assistant
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError, UnavailableError
from assistant.domain.handoff import HandoffId
from assistant.services.watch import Listener, Poke, Watch
from handoff_console.access import Services, Visit, Visiting
from handoff_console.counters import Counters
from handoff_console.pace import Pace
from handoff_console.pages import epoch_ms
from handoff_console.sight import Sight

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

PATIENCE = timedelta(seconds=4)
"""A visit that has ended closes its stream within 5 s (requirement F-05); a quiet look renews what the page holds."""
HEALING = timedelta(seconds=12)
"""What a lost poke should have told of the queue is shown by then; with Redis away, when no poke comes, at every quiet
look. Ours: the queue's pane costs more than all else, and forty pages would ask for it ten times a second."""
BEAT = timedelta(seconds=10)
"""A third of the shortest life (a claim's lease of 45 s) leaves room for two lost beats."""


@router.get("/events")
async def events(request: Request, assistant: Services, visit: Visit) -> EventSourceResponse:
    """Events without truth: `queue`, `held`, `conversation-<handoff>`, `typing-<handoff>`, `away`, `back` and
    `signed-out`.

    One has something to tell, `left-queue`: which handoff waits no longer, the first name of whoever took it, if
    anybody did, and when (ms since 1970), since a look that was under way then may still show it.
    After `away` what the page shows may be old, and the agent may not be seen as present, until `back`.
    """
    watch: Watch = request.app.state.watch
    counters: Counters = request.app.state.counters
    return EventSourceResponse(
        _counted(
            counters,
            page_events(assistant, watch.listener(), visit, request.app.state.pace, request.app.state.sight),
        ),
        ping=15,
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
    )


async def _counted(
    counters: Counters, events: AsyncGenerator[ServerSentEvent, None]
) -> AsyncGenerator[ServerSentEvent, None]:
    with counters.streams.track_inprogress():
        async with aclosing(events):
            async for event in events:
                yield event


async def page_events(
    assistant: Assistant, listener: Listener, visit: Visiting, pace: Pace, sight: Sight
) -> AsyncGenerator[ServerSentEvent, None]:
    """The events of one open page, from its first look until the visit is over or the page is gone."""
    page = _Page(assistant, visit, pace, sight)
    try:
        listener.follow(())
        poke: Poke | None = None
        while True:
            try:
                events = await page.events(poke)
                listener.follow(page.held)
            except NotFoundError:
                yield _event("signed-out")
                return
            except UnavailableError as error:
                log.warning("the desk of %s cannot be looked after: %s", visit.member.id, error)
                events = page.away()
            for event in events:
                yield event
            poke = await listener.next(page.patience())
    finally:
        await listener.aclose()


def _event(name: str, data: str = "look") -> ServerSentEvent:
    return ServerSentEvent(data, event=name)


class _Page:
    """What one open page follows."""

    def __init__(self, assistant: Assistant, visit: Visiting, pace: Pace, sight: Sight) -> None:
        self._assistant = assistant
        self._visit = visit
        self._pace = pace
        self._sight = sight
        self._turn: float | None = None
        self._looked_at: datetime | None = None
        self._queue_told_at: datetime | None = None
        self._beaten_at: datetime | None = None
        self._is_away = False
        self.held: dict[ConversationId, HandoffId] = {}

    def patience(self) -> timedelta:
        """How long to wait for a poke: until the next look is due, however many pokes come before it."""
        quiet = self._left_of(PATIENCE, self._looked_at)
        if self._turn is None:
            return quiet
        return max(timedelta(0), min(quiet, timedelta(seconds=self._turn - self._pace.now())))

    def away(self) -> list[ServerSentEvent]:
        """The events to send when the page cannot be looked after."""
        self._is_away = True
        return [_event("away")]

    async def events(self, poke: Poke | None) -> list[ServerSentEvent]:
        """The events to send for a poke, or when a look is due (also None).

        Raises:
            NotFoundError: the visit is over.
            UnavailableError: the record is away.
        """
        if poke is not None and poke.conversation_id is None:
            self._sight.told()
        looked = await self._look() if self.patience() <= timedelta(0) else []
        if self._turn is None and poke is not None and poke.conversation_id is None:
            self._turn = self._pace.turn()
        return [*looked, *self._at_once(poke)]

    def _left_of(self, span: timedelta, since: datetime | None) -> timedelta:
        if since is None:
            return timedelta(0)
        return max(timedelta(0), since + span - self._assistant.clock.now())

    def _at_once(self, poke: Poke | None) -> list[ServerSentEvent]:
        """What needs no look at the record: it would come too late for an agent about to press."""
        if poke is None:
            return []
        if poke.left is not None:
            told = {"handoff": poke.left, "by": poke.taken_by, "at": epoch_ms(self._assistant.clock.now())}
            return [_event("left-queue", json.dumps(told))]
        handoff = self.held.get(poke.conversation_id) if poke.conversation_id is not None else None
        if handoff is None:
            return []
        if poke.typing:
            return [_event(f"typing-{handoff}")]
        return [_event("held"), _event(f"conversation-{handoff}")]

    async def _look(self) -> list[ServerSentEvent]:
        """The queue when something was told of it, or long nothing; on a quiet look all that is held besides."""
        is_quiet, is_told, self._turn = not self._left_of(PATIENCE, self._looked_at), self._turn is not None, None
        if is_quiet:
            self._looked_at = self._assistant.clock.now()
        await self._assistant.staff.visiting(self._visit.key)
        beat = await self._beat()
        held = await self._assistant.desk.holding(self._visit.member.id)
        before, self.held = self.held, {each.conversation_id: each.id for each in held}
        looks = [*before, *self.held] if is_quiet else [each for each in before if each not in self.held]
        shown = dict.fromkeys({**before, **self.held}[each] for each in looks)
        return [*beat, *self._queue(is_told), *(_event(f"conversation-{handoff}") for handoff in shown)]

    def _queue(self, is_told: bool) -> list[ServerSentEvent]:
        is_stale = self._queue_told_at is not None and not self._left_of(HEALING, self._queue_told_at)
        told = is_told or is_stale or self._is_away
        # A page that has just been opened was read a moment ago; what has happened since is told when following begins.
        if told or self._queue_told_at is None:
            self._queue_told_at = self._assistant.clock.now()
        return [_event("queue")] if told else []

    async def _beat(self) -> list[ServerSentEvent]:
        """Whether the live parts are there, if that is news: without them the record still tells what was said."""
        now = self._assistant.clock.now()
        if self._beaten_at is not None and now - self._beaten_at < BEAT:
            return self._are_back()
        try:
            await self._assistant.staff.beat(self._visit.member)
        except UnavailableError as error:
            log.warning("agent %s cannot be shown as present: %s", self._visit.member.id, error)
            self._beaten_at = None
            return self.away()
        self._beaten_at = now
        return self._are_back()

    def _are_back(self) -> list[ServerSentEvent]:
        was_away, self._is_away = self._is_away, False
        return [_event("back")] if was_away else []
