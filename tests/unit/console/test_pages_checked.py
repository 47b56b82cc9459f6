"""No page of the console can be forgotten where all of them are checked (`tests/e2e/test_accessibility.py`)."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from fastapi.routing import iter_route_contexts

from handoff_console.app import FEATURES
from tests.e2e.staff_pages import BEHIND, OPENED_BY_HAND, PAGES, PARTS, is_at
from tests.unit.console.conftest import Console

PAGE = "<!doctype html>"
STREAMS = ("/events", "/wallboard/events")


def looked_at() -> Iterator[str]:
    """The addresses that can be asked for, as routes write them."""
    for feature in FEATURES:
        for route in iter_route_contexts(feature.routes):
            if "GET" in (route.methods or ()):
                yield str(route.path)


async def test_every_page_without_parameters_is_in_the_list(console: Console) -> None:
    maria = await console.signed_in("maria")
    listed = {urlsplit(path).path for path in PAGES}
    plain = [path for path in looked_at() if "{" not in path and path not in STREAMS]
    shown = {path: await maria.get(path) for path in plain}
    pages = {path for path, answer in shown.items() if answer.is_success and answer.text.startswith(PAGE)}
    assert "/desk" in pages
    assert pages - listed == set()


def test_every_page_of_one_thing_is_reached_and_every_other_address_is_known_for_a_part() -> None:
    of_one = [path for path in looked_at() if "{" in path]
    known = {*BEHIND.values(), *OPENED_BY_HAND, *PARTS}
    assert [path for path in of_one if path not in known and not any(is_at(path, each) for each in PAGES)] == []


def test_the_list_has_no_address_that_there_is_none_of() -> None:
    routes = list(looked_at())
    assert {*BEHIND.values(), *OPENED_BY_HAND, *PARTS} - set(routes) == set()
    assert [path for path in PAGES if not any(is_at(route, path) for route in routes)] == []
