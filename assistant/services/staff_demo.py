"""Staff for demonstrations. They exist only where the setting `demo` says so, and their password is no secret."""

from dataclasses import dataclass

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import Language
from assistant.domain.handoff import AgentId
from assistant.domain.staffing import Role, StaffMember
from assistant.services.staff import Passwords

DEMO_PASSWORD = "demo-kontakt-2026"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody the sign-in page of a demonstration offers."""

    sign_in_name: str
    first_name: str
    full_name: str
    role: Role
    languages: tuple[str, ...] = ("sv", "en")
    areas: tuple[str, ...] = ()


DEMO_LOGINS = (
    DemoLogin("anna", "Anna", "Anna Lindqvist", Role.AGENT),
    DemoLogin("bjorn", "Björn", "Björn Åkesson", Role.AGENT, ("sv", "en", "fi"), ("bygglov", "avfall_atervinning")),
    DemoLogin("fatima", "Fatima", "Fatima Haddad", Role.AGENT, ("sv", "en", "ar")),
    DemoLogin("elsa", "Elsa", "Elsa Nyström", Role.EDITOR),
    DemoLogin("sofia", "Sofia", "Sofia Ek", Role.SUPERVISOR),
)
"""Invented people."""


def demo_members(passwords: Passwords) -> tuple[StaffMember, ...]:
    """The demo staff, all with `DEMO_PASSWORD`. Slow: each password is hashed by itself."""
    return tuple(
        StaffMember(
            id=AgentId(f"demo-{login.sign_in_name}"),
            sign_in_name=login.sign_in_name,
            first_name=login.first_name,
            full_name=login.full_name,
            role=login.role,
            password_hash=passwords.hashed(DEMO_PASSWORD),
            demo=True,
            areas=tuple(map(AreaId, login.areas)),
            languages=tuple(map(Language, login.languages)),
        )
        for login in DEMO_LOGINS
    )
