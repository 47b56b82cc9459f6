"""What a citizen is called is read from what they write beside a number, and never guessed."""

import pytest

from assistant.domain.given_name import given_name_in


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Karin Berg, 070-174 06 05", "Karin"),
        ("070-174 06 05 (Åsa)", "Åsa"),
        ("Ahmed Al-Hassan ahmed@example.com", "Ahmed"),
        ("Hej! Jag heter Björn-Erik och min lampa är trasig", "Björn-Erik"),
        ("my name is Leila, 070-174 06 05", "Leila"),
        ("ring mig på 0701740605, hälsningar Eva", "Eva"),
    ],
)
def test_a_name_is_found(said: str, name: str) -> None:
    assert given_name_in(said) == name


@pytest.mark.parametrize(
    "said",
    [
        "0701740605",
        "Mejla anna@example.com",
        "Helst kvällstid 070-174 06 05",
        "Ring 070-174 06 05",
        "Kan jag få ett träd uppkallat efter Karin Berg?",
        "min kanins namn är Sture",
        "jag heter som min mormor",
        "",
    ],
)
def test_what_may_be_no_name_is_none(said: str) -> None:
    assert given_name_in(said) is None
