"""The stream of one open page: what wakes it, and when it ends."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing

import pytest
from sse_starlette import ServerSentEvent

from assistant.domain.handoff import AgentId
from handoff_console.access import Visiting
from handoff_console.live import page_events
from tests.unit.console.conftest import HTMX, PASSWORD, Console

PATIENCE_SECONDS = 10


@pytest.fixture
async def karins(console: Console) -> Visiting:
    signed = await console.centre.assistant.staff.sign_in("karin", PASSWORD)
    return Visiting(signed.member, signed.visit, signed.key)


def _open(console: Console, visiting: Visiting) -> aclosing[AsyncGenerator[ServerSentEvent, None]]:
    state = console.app.state
    return aclosing(page_events(console.centre.assistant, state.watch.listener(), visiting, state.pace, state.sight))


async def _until(events: AsyncIterator[ServerSentEvent], name: str) -> list[str | None]:
    """The names of the events up to the first of this name."""
    names: list[str | None] = []
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for event in events:
            names.append(event.event)
            if event.event == name:
                return names
    raise AssertionError(f"the stream ended without {name}: {names}")


async def test_an_open_page_keeps_the_agent_present(console: Console, karins: Visiting) -> None:
    async with _open(console, karins) as events:
        await _until(events, "queue")
        assert AgentId("karin") in await console.centre.assistant.staff.agents.present()


async def test_an_open_page_keeps_the_claims_lease_and_a_closed_one_loses_it(
    console: Console, karins: Visiting
) -> None:
    handoff = await console.centre.waits()
    await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
    claims = console.centre.assistant.hand_offs.claims
    async with _open(console, karins) as events:
        await _until(events, "queue")
        console.centre.later(seconds=40)
        await console.centre.waits()
        await _until(events, "queue")
        console.centre.later(seconds=40)
        assert await claims.holder(handoff.id) == "karin"
    console.centre.later(seconds=10)
    assert await claims.holder(handoff.id) is None


async def test_a_citizen_who_types_for_long_does_not_cost_the_agent_the_claim(
    console: Console, karins: Visiting
) -> None:
    handoff = await console.centre.waits()
    await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
    async with _open(console, karins) as events:
        await _until(events, f"conversation-{handoff.id}")
        await _until(events, f"conversation-{handoff.id}")  # once more when following has begun
        for _ in range(25):
            console.centre.later(seconds=3)
            await console.centre.assistant.converse.typing(handoff.conversation_id)
            await _until(events, f"typing-{handoff.id}")
        assert await console.centre.assistant.hand_offs.claims.holder(handoff.id) == "karin"
        assert AgentId("karin") in await console.centre.assistant.staff.agents.present()


async def test_signing_out_is_noticed_while_a_citizen_types(console: Console, karins: Visiting) -> None:
    """Requirement F-05."""
    handoff = await console.centre.waits()
    await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
    async with _open(console, karins) as events:
        await _until(events, f"conversation-{handoff.id}")
        await _until(events, f"conversation-{handoff.id}")
        async with console.centre.assistant.staff.records.unit() as unit:  # in silence: no poke tells of it
            await unit.staff.end_visit(karins.visit.key_digest, console.centre.clock.now())
        console.centre.later(seconds=5)
        await console.centre.assistant.converse.typing(handoff.conversation_id)
        assert await _until(events, "signed-out") == ["signed-out"]


async def test_with_the_live_parts_away_the_citizens_words_still_come_and_their_return_is_told_once(
    console: Console, karins: Visiting
) -> None:
    handoff = await console.centre.waits()
    await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
    console.centre.outage.away = True
    async with _open(console, karins) as events:
        assert await _until(events, f"conversation-{handoff.id}") == ["away", "queue", f"conversation-{handoff.id}"]
        console.centre.outage.away = False
        assert "back" in await _until(events, "back")
        console.centre.later(seconds=30)
        await console.centre.says(handoff.conversation_id, "Hallå?")
        assert "back" not in await _until(events, f"conversation-{handoff.id}")


async def test_what_the_citizen_does_wakes_the_page_that_holds_the_conversation(
    console: Console, karins: Visiting
) -> None:
    handoff = await console.centre.waits()
    await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
    async with _open(console, karins) as events:
        await _until(events, f"conversation-{handoff.id}")
        await _until(events, f"conversation-{handoff.id}")  # once more when following has begun
        await console.centre.assistant.converse.typing(handoff.conversation_id)
        await _until(events, f"typing-{handoff.id}")
        await console.centre.says(handoff.conversation_id, "Hallå?")
        await _until(events, f"conversation-{handoff.id}")


async def test_a_new_claim_is_followed_without_loading_the_page_again(console: Console, karins: Visiting) -> None:
    handoff = await console.centre.waits()
    async with _open(console, karins) as events:
        await _until(events, "queue")
        await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
        await _until(events, f"conversation-{handoff.id}")


async def test_a_colleagues_claim_is_told_at_once_with_the_name_and_before_any_look(
    console: Console, karins: Visiting
) -> None:
    handoff = await console.centre.waits()
    olle = (await console.centre.assistant.staff.sign_in("olle", PASSWORD)).member
    async with _open(console, karins) as events:
        await _until(events, "queue")  # following has begun
        await console.centre.assistant.routing.claim(handoff.id, olle)
        event = await anext(events)
        assert event.event == "left-queue"
        told = json.loads(str(event.data))
        assert (told["handoff"], told["by"]) == (handoff.id, "Olle")
        assert (await anext(events)).event == "queue"


async def test_a_citizen_who_leaves_the_queue_is_told_of_without_a_name(console: Console, karins: Visiting) -> None:
    handoff = await console.centre.waits()
    async with _open(console, karins) as events:
        await _until(events, "queue")  # following has begun
        await console.centre.assistant.hand_offs.abandon(handoff)
        await _until(events, "left-queue")


async def test_what_is_told_of_the_queue_while_a_page_awaits_its_turn_costs_one_look(
    console: Console, karins: Visiting
) -> None:
    async with _open(console, karins) as events:
        await _until(events, "queue")  # following has begun
        for _ in range(38):
            console.app.state.pace.turn()  # as many pages are before this one
        taken = [await console.centre.waits() for _ in range(5)]
        for handoff in taken:
            await console.centre.assistant.hand_offs.abandon(handoff)
        assert await _until(events, "queue") == ["left-queue"] * 5 + ["queue"]


async def test_signing_out_closes_the_stream(console: Console, karins: Visiting) -> None:
    """Requirement F-05."""
    async with _open(console, karins) as events:
        await _until(events, "queue")
        await console.centre.assistant.staff.sign_out(karins.member, karins.visit)
        await _until(events, "signed-out")
        with pytest.raises(StopAsyncIteration):
            await anext(events)


async def test_with_the_live_parts_away_the_page_is_told_and_goes_on_when_they_are_back(
    console: Console, karins: Visiting
) -> None:
    console.centre.outage.away = True
    async with _open(console, karins) as events:
        await _until(events, "away")
        console.centre.outage.away = False
        await _until(events, "queue")


async def test_whoever_is_not_signed_in_gets_no_stream(console: Console) -> None:
    browser = await console.browser()
    assert (await browser.get("/events", headers=HTMX)).status_code == 401


async def test_words_in_a_conversation_that_is_not_open_show_in_the_list_at_once(
    console: Console, karins: Visiting
) -> None:
    handoff = await console.centre.waits()
    await console.centre.assistant.hand_offs.claim(handoff.id, karins.member)
    async with _open(console, karins) as events:
        await _until(events, f"conversation-{handoff.id}")
        await _until(events, f"conversation-{handoff.id}")
        await console.centre.says(handoff.conversation_id, "Hallå?")
        assert await _until(events, f"conversation-{handoff.id}") == ["held", f"conversation-{handoff.id}"]
