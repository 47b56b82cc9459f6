"""How many conversations agents hold, and whether one has room for another."""

from collections import Counter
from collections.abc import Mapping

from assistant.domain.errors import AtCapacityError
from assistant.domain.handoff import AgentId, Handoff, Stage
from assistant.domain.staffing import StaffMember, may_take
from assistant.ports import Unit


async def loads(unit: Unit) -> Mapping[AgentId, int]:
    """The conversations that each agent holds now; those who hold none are left out. Wrap-up is no conversation."""
    return Counter(handoff.claimed_by for handoff in await unit.handoffs.claimed() if handoff.claimed_by is not None)


async def check_room(unit: Unit, member: StaffMember, handoff: Handoff) -> None:
    """Does nothing where the member, held in `unit` by whoever must be sure, has room for the handoff.

    Raises:
        AtCapacityError: there is none; only danger may exceed the capacity, by one.
    """
    held = await unit.handoffs.held_by(member.id)
    load = sum(each.stage is Stage.CLAIMED and each.id != handoff.id for each in held)
    if not may_take(load, member.capacity, in_danger=handoff.in_danger):
        raise AtCapacityError(f"{member.id} holds {load} conversations of {member.capacity}")
