"""The right words are told apart from those that say that others were wrong."""

import pytest

from assistant.domain.corrections import Correction, corrected, named
from assistant.domain.form import Field
from assistant.domain.plain_replies import (
    asks_why,
    calls_off,
    confirms,
    is_not_told,
    is_skipped,
    is_unknown,
    wants_change,
)


@pytest.mark.parametrize(
    ("text", "right", "is_sure"),
    [
        ("Lingonvägen 21 menade jag", "Lingonvägen 21", True),
        ("Jag menade Lingonvägen 21.", "Lingonvägen 21", True),
        ("nej fel, anna.b@example.com", "anna.b@example.com", True),
        ("oj, det blev fel. Det ska vara Storgatan 5", "Storgatan 5", True),
        ("på eftermiddagen i stället", "på eftermiddagen", True),
        ("sorry, I meant 013-20 60 00", "013-20 60 00", True),
        ("nej det blev fel", "", True),
        ("nej, sedan i tisdags", "sedan i tisdags", False),
        ("förlåt, Ryd", "Ryd", False),
    ],
)
def test_a_correction_is_the_right_words(text: str, right: str, is_sure: bool) -> None:
    assert corrected(text) == Correction(right, is_sure)


@pytest.mark.parametrize("text", ["Lingonvägen 21", "fel på lampan", "no light in the street", "felaktigt skyltad väg"])
def test_what_corrects_nothing_is_no_correction(text: str) -> None:
    assert corrected(text) is None


@pytest.mark.parametrize(
    ("text", "one", "value"),
    [
        ("platsen är Storgatan 5", Field.WHERE, "Storgatan 5"),
        ("kan du ändra adressen till Storgatan 5", Field.WHERE, "Storgatan 5"),
        ("change the place to Storgatan 5", Field.WHERE, "Storgatan 5"),
        ("tiden ska vara på fredag", Field.WHEN, "på fredag"),
        ("min mejl är anna@example.com", Field.CONTACT, "anna@example.com"),
        ("beskrivningen: två lampor", Field.WHAT, "två lampor"),
        ("adressen är fel", Field.WHERE, None),
        ("numret stämmer inte", Field.CONTACT, None),
        ("platsen", Field.WHERE, None),
        ("tiden ska vara på fredag", Field.WHERE, None),
    ],
)
def test_a_field_may_be_named(text: str, one: Field, value: str | None) -> None:
    assert named(text, one) == value


def test_short_replies_are_known() -> None:
    assert all(confirms(text) for text in ("ja", "Klart!", "ja tack det stämmer bra", "yes, all correct"))
    assert not any(confirms(text) for text in ("nej", "ja men", "stämmer inte", "Jakobsgatan", "tack så mycket"))
    assert all(is_unknown(text) for text in ("vet inte", "Jag vet faktiskt inte riktigt", "ingen aning", "don't know"))
    assert not is_unknown("vet inte var lampan sitter men den är vid bron")
    assert all(is_skipped(text) for text in ("skip", "hoppa över", "nej tack", "no thanks", "nästa fråga"))
    assert not is_skipped("nej, vid bron")
    assert all(is_not_told(text) for text in ("nej", "anonymt", "jag vill inte säga det", "I'd rather not"))
    assert not is_not_told("nej, varför frågar ni?")
    assert all(wants_change(text) for text in ("ändra", "Nej", "I want to change something"))
    assert not any(wants_change(text) for text in ("ändra platsen", "", "nej tack"))
    assert all(calls_off(text) for text in ("Avbryt", "cancel", "nej, avbryt"))
    assert not calls_off("avbryt resan")
    assert all(asks_why(text) for text in ("varför?", "varför behöver ni det?", "why do you need that", "what for?"))
    assert not asks_why("varför plogas det aldrig?")
