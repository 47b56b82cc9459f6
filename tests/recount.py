"""Every figure counted a second time, by somebody who has read docs/measures/definitions.md and none of our code.

Reads the tables of a SQLite record as they are, with the standard library alone: nothing of `assistant` is imported, so
that a mistake there cannot be repeated here unawares. `python -m tests.recount RECORD FIRST LAST` prints the figures.
"""

import json
import math
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FEWEST = 5
"""Of fewer cases nothing is told."""
Row = Mapping[str, Any]
Span = tuple[datetime, datetime]
Key = tuple[str, str]
"""What is counted by: ("all", ""), ("month", "2026-03"), ("area", "bygglov"), ("agent", "demo-anna")."""
Figure = tuple[float | None, int]
"""A value (None: nothing, or too little, to tell) and from how many cases."""

ANSWERS_AT_ONCE = {"ANSWERED_FROM_KNOWLEDGE", "ANSWERED_FROM_DIALOGUE", "CLARIFYING"}
NOT_FOR_THE_BOT = {"PASSED_TO_PERSON", "READ_WITH_NEXT", "REFUSED_ABUSE"}
NEEDS_NOBODY = ANSWERS_AT_ONCE | {"READ_WITH_NEXT", "REFUSED_ABUSE"}
TO_KNOWLEDGE = {
    "ANSWERED_FROM_KNOWLEDGE",
    "HELD_FOR_APPROVAL",
    "CLARIFYING",
    "UNANSWERED_NO_PASSAGE",
    "ERROR_KNOWLEDGE",
}
SMALL_TALK = {"greet", "thank", "goodbye"}
SOLVED = {"resolved": True, "referred": True, "case_opened": True, "not_resolved": False, "not_for_us": False}
"""What a disposition says; `citizen_left` says nothing."""


@dataclass
class Sheet:
    """What has been counted under one key."""

    n: Counter[str] = field(default_factory=Counter)
    seconds: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


class Recount:
    """The figures of the local days from `first` to `last`, as things stood at `now`."""

    def __init__(self, record: Path, first: date, last: date, now: datetime) -> None:
        self._tables = sqlite3.connect(f"file:{record}?mode=ro", uri=True)
        self._tables.row_factory = sqlite3.Row
        self._first, self._last, self._now = first, last, now
        self._sheets: defaultdict[Key, Sheet] = defaultdict(Sheet)
        self._chats: Counter[date] = Counter()
        self._count_conversations()
        self._count_time()
        self._count_contacts()

    def figures(self) -> dict[Key, dict[str, Figure]]:
        """Every figure under every key."""
        return {key: figures_of(sheet) for key, sheet in self._sheets.items()}

    def _rows(self, question: str) -> Iterator[Row]:
        for row in self._tables.execute(question):
            yield {name: row[name] for name in row.keys()}  # noqa: SIM118 - a sqlite3.Row is no mapping

    def _by_conversation(self, question: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self._rows(question):
            found[row["conversation_id"]].append(row)
        return found

    def _add(self, day: date, keys: Iterable[Key], n: Mapping[str, int], times: Mapping[str, int]) -> None:
        """On that local day, if it is one of ours; months are counted by it too."""
        if not self._first <= day <= self._last:
            return
        for key in {("all", ""), ("month", f"{day:%Y-%m}"), *keys}:
            sheet = self._sheets[key]
            sheet.n.update(n)
            for name, units in times.items():
                sheet.seconds[name].append(units)

    def _count_conversations(self) -> None:
        turns = self._by_conversation("select * from turns where closed_at is not null order by conversation_id, seq")
        handoffs = self._by_conversation("select * from handoffs order by requested_at, number")
        surveys = {row["conversation_id"]: row for row in self._rows("select * from surveys")}
        reviewed, came_back = self._reviewed(), self._came_back()
        spoke = "select distinct conversation_id from utterances where speaker = 'citizen'"
        for conversation in self._rows(f"select * from conversations where id in ({spoke})"):
            name = conversation["id"]
            of_it = (turns.get(name, []), handoffs.get(name, []))
            area = area_of(*of_it)
            self._whole(conversation, area, *of_it, surveys.get(name), came_back.get(name))
            self._questions(conversation, area, turns.get(name, []), reviewed.get(name, []))
            for handoff in handoffs.get(name, []):
                self._wait(handoff, handoff["subject_area"] or handoff["area"] or area)

    def _reviewed(self) -> dict[str, list[tuple[str, float, bool]]]:
        """By conversation: article, probability of having been drawn, whether all who judged it found it right."""
        question = """
            select s.conversation_id, s.article, s.probability,
                   min(r.judgement in ('right', 'article_needs_work')) as is_right
            from samples s join reviews r on r.conversation_id = s.conversation_id and r.seq = s.seq
            group by s.conversation_id, s.seq"""
        found: dict[str, list[tuple[str, float, bool]]] = defaultdict(list)
        for row in self._rows(question):
            found[row["conversation_id"]].append((row["article"], row["probability"], bool(row["is_right"])))
        return found

    def _came_back(self) -> dict[str, datetime]:
        question = """
            select r.earlier_id, min(c.opened_at) as at from returns r join conversations c on c.id = r.conversation_id
            where r.earlier_id is not null and r.known_by in ('same_tab', 'agent') group by r.earlier_id"""
        return {row["earlier_id"]: moment(row["at"]) for row in self._rows(question)}

    def _whole(
        self,
        conversation: Row,
        area: str,
        turns: Sequence[Row],
        handoffs: Sequence[Row],
        survey: Row | None,
        came_back: datetime | None,
    ) -> None:
        opened = moment(conversation["opened_at"])
        n: Counter[str] = Counter(conversations=1, handed_off=bool(handoffs))
        says, rating = (survey["resolved"], survey["treatment"]) if survey else (None, None)
        told = says is not None or rating is not None
        n.update(closed=told or conversation["closed_at"] is not None, surveyed=told)
        n.update(solved=says == 1, not_solved=says == 0)
        if rating is not None:
            n.update({"ratings": 1, "content": rating >= 4, "rating_points": rating - 1})
        by_agent = agents_word(handoffs)
        n.update(judged_by_agent=by_agent is not None, solved_by_agent=by_agent is True)
        known = by_agent if says is None else bool(says)
        if known is not None and self._now - opened > timedelta(days=7):
            back = came_back is not None and came_back - opened <= timedelta(days=7)
            n.update(settled=1, durable=known and not back)
        times = self._bots_part(n, turns, contained=not handoffs and says != 0)
        self._chats[opened.astimezone(STOCKHOLM).date()] += 1
        spoke = [one["claimed_by"] for one in handoffs if one["answered_at"] is not None]
        keys = [("area", area), *([("agent", spoke[-1])] if spoke and spoke[-1] else [])]
        self._add(opened.astimezone(STOCKHOLM).date(), keys, n, times)

    def _bots_part(self, n: Counter[str], turns: Sequence[Row], *, contained: bool) -> dict[str, int]:
        asked = [
            turn
            for turn in turns
            if turn["outcome"] not in NOT_FOR_THE_BOT
            and not (turn["outcome"] == "ANSWERED_FROM_DIALOGUE" and turn["intent"] in SMALL_TALK)
        ]
        if not asked:
            return {}
        n.update(to_bot=1, contained=contained and all(turn["outcome"] in NEEDS_NOBODY for turn in turns))
        first = next((turn for turn in turns if turn["outcome"] in ANSWERS_AT_ONCE), None)
        return {} if first is None else {"first_response": between(first, "opened_at", "closed_at") // 100_000}

    def _questions(
        self, conversation: Row, area: str, turns: Sequence[Row], reviewed: Sequence[tuple[str, float, bool]]
    ) -> None:
        day = moment(conversation["opened_at"]).astimezone(STOCKHOLM).date()
        for turn in turns:
            if best_of(turn) is not None or turn["outcome"] in TO_KNOWLEDGE:
                about = turn["article"] or best_of(turn)
                keys = [("area", about.split(".")[0] if about else area)]
                self._add(day, keys, {"questions": 1, "covered": turn["article"] is not None}, {})
        for article, probability, right in reviewed:
            weight = round(1_000_000 / probability)
            n = {"reviewed": 1, "weight": weight, "weight_right": weight * right}
            self._add(day, [("area", article.split(".")[0])], n, {})

    def _wait(self, handoff: Row, area: str) -> None:
        asked = asked_at(handoff)
        n: Counter[str] = Counter()
        times: dict[str, int] = {}
        if asked is not None:
            self._waited(handoff, asked, n, times)
        over = handoff["ended_at"] or handoff["returned_at"]
        if over and handoff["claimed_at"] and handoff["answered_at"]:
            times["handling"] = whole_seconds(moment(handoff["claimed_at"]), moment(over))
        if over and handoff["wrapped_up_at"] and handoff["claimed_by"]:
            took = moment(handoff["wrapped_up_at"]) - moment(over)
            if took <= timedelta(hours=1):
                times["wrap_up"] = whole_seconds(moment(over), moment(handoff["wrapped_up_at"]))
        keys = [("area", area), *([("agent", handoff["claimed_by"])] if handoff["claimed_by"] else [])]
        day = (asked or moment(handoff["requested_at"])).astimezone(STOCKHOLM).date()
        if n or times:
            self._add(day, keys, n, times)

    def _waited(self, handoff: Row, asked: datetime, n: Counter[str], times: dict[str, int]) -> None:
        over = next((handoff[at] for at in ("abandoned_at", "returned_at", "ended_at") if handoff[at]), None)
        until = moment(over) if over else self._now
        if handoff["answered_at"]:
            answered = moment(handoff["answered_at"])
            n.update(answered=1, in_time=answered - asked <= timedelta(seconds=120))
            times["waited"] = whole_seconds(asked, answered)
            return
        late = until - asked > timedelta(seconds=120)
        if handoff["abandoned_at"] or handoff["ended_at"]:
            n.update(lost=1, lost_late=late, lost_at_once=until - asked <= timedelta(seconds=5))
        else:
            n.update(overdue=late)

    def _count_time(self) -> None:
        """Seconds of every half hour in which an agent was available or occupied."""
        for agent, (available, occupied) in self._spans().items():
            busy = in_half_hours(united(occupied))
            for start, on_duty in in_half_hours(united([*available, *occupied])).items():
                day = start.astimezone(STOCKHOLM).date()
                n = {"half_hours": 1, "on_duty": on_duty, "occupied": busy[start]}
                self._add(day, [("agent", agent)], n, {})

    def _spans(self) -> dict[str, tuple[list[Span], list[Span]]]:
        found: dict[str, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
        statuses: dict[str, tuple[str, datetime]] = {}
        end = cut(self._now)
        for change in self._rows("select * from status_changes order by at, number"):
            agent, at = change["agent_id"], cut(moment(change["at"]))
            before = statuses.get(agent)
            if before is not None and before[0] == "available":
                found[agent][0].append((before[1], at))
            statuses[agent] = (change["status"], at)
        for agent, (status, since) in statuses.items():
            if status == "available":
                found[agent][0].append((since, end))
        for handoff in self._rows("select * from handoffs where claimed_at is not null and claimed_by is not null"):
            found[handoff["claimed_by"]][1].extend(occupied_by(handoff, end))
        return found

    def _count_contacts(self) -> None:
        """Days on which somebody is known to have called."""
        by_day: dict[date, Counter[str]] = defaultdict(Counter)
        for row in self._rows("select * from contact_volumes"):
            by_day[date.fromisoformat(row["day"])][row["channel"]] += row["contacts"]
        for day, channels in by_day.items():
            if channels["phone"] > 0:
                self._add(day, [], {"chats_told": self._chats[day], "elsewhere": channels.total()}, {})


def moment(kept: str) -> datetime:
    """SQLite keeps UTC without saying so."""
    return datetime.fromisoformat(kept).replace(tzinfo=UTC)


def cut(at: datetime) -> datetime:
    """To the whole second."""
    return at.replace(microsecond=0)


def whole_seconds(start: datetime, end: datetime) -> int:
    """Cut down; nought where clocks disagreed."""
    return max(0, (end - start) // timedelta(seconds=1))


def between(row: Row, start: str, end: str) -> int:
    """Microseconds; nought where clocks disagreed."""
    return max(0, (moment(row[end]) - moment(row[start])) // timedelta(microseconds=1))


def asked_at(handoff: Row) -> datetime | None:
    """When the wait began; None where an agent stepped in and nobody waited."""
    if handoff["reason"] == "stepped_in":
        waited = handoff.get("waited_from")
        return moment(waited) if waited else None
    return moment(handoff["requested_at"])


def best_of(turn: Row) -> str | None:
    """The likeliest article found."""
    candidates = json.loads(turn["candidates"])
    return candidates[0]["article"] if candidates else None


def area_of(turns: Sequence[Row], handoffs: Sequence[Row]) -> str:
    """By the last wrap-up that says, the last request that knew, the first turn that found something."""
    said = [one["subject_area"] for one in handoffs if one["subject_area"]]
    wanted = [one["area"] for one in handoffs if one["area"]]
    articles = [turn["article"] or best_of(turn) for turn in turns]
    found = [article.split(".")[0] for article in articles if article]
    return next(iter([*said[::-1], *wanted[::-1], *found]), "unknown")


def agents_word(handoffs: Sequence[Row]) -> bool | None:
    """The last wrap-up of a person who spoke: what was said of it outright, else the disposition."""
    told = [one for one in handoffs if one["answered_at"] and one["disposition"]]
    if not told:
        return None
    last = told[-1]
    return SOLVED.get(last["disposition"]) if last["resolved"] is None else bool(last["resolved"])


def occupied_by(handoff: Row, end: datetime) -> Iterator[Span]:
    """The talk, and the wrap-up that took an hour at most."""
    over = handoff["ended_at"] or handoff["returned_at"]
    ends = over or handoff["abandoned_at"]
    yield cut(moment(handoff["claimed_at"])), cut(moment(ends)) if ends else end
    if over and handoff["wrapped_up_at"]:
        span = cut(moment(over)), cut(moment(handoff["wrapped_up_at"]))
        if moment(handoff["wrapped_up_at"]) - moment(over) <= timedelta(hours=1):
            yield span


def united(spans: Iterable[Span]) -> list[Span]:
    """Without overlaps, in order."""
    joined: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def in_half_hours(spans: Iterable[Span]) -> Counter[datetime]:
    """Seconds by the half hour they lie in."""
    found: Counter[datetime] = Counter()
    for start, end in spans:
        while start < end:
            half = start.replace(minute=start.minute // 30 * 30, second=0)
            until = min(end, half + timedelta(minutes=30))
            found[half] += int((until - start).total_seconds())
            start = until
    return found


def figures_of(sheet: Sheet) -> dict[str, Figure]:
    """Every figure, by its formula in definitions.md."""
    n = sheet.n
    late = n["answered"] + n["lost_late"] + n["overdue"]
    everybody = n["answered"] + n["lost"]
    return {
        "service_level": share(n["in_time"], late),
        "service_level_all_abandoned": share(n["in_time"], everybody + n["overdue"]),
        "service_level_without_abandoned": share(n["in_time"], n["answered"]),
        "speed_of_answer": median(sheet.seconds["waited"], 1.0),
        "abandonment": share(n["lost"], everybody),
        "short_abandons": share(n["lost_at_once"], everybody),
        "resolution_citizen": share(n["solved"], n["solved"] + n["not_solved"]),
        "resolution_agent": share(n["solved_by_agent"], n["judged_by_agent"]),
        "resolution_durable": share(n["durable"], n["settled"]),
        "containment": share(n["contained"], n["to_bot"]),
        "chat_share": share(n["chats_told"], n["chats_told"] + n["elsewhere"]),
        "satisfaction": share(n["content"], n["ratings"]),
        "treatment_index": share(n["rating_points"] * 25, n["ratings"]),
        "solved_said": share(n["solved"], n["closed"]),
        "response_rate": share(n["surveyed"], n["closed"]),
        "occupancy": told(n["occupied"] / n["on_duty"] if n["on_duty"] else None, n["half_hours"]),
        "handling_time": median(sheet.seconds["handling"], 1.0),
        "wrap_up_time": median(sheet.seconds["wrap_up"], 1.0),
        "first_response": median(sheet.seconds["first_response"], 0.1),
        "precision": told(n["weight_right"] / n["weight"] if n["weight"] else None, n["reviewed"]),
        "coverage": share(n["covered"], n["questions"]),
        "handoff_rate": share(n["handed_off"], n["conversations"]),
    }


def told(value: float | None, cases: int) -> Figure:
    """The figure, unless there are too few cases to tell it."""
    return (value if cases >= FEWEST else None), cases


def share(part: int, whole: int) -> Figure:
    """Part of a whole."""
    return told(part / whole if whole else None, whole)


def median(lasted: Sequence[int], unit: float) -> Figure:
    """The middle one, or the mean of the two in the middle, in seconds."""
    ordered, cases = sorted(lasted), len(lasted)
    middle = (ordered[(cases - 1) // 2] + ordered[cases // 2]) / 2 * unit if cases else None
    return told(middle, cases)


def ninetieth(lasted: Sequence[int], unit: float) -> float:
    """The ninetieth percentile by nearest rank, in seconds; of at least one."""
    return sorted(lasted)[math.ceil(0.9 * len(lasted)) - 1] * unit


def main() -> None:
    """Prints the figures of a record."""
    record, first, last = Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), date.fromisoformat(sys.argv[3])
    figures = Recount(record, first, last, datetime.now(UTC)).figures()
    for key in sorted(figures):
        for name, (value, cases) in figures[key].items():
            print(f"{key[0]:6} {key[1]:40} {name:34} {'-' if value is None else f'{value:.4f}':>12} {cases:>8}")  # noqa: T201


if __name__ == "__main__":
    main()
