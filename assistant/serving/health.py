"""`/healthz`, `/readyz` and `/metrics`. Keep them inside: the proxy forwards none of them (requirement F-26)."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from assistant.services.health import THERE

Parts = Callable[[], Awaitable[dict[str, str]]]


def health_routes(parts: Parts, registry: CollectorRegistry) -> APIRouter:
    """The three routes over the application's parts and counters."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        return {"status": THERE}

    @router.get("/readyz")
    async def readyz() -> JSONResponse:
        found = await parts()
        ready = all(sign == THERE for sign in found.values())
        return JSONResponse({"ready": ready, "parts": found}, status_code=200 if ready else 503)

    @router.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return router
