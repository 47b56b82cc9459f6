"""What a turn that opens a case, or asks about one, comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.case import NewCase
from assistant.domain.case_question import names_another
from assistant.domain.conversation import Language
from assistant.domain.turn import OpenCase, TurnOutcome
from assistant.services.case_links import CaseLink
from assistant.services.conclusion import Asked, Conclusion, OwnWords
from assistant.wording.catalogue import Words


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
        """Where a case is followed: the links of those opened in this conversation, which it has been told already.

        Of any other nothing is said, not even whether there is one: anybody may ask in the chat.
        """
        words = self.own.of(asked)
        if asked.cases and not names_another(asked.words, [link.reference for link in asked.cases]):
            told = self.own.say(asked, number, _links(asked.cases, words))
            return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (told,))
        text = words(
            "I cannot look into cases here, since I do not know who you are. You follow a case of yours on the "
            "municipality's page, with its reference (like KL-2026-000123) and the key that you got with it: "
            "[follow a case](/case). Have you lost the key? Ask for a person."
        )
        return Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, (self.own.say(asked, number, text),))


def _links(cases: Sequence[CaseLink], words: Words) -> str:
    link = words("Follow your case")
    listed = [f"[{link} {case.reference}]({case.path})" for case in cases]
    told = words("What happens with your case stands on its own page, where you can also add something.")
    return "\n\n".join([told, *listed])
