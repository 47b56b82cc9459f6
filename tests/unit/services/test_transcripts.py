"""One conversation with everything recorded of it."""

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import Disposition
from assistant.domain.survey import Survey
from assistant.domain.turn import TurnOutcome
from tests.centre import Centre


async def test_one_conversation_is_read_with_all_that_is_recorded_of_it(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    await centre.replies(handoff, centre.anna, "Hej!")
    await centre.assistant.hand_offs.end(handoff.id, centre.anna)
    await centre.assistant.hand_offs.wrap_up(handoff.id, centre.anna, Disposition.RESOLVED)
    await centre.assistant.converse.judge(Survey(handoff.conversation_id, centre.clock.now(), True, 5))
    transcript = await centre.assistant.transcripts.of(handoff.conversation_id)
    assert [one.seq for one in transcript.utterances] == list(range(1, len(transcript.utterances) + 1))
    assert [turn.outcome for turn in transcript.turns] == [TurnOutcome.HANDED_OFF]
    assert transcript.handoff is not None
    assert transcript.handoff.disposition is Disposition.RESOLVED
    assert transcript.survey is not None


async def test_there_is_no_transcript_of_a_conversation_that_never_was(centre: Centre) -> None:
    with pytest.raises(NotFoundError):
        await centre.assistant.transcripts.of(ConversationId("none such"))
