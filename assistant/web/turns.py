"""Turns under way in this process: begun once their utterance is recorded and acknowledged."""

import asyncio
import logging

from prometheus_client import CollectorRegistry, Counter, Histogram

from assistant.domain.conversation import Utterance
from assistant.domain.errors import AssistantError
from assistant.services.take_turn import TakeTurn

log = logging.getLogger(__name__)

DRAIN_SECONDS = 6
"""Longest wait for turns under way when the process is asked to stop (requirement G-10); with uvicorn's 3 s for streams
it stays under the 10 s after which `kontakt up` and compose kill. What is cut off the sweeper finishes."""


class Turns:
    """Finishes turns beside the requests that recorded them. What a crash cuts off, the sweeper finishes."""

    def __init__(self, take_turn: TakeTurn, registry: CollectorRegistry) -> None:
        self._take_turn = take_turn
        self._under_way: set[asyncio.Task[None]] = set()
        self._outcomes = Counter("kontakt_turns", "Turns closed, by outcome", ["outcome"], registry=registry)
        self._seconds = Histogram("kontakt_turn_seconds", "From record to outcome", registry=registry)

    def start(self, utterance: Utterance) -> None:
        """The utterance's turn is under way."""
        task = asyncio.create_task(self._finish(utterance))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _finish(self, utterance: Utterance) -> None:
        try:
            with self._seconds.time():
                turn = await self._take_turn.finish(utterance)
        except AssistantError as error:
            log.warning("turn %s/%s is left to the sweeper: %s", utterance.conversation_id, utterance.seq, error)
            return
        self._outcomes.labels(turn.outcome or "none").inc()

    async def drain(self) -> None:
        """All turns under way are finished, or cut off after `DRAIN_SECONDS`."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=DRAIN_SECONDS)
