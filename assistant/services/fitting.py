"""What of a turn's conclusion may still be said, looked at in the unit that says it: a person may have come between."""

from dataclasses import replace

from assistant.domain.conversation import Conversation, Holder
from assistant.domain.handoff import DANGER_PRIORITY, Stage
from assistant.domain.turn import TurnOutcome
from assistant.ports import Unit
from assistant.services.conclusion import Conclusion


async def fitting(unit: Unit, conversation: Conversation, conclusion: Conclusion) -> Conclusion:
    """The conclusion, less what does not fit whoever holds the conversation now (requirement G-06)."""
    if conversation.holder is Holder.ASSISTANT:
        # The queue was left while we looked: the answer stands, the words about the place do not.
        return replace(conclusion, replies=conclusion.replies[1:]) if conclusion.while_waiting else conclusion
    if conclusion.danger is not None:
        return await _beside_a_person(unit, conversation, conclusion)
    if conclusion.while_waiting and await _only_waits(unit, conversation):
        return conclusion
    return passed(conclusion, waits=conversation.holder is Holder.QUEUE)


def passed(conclusion: Conclusion, *, waits: bool = False) -> Conclusion:
    """What was found is kept for the person who reads it; nothing of it is said, but to who waits words about that."""
    stays = conclusion.outcome is TurnOutcome.PASSED_TO_PERSON and waits
    return replace(
        conclusion,
        outcome=TurnOutcome.PASSED_TO_PERSON,
        replies=conclusion.replies if stays else (),
        hand_off=None,
        article=None,
        draft=None,
    )


def fixed_words_alone(danger: Conclusion) -> Conclusion:
    """Danger's fixed words, and nothing besides."""
    return replace(danger, replies=danger.replies[:1], article=None, draft=None)


async def _beside_a_person(unit: Unit, conversation: Conversation, conclusion: Conclusion) -> Conclusion:
    """A person is at hand: the fixed words and nothing besides; not again where that person answers already."""
    fixed = fixed_words_alone(conclusion)
    if conversation.holder is not Holder.AGENT:
        return fixed
    said_before = any(turn.danger == conclusion.danger for turn in await unit.turns.of(conversation.id))
    return replace(fixed, replies=()) if said_before else fixed


async def _only_waits(unit: Unit, conversation: Conversation) -> bool:
    """Whether nobody has come yet, and nothing has told of danger."""
    handoff = await unit.handoffs.current(conversation.id)
    return handoff is not None and handoff.stage is Stage.WAITING and handoff.priority < DANGER_PRIORITY
