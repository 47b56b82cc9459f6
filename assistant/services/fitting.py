"""What of a turn's conclusion may still be said, looked at in the unit that says it: a person may have come between."""

from dataclasses import replace

from assistant.domain.conversation import Conversation, Holder
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import Stage
from assistant.domain.turn import TurnOutcome
from assistant.ports import Unit
from assistant.services.conclusion import Conclusion
from assistant.services.hand_off import DANGER_PRIORITY


async def fitting(unit: Unit, conversation: Conversation, conclusion: Conclusion) -> Conclusion:
    """The conclusion, less what does not fit whoever holds the conversation now (requirement G-06)."""
    if conversation.holder is Holder.ASSISTANT:
        # The queue was left while we looked: the answer stands, the words about the place do not.
        return replace(conclusion, replies=conclusion.replies[1:]) if conclusion.while_waiting else conclusion
    if conclusion.danger is not None:
        return await _fixed_words_alone(unit, conversation, conclusion)
    if conclusion.while_waiting and await _only_waits(unit, conversation):
        return conclusion
    passed = conclusion.outcome is TurnOutcome.PASSED_TO_PERSON
    return replace(
        conclusion,
        outcome=TurnOutcome.PASSED_TO_PERSON,
        replies=conclusion.replies if passed else (),
        hand_off=None,
        article=None,
    )


async def check_holder(unit: Unit, conversation: Conversation) -> None:
    """Does nothing while whoever held the conversation at our first look does so still.

    Asked once something has been said: from then until the unit ends nobody can pass the conversation on, whereas a
    claim may have come between our first look and our words.

    Raises:
        ConflictError: it has passed to another.
    """
    if (await unit.conversations.get(conversation.id)).holder is not conversation.holder:
        raise ConflictError(f"conversation {conversation.id} passed to another as it was answered")


async def _fixed_words_alone(unit: Unit, conversation: Conversation, conclusion: Conclusion) -> Conclusion:
    """A person is at hand: the fixed words and nothing besides; not again where that person answers already."""
    replies = conclusion.replies[:1]
    if conversation.holder is Holder.AGENT:
        turns = await unit.turns.of(conversation.id)
        replies = () if any(turn.danger == conclusion.danger for turn in turns) else replies
    return replace(conclusion, replies=replies, article=None)


async def _only_waits(unit: Unit, conversation: Conversation) -> bool:
    """Whether nobody has come yet, and nothing has told of danger."""
    handoff = await unit.handoffs.current(conversation.id)
    return handoff is not None and handoff.stage is Stage.WAITING and handoff.priority < DANGER_PRIORITY
