"""Errors as status and words for staff, in one place. Each says what happened and what to do."""

import logging
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from assistant.domain.errors import (
    AssistantError,
    ConflictError,
    NotFoundError,
    RefusedError,
    TooManyError,
    UnavailableError,
)
from handoff_console.access import NotAllowedError, NotOurPageError, NotSignedInError
from handoff_console.pages import is_fragment, show

log = logging.getLogger(__name__)


class Problem(NamedTuple):
    """A status with what happened and what to do, as message ids."""

    status: int
    title: str
    advice: str


FORBIDDEN = Problem(
    403, "You may not do this", "Your role does not allow it. If you need it for your work, ask your supervisor."
)
STALE = Problem(
    403,
    "The page was too old",
    "Nothing has changed. Load the page again and try once more; copy what you wrote first.",
)
MISSING = Problem(
    404, "There is nothing here", "The page or the conversation does not exist. Go to your desk and look there."
)
MOVED_ON = Problem(
    409,
    "Somebody was first",
    "The conversation has moved on: a colleague, the citizen or another window of yours was first. "
    "Go to your desk to see how it stands.",
)
ANSWER_MISSING = Problem(404, "There is nothing here", "There is no such answer, or no such page. Go to the answers.")
ANSWER_MOVED_ON = Problem(
    409,
    "Somebody was first",
    "Somebody else has changed this answer, or you did in another window. Nothing of yours was done. "
    "Load its page again to see how it stands.",
)
REVIEW_MOVED_ON = Problem(
    409,
    "It stands otherwise by now",
    "You have judged this answer otherwise before, or the topic no longer has what it takes. Nothing has changed. "
    "Go to the reviews to see how it stands.",
)
REVIEW_MISSING = Problem(404, "There is nothing here", "There is no such answer to review. Go to the reviews.")
CASE_MISSING = Problem(404, "There is nothing here", "There is no such case. Go to the cases and look there.")
MALFORMED = Problem(
    422, "This could not be received", "Something is missing or too long. Go back, check what you wrote and try again."
)
TOO_MANY = Problem(429, "Too much at once", "Wait a moment and try again.")
BROKEN = Problem(
    500,
    "Something went wrong on our side",
    "What you wrote is still in the box. Try again; if it does not help, tell your supervisor.",
)
AWAY = Problem(
    503,
    "We cannot reach the queue or the record right now",
    "Nothing has changed, and what you wrote is still in the box. Try again in a while. "
    "Citizens can phone 013-20 60 00 meanwhile.",
)


def install_problems(app: FastAPI) -> None:
    """Every error leaves the console as a page, or as words for the page that asked."""

    async def not_signed_in(request: Request, _: Exception) -> Response:
        if is_fragment(request):
            return Response(status_code=401, headers={"HX-Redirect": "/signin"})
        return RedirectResponse(f"/signin?to={quote(_where(request))}", 303)

    async def house_error(request: Request, error: Exception) -> Response:
        return _page(request, _at(request, _of(error)))

    async def http_error(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return _page(request, _at(request, MISSING) if status == 404 else MALFORMED._replace(status=status))

    async def malformed(request: Request, _: Exception) -> Response:
        return _page(request, MALFORMED)

    async def broken(request: Request, _: Exception) -> Response:
        return _page(request, BROKEN)

    app.add_exception_handler(NotSignedInError, not_signed_in)
    app.add_exception_handler(AssistantError, house_error)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, malformed)
    app.add_exception_handler(Exception, broken)


def _where(request: Request) -> str:
    """Where whoever signs in again goes on: the page asked for, or that of the form that was posted."""
    if request.method == "GET":
        return f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    form = urlsplit(request.headers.get("referer", ""))
    if form.netloc != request.url.netloc:
        return "/"
    return f"{form.path}?{form.query}" if form.query else form.path


def _at(request: Request, problem: Problem) -> Problem:
    """The problem in the words of the pages on which it came up."""
    if request.url.path.startswith("/cases"):
        return CASE_MISSING if problem is MISSING else problem
    if request.url.path.startswith("/review"):
        return {MISSING: REVIEW_MISSING, MOVED_ON: REVIEW_MOVED_ON}.get(problem, problem)
    if not request.url.path.startswith("/knowledge"):
        return problem
    return {MISSING: ANSWER_MISSING, MOVED_ON: ANSWER_MOVED_ON}.get(problem, problem)


def _of(error: Exception) -> Problem:
    match error:
        case NotOurPageError():
            log.warning("not believed: %s", error)
            return STALE
        case NotAllowedError():
            log.warning("not allowed: %s", error)
            return FORBIDDEN
        case NotFoundError():
            return MISSING
        case ConflictError():
            return MOVED_ON
        case TooManyError():
            return TOO_MANY
        case RefusedError():
            return MALFORMED
        case UnavailableError():
            log.error("unavailable: %s", error)
            return AWAY
        case _:
            raise error


def _page(request: Request, problem: Problem) -> Response:
    template = "problem_fragment.html" if is_fragment(request) else "problem.html"
    return show(request, template, {"problem": problem}, problem.status)
