"""How content citizens are, reckoned by hand."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.satisfaction import satisfaction
from assistant.domain.share import Share


def test_fours_and_fives_are_content_and_threes_are_not() -> None:
    """Of 5 5 4 3 3 2 1 three are content: 3/7 = 43 %. The mean, 3.3 of 5, would read as 66 %."""
    assert satisfaction([5, 5, 4, 3, 3, 2, 1]) == Share(3, 7)


def test_without_ratings_there_is_no_figure() -> None:
    assert satisfaction([]).value is None


@given(st.lists(st.integers(1, 5)))
def test_every_rating_is_counted_once(ratings: list[int]) -> None:
    share = satisfaction(iter(ratings))
    assert share == Share(ratings.count(4) + ratings.count(5), len(ratings))
