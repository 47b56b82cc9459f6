"""What a citizen can say of the contact."""

from datetime import UTC, datetime

import pytest

from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.survey import Survey

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def survey(treatment: int | None = None, comment: str = "") -> Survey:
    return Survey(ConversationId("c"), AT, treatment=treatment, comment=comment)


@pytest.mark.parametrize("treatment", [None, 1, 5])
def test_treatment_is_rated_from_one_to_five_or_not_at_all(treatment: int | None) -> None:
    assert survey(treatment).treatment == treatment


@pytest.mark.parametrize("treatment", [0, 6, -1])
def test_a_rating_outside_would_move_the_figure_and_is_refused(treatment: int) -> None:
    with pytest.raises(RefusedError):
        survey(treatment)


def test_a_comment_has_an_end() -> None:
    assert len(survey(comment="x" * 1_000).comment) == 1_000
    with pytest.raises(RefusedError):
        survey(comment="x" * 1_001)
