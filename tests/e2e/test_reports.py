"""A supervisor follows a figure back to the conversations behind it, and takes the report along."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.async_api import Browser, Page, expect

from tests.citizen import citizen
from tests.e2e.people import PATIENCE, supervisor_at
from tests.running_kontakt import RunningKontakt

pytestmark = pytest.mark.e2e

QUESTIONS = (
    "När hämtas soporna?",
    "Hur söker jag bygglov?",
    "Hur anmäler jag flytt?",
    "Var ligger stadshuset?",
    "Hej!",
)
"""Five: of fewer conversations no figure is told."""
COVERAGE = "/reports/coverage"


async def asked(kontakt: RunningKontakt) -> None:
    for question in QUESTIONS:
        await one_is_answered(kontakt, question)


async def one_is_answered(kontakt: RunningKontakt, question: str) -> None:
    async with citizen(kontakt.citizens) as one:
        seq = (await one.says(question))["seq"]
        await one.sees(lambda page: page.reply_to(seq) is not None)


async def test_a_figure_is_followed_from_the_overview_to_one_conversation(
    browser: Browser, kontakt: RunningKontakt
) -> None:
    await asked(kontakt)
    async with supervisor_at(browser, kontakt) as sofia:
        page = sofia.page
        await page.goto(f"{kontakt.staff}/reports?stretch=today")
        conversations = page.locator("#figure-handoff_rate")
        cases = int(await conversations.get_attribute("data-cases") or 0)
        assert cases >= len(QUESTIONS)
        await conversations.get_by_role("link").click()
        # The chart is drawn from the table that stands beside it.
        await expect(page.locator(".chart svg").first).to_be_visible(timeout=PATIENCE)
        await page.get_by_role("link", name="Samtalen bakom").click()
        assert await rows_in_all(page) == cases
        await page.goto(f"{kontakt.staff}{COVERAGE}/behind?stretch=today&only=for")
        row = page.locator("#behind tbody tr").first
        await expect(row).to_have_attribute("data-counts", "För", timeout=PATIENCE)
        await row.get_by_role("link").click()
        await expect(page.locator("main")).to_contain_text("kunskapsbasen", timeout=PATIENCE)


async def rows_in_all(page: Page) -> int:
    """Of all pages together."""
    await expect(page.locator("#behind")).to_be_visible(timeout=PATIENCE)
    rows = await page.locator("#behind tbody tr").count()
    while await page.get_by_role("link", name="Äldre").count():
        await page.get_by_role("link", name="Äldre").click()
        await expect(page.get_by_role("link", name="Till de senaste")).to_be_visible(timeout=PATIENCE)
        rows += await page.locator("#behind tbody tr").count()
    return rows


async def test_the_report_is_taken_along_as_print_workbook_and_rows(
    browser: Browser, kontakt: RunningKontakt, tmp_path: Path
) -> None:
    async with supervisor_at(browser, kontakt) as sofia:
        page = sofia.page
        await page.goto(f"{kontakt.staff}/reports?stretch=today")
        shown = await page.locator("#figure-handoff_rate").get_attribute("data-value")
        async with page.expect_download() as saving:
            await page.get_by_role("link", name="Excel").click()
        book = tmp_path / "report.xlsx"
        await (await saving.value).save_as(book)
        figures = load_workbook(book)["Nyckeltal"]
        told = {row[0]: row[1] for row in figures.iter_rows(min_row=2, values_only=True)}
        assert told["Lämnades över till en människa"] == pytest.approx(float(shown or "nan"))
        async with page.expect_download() as saving:
            await page.get_by_role("link", name="CSV").click()
        text = (await (await saving.value).path()).read_text("utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text), delimiter=";"))) == len(told) + 1
        printed = await page.request.get(f"{kontakt.staff}/reports/report.pdf?stretch=today")
        assert (await printed.body()).startswith(b"%PDF-")
