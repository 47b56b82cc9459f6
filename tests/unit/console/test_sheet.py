"""Sheets do not run what citizens and staff have written."""

import pytest

from handoff_console.sheet import safe


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_text_that_a_spreadsheet_could_run_is_made_harmless(cell: str) -> None:
    """Requirement F-14."""
    assert safe(cell) == f"'{cell}"


def test_numbers_and_plain_text_stay_as_they_are_in_a_sheet() -> None:
    assert [safe(cell) for cell in (-1, "Anna", "", None)] == [-1, "Anna", "", None]
