"""Identity numbers are masked in any writing; telephone and case numbers are left alone (requirement C-04)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.redaction import MASK, mask_identity_numbers

SEPARATORS = st.sampled_from(["", "-", "+", " ", " - ", "–", "\u2011", "\u00a0", "\t", ".", "\u00ad", "\uff0d"])
SCRIPTS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"])


def luhn_digit(nine: str) -> str:
    """The check digit, written as Skatteverket explains it (SKV 704) rather than as our code reckons it.

    Example of the leaflet's kind: 811228-987 gives 16+1+2+2+4+8+18+8+14 by digit sums 7+1+2+2+4+8+9+8+5 = 46, so 4.
    """
    total = 0
    for place, digit in enumerate(nine):
        product = int(digit) * (2 if place % 2 == 0 else 1)
        total += sum(int(figure) for figure in str(product))
    return str((10 - total % 10) % 10)


@st.composite
def identity_numbers(draw: st.DrawFn) -> tuple[str, str, str]:
    """Century, day of birth (a samordningsnummer's too) and number of somebody who might exist."""
    born = draw(st.dates(date(1890, 1, 1), date(2026, 11, 22)))
    day = born.day + draw(st.sampled_from([0, 60]))
    birth = f"{born:%y%m}{day:02}"
    serial = f"{draw(st.integers(0, 999)):03}"
    return f"{born.year // 100}", birth, serial + luhn_digit(birth + serial)


def in_script(text: str, digits: str) -> str:
    return text.translate({ord(str(value)): digit for value, digit in enumerate(digits)})


def test_the_check_digit_of_the_example_is_four() -> None:
    assert luhn_digit("811228987") == "4"


@given(identity_numbers(), st.booleans(), SEPARATORS, SEPARATORS, SCRIPTS)
def test_whatever_the_writing_a_valid_number_is_masked(
    number: tuple[str, str, str], with_century: bool, between: str, within: str, digits: str
) -> None:
    century, birth, last = number
    written = (century + within if with_century else "") + birth + between + last
    assert mask_identity_numbers(f"Jag heter Kim, {in_script(written, digits)}, och undrar") == (
        f"Jag heter Kim, {MASK}, och undrar"
    )


@given(identity_numbers())
def test_a_wrong_check_digit_is_no_identity_number(number: tuple[str, str, str]) -> None:
    _, birth, last = number
    wrong = f"{birth}-{last[:3]}{(int(last[3]) + 1) % 10}"
    assert mask_identity_numbers(wrong) == wrong


@pytest.mark.parametrize(
    "written",
    [
        "811228-9874",
        "8112289874",
        "19811228-9874",
        "198112289874",
        "1981-12-28-9874",
        "81 12 28 98 74",
        "811228+9874",
        "8 1 1 2 2 8 9 8 7 4",
        "٨١١٢٢٨-٩٨٧٤",
        "811288-9871",  # samordningsnummer: the 28th + 60
    ],
)
def test_writings_seen_in_citizens_words(written: str) -> None:
    assert mask_identity_numbers(f"({written}).") == f"({MASK})."


@pytest.mark.parametrize(
    "text",
    [
        "Ring 013-20 60 00",
        "ring 013-206000 eller 013-20 60 10",
        "+46 13 20 60 00",
        "070-123 45 67",
        "070-123 45 69",  # by its digits alone a valid number: born 2007-01-23
        "ärende KL-2026-004217",
        "KL-2026-004217 och KL-2026-004218",
        "fakturan 55512345678 på 1 250 kr",
        "bankgiro 5050-1055",
        "den 2026-11-22 kl. 10.15",
        "811328-9877",  # there is no thirteenth month
        "811200-9875",  # nor a day nought
        "1811228-98745",  # digits go on before and after
        "",
    ],
)
def test_telephone_numbers_case_numbers_and_dates_are_left_alone(text: str) -> None:
    assert mask_identity_numbers(text) == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ring 013-20 60 00 811228-9874", f"Ring 013-20 60 00 {MASK}"),
        ("Lgh 20 60 00 811228-9874", f"Lgh 20 60 00 {MASK}"),
        ("barnet 201231-2399 12 år", f"barnet {MASK} 12 år"),  # 20 is the year here, not the century
        ("811228-9874 201231-2399", f"{MASK} {MASK}"),
        ("5 811228-9874 6", f"5 {MASK} 6"),
        ("8112289874, 8112289874", f"{MASK}, {MASK}"),
    ],
)
def test_other_numbers_beside_it_hide_no_identity_number(text: str, masked: str) -> None:
    assert mask_identity_numbers(text) == masked


@given(st.text(st.sampled_from("0123456789 -+.٠٨kr"), max_size=60))
def test_what_is_masked_once_is_masked_for_good(text: str) -> None:
    once = mask_identity_numbers(text)
    assert mask_identity_numbers(once) == once


def test_at_most_one_telephone_number_in_a_hundred_is_taken_for_an_identity_number() -> None:
    """Requirement C-04. Every number a Swedish mobile operator can give out in ten series of ten thousand."""
    series = [f"{prefix}-{start}" for prefix in ("070", "072", "073", "076", "079") for start in ("123", "512")]
    numbers = [f"{one} {last // 100:02} {last % 100:02}" for one in series for last in range(0, 10_000, 37)]
    taken = sum(mask_identity_numbers(number) != number for number in numbers)
    assert taken <= len(numbers) / 100
