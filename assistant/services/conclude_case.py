"""What a turn that opens a case, or asks about one, comes to."""

from dataclasses import dataclass

from assistant.domain.case import NewCase
from assistant.domain.conversation import Language
from assistant.domain.turn import OpenCase, TurnOutcome
from assistant.services.conclusion import Asked, Conclusion, OwnWords


@dataclass(frozen=True, slots=True)
class ConcludeCase:
    """Nothing is recorded here: the case is, with the turn, and its reply is made then."""

    own: OwnWords

    def opens(self, directive: OpenCase, asked: Asked, number: int) -> Conclusion:
        """The case to be recorded. The reply, which is numbered `number`, carries what only the record knows."""
        case = NewCase(
            kind=directive.kind,
            details=directive.details,
            conversation_id=asked.conversation.id,
            seq=asked.utterance.seq,
            lang=Language(self.own.of(asked).lang),
            reply=number,
        )
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, case=case)

    def tells_how_to_follow(self, asked: Asked, number: int) -> Conclusion:
        """Where a case is followed. Whether there is one is not said: anybody may ask in the chat."""
        words = self.own.of(asked)
        text = words(
            "I cannot look into cases here, since I do not know who you are. You follow a case of yours on the "
            "municipality's page, with its reference (like KL-2026-000123) and the key that you got with it: "
            "[follow a case](/case). Have you lost the key? Ask for a person."
        )
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (self.own.say(asked, number, text),))
