"""One conversation as it is written down: numbered without gaps, each move checked by the domain's own rules."""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import Conversation, Holder, Language, NewUtterance, Speaker, Utterance, UtteranceId
from assistant.domain.drafts import Draft
from assistant.domain.handoff import GENERAL, Handoff, HandoffId, HandoffReason
from assistant.domain.turn import LEAST_OF_A_TOPIC, TurnRecord
from assistant.ports.bulk import Written
from assistant.services.conclusion import Conclusion


@dataclass(slots=True)
class Script:
    """A conversation under way, with all that is recorded of it."""

    conversation: Conversation
    rng: random.Random
    written: Written = field(default_factory=Written)
    answered_well: bool = False
    """Whether the citizen has got what was asked for: what nobody in the conversation knows for certain."""
    waited: float = 0.0
    """Seconds of waiting for a person."""

    @property
    def handoff(self) -> Handoff | None:
        """The latest, as it stands."""
        return self.written.handoffs[-1] if self.written.handoffs else None

    def say(self, said: NewUtterance, at: datetime) -> Utterance:
        """The words have the next number."""
        utterance = Utterance(self.conversation.id, self.conversation.last_seq + 1, at, said)
        self.conversation = replace(self.conversation, last_seq=utterance.seq)
        self.written.utterances.append(utterance)
        return utterance

    def citizen_says(self, text: str, lang: str, at: datetime) -> Utterance:
        """The citizen's words; their turn is recorded when it closes."""
        said = NewUtterance(UtteranceId(f"{self.rng.getrandbits(64):016x}"), Speaker.CITIZEN, text, Language(lang))
        return self.say(said, at)

    def note(self, text: str, at: datetime) -> None:
        """The contact centre tells what happens."""
        notice = UtteranceId(f"notice-{self.rng.getrandbits(64):016x}")
        self.say(NewUtterance(notice, Speaker.NOTICE, text, self.conversation.lang), at)

    def move(self, to: Holder, at: datetime) -> None:
        """The conversation passes to `to`, where the table of legal moves lets it.

        Raises:
            ConflictError: it does not.
        """
        self.conversation.check_move(to)
        closed = at if to is Holder.NOBODY else None
        self.conversation = replace(self.conversation, holder=to, closed_at=closed)

    def close_turn(self, asked: Utterance, conclusion: Conclusion, at: datetime, durations: dict[str, float]) -> None:
        """The turn of a citizen's utterance ends as concluded: words said, a person asked for, a draft kept."""
        for reply in conclusion.replies:
            self.say(reply, at)
        if conclusion.hand_off is not None and self.conversation.holder is Holder.ASSISTANT:
            self._request(conclusion, asked, at)
        if conclusion.draft is not None and (conclusion.hand_off is not None or conclusion.draft.is_held):
            self.written.drafts.append(conclusion.draft)
        self.written.turns.append(
            TurnRecord(
                conversation_id=self.conversation.id,
                seq=asked.seq,
                opened_at=asked.at,
                closed_at=at,
                outcome=conclusion.outcome,
                understanding=conclusion.understanding,
                article=conclusion.article,
                confidence=conclusion.confidence,
                candidates=conclusion.candidates,
                grounds=conclusion.grounds,
                danger=conclusion.danger,
                disputes=conclusion.disputes,
                durations_ms=durations,
                versions=conclusion.versions,
            )
        )

    def ask_for_person(self, reason: HandoffReason, area: str | None, lang: str, at: datetime) -> Handoff:
        """The citizen waits from now on."""
        handoff = Handoff(
            id=HandoffId(f"{self.rng.getrandbits(64):016x}"),
            conversation_id=self.conversation.id,
            queue=GENERAL,
            reason=reason,
            requested_at=at,
            area=AreaId(area) if area else None,
            lang=Language(lang),
        )
        handoff = handoff.hurried(at) if reason is HandoffReason.DANGER else handoff
        self.written.handoffs.append(handoff)
        self.move(Holder.QUEUE, at)
        return handoff

    def change(self, handoff: Handoff) -> None:
        """The latest handoff is now as given."""
        self.written.handoffs[-1] = handoff

    def decide(self, draft: Draft) -> None:
        """The latest draft is now as given."""
        self.written.drafts[-1] = draft

    def finish(self) -> Written:
        """All of it, the conversation as it ended."""
        self.written.conversations = [self.conversation]
        return self.written

    def _request(self, conclusion: Conclusion, asked: Utterance, at: datetime) -> None:
        best = conclusion.candidates[0] if conclusion.candidates else None
        area = best.article.partition(".")[0] if best and best.confidence >= LEAST_OF_A_TOPIC else None
        if conclusion.hand_off is not None:
            self.ask_for_person(conclusion.hand_off.reason, area, asked.said.lang, at)
