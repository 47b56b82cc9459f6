"""Other channels' contacts of a day are entered by hand, all or none."""

from datetime import date

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.errors import RefusedError
from tests.centre import Centre

MONDAY = date(2026, 11, 23)  # the centre's today


async def entered(centre: Centre) -> tuple[ContactVolume, ...]:
    return await centre.assistant.register_contacts.entered(date(2026, 1, 1), date(2027, 12, 31))


async def test_a_later_entry_of_the_same_day_and_channel_replaces_the_earlier(centre: Centre) -> None:
    register = centre.assistant.register_contacts
    await register.enter([ContactVolume(MONDAY, Channel.PHONE, 40), ContactVolume(MONDAY, Channel.EMAIL, 7)])
    await register.enter([ContactVolume(MONDAY, Channel.PHONE, 400)])
    assert await entered(centre) == (
        ContactVolume(MONDAY, Channel.EMAIL, 7),
        ContactVolume(MONDAY, Channel.PHONE, 400),
    )


@pytest.mark.parametrize(
    "volume",
    [
        ContactVolume(MONDAY, Channel.PHONE, -1),
        ContactVolume(MONDAY, Channel.PHONE, 100_001),
        ContactVolume(date(2026, 11, 24), Channel.PHONE, 1),
    ],
)
async def test_by_the_form_too_one_impossible_number_refuses_all(centre: Centre, volume: ContactVolume) -> None:
    good = ContactVolume(MONDAY, Channel.EMAIL, 1)
    with pytest.raises(RefusedError):
        await centre.assistant.register_contacts.enter([good, volume])
    assert await entered(centre) == ()


async def test_the_day_is_linkopings_and_not_greenwichs(centre: Centre) -> None:
    """At 23:30 UTC on Monday it is Tuesday in Linköping, whose numbers can be entered."""
    centre.later(hours=15, minutes=30)
    await centre.assistant.register_contacts.enter([ContactVolume(date(2026, 11, 24), Channel.PHONE, 1)])
    with pytest.raises(RefusedError):
        await centre.assistant.register_contacts.enter([ContactVolume(date(2026, 11, 25), Channel.PHONE, 1)])
