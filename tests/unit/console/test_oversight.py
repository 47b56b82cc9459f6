"""How far the assistant may go, at /oversight: levels with their reasons, the off switch, verdicts at the desk."""

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.handoff import Handoff
from assistant.domain.switches import EVERYTHING, of_conversation, of_topic
from assistant.domain.turn import TurnOutcome
from tests.centre import UNSURE_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.console.conftest import Browser, Console

TOPIC = f"/oversight/topics/{WASTE.area}"


@pytest.fixture
async def maria(console: Console) -> Browser:
    return await console.signed_in("maria")


async def helps(centre: Centre, browser: Browser, text: str) -> Handoff:
    """A citizen whom the browser's agent has taken."""
    handoff = await centre.waits(text)
    await browser.get("/desk")
    await browser.claim(handoff.id)
    return handoff


async def test_a_supervisor_sets_a_level_with_a_reason_and_everybody_reads_it(
    centre: Centre, maria: Browser, karin: Browser
) -> None:
    assert "Avfall" in (await maria.get("/oversight")).text
    await maria.get(TOPIC)
    without = await maria.post(f"{TOPIC}/level", {"level": "shadow", "reason": " "})
    assert without.status_code == 422
    assert "Skriv varför" in without.text
    done = await maria.post(f"{TOPIC}/level", {"level": "shadow", "reason": "ny entreprenör"})
    assert "gäller från nästa fråga" in (await maria.get(done.headers["location"])).text
    for browser, path in ((maria, "/oversight"), (karin, "/oversight"), (karin, TOPIC)):
        page = (await browser.get(path)).text
        assert "ny entreprenör" in page
        assert "Maria Ek" in page
    page = (await karin.get("/oversight")).text
    assert page.index(f'id="topic-{WASTE.area}"') < page.index('id="topic-bygglov"')
    assert (await centre.assistant.autonomy.levels())[WASTE.area] is AutonomyLevel.SHADOW


async def test_agents_look_and_set_nothing(karin: Browser, centre: Centre) -> None:
    page = (await karin.get(TOPIC)).text
    assert "Bestäm nivån" not in page
    assert 'id="turn-off"' not in page
    assert (await karin.post(f"{TOPIC}/level", {"level": "shadow", "reason": "x"})).status_code == 403
    for subject in (EVERYTHING, of_topic(WASTE.area)):
        refused = await karin.post("/oversight/switch", {"subject": subject, "turn": "off", "reason": "x"})
        assert refused.status_code == 403
    assert await centre.assistant.off_switch.standing() == {}


async def test_the_assistant_is_switched_off_and_on_and_every_page_says_so_meanwhile(
    centre: Centre, maria: Browser, karin: Browser
) -> None:
    await maria.get("/oversight")
    off = await maria.post("/oversight/switch", {"subject": EVERYTHING, "turn": "off", "reason": "svarar fel"})
    assert off.headers["location"] == "/oversight?done=off"
    strip = (await karin.look("oversight")).text
    assert "AI-assistenten är avstängd." in strip
    assert "Maria Ek: svarar fel" in strip
    assert (await centre.says(await centre.opens(), WASTE_QUESTION)).outcome is TurnOutcome.REFUSED_MODE
    again = await maria.post("/oversight/switch", {"subject": EVERYTHING, "turn": "off", "reason": "igen"})
    assert "Det var redan så" in (await maria.get(again.headers["location"])).text
    await maria.post("/oversight/switch", {"subject": EVERYTHING, "turn": "on", "reason": "rättat"})
    assert "avstängd" not in (await karin.look("oversight")).text
    page = (await maria.get("/oversight")).text
    assert "svarar fel" in page
    assert "rättat" in page


async def test_a_topic_that_is_off_is_marked_and_named_in_the_banner(maria: Browser, karin: Browser) -> None:
    await maria.get(TOPIC)
    off = await maria.post("/oversight/switch", {"subject": of_topic(WASTE.area), "turn": "off", "reason": "fel dag"})
    assert off.headers["location"] == f"{TOPIC}?done=off"
    assert "Avfall" in (await karin.look("oversight")).text
    assert "Avstängd" in (await karin.get("/oversight")).text


async def test_an_agent_may_switch_the_assistant_off_in_one_conversation(centre: Centre, karin: Browser) -> None:
    conversation = await centre.opens()
    path = f"/oversight/conversation/{conversation}"
    assert "Påslagen." in (await karin.get(path)).text
    fields = {"subject": of_conversation(conversation), "turn": "off", "reason": "hamnar snett"}
    assert (await karin.post("/oversight/switch", fields)).headers["location"] == f"{path}?done=off"
    assert "hamnar snett" in (await karin.get(path)).text
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.REFUSED_MODE


async def test_what_is_not_there_is_not_found_and_an_odd_switch_is_refused(maria: Browser) -> None:
    await maria.get("/oversight")
    for path in ("/oversight/topics/rymdfart", "/oversight/conversation/none"):
        assert (await maria.get(path)).status_code == 404
    odd = await maria.post("/oversight/switch", {"subject": EVERYTHING, "turn": "sideways", "reason": "x"})
    assert odd.status_code == 422
    assert (await maria.post("/oversight/switch", {"subject": EVERYTHING, "turn": "off"})).status_code == 422


async def test_the_desk_asks_with_one_key_whether_the_agent_would_have_said_the_same(
    centre: Centre, karin: Browser, olle: Browser
) -> None:
    await centre.assistant.autonomy.set_level(WASTE.area, AutonomyLevel.SHADOW, centre.sofia, "nya dagar")
    handoff = await helps(centre, karin, WASTE_QUESTION)
    path = f"/oversight/draft/{handoff.id}"
    assert f'hx-get="{path}"' in (await karin.get(f"/desk/{handoff.id}")).text
    asked = (await karin.get(path)).text
    assert "Assistenten hade svarat" in asked
    assert all(f'data-key="{key}"' in asked for key in "+-.")
    assert 'name="verdict"' not in (await olle.get(path)).text
    draft = await centre.assistant.judge_drafts.latest_of(handoff.id)
    assert draft is not None
    judged = await karin.post(f"{path}/{draft.seq}", {"verdict": "disagreed"})
    assert "Du hade svarat något annat." in judged.text
    other = await karin.post(f"{path}/{draft.seq}", {"verdict": "approved"})
    assert other.status_code == 422
    topic = next(one for one in await centre.assistant.oversight.topics() if one.area.id == WASTE.area)
    assert topic.agreement.disagreed == 1


async def test_a_conversation_without_a_draft_asks_nothing(centre: Centre, karin: Browser) -> None:
    handoff = await helps(centre, karin, UNSURE_QUESTION)
    assert (await karin.get(f"/oversight/draft/{handoff.id}")).text.strip() == ""
