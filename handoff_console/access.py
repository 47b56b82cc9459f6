"""Who may do what: the visit behind the cookie, roles, and what proves that a post came from our own page."""

import hmac
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response

from assistant.bootstrap import Assistant
from assistant.domain.errors import AssistantError, NotFoundError
from assistant.domain.staffing import Role, StaffMember, StaffVisit

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = frozenset({"/signin", "/language", "/api/contacts"})
"""Posts that need no visit (the last a key of its own); that they come from our own page is checked all the same."""


class NotSignedInError(AssistantError):
    """The request carries no cookie of a visit that lasts."""


class NotAllowedError(AssistantError):
    """The member's role does not allow it."""


class NotOurPageError(NotAllowedError):
    """The post cannot be shown to come from our own page, or from one that is not too old."""


@dataclass(frozen=True, slots=True)
class Visiting:
    """Who is signed in, in which visit. `key` is the cookie's value."""

    member: StaffMember
    visit: StaffVisit
    key: str = field(repr=False)


def services_of(request: Request) -> Assistant:
    """The contact centre's services."""
    assistant: Assistant = request.app.state.assistant
    return assistant


Services = Annotated[Assistant, Depends(services_of)]


def cookie_name(assistant: Assistant) -> str:
    """The visit's cookie; over HTTPS bound to this host by its prefix (requirement F-06)."""
    return "__Host-kontakt_visit" if assistant.settings.secure_cookies else "kontakt_visit"


def set_visit_cookie(response: Response, assistant: Assistant, key: str) -> None:
    """The browser keeps the key until it is closed, out of reach of scripts and of other sites."""
    response.set_cookie(
        cookie_name(assistant),
        key,
        path="/",
        httponly=True,
        samesite="strict",
        secure=assistant.settings.secure_cookies,
    )


def drop_visit_cookie(response: Response, assistant: Assistant) -> None:
    """The browser forgets the key."""
    response.delete_cookie(
        cookie_name(assistant), path="/", httponly=True, samesite="strict", secure=assistant.settings.secure_cookies
    )


async def signed_in(request: Request, assistant: Services) -> Visiting:
    """The visit behind the request's cookie, looked up once a request.

    Raises:
        NotSignedInError: there is none, or it is over.
    """
    known: Visiting | None = getattr(request.state, "visiting", None)
    if known is not None:
        return known
    key = request.cookies.get(cookie_name(assistant))
    if not key:
        raise NotSignedInError("no cookie")
    try:
        member, visit = await assistant.staff.visiting(key)
    except NotFoundError as error:
        raise NotSignedInError("the visit is over") from error
    visiting = Visiting(member, visit, key)
    request.state.visiting = visiting
    return visiting


async def member(visiting: Annotated[Visiting, Depends(signed_in)]) -> StaffMember:
    """The member of staff who asks, whatever the role."""
    return visiting.member


async def agent(visiting: Annotated[Visiting, Depends(signed_in)]) -> StaffMember:
    """The agent who asks; supervisors may do all an agent may.

    Raises:
        NotAllowedError: the member answers no citizens.
    """
    return _of_role(visiting.member, Role.AGENT, Role.SUPERVISOR)


async def editor(visiting: Annotated[Visiting, Depends(signed_in)]) -> StaffMember:
    """The editor who asks; supervisors may do all an editor may.

    Raises:
        NotAllowedError: the member changes no answers.
    """
    return _of_role(visiting.member, Role.EDITOR, Role.SUPERVISOR)


async def supervisor(visiting: Annotated[Visiting, Depends(signed_in)]) -> StaffMember:
    """The supervisor who asks.

    Raises:
        NotAllowedError: the member is not one.
    """
    return _of_role(visiting.member, Role.SUPERVISOR)


def _of_role(asking: StaffMember, *roles: Role) -> StaffMember:
    if asking.role not in roles:
        raise NotAllowedError(f"{asking.id} is {asking.role}, not {' or '.join(roles)}")
    return asking


Visit = Annotated[Visiting, Depends(signed_in)]
Member = Annotated[StaffMember, Depends(member)]
Agent = Annotated[StaffMember, Depends(agent)]
Editor = Annotated[StaffMember, Depends(editor)]
Supervisor = Annotated[StaffMember, Depends(supervisor)]


async def guard_posts(request: Request, assistant: Services) -> None:
    """Lets through what changes nothing, and posts that our own page made (requirement F-07). Holds for every route.

    Raises:
        NotOurPageError: another site made the post, or the visit's CSRF key is missing or wrong.
        NotSignedInError: a post that needs a visit has none.
    """
    if request.method in SAFE_METHODS:
        return
    _check_origin(request)
    if request.url.path in OPEN_PATHS:
        return
    visiting = await signed_in(request, assistant)
    given = request.headers.get("x-csrf-token") or str((await request.form()).get("csrf_key", ""))
    if not hmac.compare_digest(given.encode(), visiting.visit.csrf_key.encode()):
        raise NotOurPageError("the CSRF key is missing or wrong")


def _check_origin(request: Request) -> None:
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in {"same-origin", "none"}:
        raise NotOurPageError(f"a post made by a {site} page")
    origin = request.headers.get("origin")
    # Browsers send one of the two with every post; what sends neither has no cookie it did not ask for.
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise NotOurPageError("a post made by a page of another origin")
