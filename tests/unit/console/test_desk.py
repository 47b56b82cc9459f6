"""An agent's conversations, from the claim to the disposition."""

import uuid

import pytest

from assistant.domain.conversation import Holder, Speaker
from assistant.domain.handoff import Disposition, Handoff, HandoffId, Stage
from assistant.domain.turn import NextBest
from assistant.services.follow import State
from tests.centre import PERSON_QUESTION, WASTE, WASTE_QUESTION
from tests.unit.console.conftest import DISPUTED, HTMX, Browser, Console
from tests.unit.services.small_shelf import directs


async def _claimed(console: Console, browser: Browser) -> Handoff:
    handoff = await console.centre.waits()
    await browser.claim(handoff.id)
    return (await console.centre.assistant.desk.view(handoff.id)).handoff


async def _now(console: Console, handoff_id: HandoffId) -> Handoff:
    return (await console.centre.assistant.desk.view(handoff_id)).handoff


def _reply(text: str, utterance_id: str = "") -> dict[str, str]:
    return {"text": text, "utterance_id": utterance_id or str(uuid.uuid4())}


async def test_the_open_conversation_shows_reason_words_and_the_assistants_guess_with_its_source(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    page = await karin.get(f"/desk/{handoff.id}")
    assert "Assistenten var osäker på svaret" in page.text
    assert "Kan min granne ha höns på vinden?" in page.text
    assert "11 %" in page.text
    assert "mindre troligt" in page.text
    assert WASTE.title in page.text
    assert WASTE.citation.url in page.text
    assert "granskad 2026-11-22" in page.text
    assert "Väntar på första svaret" in page.text


async def test_the_agent_sees_which_answer_the_citizen_said_was_wrong(console: Console, karin: Browser) -> None:
    centre = console.centre
    directs(centre, "det var fel", NextBest())
    conversation = await centre.opens()
    for words in (WASTE_QUESTION, "det var fel", PERSON_QUESTION):
        await centre.says(conversation, words)
    (row,) = await centre.assistant.desk.queue()
    await karin.claim(row.handoff.id)
    for path in (f"/desk/{row.handoff.id}", f"/desk/{row.handoff.id}/transcript"):
        page = (await karin.get(path)).text
        assert page.count(DISPUTED) == 1
        assert page.index(WASTE.citation.url) < page.index(DISPUTED) < page.index("det var fel<")


async def test_a_reply_reaches_the_citizen_under_the_agents_first_name_and_stamps_answered(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    console.centre.later(seconds=40)
    response = await karin.post(f"/desk/{handoff.id}/reply", _reply("Hej! Vad undrar du?"))
    assert response.headers["location"] == f"/desk/{handoff.id}"
    said = (await console.centre.heard(handoff.conversation_id))[-1].said
    assert (said.speaker, said.speaker_name, said.text) == (Speaker.AGENT, "Karin", "Hej! Vad undrar du?")
    assert (await _now(console, handoff.id)).answered_at == console.centre.clock.now()
    assert "fick svar efter 0:40" in (await karin.get(f"/desk/{handoff.id}")).text


async def test_the_same_reply_posted_again_is_said_once(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    reply = _reply("Hej!")
    responses = [await karin.post(f"/desk/{handoff.id}/reply", reply) for _ in range(3)]
    assert [response.status_code for response in responses] == [303, 303, 303]
    said = [each.said.text for each in await console.centre.heard(handoff.conversation_id)]
    assert said.count("Hej!") == 1


async def test_a_reply_by_htmx_brings_back_the_transcript_alone(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    response = await karin.post(f"/desk/{handoff.id}/reply", _reply("Hej!"), headers=HTMX)
    assert "<html" not in response.text
    assert "Hej!" in response.text
    assert 'hx-target="#talk-facts"' in response.text


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "  ", "utterance_id": str(uuid.uuid4())},
        {"text": "x" * 4001, "utterance_id": str(uuid.uuid4())},
        {"text": "Hej", "utterance_id": "not-an-id"},
        {"text": "Hej"},
    ],
)
async def test_what_is_no_reply_is_refused_with_what_to_do(
    console: Console, karin: Browser, fields: dict[str, str]
) -> None:
    handoff = await _claimed(console, karin)
    before = len(await console.centre.heard(handoff.conversation_id))
    response = await karin.post(f"/desk/{handoff.id}/reply", fields)
    assert response.status_code == 422
    assert "försök igen" in response.text
    assert len(await console.centre.heard(handoff.conversation_id)) == before


async def test_nobody_speaks_in_or_reads_a_colleagues_conversation(
    console: Console, karin: Browser, olle: Browser
) -> None:
    """Requirement F-04."""
    handoff = await _claimed(console, karin)
    assert (await olle.post(f"/desk/{handoff.id}/reply", _reply("Jag också!"))).status_code == 409
    for act in ("typing", "give-back", "end"):
        assert (act, (await olle.post(f"/desk/{handoff.id}/{act}")).status_code) == (act, 409)
    assert (await olle.post(f"/desk/{handoff.id}/wrap-up", {"disposition": "resolved"})).status_code == 409
    opened = await olle.get(f"/desk/{handoff.id}")
    assert opened.headers["location"] == f"/desk?lost={handoff.id}"
    assert "höns" not in (await olle.get(f"/desk/{handoff.id}/transcript")).text
    assert (await _now(console, handoff.id)).claimed_by == "karin"


async def test_an_unclaimed_conversation_is_not_opened_before_it_is_claimed(console: Console, karin: Browser) -> None:
    handoff = await console.centre.waits()
    assert (await karin.get(f"/desk/{handoff.id}")).status_code == 303


async def test_an_article_is_sent_as_the_agents_plain_words_with_its_source(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    fields = {"article": WASTE.id, "utterance_id": str(uuid.uuid4())}
    await karin.post(f"/desk/{handoff.id}/article", fields)
    await karin.post(f"/desk/{handoff.id}/article", fields)
    said = [each.said for each in await console.centre.heard(handoff.conversation_id)]
    assert said[-1].text == "Du ser din hämtdag hos Tekniska verken."
    assert (said[-1].article, said[-1].citations) == (WASTE.id, (WASTE.citation,))
    assert sum(each.speaker is Speaker.AGENT for each in said) == 1
    assert "Källa" in (await karin.get(f"/desk/{handoff.id}")).text


async def test_an_article_that_is_not_there_is_not_found(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    fields = {"article": "no.such", "utterance_id": str(uuid.uuid4())}
    assert (await karin.post(f"/desk/{handoff.id}/article", fields)).status_code == 404


async def test_without_scripts_inserting_puts_the_articles_words_in_the_box(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    page = await karin.get(f"/desk/{handoff.id}?insert={WASTE.id}")
    assert ">Du ser din hämtdag hos Tekniska verken.</textarea>" in page.text
    assert all(each.said.speaker is not Speaker.AGENT for each in await console.centre.heard(handoff.conversation_id))


async def test_given_back_the_assistant_answers_again_with_a_fresh_memory(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    response = await karin.post(f"/desk/{handoff.id}/give-back")
    assert response.headers["location"] == "/desk?done=returned"
    assert (await console.centre.assistant.follow.state(handoff.conversation_id)).holder is Holder.ASSISTANT
    assert console.centre.engine.forgotten == [handoff.conversation_id]
    assert "tillbaka hos AI-assistenten" in (await karin.get("/desk?done=returned")).text


async def test_with_the_assistant_away_giving_back_says_try_again_and_the_agent_keeps_it(
    console: Console, karin: Browser
) -> None:
    handoff = await _claimed(console, karin)
    console.centre.engine.away = True
    assert (await karin.post(f"/desk/{handoff.id}/give-back")).status_code == 503
    assert (await _now(console, handoff.id)).stage is Stage.CLAIMED


async def test_ending_leads_to_a_wrap_up_that_requires_a_disposition(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    response = await karin.post(f"/desk/{handoff.id}/end")
    assert response.headers["location"] == f"/desk/{handoff.id}"
    page = await karin.get(f"/desk/{handoff.id}")
    assert "Hur slutade det?" in page.text
    assert "<textarea" not in page.text
    assert page.text.count('name="disposition"') == len(Disposition)
    for fields in ({}, {"disposition": "whatever"}):
        refused = await karin.post(f"/desk/{handoff.id}/wrap-up", fields)
        assert refused.status_code == 422
        assert "Välj ett av de sex alternativen" in refused.text
    assert (await _now(console, handoff.id)).stage is Stage.ENDED
    assert "Efterarbete" in (await karin.look("held")).text


async def test_a_disposition_finishes_the_work(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    await karin.post(f"/desk/{handoff.id}/end")
    await karin.post(f"/desk/{handoff.id}/end")
    response = await karin.post(f"/desk/{handoff.id}/wrap-up", {"disposition": "referred"})
    assert response.headers["location"] == "/desk?done=wrapped-up"
    done = await _now(console, handoff.id)
    assert (done.stage, done.disposition) == (Stage.WRAPPED_UP, Disposition.REFERRED)
    assert "Du har inget samtal" in (await karin.look("held")).text


async def test_looking_and_looking_again_changes_nothing(console: Console, karin: Browser) -> None:
    """Requirement F-07."""
    handoff = await _claimed(console, karin)
    before = (await _now(console, handoff.id), await console.centre.heard(handoff.conversation_id))
    looks = [f"/look?place={place}" for place in ("held", "waiting", "alarm")]
    paths = ["/desk", f"/desk/{handoff.id}", f"/desk/{handoff.id}/transcript", *looks]
    for path in paths:
        assert (path, (await karin.get(path)).status_code) == (path, 200)
    for act in ("reply", "article", "typing", "give-back", "end", "wrap-up"):
        assert (act, (await karin.get(f"/desk/{handoff.id}/{act}")).status_code) == (act, 405)
    assert (await _now(console, handoff.id), await console.centre.heard(handoff.conversation_id)) == before


async def test_an_open_page_whose_citizen_leaves_turns_into_the_wrap_up(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    path = f"/desk/{handoff.id}/transcript?stage=claimed"
    assert "hx-redirect" not in (await karin.get(path, headers=HTMX)).headers
    await console.centre.assistant.converse.leave(handoff.conversation_id)
    assert (await karin.get(path, headers=HTMX)).headers["hx-redirect"] == f"/desk/{handoff.id}"
    assert "Hur slutade det?" in (await karin.get(f"/desk/{handoff.id}")).text


async def test_several_conversations_are_listed_with_those_that_await_the_agent(
    console: Console, karin: Browser
) -> None:
    first, second = await _claimed(console, karin), await _claimed(console, karin)
    assert "2 väntar på ditt svar" in (await karin.look("held")).text
    await karin.post(f"/desk/{first.id}/reply", _reply("Hej!"))
    listed = await karin.look("held", at=f"/desk/{second.id}")
    assert "1 väntar på ditt svar" in listed.text
    assert listed.text.count('aria-current="true"') == 1
    await console.centre.says(first.conversation_id, "Tack, men hur då?")
    assert "2 väntar på ditt svar" in (await karin.look("held")).text


async def test_danger_is_told_above_the_conversation_with_what_to_do(console: Console, karin: Browser) -> None:
    conversation = await console.centre.opens()
    await console.centre.says(conversation, "jag vill inte leva längre")
    (row,) = await console.centre.assistant.desk.queue()
    await karin.claim(row.handoff.id)
    page = await karin.get(f"/desk/{row.handoff.id}")
    assert "Det här kan gälla självmordstankar." in page.text
    assert "be medborgaren ringa 112" in page.text


async def test_while_the_agent_writes_the_citizen_sees_it(console: Console, karin: Browser) -> None:
    handoff = await _claimed(console, karin)
    events = console.centre.assistant.follow.events(handoff.conversation_id, 0)
    while not isinstance(await anext(events), State):
        pass
    await karin.post(f"/desk/{handoff.id}/typing")
    state = await anext(events)
    assert isinstance(state, State)
    assert state.typing
