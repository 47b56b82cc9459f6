"""Another system sends its numbers itself, with a key that can do nothing else."""

from typing import Any

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.contact import Channel
from assistant.domain.contact_interval import Difference
from assistant.services.receive_contacts import KeyRefusedError, SentFaultsError
from tests.centre import Centre
from tests.contact_files import MONDAY


def row(start: str = "2026-11-16T08:00", contacts: object = 12, **more: object) -> dict[str, Any]:
    return {"start": start, "minutes": 30, "channel": "phone", "contacts": contacts, **more}


async def test_what_is_sent_again_changes_nothing_and_a_new_number_replaces_its_interval_alone(centre: Centre) -> None:
    receive = centre.assistant.receive_contacts
    key = (await receive.make_key(centre.sofia, "ACE")).key
    first = await receive.receive(key, [row(), row("2026-11-16T08:30", 3)])
    assert first.difference == Difference(added=2)
    assert (await receive.receive(key, [row()])).imported is None
    changed = await receive.receive(key, [row("2026-11-16T07:30:00Z", 4)])
    assert changed.difference == Difference(changed=1, same=1)
    [volume] = await centre.assistant.register_contacts.entered(MONDAY, MONDAY)
    assert (volume.channel, volume.contacts) == (Channel.PHONE, 16)


async def test_every_wrong_row_is_told_and_none_recorded(centre: Centre) -> None:
    receive = centre.assistant.receive_contacts
    key = (await receive.make_key(centre.sofia, "ACE")).key
    wrong: list[Any] = [
        row(),
        row(),
        row("i går"),
        row(minutes=20),
        row(channel="fax"),
        row(contacts=True),
        row(contacts=-1),
        row("2027-01-01T08:00"),
        row("2026-11-16T08:10"),
        "no row",
    ]
    with pytest.raises(SentFaultsError) as refused:
        await receive.receive(key, wrong)
    assert [(each.row, each.member) for each in refused.value.faults] == [
        (1, "start"),
        (2, "start"),
        (3, "minutes"),
        (4, "channel"),
        (5, "contacts"),
        (6, "contacts"),
        (7, "start"),
        (8, "start"),
        (9, "start"),
    ]
    assert await centre.assistant.register_contacts.entered(MONDAY, MONDAY) == ()


async def test_a_revoked_key_opens_nothing_and_both_acts_are_in_the_audit(centre: Centre) -> None:
    receive = centre.assistant.receive_contacts
    made = await receive.make_key(centre.sofia, "ACE")
    assert (await receive.key_behind(made.secret)).source == "ACE"
    assert made.secret not in repr(made)
    await receive.revoke_key(centre.sofia, made.key.id)
    for secret in (made.secret, "", "kontakt_guessed"):
        with pytest.raises(KeyRefusedError):
            await receive.key_behind(secret)
    acts = [entry.act for entry in await centre.assistant.audit_trail.entries(AuditFilter(subject="contacts:"), 9)]
    assert acts == [Act.CONTACT_KEY_REVOKED, Act.CONTACT_KEY_MADE]
