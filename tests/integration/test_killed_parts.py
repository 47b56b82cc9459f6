"""Any process may die at any moment: nothing recorded is lost or shown twice, and the citizen always gets words."""

import asyncio
from uuid import uuid4

import httpx
import psutil
import pytest

from tests.citizen import Citizen, citizen
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.integration

KNOWN = "När hämtas soporna?"
BACK_SECONDS = 120
DANGER_SECONDS = 5
"""The requirement is 1 s; the rest is the stream's poll of 2 s with Redis away, and a busy test machine."""


def numbers(one: Citizen) -> list[int]:
    return [utterance["seq"] for utterance in one.utterances]


async def is_back(kontakt: RunningKontakt, name: str, gone: psutil.Process) -> None:
    """Waits until the part runs again and every part says it is ready."""
    async with asyncio.timeout(BACK_SECONDS), httpx.AsyncClient(trust_env=False, timeout=10) as http:
        while True:
            try:
                risen = kontakt.part(name).pid != gone.pid
                ready = (await http.get(f"{kontakt.citizens}/readyz")).status_code == httpx.codes.OK
                staff = (await http.get(f"{kontakt.staff}/readyz")).status_code == httpx.codes.OK
            except (LookupError, httpx.TransportError):
                risen = ready = staff = False
            if risen and ready and staff:
                return
            await asyncio.sleep(0.2)  # between looks


@pytest.mark.parametrize("victim", ["rasa", "redis", "assistant", "console"])
async def test_a_part_killed_in_the_middle_of_a_conversation_loses_no_words(
    hurt_kontakt: RunningKontakt, victim: str
) -> None:
    """Requirements G-01, G-02, G-04, G-08."""
    async with citizen(hurt_kontakt.citizens) as one:
        first = await one.says(KNOWN)
        await one.sees(lambda c: c.reply_to(first["seq"]) is not None)

        gone = hurt_kontakt.part(victim)
        during = str(uuid4())
        posting = asyncio.create_task(one.says(KNOWN, during, persist=True))
        hurt_kontakt.kill(victim)
        recorded = await posting
        again = await one.says(KNOWN, during, persist=True)
        assert again == recorded
        await one.sees(lambda c: c.reply_to(recorded["seq"]) is not None, seconds=BACK_SECONDS)

        await is_back(hurt_kontakt, victim, gone)
        after = await one.says(KNOWN, persist=True)
        if one.state.get("holder") == "assistant":
            await one.sees(lambda c: c.reply_to(after["seq"]) is not None)
        else:  # the fault handed the citizen to a person: the words wait there
            await one.sees(lambda c: c.utterances[-1]["seq"] >= after["seq"])
        assert numbers(one) == list(range(1, len(one.utterances) + 1))
        said = [utterance["id"] for utterance in one.utterances]
        assert len(said) == len(set(said))


async def test_danger_is_answered_with_rasa_and_redis_down(hurt_kontakt: RunningKontakt) -> None:
    """Requirement E-02."""
    rasa, redis = hurt_kontakt.part("rasa"), hurt_kontakt.part("redis")
    hurt_kontakt.kill("rasa")
    hurt_kontakt.kill("redis")
    async with citizen(hurt_kontakt.citizens) as one:
        said = await one.says("jag vill inte leva längre", persist=True)
        await one.sees(lambda c: c.reply_to(said["seq"]) is not None, seconds=DANGER_SECONDS)
        reply = one.reply_to(said["seq"])
    assert reply is not None
    assert reply["text"].startswith("Ring 112")
    await is_back(hurt_kontakt, "redis", redis)
    await is_back(hurt_kontakt, "rasa", rasa)
