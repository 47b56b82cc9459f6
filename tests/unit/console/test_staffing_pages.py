"""A supervisor looks ahead: how many it takes, who is planned, and what would be were it otherwise."""

import re
from datetime import date, timedelta

import pytest

from tests.unit.console.conftest import HTMX, Browser, Console
from tests.year_behind import fill

MONDAY = date(2026, 11, 23)
NEXT = MONDAY + timedelta(weeks=1)
SHIFT = {"agent": "karin", "day": str(NEXT), "start": "08:00", "end": "12:00"}


@pytest.fixture
async def maria(console: Console) -> Browser:
    return await console.signed_in("maria")


@pytest.fixture
async def foreseen(console: Console) -> None:
    """Four weeks behind, and a forecast made of them."""
    days = [MONDAY - timedelta(days=back) for back in range(28, 0, -1)]
    await fill(console.centre.assistant.staff.records, days, 60, console.centre.anna.id)
    await console.centre.assistant.look_ahead.make()


def tile(page: str, name: str) -> str:
    found = re.search(rf'id="cost-{name}">([^<]*)<', page)
    assert found is not None
    return found.group(1)


async def test_before_the_first_forecast_the_page_says_so_and_offers_to_make_one(maria: Browser) -> None:
    page = (await maria.get("/staffing")).text
    assert "Ingen prognos är gjord än" in page
    assert "Gör en prognos nu" in page
    made = await maria.post("/staffing/forecast")
    assert (made.status_code, made.headers["location"]) == (303, "/staffing")


async def test_a_forecast_of_too_few_days_says_how_many_it_takes(console: Console, maria: Browser) -> None:
    await console.centre.assistant.look_ahead.make()
    page = (await maria.get("/staffing")).text
    assert "Det finns ingen prognos än" in page
    assert "Antaget: det finns för få fall" in page


@pytest.mark.usefixtures("foreseen")
async def test_the_week_shows_needs_gaps_and_what_they_are_reckoned_from(maria: Browser) -> None:
    await maria.get("/staffing/shifts")
    await maria.post("/staffing/shifts", SHIFT)
    page = (await maria.get(f"/staffing?week={NEXT}")).text
    assert "Vecka 49" in page
    assert "för få" in page
    assert 'class="gap-short"' in page
    assert 'class="gap-enough"' in page
    assert "Bygger på" in page
    assert "Årets plan" in page
    assert tile(page, "planned") == "4,0"


@pytest.mark.usefixtures("foreseen")
async def test_what_if_works_by_the_address_alone_and_as_a_part_of_the_page(maria: Browser) -> None:
    usual = (await maria.get(f"/staffing?week={NEXT}")).text
    slow = await maria.get(f"/staffing?week={NEXT}&handling=40&at_once=1&handed=100&patience=5")
    part = await maria.get(f"/staffing/week?week={NEXT}&handling=40&at_once=1&handed=100&patience=5", HTMX)
    assert float(tile(slow.text, "needed").replace(",", ".")) > float(tile(usual, "needed").replace(",", "."))
    assert tile(part.text, "needed") == tile(slow.text, "needed")
    assert "<html" not in part.text


@pytest.mark.usefixtures("foreseen")
async def test_numbers_out_of_range_are_said_and_change_nothing(maria: Browser) -> None:
    usual = (await maria.get(f"/staffing?week={NEXT}")).text
    for odd in ("handling=9999", "at_once=2.5", "patience=lagom", "handed=nan"):
        page = (await maria.get(f"/staffing?week={NEXT}&{odd}")).text
        assert "Något av talen gick inte att använda" in page
        assert tile(page, "needed") == tile(usual, "needed")


@pytest.mark.usefixtures("foreseen")
async def test_the_week_can_be_saved_for_a_spreadsheet(maria: Browser) -> None:
    saved = await maria.get(f"/staffing/week.csv?week={NEXT}")
    lines = saved.text.lstrip("\ufeff").splitlines()
    assert saved.headers["content-disposition"] == f'attachment; filename="bemanning-{NEXT}.csv"'
    assert len(lines) == 81
    assert lines[0].startswith("day;from;contacts;low;high;for_a_person;agents_needed")
    assert lines[1].startswith(f"{NEXT};08:00;")


async def test_shifts_are_planned_copied_and_removed(maria: Browser) -> None:
    await maria.get("/staffing/shifts")
    planned = await maria.post("/staffing/shifts", SHIFT)
    assert planned.headers["location"] == f"/staffing/shifts?week={NEXT}#new-shift"
    assert "08:00–12:00" in (await maria.get(f"/staffing/shifts?week={NEXT}")).text
    copied = await maria.post("/staffing/shifts/copy", {"week": str(NEXT + timedelta(weeks=1))})
    after = (await maria.get(copied.headers["location"])).text
    assert "1 pass är kopierat." in after
    number = re.search(r"/staffing/shifts/(\d+)/remove", after)
    assert number is not None
    await maria.post(f"/staffing/shifts/{number.group(1)}/remove", {"week": str(NEXT + timedelta(weeks=1))})
    assert "Ingen är schemalagd" in (await maria.get(f"/staffing/shifts?week={NEXT + timedelta(weeks=1)}")).text


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"end": "07:00"}, "Välj en kollega"),
        ({"start": "snart"}, "Välj en kollega"),
        ({"day": "i morgon"}, "Välj en kollega"),
        ({"agent": "ingen"}, "Välj en kollega"),
        ({"start": "11:00", "end": "15:00"}, "redan schemalagd"),
    ],
)
async def test_a_shift_that_cannot_be_is_refused_with_words(maria: Browser, changed: dict[str, str], told: str) -> None:
    await maria.get("/staffing/shifts")
    await maria.post("/staffing/shifts", SHIFT)
    refused = await maria.post("/staffing/shifts", {**SHIFT, **changed})
    assert refused.status_code == 422
    assert told in refused.text


async def test_agents_are_not_shown_the_schedule_of_all(karin: Browser) -> None:
    for path in ("/staffing", "/staffing/shifts", "/staffing/week.csv"):
        assert (await karin.get(path)).status_code == 403
