"""The names of the channels on which processes wake each other."""

from assistant.domain.conversation import ConversationId

QUEUES = "queues"
"""Followed by every desk: somebody joined or left a queue, or an agent's status changed."""


def of_conversation(conversation_id: ConversationId) -> str:
    """Followed by the citizen's page and by the desks that show the conversation."""
    return f"conversation:{conversation_id}"
