"""The wallboard: a page of its own for a big screen, read from six metres, that is never touched."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.bootstrap import Assistant
from assistant.domain.errors import NotFoundError, UnavailableError
from assistant.domain.lights import Light
from assistant.domain.period import LOCAL
from assistant.domain.staffing import Status
from assistant.domain.target_warning import TargetWarning, WarningKind
from assistant.services.wallboard import Board
from assistant.services.watch import Listener, Watch
from assistant.wording.alerts import title_of
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Agent, Services, Visit, Visiting
from handoff_console.counters import Counters
from handoff_console.pages import clock_time, show, words_of
from handoff_console.tiles import Tile, crew_of, elsewhere, tiles_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/wallboard", include_in_schema=False)

PATIENCE = timedelta(seconds=5)
"""A board that hears nothing for three times this says that it is old (`wallboard.js`)."""
A_SECOND = 1.0
"""Less between two looks would only make a screen flicker."""


class Scheme(StrEnum):
    """How the board is coloured: dark for a dim room, light for a bright one."""

    DARK = "dark"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class Choices:
    """What a board's address says of it, so that a screen keeps its choices by its bookmark."""

    scheme: Scheme
    names: bool

    def address(self, scheme: str | None = None, names: str | None = None) -> str:
        """The board's address, with another choice of the one or the other."""
        return f"/wallboard?scheme={scheme or self.scheme}&names={names or ('on' if self.names else 'off')}"


SchemeChosen = Annotated[Scheme, Query(alias="scheme")]
NamesChosen = Annotated[str, Query(alias="names", pattern="^(on|off)$")]


@router.get("")
async def wallboard(
    request: Request,
    assistant: Services,
    me: Agent,  # noqa: ARG001 - agents only
    scheme: SchemeChosen = Scheme.DARK,
    names: NamesChosen = "on",
) -> Response:
    """The whole page, as it stands; without scripts it loads itself anew every 15 s."""
    choices = Choices(scheme, names == "on")
    shown = _shown(request, assistant, await assistant.wallboard.board(), choices)
    return show(request, "wallboard/wallboard.html", {**shown, "choices": choices})


@router.get("/events")
async def events(
    request: Request,
    assistant: Services,
    me: Agent,  # noqa: ARG001 - agents only
    visit: Visit,
    names: NamesChosen = "on",
) -> EventSourceResponse:
    """`board` with the board as it stands, `away` while the record is, `signed-out` when the visit is over."""
    watch: Watch = request.app.state.watch
    choices = Choices(Scheme.DARK, names == "on")

    def rendered(board: Board) -> str:
        return _rendered(request, assistant, board, choices)

    stream = board_events(assistant, watch.listener(), visit, rendered)
    return EventSourceResponse(
        _counted(request.app.state.counters, stream),
        ping=15,
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
    )


async def board_events(
    assistant: Assistant, listener: Listener, visit: Visiting, rendered: Callable[[Board], str]
) -> AsyncGenerator[ServerSentEvent, None]:
    """The events of one board, from its first look until the visit is over or the screen is gone.

    A look at the queues' signals, once a second at most, and every few seconds besides. It shows nobody as present.
    """
    try:
        listener.follow(())
        while True:
            try:
                await assistant.staff.visiting(visit.key)
                yield ServerSentEvent(rendered(await assistant.wallboard.board()), event="board")
            except NotFoundError:
                yield ServerSentEvent("look", event="signed-out")
                return
            except UnavailableError as error:
                log.warning("a wallboard cannot be filled: %s", error)
                yield ServerSentEvent("look", event="away")
            await asyncio.sleep(A_SECOND)
            await listener.next(PATIENCE)
            listener.catch_up()
    finally:
        await listener.aclose()


async def _counted(
    counters: Counters, events: AsyncGenerator[ServerSentEvent, None]
) -> AsyncGenerator[ServerSentEvent, None]:
    with counters.streams.track_inprogress():
        async with aclosing(events):
            async for event in events:
                yield event


def _tells(tiles: Sequence[Tile], warning: TargetWarning) -> bool:
    """Whether the figure's own tile is red by now: then it says all there is to say."""
    name = {WarningKind.SERVICE_LEVEL: "level", WarningKind.ABANDONMENT: "lost"}[warning.kind]
    return any(tile.name == name and tile.light is Light.BAD for tile in tiles)


def _warned(warning: TargetWarning, words: Words) -> str:
    return f"{title_of(warning, words)}. {words('Warned at {time}.', time=clock_time(warning.raised_at))}"


def _rendered(request: Request, assistant: Assistant, board: Board, choices: Choices) -> str:
    shown = {**_shown(request, assistant, board, choices), "choices": choices}
    return bytes(show(request, "wallboard/board.html", shown).body).decode()


def _shown(request: Request, assistant: Assistant, board: Board, choices: Choices) -> Mapping[str, Any]:
    words = words_of(request)
    tiles, crew = tiles_of(board, assistant, words), crew_of(board, words)
    needing = [tile for tile in (*tiles, crew) if tile.light in {Light.WATCH, Light.BAD}]
    return {
        "board": board,
        "tiles": tiles,
        "crew": crew,
        "elsewhere": elsewhere(board, words),
        "available": board.crew.get(Status.AVAILABLE, ()),
        "titles": [_warned(warning, words) for warning in board.warnings if not _tells(tiles, warning)],
        "spoken": ". ".join(f"{tile.title}: {tile.says}" for tile in needing),
        "door": local_words.door(assistant.chat_hours, words),
        "seen_at": f"{board.at.astimezone(LOCAL):%H:%M:%S}",
        "names_shown": choices.names,
    }
