"""What makes a conversation in the same tab a return: within seven days, and first of all about the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.conversation import SWEDISH, Conversation, ConversationId, Holder
from assistant.domain.measures.told import Told
from assistant.domain.same_matter import is_same_matter, may_be_return
from assistant.domain.turn import TurnOutcome
from tests.unit.domain.measures.material import ANSWER, GREETING, MONDAY, answered, talk, turn

FEE = talk(ANSWER)
WASTE = turn(4, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, "avfall.sophamtning")
ROOF = turn(2, TurnOutcome.HANDED_OFF, "bygglov.tak")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("later", "same"),
    [
        (talk(turn(2, TurnOutcome.CLARIFYING, "forskola.ko")), True),
        (talk(GREETING, replace(ANSWER, seq=4)), True),
        (talk(ROOF), False),
        (talk(ROOF, replace(ANSWER, seq=4)), False),
        (talk(GREETING), None),
        (talk(), None),
    ],
    ids=["other question", "after a greeting", "other area", "other area first", "greeting alone", "nothing said"],
)
def test_the_first_question_with_an_area_tells_what_a_citizen_came_back_for(later: Told, same: bool | None) -> None:
    assert is_same_matter(FEE, later) is same


def test_whatever_the_earlier_conversation_was_about_can_be_come_back_with() -> None:
    assert is_same_matter(talk(ANSWER, WASTE), talk(WASTE)) is True


def test_an_earlier_conversation_about_nothing_known_tells_nothing() -> None:
    assert is_same_matter(talk(GREETING), FEE) is None


def test_what_an_agent_said_it_was_about_goes_before_what_was_guessed() -> None:
    corrected = replace(FEE, handoffs=(replace(answered(10), subject_area="bygglov"),))
    assert is_same_matter(corrected, talk(ROOF)) is True
    assert is_same_matter(corrected, FEE) is False


def test_only_a_conversation_that_is_over_can_be_come_back_to_and_only_for_seven_days() -> None:
    under_way = Conversation(ConversationId("a"), "", SWEDISH, Holder.ASSISTANT, MONDAY)
    over = replace(under_way, holder=Holder.NOBODY, closed_at=MONDAY + timedelta(minutes=5))
    assert not may_be_return(under_way, MONDAY + DAY)
    assert may_be_return(over, MONDAY + 7 * DAY)
    assert not may_be_return(over, MONDAY + 7 * DAY + timedelta(seconds=1))
