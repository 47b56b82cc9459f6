"""What channels.yml says of how sure an address is, read strictly."""

from datetime import date
from pathlib import Path

import pytest

from assistant.domain.catalogue import Unconfirmed
from assistant.ingest.catalogue import read_catalogue
from assistant.ingest.yaml_field import FileRefusedError
from assistant.settings import PROJECT
from tests.small_catalogue import write_catalogue

ADDRESS = "address: 013-20 60 00\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue", "avfall")
    return tmp_path / "catalogue"


def say(folder: Path, *lines: str) -> None:
    """Lines after the address of the only channel."""
    file = folder / "channels.yml"
    text = file.read_text(encoding="utf-8")
    assert ADDRESS in text
    file.write_text(text.replace(ADDRESS, ADDRESS + "".join(f"  {line}\n" for line in lines)), encoding="utf-8")


@pytest.mark.parametrize(
    ("lines", "checked"),
    [
        ((), None),
        (("verified_on: 2026-11-01",), date(2026, 11, 1)),
        (("verified_on: null",), Unconfirmed()),
        (("verified_on: null", "as_of: 2021"), Unconfirmed(2021)),
    ],
)
def test_an_address_is_confirmed_on_a_day_or_not_yet_or_beyond_doubt(
    folder: Path, lines: tuple[str, ...], checked: date | Unconfirmed | None
) -> None:
    say(folder, *lines)
    assert read_catalogue(folder).channels["phone"].checked == checked


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        (("as_of: 2021",), r"channels\.yml:5: channels\[0\]\.as_of: is for an address that nobody has confirmed"),
        (("verified_on: 2026-11-01", "as_of: 2021"), "allowed: beside verified_on: null"),
        (("verified_on: null", "as_of: omkring 2021"), "is 'omkring 2021'; must be the year, or about"),
        (("verified_on: null", "as_of: null"), r"as_of: must be a text that is not empty"),
        (("verified_on: nyss",), "must be a day as 2026-01-31, or null when nobody has checked"),
    ],
)
def test_what_is_odd_is_refused_with_its_place(folder: Path, lines: tuple[str, ...], fault: str) -> None:
    say(folder, *lines)
    with pytest.raises(FileRefusedError, match=fault):
        read_catalogue(folder)


def test_no_national_number_for_one_in_need_is_called_into_doubt() -> None:
    """The fixed words on danger give the same numbers as they are; a caveat would stand in the way of a call."""
    channels = read_catalogue(PROJECT / "knowledge_base/catalogue").channels
    for needed in ("emergency", "social_emergency", "womens_line", "choose_to_stop", "mind", "bris", "healthcare"):
        assert channels[needed].checked is None


def test_numbers_that_articles_call_old_are_old_in_the_catalogue_too() -> None:
    channels = read_catalogue(PROJECT / "knowledge_base/catalogue").channels
    about = {name: channels[name].checked for name in ("advice_and_support", "carers_centre", "tekniska_verken_phone")}
    assert about == {
        "advice_and_support": Unconfirmed(2021),
        "carers_centre": Unconfirmed(2023),
        "tekniska_verken_phone": Unconfirmed(2015),
    }
