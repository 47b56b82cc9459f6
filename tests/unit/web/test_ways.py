"""The box of ways to reach us tells what is not certain: old addresses, and hours that nobody has confirmed."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from assistant.web.reader import NAMES, label_direction
from tests.unit.ingest.small_base import write_small_base
from tests.unit.web.site import read, site_of

NAME = "{sv: Ring oss, en: Phone us}"
CHANNELS = f"""- id: contact_centre_phone
  kind: phone
  name: {NAME}
  address: 013-20 60 00
  opening_hours: contact_centre_phone
- {{id: chat, kind: chat, name: {NAME}, address: "https://www.example.se", opening_hours: contact_centre_chat}}
- {{id: old, kind: phone, name: {NAME}, address: 013-11 11 11, verified_on: null, as_of: 2021}}
- {{id: undated, kind: visit, name: {NAME}, address: Storgatan 1, verified_on: null}}
- {{id: confirmed, kind: phone, name: {NAME}, address: 013-33 33 33, verified_on: 2026-11-01}}
- {{id: emergency, kind: phone, name: {NAME}, address: "112"}}
"""
CAVEATS = {
    "sv": ("Tiderna är inte bekräftade.", "Uppgiften är från omkring 2021. Den kan ha ändrats."),
    "sv-simple": ("Tiderna är inte bekräftade.", "Uppgiften är från omkring 2021. Den kan ha ändrats."),
    "en": ("The hours are not confirmed.", "This is from about 2021. It may have changed."),
    "ar": ("المواعيد غير مؤكدة.", "هذه المعلومة تعود إلى نحو عام 2021. ربما تغيّرت."),
    "so": ("Saacadaha lama xaqiijin.", "Xogtani waxay ka timid qiyaastii 2021. Way isbeddeli kartaa."),
    "fa": ("ساعت‌ها تأیید نشده‌اند.", "این اطلاعات از حدود سال 2021 میلادی است. شاید تغییر کرده باشد."),
    "fi": ("Aikoja ei ole vahvistettu.", "Tieto on noin vuodelta 2021. Se on voinut muuttua."),
    "uk": ("Години не підтверджено.", "Ці дані приблизно за 2021 рік. Вони могли змінитися."),
}


@pytest.fixture
async def http(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A site whose telephone hours somebody has confirmed, and whose chat hours nobody has."""
    base = write_small_base(tmp_path / "base")
    (base / "catalogue/channels.yml").write_text(CHANNELS, encoding="utf-8")
    services = base / "catalogue/services.yml"
    channels = ", ".join(re.findall(r"id: (\w+)", CHANNELS))
    services.write_text(services.read_text("utf-8").replace("[phone]", f"[{channels}]"), encoding="utf-8")
    async with site_of([], knowledge_base=base) as client:
        yield client


async def box(http: httpx.AsyncClient, lang: str) -> list[str]:
    """The ways, one text each, in their order."""
    text = (await read(http, f"/answers/{lang}/avfall")).partition('<ul class="channels">')[2].partition("</ul>")[0]
    return [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in text.split("<li>")[1:]]


@pytest.mark.parametrize("lang", NAMES)
async def test_an_old_address_and_unconfirmed_hours_say_so_in_the_readers_language(
    http: httpx.AsyncClient, lang: str
) -> None:
    phone, chat, old, undated, confirmed, emergency = await box(http, lang)
    hours, about_2021 = CAVEATS[lang]
    assert chat.endswith(hours)
    assert old.endswith(f"013-11 11 11 {about_2021}")
    assert not any(hours in way for way in (phone, old, undated, confirmed, emergency))
    assert not any("2021" in way for way in (phone, chat, undated, confirmed, emergency))


async def test_what_is_not_confirmed_and_bears_no_date_says_that(http: httpx.AsyncClient) -> None:
    _, _, _, undated, confirmed, emergency = await box(http, "sv")
    assert undated == "Ring oss Storgatan 1 Uppgiften är inte bekräftad."
    assert confirmed == "Ring oss 013-33 33 33"
    assert emergency == "Ring oss 112"


async def test_only_confirmed_hours_say_whether_it_is_open_now(http: httpx.AsyncClient) -> None:
    phone, chat, *_ = await box(http, "sv")
    assert phone.endswith("(juni–augusti måndag–fredag 07.30–16.00) Öppet nu, till 17.00")
    assert chat == "Ring oss måndag–fredag 08.00–16.00 Tiderna är inte bekräftade."
    english, *_ = await box(http, "en")
    assert english.endswith("Open now, until 17:00")
    assert "Öppet nu, till 17.00" in (await read(http, "/answers/sv")).partition("<footer>")[2]


async def test_the_demo_page_tells_the_same(http: httpx.AsyncClient) -> None:
    rows = (await read(http, "/")).partition('<ul class="hours">')[2].partition("</ul>")[0].split("<li>")[1:]
    assert "måndag–fredag 08.00–16.00. <span>Tiderna är inte bekräftade.</span>" in rows[0]
    assert "<span>Öppet nu, till 17.00.</span>" in rows[1]


async def test_no_page_of_the_real_catalogue_is_sure_of_hours_that_nobody_has_confirmed() -> None:
    async with site_of([]) as http:
        text = await read(http, "/answers/sv/kontakt_linkoping")
    assert "Tiderna är inte bekräftade." in text
    assert "Öppet nu" not in text
    assert "Uppgiften är från omkring 2021. Den kan ha ändrats." in text


@pytest.mark.parametrize(
    ("label", "direction"),
    [
        ("boverket.se، إرشادات عن قواعد البناء", "rtl"),
        ("اقرأ على linkoping.se", "rtl"),
        ("1177.se", "ltr"),
        ("boverket.se, guidance", "ltr"),
        ("verksamt.se, пояснення", "ltr"),
    ],
)
def test_a_label_with_words_from_right_to_left_reads_as_they_do_whatever_it_begins_with(
    label: str, direction: str
) -> None:
    """Requirement A-20."""
    assert label_direction(label) == direction


async def test_labels_in_the_box_stand_apart_from_the_text_around_them() -> None:
    async with site_of([]) as http:
        text = await read(http, "/answers/ar/bygglov")
    assert '<a href="https://www.boverket.se" dir="rtl">boverket.se، ' in text
