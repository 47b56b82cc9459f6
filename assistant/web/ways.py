"""The ways to reach somebody, as pages show them: with an address to follow, the hours, and what is not certain."""

from dataclasses import dataclass

from markupsafe import Markup

from assistant.bootstrap import Assistant
from assistant.domain.catalogue import Area, Channel, ChannelKind, Unconfirmed, spoken
from assistant.domain.opening_hours import OpeningHours
from assistant.services.chat_hours import door_words
from assistant.wording.catalogue import Words
from assistant.wording.hours import hours_in_words


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours as words. `door`: whether it is open now; `caveat` in its place while nobody has confirmed the hours."""

    hours: str
    door: str = ""
    caveat: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach somebody. `caveat`: that the address is from an older page; empty where there is no doubt."""

    name: str
    address: str
    href: str
    caveat: str
    opening: Opening | None

    @property
    def link(self) -> Markup:
        """The address as a link, to be put into a sentence."""
        return Markup('<a href="{}"><bdi>{}</bdi></a>').format(self.href, self.address)


def ways_of(assistant: Assistant, area: Area, lang: str, words: Words) -> list[Way]:
    """The channels of the area's services, each once."""
    catalogue = assistant.catalogue
    named = dict.fromkeys(channel for service in catalogue.services_in(area.id) for channel in service.channels)
    return [_way(assistant, catalogue.channels[name], lang, words) for name in named]


def contact_centre_phone(assistant: Assistant, lang: str, words: Words) -> Way | None:
    """The contact centre's telephone: the way that is always offered."""
    channel = assistant.catalogue.channels.get("contact_centre_phone")
    return _way(assistant, channel, lang, words) if channel else None


def opening_of(assistant: Assistant, hours: OpeningHours, words: Words) -> Opening:
    """The hours. Whether it is open now is told only of hours that somebody has confirmed."""
    written = hours_in_words(hours, words.lang)
    if hours.verified_on is None:
        return Opening(written, caveat=words("The hours are not confirmed."))
    return Opening(written, door=door_words(hours, assistant.clock.now(), words))


def _way(assistant: Assistant, channel: Channel, lang: str, words: Words) -> Way:
    hours = assistant.catalogue.hours(channel.opening_hours) if channel.opening_hours else None
    return Way(
        name=spoken(channel.name, lang),
        address=channel.address,
        href=_href(channel),
        caveat=_caveat(channel, words),
        opening=opening_of(assistant, hours, words) if hours else None,
    )


def _caveat(channel: Channel, words: Words) -> str:
    match channel.checked:
        case Unconfirmed(about_year=None):
            return words("This is not confirmed.")
        case Unconfirmed(about_year=year):
            return words("This is from about {year}. It may have changed.", year=year)
        case _:
            return ""


def _href(channel: Channel) -> str:
    match channel.kind:
        case ChannelKind.PHONE:
            digits = "".join(sign for sign in channel.address if sign.isdigit())
            # Short numbers (112, 1177) are dialled as they are.
            return f"tel:+46{digits[1:]}" if digits.startswith("0") else f"tel:{digits}"
        case ChannelKind.EMAIL:
            return f"mailto:{channel.address}"
        case ChannelKind.WEB | ChannelKind.E_SERVICE:
            return channel.address
        case ChannelKind.CHAT | ChannelKind.VISIT | ChannelKind.POST:  # pragma: no branch - the last of all
            return ""
