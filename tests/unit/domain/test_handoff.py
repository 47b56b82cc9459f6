"""The life of a handoff, read from its stamps."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.handoff import GENERAL, AgentId, Disposition, Handoff, HandoffId, HandoffReason, Stage

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ANNA, BJORN = AgentId("anna"), AgentId("bjorn")
WAITING = Handoff(HandoffId("h"), ConversationId("c"), GENERAL, HandoffReason.CITIZEN_ASKED, AT)
CLAIMED = replace(WAITING, claimed_by=ANNA, claimed_at=AT)
ENDED = replace(CLAIMED, answered_at=AT, ended_at=AT)
WRAPPED_UP = replace(ENDED, wrapped_up_at=AT, disposition=Disposition.RESOLVED)
RETURNED = replace(CLAIMED, returned_at=AT)
ABANDONED = replace(WAITING, abandoned_at=AT)


@pytest.mark.parametrize(
    ("handoff", "stage"),
    [
        (WAITING, Stage.WAITING),
        (CLAIMED, Stage.CLAIMED),
        (replace(CLAIMED, answered_at=AT), Stage.CLAIMED),
        (ENDED, Stage.ENDED),
        (WRAPPED_UP, Stage.WRAPPED_UP),
        (RETURNED, Stage.RETURNED),
        (ABANDONED, Stage.ABANDONED),
    ],
)
def test_the_stamps_tell_where_a_handoff_stands(handoff: Handoff, stage: Stage) -> None:
    assert handoff.stage is stage


def test_a_handoff_whose_agent_vanished_waits_again_though_a_person_has_spoken() -> None:
    lapsed = replace(CLAIMED, answered_at=AT, claimed_by=None, claimed_at=None)
    assert lapsed.stage is Stage.WAITING


def test_the_agent_who_claimed_it_holds_it_and_no_colleague_does() -> None:
    CLAIMED.check_held_by(ANNA)
    with pytest.raises(ConflictError):
        CLAIMED.check_held_by(BJORN)


@pytest.mark.parametrize("over", [WAITING, ENDED, WRAPPED_UP, RETURNED, ABANDONED])
def test_nobody_holds_a_handoff_that_waits_or_is_over(over: Handoff) -> None:
    with pytest.raises(ConflictError):
        over.check_held_by(ANNA)
