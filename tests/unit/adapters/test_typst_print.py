"""A report that one hands to the director: a file that prints well and can be read aloud."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.adapters.typst_print import TypstPrinter
from assistant.domain.printed import (
    PrintedFigure,
    PrintedPoint,
    PrintedReport,
    PrintedSection,
    PrintedTable,
    PrintedTrend,
    Standing,
)

POINTS = [PrintedPoint(f"v. {week}", 0.9, 0.84, 0.96, signal=False) for week in range(1, 10)]
TREND = PrintedTrend(POINTS, 90.2, 90, "Skuggat: det vanliga.", " %", "Andelen per vecka, stadig")
REPORT = PrintedReport(
    lang="sv",
    title="Månadsrapport",
    service="Kontakt Linköping",
    stretch="november 2026",
    made="Skapad 1 december 2026",
    made_at=datetime(2026, 12, 1, 6, tzinfo=UTC),
    lead=["Fyra av fem mål är nådda. Å, ä och ö, “citattecken”, #tecken, $ och *stjärnor* står som de är."],
    figures=[PrintedFigure("Nöjda", "87 %", "Mål: minst 85 %", Standing.MET, "Målet är nått", "310 svar")],
    sections=[
        PrintedSection(
            "Svar i tid", ["Inom det vanliga."], TREND, PrintedTable(["Område", "Andel"], [["Avfall", "88 %"]]), "Så …"
        )
    ],
    page_words="Sida",
)


async def test_the_report_is_a_pdf_that_can_be_read_aloud_in_its_language() -> None:
    made = await TypstPrinter().pdf(REPORT)
    assert made.startswith(b"%PDF-1.")
    assert b"/StructTreeRoot" in made
    assert b"/Lang (sv)" in made or b"/Lang(sv)" in made
    assert b"pdfuaid" in made


async def test_the_same_report_is_the_same_file() -> None:
    assert await TypstPrinter().pdf(REPORT) == await TypstPrinter().pdf(REPORT)


@pytest.mark.parametrize(
    "trend",
    [
        pytest.param(replace(TREND, points=[]), id="no points at all"),
        pytest.param(replace(TREND, points=POINTS[:1], middle=None, target=None), id="one point, no target"),
        pytest.param(
            replace(TREND, points=[PrintedPoint("v. 1", None, None, None, signal=False)] * 3, middle=None, target=None),
            id="nothing to count",
        ),
        pytest.param(
            replace(TREND, points=[PrintedPoint("v. 1", 0.0, None, None, signal=True)] * 3, middle=0.0, target=None),
            id="nought throughout",
        ),
    ],
)
async def test_trends_of_little_can_be_printed(trend: PrintedTrend) -> None:
    report = replace(REPORT, sections=[replace(REPORT.sections[0], trend=trend)])
    assert (await TypstPrinter().pdf(report)).startswith(b"%PDF-1.")


async def test_an_empty_report_is_still_a_page() -> None:
    assert (await TypstPrinter().pdf(replace(REPORT, figures=[], sections=[], lead=[]))).startswith(b"%PDF-1.")
