"""A desk hears of what happens in its conversations and in the queues, and of nothing else."""

import asyncio
from datetime import timedelta

from assistant.services.watch import Poke, Watch
from tests.centre import Centre

NOW = timedelta(0)
SOON = timedelta(seconds=10)


async def begun() -> None:
    """Whoever follows has begun to."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_a_desk_hears_of_its_conversations_and_of_the_queues(centre: Centre) -> None:
    mine, other = await centre.opens(), await centre.opens()
    listener = Watch(centre.assistant.stream).listener()
    listener.follow([mine])
    await begun()
    await centre.says(other, "Hej")
    await centre.says(mine, "Hej")
    assert await listener.next(SOON) == Poke(mine)
    await centre.waits()
    assert await listener.next(SOON) == Poke(None)
    assert await listener.next(NOW) is None
    await listener.aclose()


async def test_a_conversation_no_longer_open_on_the_desk_is_not_heard_of(centre: Centre) -> None:
    first, second = await centre.opens(), await centre.opens()
    listener = Watch(centre.assistant.stream).listener()
    listener.follow([first])
    await begun()
    listener.follow([second])
    await begun()
    await centre.says(first, "Hej")
    await centre.says(second, "Hej")
    assert await listener.next(SOON) == Poke(second)
    assert await listener.next(NOW) is None
    await listener.aclose()


async def test_a_desk_sees_the_citizen_type_but_not_itself(centre: Centre) -> None:
    conversation = await centre.opens()
    watch = Watch(centre.assistant.stream)
    listener = watch.listener()
    listener.follow([conversation])
    await begun()
    await watch.agent_types(conversation)
    await centre.assistant.converse.typing(conversation)
    assert await listener.next(SOON) == Poke(conversation, typing=True)
    assert await listener.next(NOW) is None
    await listener.aclose()


async def test_a_closed_desk_hears_nothing(centre: Centre) -> None:
    conversation = await centre.opens()
    listener = Watch(centre.assistant.stream).listener()
    listener.follow([conversation])
    await begun()
    await listener.aclose()
    await centre.says(conversation, "Hej")
    assert await listener.next(NOW) is None
