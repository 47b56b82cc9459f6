"""Whether questions were solved, reckoned by hand."""

import pytest

from assistant.domain.handoff import Disposition
from assistant.domain.resolution import Ending, resolution
from assistant.domain.share import Share


@pytest.mark.parametrize("disposition", [None, *Disposition])
@pytest.mark.parametrize("said", [True, False])
def test_the_citizens_word_goes_before_any_disposition(said: bool, disposition: Disposition | None) -> None:
    assert Ending(said, disposition).resolved is said


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
def test_where_the_citizen_is_silent_the_agents_disposition_tells(
    disposition: Disposition | None, resolved: bool | None
) -> None:
    assert Ending(None, disposition).resolved is resolved


def test_every_disposition_is_judged_so_that_a_new_one_cannot_slip_into_the_figure_unseen() -> None:
    judged = {Disposition.RESOLVED, Disposition.REFERRED, Disposition.CASE_OPENED}
    judged |= {Disposition.NOT_RESOLVED, Disposition.NOT_FOR_US, Disposition.CITIZEN_LEFT}
    assert set(Disposition) == judged


def test_silence_is_neither_success_nor_failure() -> None:
    """Four of five judged were solved: 4/5 = 80 %. With the three silent ones as solved it would read 7/8 = 88 %."""
    endings = [
        Ending(True, None),
        Ending(True, Disposition.NOT_RESOLVED),
        Ending(None, Disposition.RESOLVED),
        Ending(None, Disposition.REFERRED),
        Ending(False, Disposition.RESOLVED),
        Ending(None, None),
        Ending(None, None),
        Ending(None, Disposition.CITIZEN_LEFT),
    ]
    assert resolution(endings) == Share(4, 5)


def test_where_nobody_said_anything_there_is_no_figure() -> None:
    assert resolution([Ending(None, None)]).value is None
