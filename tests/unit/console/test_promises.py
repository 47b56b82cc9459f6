"""What a director asks first: are the promises kept, of whom is each figure, how is it counted, what of the year."""

import re
from datetime import timedelta

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.handoff import Disposition
from assistant.domain.measures import MeasureName, Tally
from assistant.domain.measures.names import CountName
from assistant.domain.period import local_day
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnOutcome
from assistant.services.figures import Readings
from assistant.wording.catalogue import LANGUAGES, read_wording
from handoff_console.measure_words import WORDS_OF_MEASURES
from handoff_console.outcome_words import OUTCOMES, outcomes_shown
from handoff_console.reports.promises import LEFT_OUT, PROMISES, Promise, left_out_words, promise
from handoff_console.reports.shown import Stands, shown
from tests.centre import WASTE_QUESTION, Centre
from tests.unit.console.conftest import HTMX, Browser, Console

SWEDISH = read_wording().of("sv")
SOLVED, NOT_SOLVED = CountName.SOLVED, CountName.NOT_SOLVED


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor."""
    return await console.signed_in("maria")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


async def helped(centre: Centre, after_seconds: int) -> None:
    """A citizen waits, is answered by Anna, and the wrap-up is done."""
    handoff = await centre.waits()
    centre.later(seconds=after_seconds)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.end(handoff.id, centre.anna)
    await centre.assistant.hand_offs.wrap_up(handoff.id, centre.anna, Disposition.RESOLVED)


async def rated(centre: Centre, treatment: int) -> None:
    """A citizen is answered by the assistant, and rates it."""
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    await centre.assistant.converse.judge(Survey(conversation, centre.clock.now(), True, treatment))


def told(name: MeasureName, now: dict[CountName, int], before: dict[CountName, int] | None = None) -> Promise:
    this, then = Readings(Tally(now)), Readings(Tally(before or {}))
    return promise(shown(name, this[name], then[name], SWEDISH), this, then, SWEDISH)


async def test_each_promise_stands_against_its_target_with_a_bar_and_whom_it_leaves_out(
    console: Console, maria: Browser
) -> None:
    """Five answered in time and one late: 83,3 % of six; six of the twelve conversations have no rating."""
    centre = console.centre
    for seconds in (60, 60, 60, 60, 60, 121):
        await helped(centre, seconds)
    for treatment in (5, 5, 5, 4, 4, 1):
        await rated(centre, treatment)
    await centre.assistant.register_contacts.enter([ContactVolume(local_day(centre.clock.now()), Channel.PHONE, 108)])
    page = plain((await maria.get("/reports?stretch=today")).text)
    cards = {name: page.split(f'id="figure-{name}"')[1].split("</li>")[0] for name in PROMISES}
    level = cards[MeasureName.SERVICE_LEVEL]
    assert "83,3 %" in level
    assert "Mål: minst 90 %" in level
    assert "Målet nås inte" in level
    assert 'class="bar-filled"' in level
    assert "left-out" not in level
    assert "6 samtal saknar betyg" in cards[MeasureName.SATISFACTION]
    assert "10,0 %" in cards[MeasureName.CHAT_SHARE]
    assert "Målet nås" in cards[MeasureName.CHAT_SHARE]
    assert "Mål: ska stiga" in cards[MeasureName.RESOLUTION_CITIZEN]


async def test_days_without_the_other_channels_are_told_of_beside_the_share(console: Console, maria: Browser) -> None:
    for _ in range(5):
        await rated(console.centre, 5)
    page = (await maria.get("/reports?stretch=today")).text
    assert "5 samtal räknas inte: andra kanalers antal saknas" in page
    assert 'href="/contacts"' in page.split('id="figure-chat_share"')[1].split("</li>")[0]


async def test_the_definition_with_formula_and_source_is_reached_by_focus_and_described_to_screen_readers(
    maria: Browser,
) -> None:
    page = (await maria.get("/reports")).text
    for name in PROMISES:
        assert f'aria-describedby="explains-{name}"' in page
        assert SWEDISH(WORDS_OF_MEASURES[name].formula) in page
    assert page.count('role="tooltip"') == len(PROMISES)
    assert SWEDISH(WORDS_OF_MEASURES[MeasureName.ABANDONMENT].formula) in (await maria.get("/reports/abandonment")).text


async def test_all_usual_stretches_stand_side_by_side_whatever_days_are_chosen(
    console: Console, maria: Browser
) -> None:
    """Requirement A-32. On a Monday in November all five stretches hold the same six waits."""
    for seconds in (60, 60, 60, 60, 60, 121):
        await helped(console.centre, seconds)
    page = plain((await maria.get("/reports?stretch=last_year")).text)
    table = page.split('id="all-periods"')[1].split("</table>")[0]
    row = next(part for part in table.split("<tr>") if "stretch=quarter" in part and "service_level" in part)
    assert re.findall(r"service_level\?stretch=(\w+)", row) == ["today", "week", "month", "quarter", "year"]
    assert row.count("83,3 %") == row.count("Målet nås inte") == 5
    assert "<small>Mål: ska stiga</small>" in table


async def test_a_page_of_today_looks_again_and_one_of_days_gone_by_does_not(maria: Browser) -> None:
    page = (await maria.get("/reports?stretch=week")).text
    assert re.search(r'hx-get="/reports/figures\?stretch=week[^"]*" hx-trigger="every 30s"', page)
    assert "every 30s" not in (await maria.get("/reports?stretch=last_week")).text
    part = (await maria.get("/reports/figures?stretch=week", HTMX)).text
    assert "<html" not in part
    assert "figure-resolution_citizen" in part


async def test_what_citizens_words_led_to_is_counted_and_few_are_told_as_few(console: Console, maria: Browser) -> None:
    for _ in range(5):
        await rated(console.centre, 5)
    await console.centre.waits()
    whole = (await maria.get("/reports/outcomes?stretch=today")).text
    part = (await maria.get("/reports/outcomes?stretch=today", HTMX)).text
    assert "<html" in whole
    assert "<html" not in part
    rows = dict(re.findall(r'<td>([^<]+)</td><td class="amount">([^<]+)</td>', part))
    assert rows[SWEDISH(OUTCOMES[TurnOutcome.ANSWERED_FROM_KNOWLEDGE])] == "5"
    assert rows[SWEDISH(OUTCOMES[TurnOutcome.HANDED_OFF])] == "färre än 5"
    assert 'hx-get="/reports/outcomes?' in (await maria.get("/reports?stretch=today")).text
    assert "Ingen har skrivit i chatten" in (await maria.get("/reports/outcomes?stretch=last_year")).text


def test_every_outcome_and_promise_has_words_in_swedish() -> None:
    assert set(OUTCOMES) == set(TurnOutcome)
    said = {*OUTCOMES.values(), *(str(stands) for stands in Stands)} | {one for one, _ in LEFT_OUT.values()}
    for name in PROMISES:
        said |= {WORDS_OF_MEASURES[name].formula, WORDS_OF_MEASURES[name].source}
    assert "" not in said
    assert said - {*SWEDISH.messages, *SWEDISH.plurals} == set()


def test_an_outcome_that_never_came_is_not_in_the_table() -> None:
    assert outcomes_shown({TurnOutcome.DANGER: 0, TurnOutcome.CLARIFYING: 5}, SWEDISH) == [
        ("Motfråga, för att förstå", "5")
    ]


def test_what_shall_rise_stands_by_whether_it_has_for_certain() -> None:
    name = MeasureName.RESOLUTION_CITIZEN
    half, most = {SOLVED: 50, NOT_SOLVED: 50}, {SOLVED: 90, NOT_SOLVED: 10}
    assert told(name, most, half).shown.stands is Stands.RISING
    assert told(name, half, most).shown.stands is Stands.FALLING
    assert told(name, {SOLVED: 51, NOT_SOLVED: 49}, half).shown.stands is Stands.UNCHANGED
    assert told(name, half).shown.stands is Stands.NO_TARGET
    assert told(name, {SOLVED: 4}, half).shown.stands is Stands.FEW


def test_a_bar_ends_where_its_scale_does_and_is_marked_at_the_target() -> None:
    lost = told(MeasureName.ABANDONMENT, {CountName.ANSWERED: 5, CountName.LOST: 5}).bar
    assert lost is not None
    assert (lost.filled, lost.mark) == (100, 25)
    solved = told(MeasureName.RESOLUTION_CITIZEN, {SOLVED: 60, NOT_SOLVED: 40}, {SOLVED: 5, NOT_SOLVED: 5}).bar
    assert solved is not None
    assert (solved.filled, solved.mark) == (60, 50)
    assert told(MeasureName.SATISFACTION, {CountName.RATED_5: 4}).bar is None, "four ratings are too few to draw"


def test_fewer_than_five_left_out_are_told_as_few() -> None:
    few = Readings(Tally({CountName.ASKED: 12, CountName.ANSWERED: 9}))
    assert left_out_words(MeasureName.ABANDONMENT, few, SWEDISH).startswith("färre än 5 räknas inte")
    none = Readings(Tally({CountName.ASKED: 9, CountName.ANSWERED: 9}))
    assert left_out_words(MeasureName.ABANDONMENT, none, SWEDISH) == ""


async def test_the_years_plan_stands_with_the_year_and_with_the_chats_share(console: Console, maria: Browser) -> None:
    for address in ("/reports?stretch=year", "/reports/chat_share"):
        assert "Ingen prognos är gjord än." in (await maria.get(address)).text
    assert 'id="year-plan"' not in (await maria.get("/reports?stretch=month")).text
    for _ in range(6):
        await rated(console.centre, 5)
    console.centre.later(days=1)
    await console.centre.assistant.look_ahead.make()
    await maria.sign_in("maria")
    for address in ("/reports?stretch=year", "/reports/chat_share"):
        page = plain((await maria.get(address)).text)
        plan = page.split('id="year-plan"')[1].split("</section>")[0]
        assert "Enligt planen hittills" in plan
        assert "25 000" in plan
        assert "andra kanalernas kontakter" in plan
        months = page.split('id="course-chats-table"')[1].split("</table>")[0]
        assert months.count("<tr>") == 13
        assert '<th scope="row">november 2026</th><td class="amount">6</td>' in months
        assert '<th scope="row">december 2026</th><td class="amount">–</td><td class="amount">25 000</td>' in months


async def test_the_year_of_all_channels_is_drawn_once_their_numbers_are_entered(
    console: Console, maria: Browser
) -> None:
    centre = console.centre
    today = local_day(centre.clock.now())
    days = [today - timedelta(days=number) for number in range(1, 120)]
    await centre.assistant.register_contacts.enter(
        [ContactVolume(day, Channel.PHONE, 700) for day in days if day.weekday() < 5]
    )
    await centre.assistant.look_ahead.make()
    page = plain((await maria.get("/reports?stretch=year")).text)
    assert 'id="course-contacts-table"' in page
    assert "250 000" in page
    assert "dagar är inte inlagda än och räknas som väntade" in page


async def test_nobody_can_search_the_conversations(maria: Browser) -> None:
    """Requirement C-06."""
    for path in ("/reports", "/reports/resolution_citizen", "/reports/resolution_citizen/behind"):
        page = (await maria.get(path)).text
        assert 'type="search"' not in page
        assert not re.search(r'<input[^>]*type="text"', page)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_pages_come_in_both_languages(console: Console, maria: Browser, lang: str) -> None:
    maria.http.cookies.set("kontakt_lang", lang)
    words = read_wording().of(lang)
    for path in ("/reports?stretch=year", "/reports/service_level?stretch=week"):
        page = (await maria.get(path)).text
        assert f'<html lang="{lang}"' in page
        assert words("Answered within 120 seconds") in page
