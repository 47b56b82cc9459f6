"""A supervisor reads one conversation, and comes back to where it was opened from."""

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.survey import Survey
from assistant.domain.turn import NextBest
from tests.centre import WASTE, WASTE_QUESTION, Centre
from tests.unit.console.conftest import DISPUTED, Browser, Console
from tests.unit.services.small_shelf import directs

IN_DANGER = "jag vill inte leva längre"


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor."""
    return await console.signed_in("maria")


async def answered(centre: Centre) -> ConversationId:
    """A citizen gets an article."""
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    return conversation


async def test_a_conversation_whose_words_are_deleted_says_so_and_keeps_its_outcomes(
    console: Console, maria: Browser
) -> None:
    """Requirement C-08."""
    conversation = await answered(console.centre)
    async with console.centre.assistant.take_turn.records.unit() as unit:
        await unit.retention.forget_conversation(conversation)
    page = (await maria.get(f"/reports/conversation/{conversation}")).text
    assert page.count("Orden är gallrade") == 3
    assert WASTE_QUESTION not in page
    assert "Utfall: " in page


async def test_a_conversation_is_read_with_sources_outcome_confidence_and_survey(
    console: Console, maria: Browser
) -> None:
    conversation = await answered(console.centre)
    survey = Survey(conversation, console.centre.clock.now(), False, 2, "Jag <b>hittade</b> inte")
    await console.centre.assistant.converse.judge(survey)
    page = (
        await maria.get(
            f"/reports/conversation/{conversation}?back=/reports/resolution_citizen/behind%3Fstretch%3Dweek"
        )
    ).text
    for words in (
        WASTE_QUESTION,
        WASTE.citation.url,
        "Svar ur kunskapsbasen, med källa",
        "säkerhet 97",
        "Inte löst, betyg 2 av 5",
        "Jag &lt;b&gt;hittade&lt;/b&gt; inte",
        'href="/reports/resolution_citizen/behind?stretch=week" id="back"',
    ):
        assert words in page
    assert "<textarea" not in page
    assert 'id="danger"' not in page


async def test_an_answer_that_the_citizen_said_was_wrong_is_marked_in_the_conversation(
    console: Console, maria: Browser
) -> None:
    directs(console.centre, "det var fel", NextBest())
    conversation = await answered(console.centre)
    assert DISPUTED not in (await maria.get(f"/reports/conversation/{conversation}")).text
    await console.centre.says(conversation, "det var fel")
    page = (await maria.get(f"/reports/conversation/{conversation}")).text
    assert page.count(DISPUTED) == 1
    assert page.index(WASTE.citation.url) < page.index(DISPUTED) < page.index("det var fel")


async def test_words_of_danger_are_flagged_in_the_conversation_but_in_no_list(console: Console, maria: Browser) -> None:
    """Requirements C-06, E-11."""
    conversation = await console.centre.opens()
    await console.centre.says(conversation, IN_DANGER)
    assert 'id="danger"' in (await maria.get(f"/reports/conversation/{conversation}")).text
    listed = (await maria.get("/reports/chat_share/behind")).text.split('id="behind"')[1]
    assert "fara" not in listed.lower()
    assert "fara" not in (await maria.get("/reports/chat_share/behind.csv")).text.lower()


async def test_one_comes_back_to_the_list_that_the_conversation_was_opened_from(
    console: Console, maria: Browser
) -> None:
    conversation = await answered(console.centre)
    listed = (await maria.get("/reports/containment/behind?stretch=week&only=for")).text
    link = listed.split(f'href="/reports/conversation/{conversation}?back=')[1].split('"')[0]
    page = (await maria.get(f"/reports/conversation/{conversation}?back={link}")).text
    back = page.split('" id="back"')[0].rsplit('href="', 1)[1]
    assert back.startswith("/reports/containment/behind?stretch=week")
    assert "only=for" in back


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "javascript:1"])
async def test_back_never_leads_to_another_site(console: Console, maria: Browser, elsewhere: str) -> None:
    conversation = await answered(console.centre)
    page = (await maria.get(f"/reports/conversation/{conversation}?back={elsewhere}")).text
    assert 'href="/reports" id="back"' in page


async def test_an_agent_does_not_read_it_and_a_conversation_that_never_was_is_missing(
    console: Console, maria: Browser
) -> None:
    conversation = await answered(console.centre)
    karin = await console.signed_in("karin")
    assert (await karin.get(f"/reports/conversation/{conversation}")).status_code == 403
    assert (await maria.get("/reports/conversation/none")).status_code == 404
