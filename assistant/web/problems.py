"""Errors as status and words, in one place. The words are for citizens, in the language their request asks for."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from assistant.domain.errors import (
    AssistantError,
    ConflictError,
    NotFoundError,
    RefusedError,
    TooManyError,
    UnavailableError,
)
from assistant.web.schemas import Problem
from assistant.wording.catalogue import Wording, Words

log = logging.getLogger(__name__)

PHONE = "013-20 60 00"


class UnauthorisedError(AssistantError):
    """The request carries no token, or one that does not open this conversation."""


def install_problems(app: FastAPI, wording: Wording) -> None:
    """Every error leaves the application as a problem document."""

    async def house_error(request: Request, error: Exception) -> JSONResponse:
        return _house_problem(wording.of(language_of(request)), error)

    async def malformed(request: Request, _: Exception) -> JSONResponse:
        words = wording.of(language_of(request))
        return _problem(422, "Malformed", words("The question could not be read: it may be empty or too long."))

    app.add_exception_handler(AssistantError, house_error)
    app.add_exception_handler(RequestValidationError, malformed)


def _house_problem(words: Words, error: Exception) -> JSONResponse:
    match error:
        case UnauthorisedError():
            return _problem(
                401,
                "Unauthorised",
                words("This conversation can no longer be opened. Start a new one."),
                {"WWW-Authenticate": "Bearer"},
            )
        case NotFoundError():
            return _problem(404, "Not found", words("This conversation can no longer be opened. Start a new one."))
        case ConflictError():
            return _problem(409, "Closed", words("The conversation is closed. Start a new one."))
        case TooManyError(retry_after_seconds=seconds):
            text = words("You are writing very fast. Wait a moment and try again.")
            return _problem(429, "Too many", text, {"Retry-After": str(seconds)})
        case RefusedError():
            return _problem(422, "Refused", words("The question could not be read: it may be empty or too long."))
        case UnavailableError():
            log.error("unavailable: %s", error)
            text = words("We cannot receive what you write right now. Try again in a while, or phone 013-20 60 00.")
            return _problem(503, "Unavailable", text, {"Retry-After": "5"})
        case _:
            raise error


def _problem(status: int, title: str, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    problem = Problem(title=title, status=status, detail=detail, phone=PHONE)
    return JSONResponse(
        problem.model_dump(), status_code=status, headers=dict(headers or {}), media_type="application/problem+json"
    )


def language_of(request: Request) -> str:
    """The language that the request would rather be answered in."""
    return request.headers.get("accept-language", "sv")[:2].lower()
