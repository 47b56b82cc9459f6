"""Who is at the desk on a day, and when: shifts, breaks, other work. All people are invented."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import Language
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember, Status

HOUR = 3_600.0
AT_THE_DESK_SECONDS = 5 * 60.0
"""So long before the chat opens agents sign in."""
_BREAK, _LUNCH = 15 * 60.0, 40 * 60.0
_OTHER_WORK = (25 * 60.0, 70 * 60.0)
"""How long an agent is on the telephone instead. Assumed."""
_AWAY_OF_FIVE = 0.12
"""How often an agent who is planned is not there. Assumed, about a Swedish municipality's sick leave and children."""
_MORE = (("johan", "Johan", "Johan Sundin", ("sv", "en")), ("sara", "Sara", "Sara Warsame", ("sv", "en", "so")))


@dataclass(frozen=True, slots=True)
class Spell:
    """What an agent does from `at` on, in wall-clock seconds since local midnight."""

    at: float
    status: Status


@dataclass(frozen=True, slots=True)
class Shift:
    """One agent's day: spells in order, the last one signed out."""

    member: StaffMember
    spells: tuple[Spell, ...]


def everybody(demo: Sequence[StaffMember]) -> tuple[StaffMember, ...]:
    """The staff of demonstrations and two more agents, so that shifts can change; with the same password."""
    anna = next(member for member in demo if member.role is Role.AGENT)
    more = (
        replace(
            anna,
            id=AgentId(f"demo-{name}"),
            sign_in_name=name,
            first_name=first,
            full_name=full,
            areas=(AreaId("forskola_och_pedagogisk_omsorg"), AreaId("grundskola")) if name == "johan" else (),
            languages=tuple(map(Language, languages)),
        )
        for name, first, full, languages in _MORE
    )
    return (*demo, *more)


def shifts(
    day: date, agents: Sequence[StaffMember], wanted: int, hours: tuple[float, float], rng: random.Random
) -> list[Shift]:
    """`wanted` agents' days (at least one comes), when people answer between `hours`; taking turns by date."""
    start = day.toordinal() % len(agents)
    planned = [agents[(start + place) % len(agents)] for place in range(min(wanted, len(agents)))]
    there = [member for member in planned if rng.random() > _AWAY_OF_FIVE] or planned[:1]
    return [Shift(member, _spells(place, hours, rng)) for place, member in enumerate(there)]


def _spells(place: int, hours: tuple[float, float], rng: random.Random) -> tuple[Spell, ...]:
    """Breaks come one after the other, so that not everybody is away at once."""
    opens, closes = hours
    lunch = 11.25 * HOUR + place * _LUNCH
    away = [
        (9.5 * HOUR + place * 1_100, _BREAK, Status.BREAK),
        (lunch, _LUNCH, Status.LUNCH),
        (14.3 * HOUR + place * 1_100, _BREAK, Status.BREAK),
    ]
    if rng.random() < 0.35:
        away.append((rng.uniform(8.3, 9.0) * HOUR, rng.uniform(*_OTHER_WORK) * 0.6, Status.OTHER_WORK))
    if rng.random() < 0.25:
        away.append((15.0 * HOUR, rng.uniform(*_OTHER_WORK) * 0.5, Status.MEETING))
    spells = [Spell(opens - AT_THE_DESK_SECONDS + rng.uniform(-120, 120), Status.AVAILABLE)]
    for at, length, status in sorted(away, key=lambda one: one[0]):
        begin = max(at + rng.uniform(-300, 300), spells[-1].at + 60)
        spells += [Spell(begin, status), Spell(begin + length * rng.uniform(0.85, 1.2), Status.AVAILABLE)]
    return (*_until(spells, closes), Spell(closes + rng.uniform(60, 400), Status.SIGNED_OUT))


def _until(spells: Sequence[Spell], closes: float) -> list[Spell]:
    assert all(one.at < other.at for one, other in pairwise(spells)), "spells are in order"
    return [spell for spell in spells if spell.at < closes]
