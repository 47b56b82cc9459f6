"""The supervisor's reports: read, split, followed back to the conversations, taken along."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assistant.domain.measures import MEASURES
from assistant.domain.period import local_day
from tests.centre import WASTE_QUESTION, Centre
from tests.unit.console.conftest import Console


@pytest.mark.parametrize(
    "stretch", ["today", "yesterday", "week", "last_week", "month", "last_month", "quarter", "year"]
)
async def test_an_empty_service_has_a_report_that_says_so(console: Console, stretch: str) -> None:
    maria = await console.signed_in("maria")
    page = await maria.get(f"/reports?stretch={stretch}")
    assert page.status_code == 200
    assert "Inga uppgifter" in page.text


@pytest.mark.parametrize("name", list(MEASURES))
async def test_every_figure_has_its_own_page_and_its_conversations(console: Console, name: str) -> None:
    maria = await console.signed_in("maria")
    for address in (f"/reports/{name}", f"/reports/{name}/behind", f"/reports/{name}/behind.csv"):
        assert (await maria.get(address)).status_code == 200, address


async def test_days_the_wrong_way_round_are_told_of_and_this_month_is_shown(console: Console) -> None:
    maria = await console.signed_in("maria")
    page = await maria.get("/reports?stretch=own&from=2026-11-10&to=2026-11-01")
    assert "Dagarna gick inte att använda" in page.text


async def test_a_report_is_taken_along_in_three_forms(console: Console) -> None:
    maria = await console.signed_in("maria")
    pdf = await maria.get("/reports/report.pdf?stretch=month")
    assert pdf.content.startswith(b"%PDF-")
    book = load_workbook(BytesIO((await maria.get("/reports/report.xlsx?stretch=month")).content))
    assert book.sheetnames[:2] == ["Nyckeltal", "Dag för dag"]
    assert book["Nyckeltal"].max_row == len(MEASURES) + 1
    rows = (await maria.get("/reports/report.csv?stretch=month")).text.splitlines()
    assert len(rows) == len(MEASURES) + 1


async def test_agents_do_not_read_the_supervisors_reports(console: Console, centre: Centre) -> None:
    karin = await console.signed_in("karin")
    for address in ("/reports", "/reports/service_level", "/reports/report.pdf", "/reports/saved"):
        assert (await karin.get(address)).status_code == 403, address


async def test_what_people_ask_about_is_told_from_five_conversations_on(console: Console, centre: Centre) -> None:
    asked = [await centre.says(await centre.opens(), WASTE_QUESTION) for _ in range(5)]
    maria = await console.signed_in("maria")
    page = (await maria.get("/reports/demand?stretch=today")).text
    assert f'data-key="{asked[0].article}"' in page
    assert "Inget efterfrågas mer eller mindre än förut" in page


async def test_an_article_is_compared_before_and_after_it_was_changed(console: Console, centre: Centre) -> None:
    turn = await centre.says(await centre.opens(), WASTE_QUESTION)
    maria = await console.signed_in("maria")
    today = local_day(centre.assistant.clock.now())
    page = (await maria.get(f"/reports/demand?article={turn.article}&on={today}")).text
    assert 'id="effect"' in page
    assert "färre än 5 samtal fick artikeln" in page
    later = (await maria.get(f"/reports/demand?article={turn.article}&on={today + timedelta(days=1)}")).text
    assert "Den dagen har inte varit än" in later
