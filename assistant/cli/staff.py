"""`kontakt staff`."""

import asyncio
import secrets
from collections.abc import Collection
from dataclasses import replace
from typing import Annotated

import typer

from assistant.cli.failure import Failure
from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import SWEDISH, Language
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import LIMIT_CAPACITY, Role, StaffMember
from assistant.settings import Settings, read_settings
from assistant.wording.catalogue import SPOKEN

LEAST_PASSWORD_CHARACTERS = 12
"""Shortest password taken; OWASP ASVS 5.0, 6.2.1, asks for 8 and recommends 15."""

app = typer.Typer(no_args_is_help=True, help="Who may sign in to the console.")


@app.command("add")
def add(  # noqa: PLR0913 - each is an option of the command
    sign_in_name: str,
    full_name: str,
    role: Annotated[Role, typer.Option(help="What the member may do.")] = Role.AGENT,
    capacity: Annotated[int, typer.Option(min=1, max=LIMIT_CAPACITY, help="Conversations at once.")] = 3,
    area: Annotated[list[str] | None, typer.Option(help="An area the member knows best; may be repeated.")] = None,
    language: Annotated[list[str] | None, typer.Option(help="A language to answer in; may be repeated.")] = None,
    password: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)] = "",
) -> None:
    """Let somebody sign in. Asks for the password."""
    if len(password) < LEAST_PASSWORD_CHARACTERS:
        raise Failure(f"The password must have at least {LEAST_PASSWORD_CHARACTERS} characters.")
    settings = read_settings()
    member = StaffMember(
        AgentId(secrets.token_hex(8)),
        sign_in_name,
        full_name.split()[0],
        full_name,
        role,
        password_hash="",
        capacity=capacity,
        areas=tuple(AreaId(one) for one in area or ()),
        languages=_known_languages(language or ()),
    )
    asyncio.run(_add(settings, member, password))
    print(f"{full_name} may sign in as {sign_in_name}.")


def _known_languages(given: Collection[str]) -> tuple[Language, ...]:
    """The languages that are named, Swedish where none is. Raises Failure where one is none that we speak."""
    _check_known(given, SPOKEN, "language", "languages")
    return tuple(Language(lang) for lang in SPOKEN if lang in given) or (SWEDISH,)


def _check_known(given: Collection[str], known: Collection[str], one: str, many: str) -> None:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise Failure(f"There is no {one} {unknown[0]}. The {many} are: {', '.join(sorted(known))}.")


async def _add(settings: Settings, member: StaffMember, password: str) -> None:
    from assistant.bootstrap import build

    assistant = build(settings)
    try:
        _check_known(member.areas, assistant.catalogue.areas, "area", "areas")
        await assistant.staff.add(replace(member, password_hash=assistant.passwords.hashed(password)))
    except ConflictError as error:
        raise Failure(f"Somebody signs in as {member.sign_in_name} already: choose another name.") from error
    finally:
        await assistant.aclose()


@app.command("list")
def show() -> None:
    """Who may sign in."""
    asyncio.run(_show(read_settings()))


async def _show(settings: Settings) -> None:
    from assistant.bootstrap import build

    assistant = build(settings)
    try:
        for member in await assistant.staff.members():
            print(f"{member.sign_in_name:16} {member.full_name:28} {member.role}{'  (demo)' if member.demo else ''}")
    finally:
        await assistant.aclose()


def seed_demo_staff(settings: Settings) -> None:
    """The labelled demo staff may sign in; repeating changes nothing. Called from within a running loop's callback."""
    import threading

    failed: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(_seed(settings))
        except BaseException as error:  # noqa: BLE001 - handed to the caller's thread
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


async def _seed(settings: Settings) -> None:
    from assistant.bootstrap import build
    from assistant.services.staff_demo import demo_members

    assistant = build(settings)
    try:
        known = {member.sign_in_name.casefold() for member in await assistant.staff.members()}
        for member in demo_members(assistant.passwords):
            if member.sign_in_name.casefold() not in known:
                await assistant.staff.add(member)
    finally:
        await assistant.aclose()
