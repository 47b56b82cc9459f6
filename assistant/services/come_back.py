"""A citizen comes back: perhaps, where the same tab opened both conversations; for certain, where an agent says so.

All within the caller's unit. What turns out to be no return is struck out: nothing links two matters for no purpose.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.domain.conversation import Conversation, ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import AgentId, Handoff, Stage
from assistant.domain.returns import KnownBy, Return
from assistant.domain.same_matter import is_same_matter, may_be_return
from assistant.ports import Unit


@dataclass(frozen=True, slots=True)
class ShownKey:
    """What opened the tab's former conversation, as a client tells it: anything may stand in it."""

    conversation_id: ConversationId
    token: str = field(repr=False)

    @property
    def is_plain(self) -> bool:
        """Whether the record can be asked about it at all: PostgreSQL takes no NUL."""
        return self.conversation_id.isprintable() and self.token.isprintable()


async def perhaps_returns(unit: Unit, opened: Conversation, earlier: Conversation) -> None:
    """`opened` was opened in the tab in which `earlier` ended: a candidate, until it is known what it is about."""
    if may_be_return(earlier, opened.opened_at):
        await unit.returns.add(Return(opened.id, earlier.id, KnownBy.SAME_TAB_ONLY, opened.opened_at))


async def settle_return(unit: Unit, conversation_id: ConversationId, now: datetime) -> None:
    """A candidate is a return or none, once its first question with an area has been answered or passed on."""
    perhaps = await unit.returns.of(conversation_id)
    if perhaps is None or perhaps.known_by is not KnownBy.SAME_TAB_ONLY or perhaps.earlier_id is None:
        return
    told = {each.id: each for each in await unit.figures.told_of([conversation_id, perhaps.earlier_id])}
    if told.keys() != {conversation_id, perhaps.earlier_id}:
        return
    same = is_same_matter(told[perhaps.earlier_id], told[conversation_id])
    if same:
        await unit.returns.add(replace(perhaps, known_by=KnownBy.SAME_TAB, at=now))
    elif same is False:
        await unit.returns.remove(conversation_id)


async def returned_by_agent(unit: Unit, conversation_id: ConversationId, at: datetime) -> None:
    """An agent knows that the citizen has come back. With which conversation, only the tab can have told."""
    known = await unit.returns.of(conversation_id)
    await unit.returns.add(Return(conversation_id, known.earlier_id if known else None, KnownBy.AGENT, at))


async def taken_back_by_agent(unit: Unit, handoff: Handoff, agent_id: AgentId, at: datetime) -> None:
    """That the citizen had come back with the same matter was a slip of the agent who wrapped up.

    What the tab told is settled as it would have been without it.

    Raises:
        ConflictError: the handoff is not wrapped up, or by somebody else.
    """
    if handoff.claimed_by != agent_id or handoff.stage is not Stage.WRAPPED_UP:
        raise ConflictError(f"handoff {handoff.id} was not wrapped up by {agent_id}")
    conversation_id = handoff.conversation_id
    known = await unit.returns.of(conversation_id)
    if known is None or known.known_by is not KnownBy.AGENT:
        return
    if known.earlier_id is None:
        await unit.returns.remove(conversation_id)
        return
    opened = await unit.conversations.get(conversation_id)
    await unit.returns.add(Return(conversation_id, known.earlier_id, KnownBy.SAME_TAB_ONLY, opened.opened_at))
    await settle_return(unit, conversation_id, at)
