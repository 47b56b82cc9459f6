"""The bench asks for every page that a supervisor can open: a new page that nobody measures would be found here."""

from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Match

from handoff_console.app import FEATURES
from tests.supervisor_pages import BEHIND, FILES, OTHERS, REPORTS, Known

KNOWN = Known(date(2026, 11, 30), "conversation", "forskola.avgift", "anna")
MEASURED = [KNOWN.address(page).partition("?")[0] for page in (*REPORTS, *BEHIND, *OTHERS, *FILES)]
ELSEWHERE = {
    "/service": "leads to the reports",
    "/desk": "an agent's, measured by `make bench-console`",
    "/queue": "an agent's, measured by `make bench-console`",
    "/knowledge/": "an editor's: one article, however many conversations there are",
    "/cases/": "one case",
    "/oversight/draft/": "one draft",
    "/approvals/": "one draft",
    "/contacts/import": "one file, or the way to the form",
    "/events": "a stream without an end",
    "/wallboard/events": "a stream without an end",
    "/signin": "nobody is known yet",
}
"""By the beginning of the address: why it is not asked for."""


def readable() -> Iterator[APIRoute]:
    """Every route of the console that can be looked at."""
    for feature in FEATURES:
        yield from (route for route in feature.routes if isinstance(route, APIRoute) and "GET" in (route.methods or ()))


@pytest.mark.parametrize("route", list(readable()), ids=lambda route: route.path)
def test_every_page_is_measured_or_it_is_said_why_not(route: APIRoute) -> None:
    asked = {"type": "http", "method": "GET", "headers": []}
    measured = any(route.matches({**asked, "path": path})[0] is Match.FULL for path in MEASURED)
    assert measured or route.path == "/" or route.path.startswith(tuple(ELSEWHERE)), route.path
