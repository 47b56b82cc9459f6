"""Staff sign in and out and choose the language of their pages."""

import logging
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import RefusedError, TooManyError
from assistant.domain.staffing import Role, StaffMember, Status
from assistant.services.staff import SignedIn
from assistant.services.staff_demo import DEMO_LOGINS, DEMO_PASSWORD
from assistant.wording.catalogue import LANGUAGES
from handoff_console.access import (
    NotSignedInError,
    Services,
    Visit,
    drop_visit_cookie,
    set_visit_cookie,
    signed_in,
)
from handoff_console.attempts import Attempts
from handoff_console.counters import Counters, SignIn
from handoff_console.pages import LANGUAGE_COOKIE, local_path, show, words_of

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)

START = "/"
"""To where the member works, whoever it is."""
DESK = "/desk"
HOMES = {Role.AGENT: DESK, Role.EDITOR: "/knowledge", Role.SUPERVISOR: "/reports"}
"""Where members begin."""
A_YEAR_SECONDS = 365 * 24 * 3600


@router.get("/")
async def home(visit: Visit) -> RedirectResponse:
    """To where the member works."""
    return RedirectResponse(_home_of(visit.member, START), 303)


@router.get("/signin")
async def sign_in_page(request: Request, assistant: Services, to: str = START) -> Response:
    """The form; whoever is signed in already goes on."""
    try:
        visiting = await signed_in(request, assistant)
    except NotSignedInError:
        return _form(request, to)
    return RedirectResponse(_home_of(visiting.member, to), 303)


@router.post("/signin")
async def sign_in(
    request: Request,
    assistant: Services,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    to: Annotated[str, Form()] = START,
) -> Response:
    """A visit begins, or the form comes back with what was wrong."""
    counters: Counters = request.app.state.counters
    try:
        signed = await _checked(request, assistant, name, password)
    except TooManyError as error:
        counters.sign_ins.labels(SignIn.REFUSED).inc()
        return _form(request, to, name, _wait_words(request, error), 429)
    except RefusedError:
        counters.sign_ins.labels(SignIn.REFUSED).inc()
        log.info("a sign-in failed")
        words = words_of(request)
        return _form(request, to, name, words("Sign-in name or password is wrong. Check both and try again."), 422)
    counters.sign_ins.labels(SignIn.OK).inc()
    if await assistant.staff.status(signed.member.id) is Status.SIGNED_OUT:
        # Not yet available: nobody is counted as staffing the queue before saying so.
        await assistant.staff.change_status(signed.member, Status.OTHER_WORK)
    response = RedirectResponse(_home_of(signed.member, to), 303)
    set_visit_cookie(response, assistant, signed.key)
    log.info("agent %s signed in", signed.member.id)
    return response


async def _checked(request: Request, assistant: Assistant, name: str, password: str) -> SignedIn:
    attempts: Attempts = request.app.state.attempts
    address = request.client.host if request.client else "unknown"
    attempts.begin(name, address)
    try:
        async with attempts.hashing:
            signed = await assistant.staff.sign_in(name, password)
    except RefusedError:
        raise
    except BaseException:
        attempts.take_back(name, address)  # nobody has looked at the password
        raise
    attempts.succeeded(name, address)
    return signed


@router.post("/signout")
async def sign_out(assistant: Services, visit: Visit) -> Response:
    """The visit is over."""
    await assistant.staff.sign_out(visit.member, visit.visit)
    response = RedirectResponse("/signin", 303)
    drop_visit_cookie(response, assistant)
    log.info("agent %s signed out", visit.member.id)
    return response


@router.post("/language")
async def choose_language(
    assistant: Services, lang: Annotated[str, Form()], back: Annotated[str, Form()] = START
) -> Response:
    """The browser's pages come in `lang`."""
    if lang not in LANGUAGES:
        raise RefusedError(f"no pages in {lang}")
    response = RedirectResponse(local_path(back, START), 303)
    response.set_cookie(
        LANGUAGE_COOKIE,
        lang,
        max_age=A_YEAR_SECONDS,
        samesite="lax",
        httponly=True,
        secure=assistant.settings.secure_cookies,
    )
    return response


def _home_of(member: StaffMember, to: str) -> str:
    """`to`, or where the member works: without a place of ours, and where an editor was sent away from the desk."""
    path = local_path(to, START)
    no_place = path == START or (path == DESK and member.role is Role.EDITOR)
    return HOMES[member.role] if no_place else path


def _form(request: Request, to: str, name: str = "", fault: str = "", status: int = 200) -> Response:
    logins = {"demo_logins": DEMO_LOGINS, "demo_password": DEMO_PASSWORD}
    return show(request, "access/signin.html", {"to": to, "name": name, "fault": fault, **logins}, status)


def _wait_words(request: Request, error: TooManyError) -> str:
    minutes = -(-error.retry_after_seconds // 60)
    return words_of(request).plural(
        "Too many failed attempts. Wait {number} minute and try again.",
        "Too many failed attempts. Wait {number} minutes and try again.",
        minutes,
    )
