"""Every page that staff meet, for what is checked of all of them; `test_pages_checked` knows when one is missing."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.routing import compile_path

PAGES = (
    "/desk",
    "/today",
    "/mentions",
    "/replies",
    "/cases",
    "/monitor",
    "/approvals",
    "/oversight",
    "/oversight/topics/bygglov",
    "/review",
    "/review/topics",
    "/review/work",
    "/knowledge",
    "/knowledge/new",
    "/knowledge/bygglov/altan",
    "/knowledge/bygglov/altan/edit",
    "/recall/bygglov.altan",
    "/gaps",
    "/reports?stretch=today",
    "/reports?stretch=month",
    "/reports?stretch=year",
    "/reports/outcomes?stretch=month",
    "/reports/chat_share?stretch=year",
    "/reports/demand?stretch=month",
    "/reports/saved",
    "/reports/service_level?stretch=month",
    "/reports/containment?stretch=month&by=area",
    "/reports/service_level/behind?stretch=month",
    "/wallboard",
    "/wallboard?scheme=light",
    "/warnings",
    "/staff",
    "/staff/anna",
    "/staffing",
    "/staffing/shifts",
    "/contacts",
    "/contacts/keys",
    "/audit",
)
"""As a supervisor may open them in any contact centre with the demo staff."""

BEHIND: Mapping[str, str] = {
    "/monitor": "/monitor/{conversation_id}",
    "/cases": "/cases/{reference}",
    "/review": "/review/turn/{conversation_id}/{seq}",
    "/approvals": "/approvals/{conversation_id}/{seq}/edit",
    "/knowledge/bygglov/altan": "/knowledge/{area}/{slug}/revisions/{number}",
    "/desk": "/desk/{handoff_id}",
    "/reports/service_level/behind?stretch=month": "/reports/conversation/{conversation_id}",
}
"""Pages of one thing: reached by the first such link of a page, where there is one."""

OPENED_BY_HAND = {
    "/contacts/import/{upload_id}": "a file is sent",
    "/contacts/import/{upload_id}/preview": "its columns are told",
    "/signin": "nobody is signed in",
}
"""What a story of its own comes to."""

PARTS = (
    "/desk/{handoff_id}/search",
    "/desk/{handoff_id}/transcript",
    "/knowledge/{area}/{slug}/discard",
    "/knowledge/{area}/{slug}/from-file",
    "/knowledge/{area}/{slug}/publish",
    "/knowledge/{area}/{slug}/review",
    "/knowledge/{area}/{slug}/revisions/{number}/restore",
    "/knowledge/{area}/{slug}/save",
    "/knowledge/{area}/{slug}/trial",
    "/knowledge/{area}/{slug}/withdraw",
    "/monitor/{conversation_id}/transcript",
    "/oversight/conversation/{conversation_id}",
    "/oversight/draft/{handoff_id}",
    "/reports/{measure}/behind.csv",
    "/reports/saved/{month}.pdf",
    "/service/conversation/{conversation_id}",
    "/service/{figure}",
    "/service/{figure}.csv",
)
"""What is no page: a part of one, a file, where a page goes back to, or what leads on to where a page is now."""


def is_at(route: str, address: str) -> bool:
    """Whether the address is of the route, whatever it asks for."""
    return compile_path(route)[0].match(urlsplit(address).path) is not None


def first_behind(page: str, links: Iterable[str]) -> str | None:
    """The first of the page's links that leads to a page of one thing which has to be reached from here."""
    route = BEHIND.get(page)
    return next((link for link in links if route and is_at(route, link)), None)
