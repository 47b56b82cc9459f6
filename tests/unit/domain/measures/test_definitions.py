"""The page of definitions says what the code counts."""

import pytest

from assistant.domain.measures import MEASURES, Measure
from assistant.domain.measures.definitions import definitions
from assistant.settings import PROJECT

PAGE = PROJECT / "docs/measures/definitions.md"


def test_the_page_is_the_one_made_from_the_code() -> None:
    """`kontakt figures definitions` makes it anew."""
    assert PAGE.read_text(encoding="utf-8") == definitions()


@pytest.mark.parametrize("measure", list(MEASURES.values()), ids=list(MEASURES))
def test_every_figure_says_how_it_is_made_where_from_what_is_left_out_what_is_aimed_at_and_how_sure(
    measure: Measure,
) -> None:
    said = measure.defined_by.__doc__ or ""
    assert [part for part in ("Formula:", "Source:", "Left out:", "Target:", "Interval:") if part not in said] == []
