"""A citizen no longer waits for a person, and gets the assistant back: to be called instead, or for good."""

from dataclasses import replace

from assistant.domain.conversation import ConversationId, Holder
from assistant.domain.handoff import Stage
from assistant.services.hand_off import HandOffs


async def step_out(hand_offs: HandOffs, conversation_id: ConversationId, *, lost: bool = False) -> bool:
    """The assistant holds the conversation again, and nobody is waited for.

    False, and nothing changed, where none waits any longer, or who waits may be in danger: then a person comes.
    `lost`: the citizen has given up waiting, which counts as abandonment; whoever is called back is served on.
    """
    async with hand_offs.records.unit() as unit:
        handoff = await unit.handoffs.current(conversation_id)
        if handoff is None or handoff.stage is not Stage.WAITING or handoff.in_danger:
            return False
        now = hand_offs.clock.now()
        over = replace(handoff, abandoned_at=now) if lost else replace(handoff, returned_at=now)
        await unit.handoffs.change(handoff, over)
        await unit.conversations.move(conversation_id, Holder.ASSISTANT, now)
    await hand_offs.leave_queue(handoff)
    return True
