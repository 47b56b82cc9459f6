"""Forgetting in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.adapters.memory.recorded import Recorded
from assistant.domain.case import Case, CaseId
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import HandoffId


class MemoryRetention:
    """Implements `Retention`."""

    def __init__(self, recorded: Recorded) -> None:
        self._recorded = recorded

    async def old_conversations(self, closed_before: datetime, limit: int) -> Sequence[ConversationId]:
        old = [
            (one.closed_at, one.id)
            for one in self._recorded.conversations.values()
            if one.closed_at is not None and one.closed_at < closed_before and one.token_digest
        ]
        return [conversation_id for _, conversation_id in sorted(old)[:limit]]

    async def forget_conversation(self, conversation_id: ConversationId) -> None:
        recorded = self._recorded
        for key, utterance in recorded.utterances.items():
            if key[0] == conversation_id:
                said = replace(utterance.said, text="", speaker_name=None, quick_replies=())
                recorded.utterances[key] = replace(utterance, said=said)
        for key, turn in recorded.turns.items():
            if key[0] == conversation_id:
                recorded.turns[key] = replace(turn, danger=None, grounds=None)
        if conversation_id in recorded.surveys:
            recorded.surveys[conversation_id] = replace(recorded.surveys[conversation_id], comment="")
        if conversation_id in recorded.conversations:
            forgotten = replace(recorded.conversations[conversation_id], token_digest="")
            recorded.conversations[conversation_id] = forgotten
        recorded.returns = {
            key: one for key, one in recorded.returns.items() if conversation_id not in {key, one.earlier_id}
        }
        self._forget_what_staff_wrote(conversation_id)

    def _forget_what_staff_wrote(self, conversation_id: ConversationId) -> None:
        recorded = self._recorded
        of_it = {key for key, one in recorded.handoffs.items() if one.conversation_id == conversation_id}
        gone = {number for number, note in recorded.notes.items() if note.conversation_id == conversation_id}
        recorded.notes = {number: note for number, note in recorded.notes.items() if number not in gone}
        recorded.mentions_read = {key: at for key, at in recorded.mentions_read.items() if key[0] not in gone}
        recorded.transfers = {key: one for key, one in recorded.transfers.items() if one.handoff_id not in of_it}
        recorded.messages = {key: one for key, one in recorded.messages.items() if key[0] != conversation_id}
        recorded.corrections = {
            key: one for key, one in recorded.corrections.items() if one.conversation_id != conversation_id
        }
        self._forget_in_handoffs(of_it)
        for place, draft in recorded.drafts.items():
            if place[0] == conversation_id:
                recorded.drafts[place] = replace(draft, text="", next_questions=())
        for number, review in recorded.reviews.items():
            if review.conversation_id == conversation_id:
                recorded.reviews[number] = replace(review, note="")

    def _forget_in_handoffs(self, of_it: set[HandoffId]) -> None:
        recorded = self._recorded
        for number, answer in recorded.offer_answers.items():
            if answer.handoff_id in of_it:
                recorded.offer_answers[number] = replace(answer, reason="")
        for number, passing in recorded.passings.items():
            if passing.handoff_id in of_it:
                recorded.passings[number] = replace(passing, summary="", reason="")
        for key in of_it:
            recorded.handoffs[key] = replace(recorded.handoffs[key], wrap_up_note="")

    async def old_cases(self, untouched_since: datetime, limit: int) -> Sequence[CaseId]:
        old = [
            (self._touched(one), one.id)
            for one in self._recorded.cases.values()
            if one.is_over and one.key_digest and self._touched(one) < untouched_since
        ]
        return [case_id for _, case_id in sorted(old)[:limit]]

    def _touched(self, case: Case) -> datetime:
        happened = (event.at for (of, _), event in self._recorded.case_events.items() if of == case.id)
        return max(happened, default=case.opened_at)

    async def forget_case(self, case_id: CaseId) -> None:
        if case_id not in self._recorded.cases:
            raise NotFoundError(f"no case {case_id}")
        self._recorded.cases[case_id] = replace(self._recorded.cases[case_id], details={}, key_digest="")
        for key, event in self._recorded.case_events.items():
            if key[0] == case_id:
                self._recorded.case_events[key] = replace(event, note="", internal="")
