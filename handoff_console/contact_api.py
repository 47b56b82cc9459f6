"""`POST /api/contacts`: other systems send their numbers themselves (docs/contacts-api.md)."""

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from assistant.bootstrap import Assistant
from assistant.domain.contact_upload import ContactKey
from assistant.domain.errors import RefusedError, TooManyError, UnavailableError
from assistant.services.contact_accounts import digest_of
from assistant.services.receive_contacts import MOST_ROWS_SENT, KeyRefusedError, SentFault, SentFaultsError
from handoff_console.access import Services
from handoff_console.attempts import Attempts
from handoff_console.counters import Counters, KeyUse

log = logging.getLogger(__name__)
router = APIRouter(prefix="/api", include_in_schema=False)

LARGEST_BODY_BYTES = 2_000_000
FAULTS_TOLD = 100
SCHEME = "bearer "


@router.post("/contacts")
async def receive(request: Request, assistant: Services) -> JSONResponse:
    """All rows are recorded, or none and a problem document says why (RFC 9457)."""
    try:
        key = await _key(request, assistant)
        outcome = await assistant.receive_contacts.receive(key, await _rows(request))
    except KeyRefusedError:
        log.warning("contacts were sent without a key that holds")
        return _problem(401, "The key opens nothing", "Send Authorization: Bearer and a key that is not revoked.")
    except TooManyError as error:
        log.warning("contacts are sent with too many wrong keys")
        again = {"Retry-After": str(error.retry_after_seconds)}
        return _problem(429, "Too many wrong keys", "The key opens nothing. Try again later.", headers=again)
    except SentFaultsError as error:
        return _faults(error.faults)
    except RefusedError as error:
        return _problem(422, "The rows cannot be read", str(error))
    except UnavailableError:
        log.exception("the record is away")
        return _problem(503, "The record is away", "Nothing was recorded. Send the same again in a while.")
    imported, told = outcome.imported, outcome.difference
    counts = {"added": told.added, "changed": told.changed, "same": told.same, "removed": told.removed}
    return JSONResponse({"source": key.source, "import": imported.number if imported else None, **counts})


async def _key(request: Request, assistant: Assistant) -> ContactKey:
    """The key behind the request.

    A key that holds is let through, whatever others at its address have tried: it has 256 random bits and is not
    guessed, and behind a proxy all may share one address. Only refusals are counted, and slowed.

    Raises:
        KeyRefusedError: there is none, or it opens nothing.
        TooManyError: it opens nothing, and was refused too often, or too many from this address were.
    """
    counters: Counters = request.app.state.counters
    attempts: Attempts = request.app.state.key_attempts
    secret = _secret(request)
    name, address = digest_of(secret.encode()), request.client.host if request.client else "unknown"
    try:
        key = await assistant.receive_contacts.key_behind(secret)
    except KeyRefusedError:
        try:
            attempts.begin(name, address)
        except TooManyError:
            counters.key_uses.labels(KeyUse.SLOWED).inc()
            raise
        counters.key_uses.labels(KeyUse.REFUSED).inc()
        raise
    counters.key_uses.labels(KeyUse.OK).inc()
    return key


def _secret(request: Request) -> str:
    given = request.headers.get("authorization", "")
    return given[len(SCHEME) :].strip() if given.lower().startswith(SCHEME) else ""


async def _rows(request: Request) -> Sequence[object]:
    """The body's rows. Raises RefusedError: it is too large, no JSON, or has none."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > LARGEST_BODY_BYTES:
            raise RefusedError(f"at most {LARGEST_BODY_BYTES} bytes and {MOST_ROWS_SENT} rows at a time")
    try:
        told = json.loads(bytes(body))
    except (ValueError, RecursionError) as error:
        raise RefusedError("the body is no JSON in UTF-8") from error
    rows = told.get("rows") if isinstance(told, Mapping) else None
    if not isinstance(rows, list):
        raise RefusedError('the body must be an object with a list "rows"')
    return rows


def _faults(faults: Sequence[SentFault]) -> JSONResponse:
    errors = [
        {"pointer": f"#/rows/{each.row}/{each.member}", "detail": str(each.fault), "kind": str(each.fault.kind)}
        for each in faults[:FAULTS_TOLD]
    ]
    detail = f"{len(faults)} rows are wrong. Nothing was recorded."
    return _problem(422, "Rows are wrong", detail, {"errors": errors})


def _problem(
    status: int,
    title: str,
    detail: str,
    more: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    usual = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "30"}}.get(status)
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, **(more or {})}
    return JSONResponse(told, status, headers or usual, media_type="application/problem+json")
