"""The supervisor's reports: read, split, followed back to the conversations, taken along."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook

from assistant.domain.measures import MEASURES
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


async def test_other_days_and_another_language_keep_which_conversations_are_listed(console: Console) -> None:
    maria = await console.signed_in("maria")
    page = (await maria.get("/reports/containment/behind?stretch=last_week&only=against")).text
    assert '<input type="hidden" name="only" value="against">' in page
    assert "stretch=month&amp;by=area&amp;only=against" in page
    assert 'name="back" value="/reports/containment/behind?stretch=last_week&amp;only=against"' in page


async def test_a_trend_has_no_more_points_than_can_be_read(console: Console) -> None:
    maria = await console.signed_in("maria")
    year = (await maria.get("/reports/containment?from=2025-12-01&to=2026-11-23&grain=day")).text
    assert "Per dag" in year
    four_years = (await maria.get("/reports/containment?from=2022-12-01&to=2026-11-23&grain=day")).text
    assert "Per dag" not in four_years
    assert "Per vecka" in four_years
    assert re.search(r'aria-current="true">Per kvartal', four_years)  # what fits is shown instead


async def test_today_is_drawn_by_the_hour_and_nothing_that_no_hour_knows(console: Console) -> None:
    maria = await console.signed_in("maria")
    for _ in range(5):
        await console.centre.says(await console.centre.opens(), WASTE_QUESTION)
    today = (await maria.get("/reports/coverage?stretch=today")).text
    assert re.search(r'aria-current="true">Per timme', today)
    assert "mån 23 nov. 2026 09–10" in today
    assert "Välj fler dagar för att jämföra dagen med andra" in today
    for without in (
        "/reports/chat_share?stretch=today&grain=hour",
        "/reports/containment?stretch=last_month&grain=hour",
    ):
        page = (await maria.get(without)).text
        assert "Per timme" not in page
    part = (await maria.get("/reports/coverage?stretch=today&grain=hour&by=area&part=forskola")).text
    assert re.search(r'aria-current="true">Per dag', part)
