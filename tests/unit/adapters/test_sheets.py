"""Files are read as tables whatever they call themselves, and what is no honest table is refused."""

import io
import zipfile
from datetime import date, datetime, time

import pytest

from assistant.adapters.sheets import Sheets
from assistant.domain.contact_fault import LARGEST_FILE_BYTES, MOST_ROWS, FaultError, FaultKind
from assistant.domain.sheet import Encoding, Writing
from tests.contact_files import workbook, written

ROWS = [["Dag", "Kö", "Antal"], ["2026-11-16", "Växel", "12"], ["2026-11-17", "Växel, natt", "3"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_a_text_is_read_whatever_its_signs_and_separators(encoding: str, delimiter: str) -> None:
    sheet = Sheets().read(written(ROWS, delimiter, encoding))
    assert [list(row.cells) for row in sheet.rows] == ROWS


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", Encoding.UTF_8),
        ("utf-8-sig", Encoding.UTF_8),
        ("cp1252", Encoding.WINDOWS),
        ("utf-16", Encoding.UTF_16),
        ("utf-16-be", Encoding.UTF_16),
        ("cp850", Encoding.DOS),
    ],
)
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_text_is_read_as_it_is_told_to_be_written(encoding: str, told: Encoding, delimiter: str) -> None:
    writing = Writing(told, delimiter)
    sheet = Sheets().read(written(ROWS, delimiter, encoding), writing)
    assert [list(row.cells) for row in sheet.rows] == ROWS
    assert sheet.writing == writing


def test_what_was_guessed_wrong_can_be_told() -> None:
    """A DOS text passes for Windows'."""
    content = written([["Växel, dag", "4"], ["Växel, natt", "6"]], ";", "cp850")
    assert Sheets().read(content).rows[0].cells == ("V„xel, dag", "4")
    assert Sheets().read(content, Writing(Encoding.DOS)).rows[0].cells == ("Växel, dag", "4")
    assert Sheets().read(content, Writing(Encoding.DOS, ",")).rows[0].cells == ("Växel", "dag;4")


def test_letters_that_cannot_be_read_as_told_show_that_they_cannot() -> None:
    sheet = Sheets().read(written(ROWS, ";", "cp1252"), Writing(Encoding.UTF_8))
    assert sheet.rows[0].cells == ("Dag", "K\ufffd", "Antal")


def test_empty_rows_are_passed_over_and_lines_keep_their_numbers() -> None:
    sheet = Sheets().read(b"a;b\r\n\r\n;;\r\n1;2\r\n")
    assert [(row.line, row.cells) for row in sheet.rows] == [(1, ("a", "b")), (4, ("1", "2"))]


def test_a_workbooks_days_times_and_numbers_become_text_without_doubt() -> None:
    day = date(2026, 11, 16)
    cells = [datetime.combine(day, time()), datetime.combine(day, time(8, 30)), time(8, 30), day, 12, 12.0, 1.125]
    sheet = Sheets().read(workbook([["x"] * 7, cells]))
    assert sheet.rows[1].cells == ("2026-11-16", "2026-11-16 08:30", "08:30", "2026-11-16", "12", "12", "1.1250")


def test_a_formula_is_not_run() -> None:
    """Without the value that Excel would have kept beside it, it is an empty cell."""
    sheet = Sheets().read(workbook([["Dag", "Antal"], ["2026-11-16", '=HYPERLINK("http://x")']]))
    assert sheet.rows[1].cells == ("2026-11-16",)


def packed(**parts: bytes) -> bytes:
    opened = io.BytesIO()
    with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return opened.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", FaultKind.NOTHING_SENT),
        (b" \r\n", FaultKind.NOTHING_SENT),
        (b";;\r\n;", FaultKind.NO_ROWS),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", FaultKind.OLD_WORKBOOK),
        (b"PK\x03\x04 but no archive", FaultKind.BROKEN),
        (packed(other=b"no workbook"), FaultKind.BROKEN),
        (packed(**{"xl/vbaProject.bin": b"macro"}), FaultKind.MACROS),
        (packed(bomb=bytes(101_000_000)), FaultKind.TOO_LARGE),
        (packed(entities=b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'), FaultKind.BROKEN),
        (b"x" * (LARGEST_FILE_BYTES + 1), FaultKind.TOO_LARGE),
        (b"a;b\n\0\0\0", FaultKind.BROKEN),
        (b"1\n" * (MOST_ROWS + 1), FaultKind.TOO_MANY_ROWS),
    ],
    ids=lambda given: str(given) if isinstance(given, FaultKind) else "",
)
def test_what_is_no_honest_table_is_refused(content: bytes, kind: FaultKind) -> None:
    with pytest.raises(FaultError) as refused:
        Sheets().read(content)
    assert refused.value.fault.kind is kind
