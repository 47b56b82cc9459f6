"""One stream of pokes a page: it wakes the page's parts, and shows by its beat that the agent is still there."""

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

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

PATIENCE = timedelta(seconds=4)
"""A visit that has ended closes its stream within 5 s (requirement F-05); every quiet look also renews the page."""
BEAT = timedelta(seconds=10)
"""A third of the shortest life (a claim's lease of 45 s) leaves room for two lost beats."""


@router.get("/events")
async def events(request: Request, assistant: Services, visit: Visit) -> EventSourceResponse:
    """Events without truth: `queue`, `conversation-<handoff>`, `typing-<handoff>`, `away`, `back`, `signed-out`.

    After `away` what the page shows may be old, and the agent may not be seen as present, until `back`.
    """
    watch: Watch = request.app.state.watch
    counters: Counters = request.app.state.counters
    return EventSourceResponse(
        _counted(counters, page_events(assistant, watch.listener(), visit)),
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
    assistant: Assistant, listener: Listener, visit: Visiting
) -> AsyncGenerator[ServerSentEvent, None]:
    """The events of one open page, from its first look until the visit is over or the page is gone."""
    page = _Page(assistant, visit)
    try:
        listener.follow(())
        poke: Poke | None = None
        while True:
            try:
                names = await page.names(poke)
                listener.follow(page.held)
            except NotFoundError:
                yield _event("signed-out")
                return
            except UnavailableError as error:
                log.warning("the desk of %s cannot be looked after: %s", visit.member.id, error)
                names = page.away()
            for name in names:
                yield _event(name)
            poke = await listener.next(page.patience())
    finally:
        await listener.aclose()


def _event(name: str) -> ServerSentEvent:
    return ServerSentEvent("look", event=name)


class _Page:
    """What one open page follows."""

    def __init__(self, assistant: Assistant, visit: Visiting) -> None:
        self._assistant = assistant
        self._visit = visit
        self._looked_at: datetime | None = None
        self._beaten_at: datetime | None = None
        self._is_away = False
        self.held: dict[ConversationId, HandoffId] = {}

    def patience(self) -> timedelta:
        """How long to wait for a poke: until the next look is due, however many pokes come before it."""
        if self._looked_at is None:
            return PATIENCE
        return max(timedelta(0), self._looked_at + PATIENCE - self._assistant.clock.now())

    def away(self) -> list[str]:
        """The events to send when the page cannot be looked after."""
        self._is_away = True
        return ["away"]

    async def names(self, poke: Poke | None) -> list[str]:
        """The events to send for a poke, or for a quiet look (None).

        Raises:
            NotFoundError: the visit is over.
            UnavailableError: the record is away.
        """
        typing = self._typing(poke)
        if poke is not None and poke.typing:
            if self.patience() > timedelta(0):
                return typing
            poke = None  # Whoever types for a minute must not keep the page from its quiet looks.
        self._looked_at = self._assistant.clock.now()
        await self._assistant.staff.visiting(self._visit.key)
        beat = await self._beat()
        held = await self._assistant.desk.holding(self._visit.member.id)
        before, self.held = self.held, {each.conversation_id: each.id for each in held}
        return [*beat, *self._to_look_at(poke, before), *typing]

    def _typing(self, poke: Poke | None) -> list[str]:
        if poke is None or not poke.typing or poke.conversation_id not in self.held:
            return []
        return [f"typing-{self.held[poke.conversation_id]}"]

    def _to_look_at(self, poke: Poke | None, before: dict[ConversationId, HandoffId]) -> list[str]:
        if poke is None:
            # A quiet look: whatever a lost poke should have told is told now.
            return ["queue", *(f"conversation-{handoff}" for handoff in self.held.values())]
        if poke.conversation_id is None:
            gone = [handoff for conversation, handoff in before.items() if conversation not in self.held]
            return ["queue", *(f"conversation-{handoff}" for handoff in gone)]
        handoff = self.held.get(poke.conversation_id) or before.get(poke.conversation_id)
        return [f"conversation-{handoff}"] if handoff else []

    async def _beat(self) -> list[str]:
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

    def _are_back(self) -> list[str]:
        was_away, self._is_away = self._is_away, False
        return ["back"] if was_away else []
