"""When people answer in the chat, from the service catalogue: what the bot, the queue and the pages go by."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.catalogue import CONTACT_CENTRE_CHAT, Catalogue
from assistant.domain.opening_hours import OpeningHours
from assistant.ports import Clock
from assistant.wording.catalogue import Words
from assistant.wording.hours import hours_in_words, moment_in_words


@dataclass(frozen=True, slots=True)
class Door:
    """Whether people answer now. `until`: when they stop; `opens_at`: when they begin again, where that is known."""

    until: datetime | None = None
    opens_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether people answer now."""
        return self.until is not None


@dataclass(frozen=True, slots=True)
class ChatHours:
    """Looks at the clock for those who must say whether anybody is there."""

    catalogue: Catalogue
    clock: Clock
    always: bool = False
    """For trying things out at night: people are taken to be there around the clock."""

    def hours(self) -> OpeningHours:
        """The hours themselves."""
        return self.catalogue.hours(CONTACT_CENTRE_CHAT)

    def door(self) -> Door:
        """How it stands now."""
        if self.always:
            return Door(until=self.clock.now() + timedelta(days=1))
        return door_of(self.hours(), self.clock.now())

    def closed_words(self, words: Words) -> str:
        """When people are there, as a sentence to add to what the assistant says; empty while they are."""
        return "" if self.door().is_open else self.told(words)

    def told(self, words: Words) -> str:
        """When people answer in the chat, and whether they do now."""
        door = self.door()
        told = words("People answer in the chat {hours}.", hours=hours_in_words(self.hours(), words.lang))
        if self.always:
            return told
        if door.until is not None:
            until = moment_in_words(door.until, self.clock.now(), words.lang)
            return f"{told} {words('They are here now, until {moment}.', moment=until)}"
        if door.opens_at is None:
            return told
        moment = moment_in_words(door.opens_at, self.clock.now(), words.lang)
        return f"{told} {words('They are here again {moment}.', moment=moment)}"


def door_words(hours: OpeningHours, now: datetime, words: Words) -> str:
    """Whether it is open at `now` (aware) and until or from when; empty where nobody knows when it opens."""
    door = door_of(hours, now)
    if door.until is not None:
        return words("Open now, until {moment}", moment=moment_in_words(door.until, now, words.lang))
    if door.opens_at is None:
        return ""
    return words("Closed now, opens {moment}", moment=moment_in_words(door.opens_at, now, words.lang))


def door_of(hours: OpeningHours, now: datetime) -> Door:
    """How it stands at `now` (aware)."""
    until = hours.closes_at(now)
    return Door(until, None if until else hours.opens_at(now))
