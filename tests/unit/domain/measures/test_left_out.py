"""Whom a figure leaves out, reckoned by hand."""

from dataclasses import replace

import pytest

from assistant.domain.measures import MEASURES, MeasureName, Tally, Target
from assistant.domain.measures.left_out import left_out
from assistant.domain.measures.names import CountName
from tests.unit.domain.measures.material import after, answered, left, tally, wait, waited


def test_of_six_who_waited_two_are_left_out_of_the_service_level_and_two_of_those_lost() -> None:
    """Answered after 60 and 150 s; gone after 30 and 200 s; waiting 60 s and, given up on by nobody, 300 s."""
    soon = replace(wait(), requested_at=after(240))
    day = tally(*waited(answered(60), answered(150), left(30), left(200), soon, wait()), now=after(300))
    assert left_out(MeasureName.SERVICE_LEVEL, day) == 2
    assert left_out(MeasureName.ABANDONMENT, day) == 2


def test_the_silent_are_left_out_of_what_citizens_say() -> None:
    day = Tally({CountName.CONVERSATIONS: 20, CountName.SOLVED: 6, CountName.NOT_SOLVED: 2, CountName.RATED_4: 5})
    assert left_out(MeasureName.RESOLUTION_CITIZEN, day) == 12
    assert left_out(MeasureName.SATISFACTION, day) == 15


def test_chats_of_days_without_the_other_channels_numbers_are_left_out_of_the_share() -> None:
    days = Tally({CountName.CONVERSATIONS: 50, CountName.CHATS_TOLD: 30, CountName.CONTACTS_ELSEWHERE: 270})
    assert left_out(MeasureName.CHAT_SHARE, days) == 20


@pytest.mark.parametrize("name", [MeasureName.SPEED_OF_ANSWER, MeasureName.CONTAINMENT])
def test_of_other_figures_nobody_is_said_to_be_left_out(name: MeasureName) -> None:
    assert left_out(name, Tally({CountName.CONVERSATIONS: 9, CountName.ASKED: 9})) == 0


def test_the_promises_are_those_of_the_municipalitys_plan() -> None:
    assert {name: measure.target for name, measure in MEASURES.items() if measure.target} == {
        MeasureName.SERVICE_LEVEL: Target(0.90),
        MeasureName.ABANDONMENT: Target(0.05, at_least=False),
        MeasureName.CHAT_SHARE: Target(0.10),
        MeasureName.SATISFACTION: Target(0.85),
    }
