"""The secret link by which a citizen follows a case without signing in (docs/adr/0017)."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.case import Case, CaseId, Reference

KEY_CHARACTERS = 26
"""Of 32 signs each: 130 bits; requirement F-03 asks for 128. Base32 has no signs that are taken for each other."""
_TOLD = re.compile(rf"\((/case/(KL-\d{{4}}-\d+)/[a-z2-7]{{{KEY_CHARACTERS}}})\)")
_PURPOSE = b"case key "
_NOBODYS_DIGEST = hashlib.sha256(b"no case has this key").hexdigest()


def case_path(reference: Reference, key: str) -> str:
    """Where the citizens' site shows the case to whoever has the key."""
    return f"/case/{reference}/{key}"


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case as its citizen was told of it."""

    reference: Reference
    path: str = field(repr=False)


def links_in(texts: Iterable[str]) -> tuple[CaseLink, ...]:
    """The cases whose links stand in these texts, each once, in order."""
    found = (CaseLink(Reference(match[2]), match[1]) for text in texts for match in _TOLD.finditer(text))
    return tuple({link.reference: link for link in found}.values())


def digest_of(key: str) -> str:
    """What is kept of a key: SHA-256, hex."""
    return hashlib.sha256(key.encode()).hexdigest()


def opens(case: Case | None, key: str) -> bool:
    """Whether the key is the case's. Takes as long for a case that is not as for a key that is wrong."""
    kept = _NOBODYS_DIGEST if case is None else case.key_digest
    return hmac.compare_digest(kept, digest_of(key)) and case is not None


def read_key(typed: str) -> str:
    """The key that somebody typed: without blanks and hyphens, in lower case."""
    return "".join(sign for sign in typed.lower() if sign.isalnum())[: 2 * KEY_CHARACTERS]


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """Makes keys. The same case gets the same key from the same secret, so that none need be kept to be said again."""

    secret: bytes = field(repr=False)

    def of(self, case_id: CaseId) -> str:
        """HMAC-SHA-256 of the id under the secret, its first 130 bits in base32."""
        mac = hmac.new(self.secret, _PURPOSE + case_id.encode(), hashlib.sha256).digest()
        return base64.b32encode(mac).decode().lower()[:KEY_CHARACTERS]
