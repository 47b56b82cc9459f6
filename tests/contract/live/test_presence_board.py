from datetime import timedelta

import pytest

from tests.contract.live.conditions import eventually
from tests.contract.live.conftest import Live

pytestmark = pytest.mark.contract

LONG, SHORT = timedelta(seconds=60), timedelta(milliseconds=30)


async def test_who_beats_is_present_until_leaving(here: Live, there: Live) -> None:
    assert await here.agents.present() == frozenset()
    await here.agents.beat("anna", LONG)
    await there.agents.beat("bo", LONG)
    assert await there.agents.present() == {"anna", "bo"}
    await there.agents.leave("anna")
    await there.agents.leave("anna")
    assert await here.agents.present() == {"bo"}


async def test_who_falls_silent_is_gone_when_the_life_is_over_and_comes_back_with_a_beat(here: Live) -> None:
    await here.agents.beat("noise", LONG)
    await here.agents.beat("anna", SHORT)

    async def only_noise() -> bool:
        return await here.agents.present() == {"noise"}

    await eventually(only_noise)
    await here.agents.beat("anna", LONG)
    assert await here.agents.present() == {"anna", "noise"}


async def test_a_new_beat_prolongs_the_life(here: Live) -> None:
    await here.agents.beat("short", SHORT)
    await here.agents.beat("anna", SHORT)
    await here.agents.beat("anna", LONG)

    async def short_is_gone() -> bool:
        return "short" not in await here.agents.present()

    await eventually(short_is_gone)
    assert await here.agents.present() == {"anna"}


async def test_citizens_are_not_counted_among_agents(here: Live, there: Live) -> None:
    await here.citizens.beat("conversation", LONG)
    assert await there.agents.present() == frozenset()
    await there.agents.leave("conversation")
    assert await here.citizens.present() == {"conversation"}
