"""Whether a question was solved, as the last agent who spoke has it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import GENERAL, AgentId, Disposition, Handoff, HandoffId, HandoffReason
from assistant.domain.resolution import agent_says

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ASKED = Handoff(HandoffId("h"), ConversationId("c"), GENERAL, HandoffReason.CITIZEN_ASKED, NOON)


def ended(disposition: Disposition | None, resolved: bool | None = None) -> Handoff:
    """One in which Anna spoke and made her choice."""
    answered = replace(ASKED, claimed_by=AgentId("anna"), claimed_at=NOON, answered_at=NOON + timedelta(seconds=30))
    return replace(answered, disposition=disposition, resolved=resolved)


@pytest.mark.parametrize(
    ("disposition", "resolved"),
    [
        (Disposition.RESOLVED, True),
        (Disposition.REFERRED, True),
        (Disposition.CASE_OPENED, True),
        (Disposition.NOT_RESOLVED, False),
        (Disposition.NOT_FOR_US, False),
        (Disposition.CITIZEN_LEFT, None),
        (None, None),
    ],
)
def test_the_agents_disposition_tells(disposition: Disposition | None, resolved: bool | None) -> None:
    assert agent_says([ended(disposition)]) is resolved


def test_every_disposition_is_judged_so_that_a_new_one_cannot_slip_into_the_figure_unseen() -> None:
    judged = {Disposition.RESOLVED, Disposition.REFERRED, Disposition.CASE_OPENED}
    judged |= {Disposition.NOT_RESOLVED, Disposition.NOT_FOR_US, Disposition.CITIZEN_LEFT}
    assert set(Disposition) == judged


@pytest.mark.parametrize("said", [True, False])
def test_what_the_agent_says_outright_goes_before_the_disposition(said: bool) -> None:
    assert agent_says([ended(Disposition.REFERRED, said)]) is said


def test_of_several_the_last_one_tells() -> None:
    assert agent_says([ended(Disposition.NOT_RESOLVED), ended(Disposition.RESOLVED)]) is True


def test_who_never_said_a_word_has_resolved_nothing() -> None:
    assert agent_says([replace(ASKED, disposition=Disposition.RESOLVED)]) is None
