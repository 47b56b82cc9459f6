"""What the console counts for whoever watches over it. No names and no words of anybody."""

from dataclasses import dataclass
from enum import StrEnum

from prometheus_client import CollectorRegistry, Counter, Gauge


class SignIn(StrEnum):
    """How an attempt to sign in ended."""

    OK = "ok"
    REFUSED = "refused"


class KeyUse(StrEnum):
    """What became of a key that another system sent numbers with. `SLOWED`: refused, as many were before it."""

    OK = "ok"
    REFUSED = "refused"
    SLOWED = "slowed"


class Claim(StrEnum):
    """How a claim ended."""

    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Counters:
    """Make them with `counters_in`."""

    sign_ins: Counter
    claims: Counter
    key_uses: Counter
    streams: Gauge


def counters_in(registry: CollectorRegistry) -> Counters:
    """The counters, each result there from the start, told by `registry`."""
    sign_ins = Counter("kontakt_sign_ins", "Attempts to sign in, by result", ["result"], registry=registry)
    claims = Counter("kontakt_claims", "Claims of waiting conversations, by result", ["result"], registry=registry)
    key_uses = Counter("kontakt_contact_key_uses", "Numbers sent with a key, by result", ["result"], registry=registry)
    for key_use in KeyUse:
        key_uses.labels(key_use)
    for sign_in in SignIn:
        sign_ins.labels(sign_in)
    for claim in Claim:
        claims.labels(claim)
    streams = Gauge("kontakt_open_streams", "Pages of staff that follow what happens", registry=registry)
    return Counters(sign_ins, claims, key_uses, streams)
