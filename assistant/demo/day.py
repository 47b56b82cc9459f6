"""One day of the contact centre, from midnight to the last conversation's end."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import simpy

from assistant.demo.bot import Bot, Given
from assistant.demo.casebook import Casebook
from assistant.demo.crew import HOUR, Shift, shifts
from assistant.demo.floor import Floor, Steps
from assistant.demo.habits import Habits
from assistant.demo.happenings import (
    CRISIS_AREAS,
    CRISIS_CHATS,
    CRISIS_HOURS,
    OFF_HOURS,
    Happenings,
)
from assistant.demo.material import Material
from assistant.demo.script import Script
from assistant.demo.topics import Topics
from assistant.demo.traffic import Course, chats_begin
from assistant.demo.visit import Visit
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import DEMO_PREFIX, Conversation, ConversationId, Holder, Language
from assistant.domain.period import LOCAL
from assistant.domain.staffing import StaffMember, StatusChange
from assistant.ports.bulk import Written
from assistant.services.chat_hours import ChatHours

NOBODYS_TOKEN = "0" * 64
"""In place of the digest of a token: it has the shape of one, and no token is known that has it."""
CHATS_AN_AGENT = 30
"""So many of a day's chats for each agent planned. Assumed."""
FEWEST_AGENTS, CRISIS_AGENTS = 2, 2
"""On duty on a quiet day, and called in besides in a crisis."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stays the same from day to day."""

    course: Course
    material: Material
    happenings: Happenings
    agents: Sequence[StaffMember]
    casebook: Casebook


@dataclass(slots=True)
class DayTold:
    """What a day has left behind. `given`: the assistant's answers, for review."""

    told: list[Written]
    given: list[Given]
    status_changes: list[StatusChange]


@dataclass(slots=True)
class Day:
    """Simulates `day`, on which `contacts` come by all channels, with the topics at `levels`."""

    setting: Setting
    day: date
    contacts: float
    rng: random.Random
    levels: Mapping[str, AutonomyLevel]
    told: list[Written] = field(default_factory=list)

    def run(self) -> DayTold:
        """The whole day."""
        start = datetime.combine(self.day, time.min, LOCAL).astimezone(UTC)
        floor = Floor(simpy.Environment(), start, Habits(self.rng))
        bot = self._bot(floor)
        begun = self._begun()
        for shift in self._shifts(len(begun)):
            floor.env.process(floor.works(shift, self.at_wall))
        for at in begun:
            floor.env.process(self._comes(floor, bot, at))
        floor.env.run()
        return DayTold(self.told, bot.given, floor.status_changes)

    def at_wall(self, seconds: float) -> float:
        """Seconds since local midnight when the clock on the wall has gone `seconds`; other on two days of the year."""
        midnight = datetime.combine(self.day, time.min, LOCAL)
        return (midnight + timedelta(seconds=seconds)).timestamp() - midnight.timestamp()

    def _bot(self, floor: Floor) -> Bot:
        material, habits = self.setting.material, floor.habits
        return Bot(
            material=material,
            topics=Topics(material, self.rng),
            habits=habits,
            happenings=self.setting.happenings,
            hours=ChatHours(material.catalogue, floor),
            levels=self.levels,
            progress=self.setting.course.progress(self.day),
        )

    def _begun(self) -> list[float]:
        """When chats begin. In a crisis they are thicker while it lasts."""
        course = self.setting.course
        begun = chats_begin(course, self.day, self.contacts, self.rng)
        if self.day == self.setting.happenings.crisis:
            more = chats_begin(course, self.day, self.contacts * CRISIS_CHATS, self.rng)
            begun += [at for at in more if _within(at, CRISIS_HOURS)]
        return sorted(begun)

    def _shifts(self, chats: int) -> list[Shift]:
        hours = self.setting.material.hours.on(self.day)
        if not hours:
            return []
        in_crisis = self.day == self.setting.happenings.crisis
        wanted = max(FEWEST_AGENTS, round(chats / CHATS_AN_AGENT))
        opens, closes = hours[0].opens, hours[-1].closes
        between = (opens.hour * HOUR + opens.minute * 60, closes.hour * HOUR + closes.minute * 60)
        return shifts(self.day, self.setting.agents, wanted + CRISIS_AGENTS * in_crisis, between, self.rng)

    def _comes(self, floor: Floor, bot: Bot, at: float) -> Steps:
        yield floor.env.timeout(self.at_wall(at))
        in_crisis = self.day == self.setting.happenings.crisis and _within(at, CRISIS_HOURS)
        topics = Topics(self.setting.material, self.rng, CRISIS_AREAS if in_crisis else {})
        off = self.day == self.setting.happenings.off and _within(at, OFF_HOURS)
        script = Script(self._conversation(topics.language(), floor.now()), self.rng)
        visit = Visit(
            floor, bot, topics, script, self.setting.casebook, self.day, self.told, in_crisis=in_crisis, off=off
        )
        yield from visit.run()

    def _conversation(self, lang: str, at: datetime) -> Conversation:
        conversation = ConversationId(f"{DEMO_PREFIX}{self.rng.getrandbits(96):024x}")
        return Conversation(conversation, NOBODYS_TOKEN, Language(lang), Holder.ASSISTANT, at)


def _within(at: float, hours: tuple[float, float]) -> bool:
    return hours[0] * HOUR <= at < hours[1] * HOUR
