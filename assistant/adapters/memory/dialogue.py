"""A dialogue engine that says what it was told to say, and gathers what a form asks for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.domain.case import CaseKind
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import UnavailableError
from assistant.domain.form import FORM_ANSWER, Field, OpenForm, Step
from assistant.domain.turn import AnswerFromKnowledge, Directive, EngineReply, OpenCase, Say, Understanding

ANSWER_FROM_KNOWLEDGE = EngineReply(Understanding("ask_question", 1.0), (AnswerFromKnowledge(),), "scripted")


@dataclass(slots=True)
class ScriptedEngine:
    """Replies by the words of the utterance, exactly; else with `default`. Set `away` to see it fail.

    A reply with a form opens it: the engine then asks for its fields ("where?"), for a yes to all ("right?"), opens
    the case at the intent `affirm`, drops all at `cancel`. `heard` and `forgotten` tell what it was asked, in order.
    """

    script: Mapping[str, EngineReply] = field(default_factory=dict)
    default: EngineReply = ANSWER_FROM_KNOWLEDGE
    away: bool = False
    heard: list[tuple[ConversationId, str]] = field(default_factory=list)
    forgotten: list[ConversationId] = field(default_factory=list)
    forms: dict[ConversationId, OpenForm | None] = field(default_factory=dict)

    async def respond(self, conversation_id: ConversationId, text: str) -> EngineReply:
        self._check()
        self.heard.append((conversation_id, text))
        return self._noted(conversation_id, self.script.get(text, self.default))

    async def open_form(self, conversation_id: ConversationId) -> OpenForm | None:
        self._check()
        return self.forms.get(conversation_id)

    async def understand(self, text: str) -> Understanding:
        self._check()
        return self.script.get(text, self.default).understanding

    async def fill(self, conversation_id: ConversationId, kind: CaseKind, values: Mapping[Field, str]) -> EngineReply:
        self._check()
        form = self.forms.get(conversation_id)
        filled = {**(form.filled if form else {}), **values}
        return self._noted(conversation_id, _asking(kind, filled, Understanding(FORM_ANSWER, 1.0)))

    async def tell(self, conversation_id: ConversationId, intent: str) -> EngineReply:
        self._check()
        form, understanding = self.forms.get(conversation_id), Understanding(intent, 1.0)
        if form is None:
            return replace(self.default, understanding=understanding)
        if intent == "cancel":
            return self._noted(conversation_id, EngineReply(understanding, (Say({"sv": "Avbrutet."}),), "scripted"))
        if intent == "affirm":
            details = {str(one): words for one, words in form.filled.items()}
            return self._noted(conversation_id, EngineReply(understanding, (OpenCase(form.kind, details),), "scripted"))
        again = _asking(form.kind, form.filled, understanding)
        first = (AnswerFromKnowledge(),) if intent == "ask_question" else ()
        return self._noted(conversation_id, replace(again, directives=(*first, *again.directives)))

    async def forget(self, conversation_id: ConversationId) -> None:
        self._check()
        self.forgotten.append(conversation_id)

    async def version(self) -> str:
        self._check()
        return "scripted"

    def _noted(self, conversation_id: ConversationId, reply: EngineReply) -> EngineReply:
        self.forms[conversation_id] = reply.form
        return reply

    def _check(self) -> None:
        if self.away:
            raise UnavailableError("the scripted engine is away")


def _asking(kind: CaseKind, filled: Mapping[Field, str], understanding: Understanding) -> EngineReply:
    """The form that asks for its next empty field, or whether all is right."""
    form = OpenForm(kind, Step.CONFIRMING, None, filled)
    wanted = next((one for one in form.fields if one not in filled), None)
    if wanted is not None:
        form = OpenForm(kind, Step.ASKING, wanted, filled)
    asked: Directive = Say({"sv": f"{wanted or 'right'}?", "en": f"{wanted or 'right'}?"})
    return EngineReply(understanding, (asked,), "scripted", form)
