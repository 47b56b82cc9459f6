"""Whoever has kept an address of the former page comes to where its contents are now."""

import pytest

from tests.unit.console.conftest import Console


@pytest.mark.parametrize(
    ("kept", "now"),
    [
        ("/service", "/reports?stretch=today"),
        ("/service?period=week", "/reports?stretch=week"),
        ("/service?period=year_to_date", "/reports?stretch=year"),
        ("/service?period=century", "/reports?stretch=today"),
        ("/service/service_level?period=quarter", "/reports/service_level?stretch=quarter"),
        ("/service/resolution", "/reports/resolution_citizen?stretch=today"),
        ("/service/satisfaction.csv?period=month", "/reports/satisfaction/behind.csv?stretch=month"),
        ("/service/conversation/abc?figure=resolution&period=week", "/reports/conversation/abc"),
    ],
)
async def test_a_kept_address_leads_on(console: Console, kept: str, now: str) -> None:
    maria = await console.signed_in("maria")
    response = await maria.get(kept)
    assert (response.status_code, response.headers["location"]) == (308, now)


@pytest.mark.parametrize("figure", ["chat_share", "resolution", "service_level", "abandonment", "satisfaction"])
async def test_every_former_figure_has_a_page_at_the_end_of_the_way(console: Console, figure: str) -> None:
    maria = await console.signed_in("maria")
    for address in (f"/service/{figure}", f"/service/{figure}.csv"):
        moved = (await maria.get(address)).headers["location"]
        assert (await maria.get(moved)).status_code == 200, address


@pytest.mark.parametrize("path", ["/service/profit", "/service/profit.csv"])
async def test_what_never_was_is_missing_still(console: Console, path: str) -> None:
    maria = await console.signed_in("maria")
    assert (await maria.get(path)).status_code == 404


@pytest.mark.parametrize("path", ["/service", "/service/resolution", "/service/conversation/x"])
async def test_agents_are_led_nowhere(console: Console, path: str) -> None:
    karin = await console.signed_in("karin")
    assert (await karin.get(path)).status_code == 403


async def test_a_supervisor_begins_at_the_reports_and_an_agent_at_the_desk(console: Console) -> None:
    maria, karin = await console.signed_in("maria"), await console.signed_in("karin")
    assert (await maria.get("/")).headers["location"] == "/reports"
    assert (await karin.get("/")).headers["location"] == "/desk"
    assert (await maria.sign_in("maria")).headers["location"] == "/reports"
