"""Notes between colleagues: the citizen sees none, those named are told, and nobody else writes."""

import pytest

from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.handoff import Handoff
from tests.centre import Centre


async def held(centre: Centre) -> Handoff:
    await centre.arrives(centre.anna)
    return await centre.assistant.hand_offs.claim((await centre.waits()).id, centre.anna)


async def test_a_note_is_for_staff_alone_and_masks_identity_numbers(centre: Centre) -> None:
    handoff = await held(centre)
    before = await centre.heard(handoff.conversation_id)
    for _ in range(2):
        await centre.assistant.notes.write(handoff.id, centre.anna, "n", "Har nummer 19121212-1212.")
    assert await centre.heard(handoff.conversation_id) == before
    (note,) = (await centre.assistant.aside.of(handoff, centre.anna)).notes
    assert note.by == "anna"
    assert "1212-1212" not in note.text


async def test_who_is_mentioned_is_told_can_answer_and_has_then_read_it(centre: Centre) -> None:
    handoff = await held(centre)
    notes = centre.assistant.notes
    written = await notes.write(handoff.id, centre.anna, "n", "@Bjorn, vad kostar bygglov? @Anna undrar.")
    assert await notes.unread(centre.bjorn) == 1
    assert await notes.unread(centre.anna) == 0  # nobody calls upon themselves
    (mention,) = await notes.mentions(centre.bjorn)
    assert (mention.note, mention.author.id, mention.is_new) == (written, "anna", True)
    assert mention.held_by is not None
    assert mention.held_by.id == "anna"
    await notes.write(handoff.id, centre.bjorn, "m", "Se taxan.")
    await notes.read(centre.bjorn, frozenset({written.number}))
    assert await notes.unread(centre.bjorn) == 0
    (mention,) = await notes.mentions(centre.bjorn)
    assert not mention.is_new
    both = (await centre.assistant.aside.of(handoff, centre.anna)).notes
    assert [note.text for note in both][-1] == "Se taxan."


async def test_who_takes_no_part_writes_nothing(centre: Centre) -> None:
    handoff = await held(centre)
    with pytest.raises(ConflictError):
        await centre.assistant.notes.write(handoff.id, centre.bjorn, "n", "Jag med!")
    with pytest.raises(RefusedError):
        await centre.assistant.notes.write(handoff.id, centre.anna, "n", " ")
    assert (await centre.assistant.aside.of(handoff, centre.anna)).notes == ()


async def test_one_sees_who_else_looks_at_the_conversation_while_they_do(centre: Centre) -> None:
    handoff = await held(centre)
    aside = centre.assistant.aside
    await aside.look(handoff.conversation_id, centre.anna)
    await aside.look(handoff.conversation_id, centre.sofia)
    assert (await aside.of(handoff, centre.anna)).lookers == ("Sofia",)
    centre.later(seconds=16)
    assert (await aside.of(handoff, centre.anna)).lookers == ()
    centre.outage.away = True
    await aside.look(handoff.conversation_id, centre.sofia)
    assert (await aside.of(handoff, centre.anna)).lookers == ()
