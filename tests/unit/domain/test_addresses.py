"""Street addresses among a citizen's words."""

import pytest

from assistant.domain.addresses import address_in, begins_as_place, is_address, points_to_place


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("lyktan utanför Lingonvägen 21 är släckt", "Lingonvägen 21"),
        ("lyktan vid Lingonvägen 21B i Ryd är släckt", "Lingonvägen 21B i Ryd"),
        ("Stora torget 1", "Stora torget 1"),
        ("mellan Kungsgatan 3-5", "Kungsgatan 3-5"),
        ("Gamla Tanneforsvägen 20", "Gamla Tanneforsvägen 20"),
        ("rydsvagen 100", "rydsvagen 100"),
        ("gatan är full av hål", None),
        ("väg 35", None),
        ("på Storgatan", None),
    ],
)
def test_a_street_with_its_number_is_found(text: str, address: str | None) -> None:
    assert address_in(text) == address


def test_an_address_may_have_a_small_word_before_it_and_nothing_else() -> None:
    assert all(is_address(text) for text in ("Lingonvägen 21", "vid Lingonvägen 21.", "det är på Lingonvägen 21 i Ryd"))
    assert not any(is_address(text) for text in ("lyktan vid Lingonvägen 21", "Lingonvägen", "Lingonvägen 21 är mörk"))


def test_words_for_a_place_are_known_by_how_they_begin() -> None:
    assert all(
        begins_as_place(text) for text in ("bakom skolan", "Vid bron", "det är utanför ICA", "next to the school")
    )
    assert not any(begins_as_place(text) for text in ("på morgonen", "i två veckor", "sedan i går"))


def test_words_that_place_nothing_are_known() -> None:
    assert all(points_to_place(text) for text in ("i parken", "Rydsvägen", "lampan under bron"))
    assert not points_to_place("lampan blinkar hela tiden")
