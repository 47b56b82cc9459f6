"""Reviewing in the console: judged by keyboard or mouse, blind; what it proves by topic; what texts need."""

import re

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.review import Judgement
from assistant.services.review_queue import Turn
from tests.centre import WASTE, WASTE_QUESTION, Centre
from tests.unit.console.conftest import HTMX, Browser, Console
from tests.unit.services.reviewing import RIGHT, TOPIC, WRONG, answered, judged, open_reviewed_centre


@pytest.fixture
async def centre() -> Centre:
    """One in which everything is drawn, and for two reviewers."""
    return await open_reviewed_centre(reviewed_twice=1)


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor."""
    return await console.signed_in("maria")


def address(turn: Turn) -> str:
    return f"/review/turn/{turn[0]}/{turn[1]}"


async def test_the_next_answer_is_shown_with_its_conversation_its_source_and_a_key_for_each_judgement(
    console: Console, karin: Browser
) -> None:
    (turn,) = await answered(console.centre)
    page = (await karin.get("/review")).text
    assert WASTE_QUESTION in page
    assert f'action="{address(turn)}"' in page
    assert WASTE.citation.url in page
    assert re.findall(r'value="(\w+)" required data-key="(\d)"', page) == [
        (judgement.value, str(key)) for key, judgement in enumerate(Judgement, 1)
    ]
    assert "1 svar väntar" in page


async def test_the_page_says_nothing_of_how_sure_the_assistant_was_nor_what_a_colleague_said(
    console: Console, karin: Browser
) -> None:
    (turn,) = await answered(console.centre)
    before = (await karin.get(address(turn))).text
    await judged(console.centre, [turn], WRONG, console.centre.bjorn)
    after = (await karin.get(address(turn))).text
    assert "97" not in re.sub(r'"[^"]*"', "", before.partition('id="transcript"')[2])
    assert re.sub(r'csrf_key" value="[^"]+', "", before) == re.sub(r'csrf_key" value="[^"]+', "", after)


async def test_a_judgement_is_recorded_and_the_next_answer_comes(console: Console, karin: Browser) -> None:
    turns = await answered(console.centre, 2)
    page = (await karin.get("/review")).text
    first = next(turn for turn in turns if address(turn) in page)
    said = await karin.post(address(first), {"judgement": "article_needs_work", "note": "Säg var man ringer"})
    assert (said.status_code, said.headers["location"]) == (303, f"/review?done=saved&judged={first[0]}/{first[1]}")
    next_page = (await karin.get("/review?done=saved")).text
    assert "Sparat." in next_page
    assert address(first) not in next_page
    again = (await karin.get(address(first))).text
    assert "Du har bedömt det här svaret: rätt, men texten behöver ändras." in again
    assert 'id="judge-form"' not in again


async def test_pressing_twice_records_once_and_thinking_again_is_told(console: Console, karin: Browser) -> None:
    (turn,) = await answered(console.centre)
    await karin.get("/review")
    for _ in range(2):
        assert (await karin.post(address(turn), {"judgement": "right"})).status_code == 303
    assert (await karin.post(address(turn), {"judgement": "wrong"})).status_code == 409


async def test_an_answer_can_be_passed_over_and_comes_back_at_the_end(console: Console, karin: Browser) -> None:
    await answered(console.centre, 2)
    posted_to = re.compile(r'action="(/review/turn/[^"]+)"')
    first, second, third = [
        posted_to.findall((await karin.get(f"/review?passed={passed}")).text) for passed in (0, 1, 2)
    ]
    assert first != second
    assert first == third


async def test_an_article_chosen_before_thinking_better_of_it_is_left_out(console: Console, karin: Browser) -> None:
    (turn,) = await answered(console.centre)
    await karin.get("/review")
    assert (await karin.post(address(turn), {"judgement": "right", "right_article": WASTE.id})).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"judgement": "splendid"},
        {"judgement": "wrong", "note": "x" * 1001},
        {"judgement": "wrong", "right_article": WASTE.id},
    ],
    ids=["none", "unknown", "long", "the same"],
)
async def test_odd_words_change_nothing(console: Console, karin: Browser, fields: dict[str, str]) -> None:
    (turn,) = await answered(console.centre)
    await karin.get("/review")
    assert (await karin.post(address(turn), fields)).status_code == 422
    assert len(await console.centre.assistant.review_queue.of(console.centre.anna.id)) == 1


async def test_the_right_article_is_searched_for_while_one_writes(console: Console, karin: Browser) -> None:
    found = (await karin.get("/review/find?find=h%C3%A4mtas+sopor", HTMX)).text
    assert f'name="right_article" value="{WASTE.id}"' in found
    assert "Inget svar är sådant." in (await karin.get("/review/find?find=rymdfart", HTMX)).text


async def test_with_nothing_to_judge_the_page_says_so(karin: Browser) -> None:
    assert 'id="nothing"' in (await karin.get("/review")).text


async def test_who_loses_a_topic_its_level_is_told_and_supervisors_see_a_banner_until_they_have_seen_it(
    console: Console, karin: Browser, maria: Browser
) -> None:
    turns = await answered(console.centre, 4)
    assert "fallen-" not in (await maria.look("fallen")).text
    await karin.get("/review")
    for turn in turns:
        said = await karin.post(address(turn), {"judgement": "wrong"})
    assert said.headers["location"].startswith("/review?done=fell&")
    assert "Med det här har området tappat en nivå" in (await karin.get("/review?done=fell")).text
    banner = (await maria.look("fallen", at="/reports")).text
    assert f'id="fallen-{TOPIC}"' in banner
    assert "0 av 4 granskade svar var rätt" in banner
    await maria.get("/review/topics")
    seen = await maria.post(f"/review/topics/{TOPIC}/seen", {"back": "/reports"})
    assert (seen.status_code, seen.headers["location"]) == (303, "/reports")
    assert "fallen-" not in (await maria.look("fallen")).text


async def test_the_table_tells_each_topics_level_numbers_and_standing(console: Console, maria: Browser) -> None:
    turns = await answered(console.centre, 3)
    await judged(console.centre, turns, RIGHT)
    await judged(console.centre, turns[:1], WRONG, console.centre.bjorn)
    page = (await maria.get("/review/topics")).text
    row = re.search(rf'<tr id="topic-{TOPIC}".*?</tr>', page, re.DOTALL)
    assert row is not None
    assert 'data-standing="holds" data-level="autonomous"' in row[0]
    assert "2/3" in row[0]
    assert "3 svar bedömda av två" not in page
    assert "1 svar bedömt av två" in page


async def test_an_earned_rise_is_offered_and_granted_with_a_reason(console: Console) -> None:
    centre = console.centre
    await centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.APPROVE, centre.sofia, "nytt avtal")
    await judged(centre, await answered(centre, 81), RIGHT)
    maria = await console.signed_in("maria")  # the time that it took has ended an earlier visit
    page = (await maria.get("/review/topics")).text
    assert "Godkänn den föreslagna höjningen" in page
    assert 'value="81 av 81 granskade svar var rätt"' in page
    refused = await maria.post(f"/review/topics/{TOPIC}/raise", {"to": "autonomous", "reason": ""})
    assert refused.status_code == 422
    granted = await maria.post(f"/review/topics/{TOPIC}/raise", {"to": "autonomous", "reason": "81 av 81"})
    assert granted.headers["location"] == "/review/topics?done=raised"
    assert (await centre.assistant.autonomy.levels())[TOPIC] is AutonomyLevel.AUTONOMOUS
    again = await maria.post(f"/review/topics/{TOPIC}/raise", {"to": "autonomous", "reason": "81 av 81"})
    assert again.status_code == 409


async def test_what_is_not_earned_cannot_be_granted_here(console: Console, maria: Browser) -> None:
    await console.centre.assistant.autonomy.set_level(TOPIC, AutonomyLevel.SHADOW, console.centre.sofia, "nytt")
    await maria.get("/review/topics")
    assert (await maria.post(f"/review/topics/{TOPIC}/raise", {"to": "approve", "reason": "x"})).status_code == 409
    assert (await maria.post("/review/topics/rymdfart/raise", {"to": "approve", "reason": "x"})).status_code == 404


async def test_texts_that_need_work_are_listed_and_told_on_the_articles_page(console: Console, karin: Browser) -> None:
    assert 'id="no-work"' in (await karin.get("/review/work")).text
    assert "texts-wanting" not in (await karin.get("/knowledge")).text
    turns = await answered(console.centre, 3)
    await karin.get("/review")
    for turn in turns:
        await karin.post(address(turn), {"judgement": "article_needs_work", "note": "Säg var man ringer <b>nu</b>"})
    work = (await karin.get("/review/work")).text
    assert "3 granskningar vill att texten ändras" in work
    assert "Säg var man ringer &lt;b&gt;nu&lt;/b&gt;" in work
    article = (await karin.get(f"/knowledge/{WASTE.id.replace('.', '/', 1)}")).text
    assert "3 granskningar säger att svaret behöver ändras" in article
    assert 'id="texts-wanting"' in (await karin.get("/knowledge")).text


async def test_who_reviews_is_an_agent_and_who_sees_topics_a_supervisor(console: Console, karin: Browser) -> None:
    (turn,) = await answered(console.centre)
    assert (await karin.get("/review/topics")).status_code == 403
    assert (await karin.look("fallen")).status_code == 403
    assert (await karin.post(f"/review/topics/{TOPIC}/seen")).status_code == 403
    nobody = await console.browser()
    assert (await nobody.get(address(turn))).status_code == 303


async def test_a_turn_without_an_answer_is_nothing_to_review(console: Console, karin: Browser) -> None:
    conversation = await console.centre.opens()
    assert (await karin.get(f"/review/turn/{conversation}/1")).status_code == 404


async def test_a_judgement_is_taken_back_by_its_maker_and_the_form_stands_there_again(
    console: Console, karin: Browser
) -> None:
    (turn,) = await answered(console.centre, 1)
    await karin.get(address(turn))
    await karin.post(address(turn), {"judgement": "wrong"})
    assert 'id="take-back"' in (await karin.get(address(turn))).text
    taken = await karin.post(f"{address(turn)}/take-back")
    assert taken.headers["location"] == f"{address(turn)}?done=taken-back"
    page = (await karin.get(taken.headers["location"])).text
    assert "Tillbakataget." in page
    assert 'id="judge-form"' in page
