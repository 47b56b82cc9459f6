"""Canned replies: one's own are one's own, shared ones are kept by editors and supervisors and entered in the audit."""

from dataclasses import replace

import pytest

from assistant.domain.audit import Act, AuditFilter
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.services.canned_replies import Written
from tests.centre import Centre

HELLO = Written("/Hej", " Hälsning ", {"sv": "Hej {namn}!", "en": "Hello!", "fi": " "})


async def shortcuts(centre: Centre, who: str) -> list[str]:
    member = {"anna": centre.anna, "bjorn": centre.bjorn}[who]
    return [reply.shortcut for reply in await centre.assistant.canned_replies.at_hand(member)]


async def test_an_agents_own_reply_is_theirs_alone(centre: Centre) -> None:
    kept = await centre.assistant.canned_replies.keep(centre.anna, HELLO)
    assert (kept.shortcut, kept.title, kept.owner) == ("hej", "Hälsning", "anna")
    assert kept.texts == {"sv": "Hej {namn}!", "en": "Hello!"}
    assert await shortcuts(centre, "anna") == ["hej"]
    assert await shortcuts(centre, "bjorn") == []
    with pytest.raises(RefusedError):
        await centre.assistant.canned_replies.remove(centre.bjorn, kept.id)
    with pytest.raises(RefusedError):
        await centre.assistant.canned_replies.keep(centre.bjorn, replace(HELLO, reply_id=kept.id))
    await centre.assistant.canned_replies.remove(centre.anna, kept.id)
    assert await shortcuts(centre, "anna") == []
    with pytest.raises(NotFoundError):
        await centre.assistant.canned_replies.remove(centre.anna, kept.id)


async def test_shared_replies_are_kept_by_supervisors_and_every_change_is_entered(centre: Centre) -> None:
    canned = centre.assistant.canned_replies
    shared = replace(HELLO, shared=True)
    with pytest.raises(RefusedError):
        await canned.keep(centre.anna, shared)
    kept = await canned.keep(centre.sofia, shared)
    await canned.keep(centre.sofia, replace(shared, texts={"sv": "Goddag!"}, reply_id=kept.id))
    with pytest.raises(RefusedError):
        await canned.remove(centre.anna, kept.id)
    assert await shortcuts(centre, "bjorn") == ["hej"]
    await canned.remove(centre.sofia, kept.id)
    async with canned.records.reading() as unit:
        entries = await unit.audit.entries(AuditFilter(acts=frozenset({Act.SHARED_REPLY_CHANGED})), 10)
    assert [(entry.by, entry.subject) for entry in entries] == [("sofia", f"canned_reply:{kept.id}")] * 3
    removed, changed, added = [(entry.details["before"], entry.details["after"]) for entry in entries]
    assert added[0] is None
    assert added[1] == changed[0]
    assert changed[1] == removed[0] == {"shortcut": "hej", "title": "Hälsning", "texts": {"sv": "Goddag!"}}
    assert removed[1] is None


async def test_a_shortcut_leads_to_one_reply(centre: Centre) -> None:
    canned = centre.assistant.canned_replies
    await canned.keep(centre.sofia, replace(HELLO, shared=True))
    own = await canned.keep(centre.anna, replace(HELLO, texts={"sv": "Tja!"}))
    with pytest.raises(ConflictError):
        await canned.keep(centre.anna, HELLO)
    assert await canned.at_hand(centre.anna) == (own,)
    assert len(await canned.all_for(centre.anna)) == 2
