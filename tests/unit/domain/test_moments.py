"""Words of time, in Swedish and English."""

import pytest

from assistant.domain.moments import is_time, span_in, tells_time


@pytest.mark.parametrize(
    "text",
    [
        *("i går", "sedan i måndags", "i två veckor", "länge", "ett bra tag", "nyss", "sen igar", "sedan helgen"),
        *("i somras", "förra veckan", "since yesterday", "two weeks ago", "last Monday", "for a few days"),
        *("på morgonen", "efter klockan 15", "10-12", "fredag efter lunch", "när som helst", "snarast"),
        *("in the morning", "any time", "weekday afternoons"),
    ],
)
def test_a_time_is_one_and_nothing_else(text: str) -> None:
    assert tells_time(text)
    assert is_time(text)


@pytest.mark.parametrize(
    "text", ["Lingonvägen 21", "banan", "070-174 06 05", "vid bron", "anna@example.com", "?", "ja"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    assert not tells_time(text)
    assert not is_time(text)


@pytest.mark.parametrize(
    "text", ["lampan slocknade i går", "vid bron sedan i måndags", "det har legat där ett par dagar"]
)
def test_a_time_among_other_words_is_told_but_is_not_all(text: str) -> None:
    assert tells_time(text)
    assert not is_time(text)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("lampan är trasig sedan i måndags", "sedan i måndags"),
        ("sedan förra veckan är det mörkt", "sedan förra veckan"),
        ("bakom skolan i två veckor", "i två veckor"),
        ("hål i vägen sen igår kväll", "sen igår kväll"),
        ("it has been dark since last Monday", "since last Monday"),
        ("the lamp went out three days ago", "three days ago"),
        ("lampan är trasig", None),
        ("vi bor på tredje våningen", None),
    ],
)
def test_since_when_is_told_apart_from_the_words_around_it(text: str, span: str | None) -> None:
    assert span_in(text) == span
