"""The service catalogue: areas and services, who answers for them, and how they are reached.

In the shape of the EU's Core Public Service Vocabulary (CPSV-AP 3.2): public service, competent authority, channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from assistant.domain.autonomy import AutonomyLevel, stricter
from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import Article
from assistant.domain.opening_hours import OpeningHours

AreaId = NewType("AreaId", str)
ServiceId = NewType("ServiceId", str)
AuthorityId = NewType("AuthorityId", str)

CONTACT_CENTRE_CHAT = "contact_centre_chat"
"""The opening hours in which people answer in the chat: those the bot, the queue and the pages go by."""
CONTACT_CENTRE_PHONE = "contact_centre_phone"
"""Those of the telephone, by which other channels' contacts are expected."""

Spoken = Mapping[str, str]
"""Words by language; Swedish and English at least."""


class ChannelKind(StrEnum):
    """How a service is reached."""

    PHONE = "phone"
    CHAT = "chat"
    WEB = "web"
    E_SERVICE = "e_service"
    EMAIL = "email"
    VISIT = "visit"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Authority:
    """Who answers for a service: a department, a company of the municipality's, another authority."""

    id: AuthorityId
    name: Spoken
    url: str
    part_of: AuthorityId | None = None


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """Of an address: it is from an older page, and nobody has compared it with its owner's since.

    `about_year`: that the page is from, or about; None where it bears no date.
    """

    about_year: int | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach a service. `address` is a number, an address on the web, or a street address.

    `checked`: the day somebody compared it with its owner's own; None where there is no doubt to clear up.
    """

    id: str
    kind: ChannelKind
    name: Spoken
    address: str
    opening_hours: str | None = None
    checked: date | Unconfirmed | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """A topic that residents ask about, as it is called on pages; what the assistant may do in it by itself."""

    id: AreaId
    name: Spoken
    description: Spoken
    authority: AuthorityId
    autonomy: AutonomyLevel


@dataclass(frozen=True, slots=True)
class Service:
    """Something the municipality, or another body, does for residents. `url`: where one reads about it."""

    id: ServiceId
    area: AreaId
    name: Spoken
    description: Spoken
    authority: AuthorityId
    channels: tuple[str, ...]
    url: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything by its id, in the order it was written."""

    authorities: Mapping[AuthorityId, Authority] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)
    areas: Mapping[AreaId, Area] = field(default_factory=dict)
    services: Mapping[ServiceId, Service] = field(default_factory=dict)
    opening_hours: Mapping[str, OpeningHours] = field(default_factory=dict)

    def hours(self, name: str) -> OpeningHours:
        """The opening hours of that name.

        Raises:
            NotFoundError: there are none.
        """
        try:
            return self.opening_hours[name]
        except KeyError as error:
            raise NotFoundError(f"no opening hours {name}") from error

    def autonomy_of(self, article: Article, of_topic: AutonomyLevel | None = None) -> AutonomyLevel:
        """How far the assistant may go with an article: its topic's level, or the article's own where it is stricter.

        `of_topic`: the level that the topic has now; None where it has the one written here.
        """
        return stricter(of_topic or self.level_of(article.area), article.autonomy)

    def level_of(self, topic: str) -> AutonomyLevel:
        """The level written here for an area."""
        area = self.areas.get(AreaId(topic))
        return area.autonomy if area else AutonomyLevel.AUTONOMOUS

    def services_in(self, area: str) -> tuple[Service, ...]:
        """The services of an area."""
        return tuple(service for service in self.services.values() if service.area == area)


def spoken(words: Spoken, lang: str) -> str:
    """The words in `lang`, else in English for other languages' readers, else in Swedish."""
    return words.get(lang) or (words["sv"] if lang.startswith("sv") else words.get("en", words["sv"]))
