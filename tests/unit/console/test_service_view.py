"""The supervisor's five figures, the conversations behind them, and who may see them."""

import csv
import io
import re
from datetime import date

import pytest

from assistant.domain.contact import Channel, ContactVolume
from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import Disposition, Handoff
from assistant.domain.period import PeriodName
from assistant.domain.survey import Survey
from assistant.domain.turn import NextBest
from assistant.services.report import FigureName
from assistant.wording.catalogue import LANGUAGES, read_wording
from handoff_console.figure_words import FIGURES
from tests.centre import PERSON_QUESTION, WASTE, WASTE_QUESTION, Centre
from tests.unit.console.conftest import DISPUTED, Browser, Console
from tests.unit.services.small_shelf import directs

SWEDISH = read_wording().of("sv")
IN_DANGER = "jag vill inte leva längre"


@pytest.fixture
async def maria(console: Console) -> Browser:
    """The supervisor."""
    return await console.signed_in("maria")


def figure_of(page: str, name: str) -> tuple[int, int, str]:
    """Part, whole and whether the target is kept, as the page's row says."""
    found = re.search(rf'id="figure-{name}" data-part="(\d+)" data-whole="(\d+)"(?: data-kept="(\w+)")?', page)
    assert found is not None
    return int(found[1]), int(found[2]), found[3]


async def helped(centre: Centre, after_seconds: int, disposition: Disposition) -> Handoff:
    """A citizen waits, is answered by Anna, and the wrap-up is done."""
    handoff = await centre.waits()
    centre.later(seconds=after_seconds)
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.end(handoff.id, centre.anna)
    await centre.assistant.hand_offs.wrap_up(handoff.id, centre.anna, disposition)
    return handoff


async def answered(centre: Centre) -> ConversationId:
    """A citizen gets an article."""
    conversation = await centre.opens()
    await centre.says(conversation, WASTE_QUESTION)
    return conversation


@pytest.mark.parametrize(
    "path",
    ["/service", "/service/figures", "/service/resolution", "/service/resolution.csv", "/service/conversation/x"],
)
async def test_agents_do_not_see_the_supervisors_pages(karin: Browser, path: str) -> None:
    assert (await karin.get(path)).status_code == 403


async def test_without_data_no_figure_is_shown_and_the_page_says_what_to_do(maria: Browser) -> None:
    page = (await maria.get("/service")).text
    assert page.count("Inga uppgifter</p>") == len(FigureName)
    assert not re.search(r"\d %</p>", page)
    assert 'href="/contacts"' in page
    assert "Kan inte bedömas än" in page


async def test_each_figure_stands_against_its_target_with_what_it_was_counted_from(
    console: Console, maria: Browser
) -> None:
    centre = console.centre
    await helped(centre, 60, Disposition.RESOLVED)
    await helped(centre, 121, Disposition.NOT_RESOLVED)
    conversation = await answered(centre)
    await centre.assistant.converse.judge(Survey(conversation, centre.clock.now(), True, 5))
    day = centre.clock.now().date()
    await centre.assistant.register_contacts.enter([ContactVolume(day, Channel.PHONE, 27)])
    page = (await maria.get("/service?period=today")).text
    assert figure_of(page, "chat_share") == (3, 30, "yes")
    assert figure_of(page, "resolution") == (2, 3, "unknown")
    assert figure_of(page, "service_level") == (1, 2, "no")
    assert figure_of(page, "abandonment") == (0, 2, "yes")
    assert figure_of(page, "satisfaction") == (1, 1, "unknown")
    for words in (
        "3 av 30 kontakter",
        "66,7 %",
        "Mål: minst 90 %",
        "Målet nås inte",
        "2 av 5 mål nås.",
        "För få svar för att bedöma",
    ):
        assert words in page.replace("\N{NO-BREAK SPACE}", " ")


async def test_what_is_left_out_of_a_figure_is_told_beside_it(console: Console, maria: Browser) -> None:
    await answered(console.centre)
    page = (await maria.get("/service")).text
    assert "1 samtal kunde inte bedömas" in page
    assert "1 samtal saknar betyg" in page
    assert "1 samtal räknas inte: andra kanalers antal saknas" in page


async def test_the_definition_with_formula_and_source_is_reached_by_focus_and_described_to_screen_readers(
    maria: Browser,
) -> None:
    page = (await maria.get("/service")).text
    for name, told in FIGURES.items():
        assert re.search(rf'<button type="button" class="explain-mark" aria-describedby="explains-{name}"', page)
        assert SWEDISH(told.formula) in page
    assert page.count('role="tooltip"') == len(FigureName)


async def test_the_table_beside_has_the_same_numbers_for_all_four_periods(console: Console, maria: Browser) -> None:
    """Requirement A-32."""
    await helped(console.centre, 60, Disposition.RESOLVED)
    page = (await maria.get("/service")).text
    table = page.split('id="all-periods"')[1].split("</table>")[0]
    row = next(part for part in table.split("<tr>") if "Servicenivå" in part)
    assert row.count("1 av 1 som väntade på en människa") == len(PeriodName)
    assert row.count("Målet nås") == len(PeriodName)
    assert "<small>Mål: ska stiga</small>" in table


async def test_only_what_moves_is_sent_to_a_page_that_looks_again(maria: Browser) -> None:
    page = (await maria.get("/service?period=week")).text
    assert 'hx-get="/service/figures?period=week" hx-trigger="every 30s"' in page
    part = (await maria.get("/service/figures?period=week")).text
    assert "<html" not in part
    assert "figure-resolution" in part


async def test_behind_a_figure_those_that_count_against_it_come_first(console: Console, maria: Browser) -> None:
    against = await helped(console.centre, 121, Disposition.RESOLVED)
    counted_for = await helped(console.centre, 30, Disposition.RESOLVED)
    left_out = await console.centre.waits()
    page = (await maria.get("/service/service_level")).text
    order = [page.index(f"/service/conversation/{each.conversation_id}") for each in (against, counted_for, left_out)]
    assert order == sorted(order)
    assert "Svar efter mer än 120 sekunder" in page
    assert "Räknas inte: väntar, ännu inte 120 sekunder" in page
    assert "1 räknas emot, 1 räknas för, 1 räknas inte" in page
    assert "Anna Testsson" in page
    assert "2:01" in page


@pytest.mark.parametrize("figure", FigureName)
async def test_every_figure_says_of_each_conversation_how_it_counts(
    console: Console, maria: Browser, figure: FigureName
) -> None:
    await helped(console.centre, 121, Disposition.NOT_RESOLVED)
    await answered(console.centre)
    page = (await maria.get(f"/service/{figure}")).text
    rows = page.split('id="behind"')[1].split("</table>")[0].count("data-kept=")
    assert rows == (1 if figure in {FigureName.SERVICE_LEVEL, FigureName.ABANDONMENT} else 2)


async def test_a_long_list_comes_in_pages_of_fifty(console: Console, maria: Browser) -> None:
    for _ in range(51):
        await answered(console.centre)
    first = (await maria.get("/service/resolution")).text
    last = (await maria.get("/service/resolution?page=99")).text
    assert first.count("/service/conversation/") == 50
    assert 'rel="next" href="?period=today&amp;page=2"' in first
    assert last.count("/service/conversation/") == 1
    assert "Sida 2 av 2" in last


async def test_the_list_is_saved_as_csv(console: Console, maria: Browser) -> None:
    handoff = await helped(console.centre, 121, Disposition.REFERRED)
    response = await maria.get("/service/service_level.csv?period=week")
    header, row = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    assert 'filename="serviceniva_2026-11-23_2026-11-29.csv"' in response.headers["content-disposition"]
    assert header[:3] == ["Dag", "Tid", "Väntade (sekunder)"]
    assert row == [
        "2026-11-23",
        "09:00",
        "121",
        "Anna Testsson",
        "Hänvisad vidare",
        "",
        "Emot",
        "Svar efter mer än 120 sekunder",
        handoff.conversation_id,
    ]


async def test_a_conversation_whose_words_are_deleted_says_so_and_keeps_its_outcomes(
    console: Console, maria: Browser
) -> None:
    """Requirement C-08."""
    conversation = await answered(console.centre)
    async with console.centre.assistant.take_turn.records.unit() as unit:
        await unit.retention.forget_conversation(conversation)
    page = (await maria.get(f"/service/conversation/{conversation}")).text
    assert page.count("Orden är gallrade") == 3
    assert WASTE_QUESTION not in page
    assert "Utfall: " in page


async def test_a_conversation_is_read_with_sources_outcome_confidence_and_survey(
    console: Console, maria: Browser
) -> None:
    conversation = await answered(console.centre)
    survey = Survey(conversation, console.centre.clock.now(), False, 2, "Jag <b>hittade</b> inte")
    await console.centre.assistant.converse.judge(survey)
    page = (await maria.get(f"/service/conversation/{conversation}?figure=resolution&period=week")).text
    for words in (
        WASTE_QUESTION,
        WASTE.citation.url,
        "Svar ur kunskapsbasen, med källa",
        "säkerhet 97",
        "Inte löst, betyg 2 av 5",
        "Jag &lt;b&gt;hittade&lt;/b&gt; inte",
        'href="/service/resolution?period=week" id="back"',
    ):
        assert words in page
    assert "<textarea" not in page
    assert 'id="danger"' not in page


async def test_an_answer_that_the_citizen_said_was_wrong_is_marked_in_the_conversation(
    console: Console, maria: Browser
) -> None:
    directs(console.centre, "det var fel", NextBest())
    conversation = await answered(console.centre)
    assert DISPUTED not in (await maria.get(f"/service/conversation/{conversation}")).text
    await console.centre.says(conversation, "det var fel")
    page = (await maria.get(f"/service/conversation/{conversation}")).text
    assert page.count(DISPUTED) == 1
    assert page.index(WASTE.citation.url) < page.index(DISPUTED) < page.index("det var fel")


async def test_words_of_danger_are_flagged_in_the_conversation_but_in_no_list(console: Console, maria: Browser) -> None:
    """Requirements C-06, E-11."""
    conversation = await console.centre.opens()
    await console.centre.says(conversation, IN_DANGER)
    assert 'id="danger"' in (await maria.get(f"/service/conversation/{conversation}")).text
    listed = (await maria.get("/service/chat_share")).text.split('id="behind"')[1]
    assert "fara" not in listed.lower()
    assert "fara" not in (await maria.get("/service/chat_share.csv")).text.lower()


async def test_nobody_can_search_the_conversations(maria: Browser) -> None:
    """Requirement C-06."""
    for path in ("/service", "/service/resolution"):
        page = (await maria.get(path)).text
        assert 'type="search"' not in page
        assert not re.search(r'<input[^>]*type="text"', page)


@pytest.mark.parametrize("path", ["/service/profit", "/service/profit.csv", "/service/conversation/none"])
async def test_what_does_not_exist_is_said_to_be_missing(maria: Browser, path: str) -> None:
    assert (await maria.get(path)).status_code == 404


async def test_a_citizen_who_asked_for_a_person_and_left_is_lost_in_the_queue(console: Console, maria: Browser) -> None:
    conversation = await console.centre.opens()
    await console.centre.says(conversation, PERSON_QUESTION)
    await console.centre.assistant.converse.leave(conversation)
    page = (await maria.get("/service/abandonment")).text
    assert figure_of(page, "abandonment")[:2] == (1, 1)
    assert "Lämnade kön utan svar" in page


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_pages_come_in_both_languages(console: Console, maria: Browser, lang: str) -> None:
    await helped(console.centre, 30, Disposition.RESOLVED)
    maria.http.cookies.set("kontakt_lang", lang)
    words = read_wording().of(lang)
    for path in ("/service?period=year", "/service/resolution?period=week"):
        page = (await maria.get(path)).text
        assert f'<html lang="{lang}"' in page
        assert words("Resolution rate") in page


async def test_the_days_of_the_period_are_named(maria: Browser) -> None:
    assert "Vecka 48, 23–29 november 2026" in (await maria.get("/service?period=week")).text
    assert date(2026, 11, 23).isocalendar().week == 48
