"""Addresses of the former page of five figures: whoever has kept one comes to where its contents are now (ADR 38)."""

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from fastapi import APIRouter
from fastapi.responses import RedirectResponse

from assistant.domain.errors import NotFoundError
from assistant.domain.measures import MeasureName
from assistant.domain.stretch import StretchName
from handoff_console.access import Supervisor

router = APIRouter(prefix="/service", include_in_schema=False)

FIGURES: Mapping[str, MeasureName] = {
    "chat_share": MeasureName.CHAT_SHARE,
    "resolution": MeasureName.RESOLUTION_CITIZEN,
    "service_level": MeasureName.SERVICE_LEVEL,
    "abandonment": MeasureName.ABANDONMENT,
    "satisfaction": MeasureName.SATISFACTION,
}
STRETCHES: Mapping[str, StretchName] = {
    "today": StretchName.TODAY,
    "week": StretchName.WEEK,
    "month": StretchName.MONTH,
    "quarter": StretchName.QUARTER,
    "year": StretchName.YEAR,
    "year_to_date": StretchName.YEAR,
}
"""What the address called `period`. Without one it was today."""
PERMANENTLY = 308


@router.get("")
async def service(me: Supervisor, period: str = "") -> RedirectResponse:  # noqa: ARG001 - supervisors only
    """The five figures."""
    return _to("/reports", period)


@router.get("/conversation/{conversation_id}")
async def conversation(conversation_id: str, me: Supervisor) -> RedirectResponse:  # noqa: ARG001 - supervisors only
    """One conversation. Where it was opened from is no longer told."""
    return RedirectResponse(f"/reports/conversation/{quote(conversation_id, safe='')}", PERMANENTLY)


@router.get("/{figure}.csv")
async def behind_as_sheet(figure: str, me: Supervisor, period: str = "") -> RedirectResponse:  # noqa: ARG001 - supervisors only
    """The conversations behind a figure as a file."""
    return _to(f"/reports/{_named(figure)}/behind.csv", period)


@router.get("/{figure}")
async def behind(figure: str, me: Supervisor, period: str = "") -> RedirectResponse:  # noqa: ARG001 - supervisors only
    """The conversations behind a figure: its page leads to them."""
    return _to(f"/reports/{_named(figure)}", period)


def _named(figure: str) -> MeasureName:
    if figure not in FIGURES:
        raise NotFoundError(f"there is no figure {figure}")
    return FIGURES[figure]


def _to(address: str, period: str) -> RedirectResponse:
    query = urlencode({"stretch": STRETCHES.get(period, StretchName.TODAY)})
    return RedirectResponse(f"{address}?{query}", PERMANENTLY)
