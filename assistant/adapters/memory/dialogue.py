"""A dialogue engine that says what it was told to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import UnavailableError
from assistant.domain.turn import AnswerFromKnowledge, EngineReply, Understanding

ANSWER_FROM_KNOWLEDGE = EngineReply(Understanding("ask_question", 1.0), (AnswerFromKnowledge(),), "scripted")


@dataclass(slots=True)
class ScriptedEngine:
    """Replies by the words of the utterance, exactly; else with `default`. Set `away` to see it fail.

    `heard` and `forgotten` tell what it was asked, in order.
    """

    script: Mapping[str, EngineReply] = field(default_factory=dict)
    default: EngineReply = ANSWER_FROM_KNOWLEDGE
    away: bool = False
    heard: list[tuple[ConversationId, str]] = field(default_factory=list)
    forgotten: list[ConversationId] = field(default_factory=list)

    async def respond(self, conversation_id: ConversationId, text: str) -> EngineReply:
        self._check()
        self.heard.append((conversation_id, text))
        return self.script.get(text, self.default)

    async def forget(self, conversation_id: ConversationId) -> None:
        self._check()
        self.forgotten.append(conversation_id)

    async def version(self) -> str:
        self._check()
        return "scripted"

    def _check(self) -> None:
        if self.away:
            raise UnavailableError("the scripted engine is away")
