"""The wallboard's tiles: each thing in a number, a line or two of words, and a light told in words and shape too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.bootstrap import Assistant
from assistant.domain import lights
from assistant.domain.catalogue import spoken
from assistant.domain.lights import Light
from assistant.domain.margin import may_still_lose, may_still_miss, must_keep, must_not_lose
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.share import Share
from assistant.domain.staffing import Status
from assistant.domain.target_warning import GOALS, WarningKind
from assistant.services.wallboard import Board
from assistant.wording.catalogue import Words
from handoff_console import local_words, names

LEVEL, LOST = WarningKind.SERVICE_LEVEL, WarningKind.ABANDONMENT


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing on the wall. `big` is a number or a word; `since` a clock that counts up, `until` one that counts down,
    with `clock_says` before it; `says`: the light in words.
    """

    name: str
    title: str
    big: str
    light: Light
    says: str
    lines: Sequence[str] = ()
    clock_says: str = ""
    since: datetime | None = None
    until: datetime | None = None
    limit: int = 0


def tiles_of(board: Board, assistant: Assistant, words: Words) -> tuple[Tile, ...]:
    """All but the crew, in the order they stand."""
    return (
        _waiting(board, words),
        _level(board, words),
        _lost(board, words),
        _danger(board, words),
        _assistant(board, assistant, words),
        _drafts(board, words),
    )


def crew_of(board: Board, words: Words) -> Tile:
    """Who is there: how many are available, and how many places of theirs are taken."""
    available, desks = len(board.crew.get(Status.AVAILABLE, ())), board.desk.desks
    light = lights.of_crew(desks, available, len(board.desk.waiting), is_open=board.door.is_open)
    says = {
        Light.GOOD: words.plural("{number} free place", "{number} free places", desks.free),
        Light.WATCH: words("No free place"),
        Light.BAD: words("Nobody is available"),
        Light.UNKNOWN: words("Closed"),
    }
    taken = words("{taken} of {places} places are taken", taken=board.taken, places=desks.places)
    lines = (taken,) if desks.places else ()
    return Tile("crew", words("Available now"), str(available), light, says[light], lines)


def elsewhere(board: Board, words: Words) -> list[tuple[str, tuple[str, ...]]]:
    """What the others are doing, with their names."""
    return [
        (words(names.EVERY_STATUS[status]), people)
        for status, people in board.crew.items()
        if status is not Status.AVAILABLE
    ]


def _waiting(board: Board, words: Words) -> Tile:
    light = lights.of_waits(board.desk.longest)
    says = {
        Light.GOOD: words("Within 2 minutes"),
        Light.WATCH: words("Soon 2 minutes"),
        Light.BAD: words("Over 2 minutes"),
    }
    return Tile(
        "waiting",
        words("Waiting now"),
        str(len(board.desk.waiting)),
        light,
        says[light] if board.desk.waiting else words("Nobody waits"),
        clock_says=words("Longest wait"),
        since=board.waits_since,
        limit=int(THRESHOLD.total_seconds()),
    )


def _level(board: Board, words: Words) -> Tile:
    share, goal = board.share(LEVEL), GOALS[LEVEL]
    if share.value is None:
        return _nothing_yet("level", words("Answered within 2 minutes"), words)
    lines = (
        words("{part} of {whole} today", part=share.part, whole=share.whole),
        words("Target: at least {aim}", aim=local_words.percent(goal, words.lang, 0)),
        _may_miss(share, words),
    )
    return Tile(
        "level",
        words("Answered within 2 minutes"),
        local_words.percent_beside(share.value, goal, words.lang),
        light := lights.of_service_level(share, warned=board.warned(LEVEL)),
        _against_goal(light, words, warned=board.warned(LEVEL)),
        lines,
    )


def _lost(board: Board, words: Words) -> Tile:
    share, goal = board.share(LOST), GOALS[LOST]
    if share.value is None:
        return _nothing_yet("lost", words("Left the queue"), words)
    lines = (
        words("{part} of {whole} today", part=share.part, whole=share.whole),
        words("Target: under {aim}", aim=local_words.percent(goal, words.lang, 0)),
        _may_lose(share, words),
    )
    return Tile(
        "lost",
        words("Left the queue"),
        local_words.percent_beside(share.value, goal, words.lang),
        light := lights.of_abandonment(share, warned=board.warned(LOST)),
        _against_goal(light, words, warned=board.warned(LOST)),
        lines,
    )


def _nothing_yet(name: str, title: str, words: Words) -> Tile:
    return Tile(name, title, "–", Light.UNKNOWN, words("Nothing to count yet"), (words("Counted from midnight."),))


def _may_miss(share: Share, words: Words) -> str:
    """How far it is to the target, from whichever side."""
    goal = GOALS[LEVEL]
    margin, needed = may_still_miss(share, goal), must_keep(share, goal)
    if needed:
        return words.plural(
            "{number} in time reaches the target.", "{number} in a row in time reach the target.", needed
        )
    if margin:
        return words("{count} more may be missed.", count=margin)
    return words("The next one missed breaks the target.")


def _may_lose(share: Share, words: Words) -> str:
    """How far it is to the target, from whichever side."""
    goal = GOALS[LOST]
    margin, needed = may_still_lose(share, goal), must_not_lose(share, goal)
    if needed:
        return words.plural(
            "{number} answered reaches the target.", "{number} answered in a row reach the target.", needed
        )
    if margin:
        return words("{count} more may leave.", count=margin)
    return words("The next one who leaves breaks the target.")


def _against_goal(light: Light, words: Words, *, warned: bool) -> str:
    says: Mapping[Light, str] = {
        Light.GOOD: words("Reaches the target"),
        Light.WATCH: words("May break soon") if warned else words("At the limit"),
        Light.BAD: words("Misses the target"),
        Light.UNKNOWN: words("Too few to judge"),
    }
    return says[light]


def _danger(board: Board, words: Words) -> Tile:
    waiting, with_agents = board.danger_waiting, board.danger_claimed
    light = lights.of_danger(len(waiting), with_agents)
    says = {
        Light.GOOD: words("No alarm"),
        Light.WATCH: words("An agent helps"),
        Light.BAD: words("Help now"),
    }
    lines = [words.plural("{number} is with an agent", "{number} are with agents", with_agents)] if with_agents else []
    return Tile(
        "danger",
        words("In danger, waiting"),
        str(len(waiting)),
        light,
        says[light],
        lines,
        clock_says=words("Has waited"),
        since=min((handoff.requested_at for handoff in waiting), default=None),
    )


def _assistant(board: Board, assistant: Assistant, words: Words) -> Tile:
    light = lights.of_assistant(is_off=board.is_off, topics_off=len(board.topics_off))
    areas = assistant.catalogue.areas
    off = [spoken(areas[area].name, words.lang) for area in board.topics_off]
    says = {
        Light.GOOD: words("On for everything"),
        Light.WATCH: words.plural("Off in {number} area", "Off in {number} areas", len(off)),
        Light.BAD: words("Everything goes to you"),
    }
    big = words("Off") if board.is_off else words("Gives answers")
    return Tile("assistant", words("The AI assistant"), big, light, says[light], [", ".join(off)] if off else [])


def _drafts(board: Board, words: Words) -> Tile:
    light = lights.of_drafts(board.drafts)
    says = words("Check them now") if board.drafts else words("Nothing to check")
    return Tile(
        "drafts",
        words("Answers to check"),
        str(board.drafts),
        light,
        says,
        clock_says=words("Time left"),
        until=board.draft_due,
    )
