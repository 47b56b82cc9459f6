"""When a warning is raised and taken back: at one bound the one, at another the other."""

from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.delivery import AlertKind, ChannelName, Delivery, Fault
from assistant.domain.lights import (
    Light,
    of_abandonment,
    of_assistant,
    of_crew,
    of_danger,
    of_drafts,
    of_service_level,
    of_waits,
)
from assistant.domain.outlook import Expected
from assistant.domain.share import Share
from assistant.domain.target_warning import Change, Foreseen, TargetWarning, WarningKind, change
from assistant.domain.waiting import Desks

LEVEL, LOST = WarningKind.SERVICE_LEVEL, WarningKind.ABANDONMENT
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def level(value: float, whole: float = 100) -> Expected:
    return Expected(value * whole, whole)


@pytest.mark.parametrize(
    ("today", "coming", "told"),
    [
        (Share(95, 100), [level(0.94), level(0.93)], None),
        (Share(95, 100), [level(0.91), level(0.899)], Change.RAISE),
        (Share(95, 100), [level(0.89), level(0.92)], Change.RAISE),
        (Share(89, 100), [level(0.92), level(0.93)], Change.RAISE),
        (Share(89, 100), [], Change.RAISE),
        (Share(3, 4), [level(0.8, 9.5)], None),
        (Share(3, 4), [level(0.8, 10)], Change.RAISE),
        (Share(0, 0), [], None),
    ],
    ids=["well", "in an hour", "in half an hour", "broken", "closed by now", "too few", "ten", "nothing"],
)
def test_it_is_raised_where_today_or_what_is_expected_misses_the_target(
    today: Share, coming: list[Expected], told: Change | None
) -> None:
    assert change(LEVEL, today, coming, stands=False) is told


@pytest.mark.parametrize(
    ("today", "coming", "told"),
    [
        (Share(95, 100), [level(0.905)], None),
        (Share(90, 100), [level(0.95)], None),
        (Share(92, 100), [level(0.915)], Change.CLEAR),
        (Share(0, 0), [], Change.CLEAR),
        (Share(1, 2), [level(0.5, 3)], Change.CLEAR),
    ],
    ids=["expected too near", "today too near", "clear of it", "a new day", "hardly begun"],
)
def test_it_is_taken_back_only_when_all_is_clear_of_the_target(
    today: Share, coming: list[Expected], told: Change | None
) -> None:
    assert change(LEVEL, today, coming, stands=True) is told


def test_a_figure_that_hovers_at_the_target_makes_no_warning_come_and_go() -> None:
    stands, changes = False, 0
    for value in (0.91, 0.899, 0.902, 0.898, 0.905, 0.899, 0.909, 0.92):
        told = change(LEVEL, Share(95, 100), [level(value)], stands=stands)
        stands, changes = (told is Change.RAISE) if told else stands, changes + (told is not None)
    assert (stands, changes) == (False, 2)


def test_of_those_who_leave_five_in_a_hundred_are_too_many() -> None:
    assert change(LOST, Share(4, 100), [level(0.049)], stands=False) is None
    assert change(LOST, Share(4, 100), [level(0.05)], stands=False) is Change.RAISE
    assert change(LOST, Share(4, 100), [level(0.046)], stands=True) is None
    assert change(LOST, Share(4, 100), [level(0.044)], stands=True) is Change.CLEAR


def test_a_warning_says_whether_the_target_is_broken_or_when_it_will_be() -> None:
    seen = Foreseen(95, 100, 0.91, 0.88, 4, 90, 9, 40.0, 480)
    assert not TargetWarning(LEVEL, NOW, seen).was_broken
    assert TargetWarning(LEVEL, NOW, seen).breaks_within == timedelta(hours=1)
    assert TargetWarning(LEVEL, NOW, Foreseen(95, 100, 0.89, 0.88, 4, 90, 9, 40.0, 480)).breaks_within < timedelta(
        hours=1
    )
    assert TargetWarning(LEVEL, NOW, Foreseen(80, 100, None, None, 4, 90, 9, 40.0, 480)).was_broken


def test_what_does_not_arrive_is_tried_again_after_ever_longer_pauses_and_then_given_up() -> None:
    delivery, now, pauses = Delivery("warning:1", ChannelName.EMAIL, AlertKind.WARNING, NOW, NOW), NOW, []
    while delivery.due_at is not None:
        begun = delivery.begun(now)
        assert begun.due_at == now + timedelta(seconds=60)
        delivery = begun.failed(now, Fault.REFUSED, "550 nej")
        if delivery.due_at is not None:
            pauses.append(int((delivery.due_at - now).total_seconds()))
            now = delivery.due_at
    assert pauses == [15, 60, 300, 900]
    assert (delivery.tried, delivery.given_up, delivery.fault, delivery.detail) == (5, True, Fault.REFUSED, "550 nej")
    assert not delivery.begun(now).arrived(now).given_up


@pytest.mark.parametrize(
    ("found", "light"),
    [
        (of_waits(None), Light.GOOD),
        (of_waits(timedelta(seconds=90)), Light.GOOD),
        (of_waits(timedelta(seconds=91)), Light.WATCH),
        (of_waits(timedelta(seconds=121)), Light.BAD),
        (of_service_level(Share(0, 0), warned=False), Light.UNKNOWN),
        (of_service_level(Share(4, 9), warned=False), Light.UNKNOWN),
        (of_service_level(Share(95, 100), warned=False), Light.GOOD),
        (of_service_level(Share(95, 100), warned=True), Light.WATCH),
        (of_service_level(Share(90, 100), warned=False), Light.WATCH),
        (of_service_level(Share(89, 100), warned=False), Light.BAD),
        (of_abandonment(Share(1, 66), warned=False), Light.GOOD),
        (of_abandonment(Share(0, 19), warned=False), Light.WATCH),
        (of_abandonment(Share(5, 100), warned=True), Light.BAD),
        (of_crew(Desks(6, 2), 2, 0, is_open=True), Light.GOOD),
        (of_crew(Desks(6, 0), 2, 0, is_open=True), Light.WATCH),
        (of_crew(Desks(), 0, 0, is_open=True), Light.BAD),
        (of_crew(Desks(), 0, 1, is_open=False), Light.BAD),
        (of_crew(Desks(), 0, 0, is_open=False), Light.UNKNOWN),
        (of_assistant(is_off=True, topics_off=0), Light.BAD),
        (of_assistant(is_off=False, topics_off=1), Light.WATCH),
        (of_assistant(is_off=False, topics_off=0), Light.GOOD),
        (of_danger(1, 0), Light.BAD),
        (of_danger(0, 1), Light.WATCH),
        (of_danger(0, 0), Light.GOOD),
        (of_drafts(2), Light.WATCH),
        (of_drafts(0), Light.GOOD),
    ],
)
def test_each_light_says_whether_there_is_something_to_do(found: Light, light: Light) -> None:
    assert found is light
