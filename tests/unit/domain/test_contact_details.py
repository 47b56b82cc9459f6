"""Telephone numbers and e-mail addresses are known by their shape; what is none of them is not taken for one."""

import pytest

from assistant.domain.contact_details import contact_details_in, is_telephone, looks_like_number


@pytest.mark.parametrize(
    "number",
    [
        *("070-174 06 05", "0701740605", "+46 70 174 06 05", "0046701740605", "+46 (0)70 174 06 05"),
        *("013-20 60 00", "013206000", "08-123 45 67", "08 12 34 56 78", "010-456 00 00", "0240-123 45"),
        *("+49 30 1234567", "0047 22 12 34 56"),
    ],
)
def test_numbers_that_the_numbering_plans_know_are_telephones(number: str) -> None:
    assert is_telephone(number)
    assert contact_details_in(f"ring mig på {number}, tack") == (number,)
    assert looks_like_number(number)


@pytest.mark.parametrize(
    "number",
    [
        *("12 34 56", "070-174 06", "070-174 06 055", "013-20", "20 60 00", "1234567890", "+46 70 174", "+123", "00"),
        *("08-12 34", "2026-11-30", "12345678901234567890"),
    ],
)
def test_too_few_digits_or_too_many_or_no_area_code_are_none(number: str) -> None:
    assert not is_telephone(number)
    assert contact_details_in(number) == ()


@pytest.mark.parametrize("address", ["anna@example.com", "anna.b+kommun@mail.example.se", "a_b@x1.example.museum"])
def test_an_e_mail_address_is_found_among_words(address: str) -> None:
    assert contact_details_in(f"Mejla {address}.") == (address,)


@pytest.mark.parametrize("address", ["anna@localhost", "@example.com", "anna at example.com", "anna@", "anna@-x.se"])
def test_what_nobody_on_the_internet_has_is_none(address: str) -> None:
    assert contact_details_in(address) == ()


def test_several_are_all_found_in_the_order_they_are_written_in() -> None:
    assert contact_details_in("0701740605 eller anna@example.com") == ("0701740605", "anna@example.com")


def test_digits_within_an_address_are_no_number() -> None:
    assert contact_details_in("anna0701740605@example.com") == ("anna0701740605@example.com",)


def test_the_mask_of_an_identity_number_is_no_way_to_reach_anybody() -> None:
    assert contact_details_in("[personnummer dolt]") == ()
