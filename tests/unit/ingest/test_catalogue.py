"""The service catalogue is read strictly: what is odd is told with file, line, field and what is allowed."""

from datetime import date, time
from pathlib import Path

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import CONTACT_CENTRE_CHAT, AreaId, ChannelKind, ServiceId
from assistant.domain.opening_hours import Hours
from assistant.ingest.catalogue import read_catalogue
from assistant.ingest.yaml_field import FileRefusedError
from tests.small_catalogue import write_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue", "avfall", "skola")
    return tmp_path / "catalogue"


def test_a_catalogue_is_read_whole(folder: Path) -> None:
    catalogue = read_catalogue(folder)
    assert list(catalogue.areas) == ["avfall", "skola"]
    assert catalogue.areas[AreaId("skola")].autonomy is AutonomyLevel.AUTONOMOUS
    assert catalogue.services[ServiceId("avfall.service")].channels == ("phone",)
    assert catalogue.channels["phone"].kind is ChannelKind.PHONE
    chat = catalogue.hours(CONTACT_CENTRE_CHAT)
    assert chat.on(date(2026, 11, 23)) == (Hours(time(8), time(16)),)
    assert chat.on(date(2026, 11, 22)) == ()
    assert chat.on(date(2026, 12, 24)) == ()  # Christmas Eve is free in fact, not by law


def test_the_shops_own_rule_beats_the_calendar(folder: Path) -> None:
    phone = read_catalogue(folder).hours("contact_centre_phone")
    assert phone.on(date(2026, 12, 23)) == (Hours(time(7, 30), time(12)),)
    assert phone.on(date(2026, 7, 1)) == (Hours(time(7, 30), time(16)),)
    assert phone.verified_on == date(2026, 11, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("opening_hours.yml", "08:00-16:00", "8-16", r"opening_hours\[0\]\.week\.mon-fri: '8-16' is no span of hours"),
        ("opening_hours.yml", "08:00-16:00", "16:00-08:00", "closes before it opens"),
        ("opening_hours.yml", 'mon-fri: "08', 'mån: "08', "'mån' are no days; allowed: mon, tue"),
        (
            "opening_hours.yml",
            'mon-fri: "08',
            'fri-mon: "08',
            r"opening_hours\.yml:3: opening_hours\[0\]\.week\.fri-mon: 'fri-mon' runs over the end of the week",
        ),
        (
            "opening_hours.yml",
            "08:00-16:00",
            "08:00-24:00",
            "'08:00-24:00' is no span of hours; allowed: 00:00 to 23:59",
        ),
        (
            "opening_hours.yml",
            "08:00-16:00",
            "25:00-26:00",
            r"opening_hours\.yml:3: .*; allowed: 00:00 to 23:59 as 08:00",
        ),
        ("opening_hours.yml", "08:00-16:00", "08:60-16:00", "'08:60-16:00' is no span of hours"),
        ("opening_hours.yml", "closed_on: holidays", "closed_on: sometimes", "allowed: holidays, never"),
        ("opening_hours.yml", "from: 06-01", "from: juni", "must be month and day as 06-01"),
        (
            "opening_hours.yml",
            "from: 06-01",
            "from: 06-31",
            r"seasons\[0\]\.from: is '06-31'; allowed in that month: 06-01 to 06-30",
        ),
        (
            "opening_hours.yml",
            "to: 08-31",
            "to: 13-45",
            r"seasons\[0\]\.to: is '13-45'; must be month and day as 06-01",
        ),
        ("opening_hours.yml", "to: 08-31", "to: 08-00", "allowed in that month: 08-01 to 08-31"),
        ("opening_hours.yml", "on: 2026-12-23", "on: jul", "must be a day as 2026-01-31"),
        ("opening_hours.yml", "id: contact_centre_chat", "id: chat", "the hours contact_centre_chat are missing"),
        ("opening_hours.yml", "id: contact_centre_phone", "id: contact_centre_chat", "is given twice; allowed: once"),
        ("channels.yml", "kind: phone", "kind: pigeon", "allowed: phone, chat, web"),
        ("channels.yml", "opening_hours: contact_centre_phone", "opening_hours: night", "allowed: contact_centre_chat"),
        ("authorities.yml", "https://www.example.se", "http://x", "must begin with https://"),
        ("authorities.yml", "url:", "part_of: moon, url:", "town is part of moon, which is not there"),
        (
            "areas.yml",
            "authority: town",
            "authority: moon",
            r"areas\.yml:1: areas\[0\]\.authority: is 'moon'; allowed: town",
        ),
        ("areas.yml", "autonomy: autonomous", "autonomy: free", "allowed: shadow, approve, autonomous"),
        ("areas.yml", "id: avfall", "id: Avfall!", "allowed: small letters a-z"),
        ("areas.yml", "id: skola", "id: avfall", "is given twice"),
        ("services.yml", "area: avfall", "area: moon", "allowed: avfall, skola"),
        ("services.yml", "channels: [phone]", "channels: [pigeon]", "allowed: phone"),
    ],
)
def test_what_is_odd_is_refused_with_its_place(folder: Path, file: str, old: str, new: str, fault: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FileRefusedError, match=fault):
        read_catalogue(folder)


def test_a_season_may_end_on_the_day_that_only_leap_years_have(folder: Path) -> None:
    hours = folder / "opening_hours.yml"
    hours.write_text(hours.read_text(encoding="utf-8").replace("to: 08-31", "to: 02-29"), encoding="utf-8")
    assert read_catalogue(folder).hours("contact_centre_phone").seasons[0].last == (2, 29)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"- {id: a\x01}\n", r"areas\.yml:1: is no YAML: (special|control) characters are not allowed"),
        ("- {id: å}\n".encode("latin-1"), r"areas\.yml:1: is not UTF-8"),
    ],
)
def test_a_file_of_signs_that_no_text_has_is_refused(folder: Path, content: bytes, fault: str) -> None:
    (folder / "areas.yml").write_bytes(content)
    with pytest.raises(FileRefusedError, match=fault):
        read_catalogue(folder)


def test_a_missing_or_empty_file_is_told(folder: Path) -> None:
    (folder / "areas.yml").write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(FileRefusedError, match=r"areas\.yml:1: is empty"):
        read_catalogue(folder)
    (folder / "areas.yml").unlink()
    with pytest.raises(FileRefusedError, match=r"areas\.yml: can not be read"):
        read_catalogue(folder)
