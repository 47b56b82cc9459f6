"""Every page of a record that nobody has lived says so; no page of a real one does."""

from datetime import timedelta

from assistant.domain.conversation import DEMO_PREFIX, Conversation, ConversationId, Holder, Language
from tests.unit.console.conftest import Browser, Console

TOLD = "Ingen har haft de här samtalen. Alla siffror är påhittade."


async def test_a_made_up_record_is_called_demo_data_on_every_page_within_a_minute(
    console: Console, karin: Browser
) -> None:
    assert TOLD not in (await karin.get("/desk")).text
    made_up = Conversation(
        ConversationId(f"{DEMO_PREFIX}1"), "digest", Language("sv"), Holder.ASSISTANT, console.centre.clock.now()
    )
    async with console.centre.assistant.staff.records.unit() as unit:
        await unit.conversations.open(made_up)
    console.centre.clock.move(timedelta(minutes=2))
    for page in ("/desk", "/monitor", "/cases", "/review"):
        text = (await karin.get(page)).text
        assert TOLD in text, page
        assert "<strong>Demodata</strong>" in text


async def test_a_real_record_is_not(karin: Browser) -> None:
    for page in ("/desk", "/monitor"):
        assert TOLD not in (await karin.get(page)).text
