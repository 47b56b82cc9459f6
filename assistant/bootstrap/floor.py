"""The floor: who works, and how waiting citizens come to them, over the parts given."""

from datetime import timedelta

from assistant.bootstrap.parts import Parts
from assistant.services.hand_off import HandOffs
from assistant.services.hold_out import HoldOut
from assistant.services.offer_round import OfferRound
from assistant.services.return_to_queue import ReturnToQueue
from assistant.services.routing import Routing
from assistant.services.staff import StaffDesk
from assistant.settings import Settings


def routing_of(settings: Settings, parts: Parts, hand_offs: HandOffs) -> Routing:
    """How waiting citizens come to agents."""
    patience = timedelta(seconds=settings.match_seconds)
    return Routing(parts.records, parts.offers, parts.stream, parts.clock, hand_offs, patience)


def offer_round_of(settings: Settings, parts: Parts, hold_out: HoldOut) -> OfferRound:
    """What offers them, where a supervisor has set that."""
    return OfferRound(
        parts.records,
        parts.agents,
        parts.offers,
        hold_out,
        parts.stream,
        parts.clock,
        life=timedelta(seconds=settings.offer_seconds),
        patience=timedelta(seconds=settings.match_seconds),
        away_after=settings.away_after_offers,
    )


def staff_of(settings: Settings, parts: Parts, back: ReturnToQueue) -> StaffDesk:
    """Who works, and may."""
    return StaffDesk(
        parts.records,
        parts.passwords,
        parts.agents,
        parts.claims,
        parts.stream,
        parts.clock,
        back,
        lease=back.hand_offs.lease,
        presence=timedelta(seconds=settings.presence_seconds),
        demo=settings.demo,
    )
