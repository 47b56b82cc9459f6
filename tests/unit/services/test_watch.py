"""A desk hears of what happens in its conversations and in the queues, and of nothing else."""

import asyncio
from datetime import timedelta

from assistant.domain.conversation import ConversationId
from assistant.services.watch import Listener, Poke, Watch
from tests.centre import Centre

NOW = timedelta(0)
SOON = timedelta(seconds=10)


async def listening(centre: Centre, *conversations: ConversationId) -> Listener:
    """A desk that follows the queues and these conversations, and has looked at all of them once."""
    listener = Watch(centre.assistant.stream).listener()
    listener.follow(conversations)
    for _ in (None, *conversations):
        await listener.next(SOON)
    return listener


async def all_settled() -> None:
    """Every follower has passed on what it was told."""
    for _ in range(10):
        await asyncio.sleep(0)


async def pokes(listener: Listener) -> list[Poke]:
    """What the desk has been told since it was last asked."""
    await all_settled()
    told = []
    while (poke := await listener.next(NOW)) is not None:
        told.append(poke)
    return told


async def test_a_desk_hears_of_its_conversations_and_of_the_queues_and_of_no_others(centre: Centre) -> None:
    mine, other = await centre.opens(), await centre.opens()
    listener = await listening(centre, mine)
    await centre.says(other, "Hej")
    assert await pokes(listener) == []
    await centre.says(mine, "Hej")
    assert set(await pokes(listener)) == {Poke(mine)}
    await centre.waits()
    assert set(await pokes(listener)) == {Poke(None)}
    await listener.aclose()


async def test_what_happened_while_the_page_was_on_its_way_is_looked_at_once_more(centre: Centre) -> None:
    """Between the rendering of a page and its first look there is a moment in which nobody follows."""
    conversation = await centre.opens()
    listener = Watch(centre.assistant.stream).listener()
    listener.follow([conversation])
    assert {await listener.next(SOON), await listener.next(SOON)} == {Poke(None), Poke(conversation)}
    await listener.aclose()


async def test_a_conversation_no_longer_open_on_the_desk_is_not_heard_of(centre: Centre) -> None:
    first, second = await centre.opens(), await centre.opens()
    listener = await listening(centre, first)
    listener.follow([second])
    assert await listener.next(SOON) == Poke(second)
    await centre.says(first, "Hej")
    assert await pokes(listener) == []
    await centre.says(second, "Hej")
    assert set(await pokes(listener)) == {Poke(second)}
    await listener.aclose()


async def test_a_desk_sees_the_citizen_type_but_not_itself(centre: Centre) -> None:
    conversation = await centre.opens()
    listener = await listening(centre, conversation)
    await Watch(centre.assistant.stream).agent_types(conversation)
    assert await pokes(listener) == []
    await centre.assistant.converse.typing(conversation)
    assert await pokes(listener) == [Poke(conversation, typing=True)]
    await listener.aclose()


async def test_a_closed_desk_hears_nothing(centre: Centre) -> None:
    conversation = await centre.opens()
    listener = await listening(centre, conversation)
    await listener.aclose()
    await centre.says(conversation, "Hej")
    assert await pokes(listener) == []
