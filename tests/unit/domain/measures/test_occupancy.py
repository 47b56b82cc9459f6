"""An agent's morning, reckoned by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

from assistant.domain.handoff import Handoff
from assistant.domain.measures import MEASURES, MeasureName
from assistant.domain.measures.agents_time import time_of
from assistant.domain.measures.names import CountName, Dimension
from assistant.domain.measures.tally import Tally, total
from assistant.domain.measures.told import ToldTime
from assistant.domain.staffing import Status, StatusChange
from tests.unit.domain.measures.material import ANNA, MONDAY, wait

DAY = (MONDAY - timedelta(hours=9), MONDAY + timedelta(hours=15))
EVENING = DAY[1]


def at(minutes: float) -> datetime:
    return MONDAY + timedelta(minutes=minutes)


def change(status: Status, minutes: float) -> StatusChange:
    return StatusChange(ANNA, status, at(minutes))


def held(start: float, end: float, wrapped_up: float | None = None) -> Handoff:
    over = replace(wait(), requested_at=at(start - 1), claimed_by=ANNA, claimed_at=at(start), answered_at=at(start))
    return replace(over, ended_at=at(end), wrapped_up_at=None if wrapped_up is None else at(wrapped_up))


def worked(*what: StatusChange | Handoff, now: datetime = EVENING) -> Tally:
    changes = tuple(each for each in what if isinstance(each, StatusChange))
    handoffs = tuple(each for each in what if isinstance(each, Handoff))
    parts = time_of(ToldTime(changes, handoffs), DAY, now)
    return total(part.tally for part in parts if (Dimension.AGENT, ANNA) in part.keys)


def test_two_talks_at_once_occupy_once() -> None:
    """Available 9-11 (120 min); talks 9:10-9:30 and 9:20-9:40, wrap-ups to 9:45: occupied 35 of 120."""
    tally = worked(
        change(Status.AVAILABLE, 0),
        change(Status.SIGNED_OUT, 120),
        held(10, 30),
        held(20, 40, wrapped_up=45),
    )
    assert (tally[CountName.OCCUPIED_SECONDS], tally[CountName.ON_DUTY_SECONDS]) == (35 * 60, 120 * 60)
    assert tally[CountName.ON_DUTY_HALF_HOURS] == 4
    assert MEASURES[MeasureName.OCCUPANCY].read(tally).suppressed


def test_a_break_is_not_duty_but_a_talk_that_goes_on_into_it_is() -> None:
    """Available 9-10, break 10-10:30 with a talk until 10:10, available until 11: 100 min on duty, 20 occupied."""
    tally = worked(
        change(Status.AVAILABLE, 0),
        change(Status.BREAK, 60),
        change(Status.AVAILABLE, 90),
        change(Status.SIGNED_OUT, 120),
        held(50, 70),
    )
    assert (tally[CountName.OCCUPIED_SECONDS], tally[CountName.ON_DUTY_SECONDS]) == (20 * 60, 100 * 60)


def test_who_signed_in_before_midnight_is_on_duty_from_midnight() -> None:
    tally = worked(change(Status.AVAILABLE, -11 * 60), change(Status.SIGNED_OUT, -8 * 60))
    assert tally[CountName.ON_DUTY_SECONDS] == 60 * 60


def test_what_goes_on_lasts_until_now_and_a_wrap_up_left_lying_occupies_nobody() -> None:
    lying = held(0, 10, wrapped_up=10 + 120)
    tally = worked(change(Status.AVAILABLE, 0), lying, now=at(30))
    assert (tally[CountName.OCCUPIED_SECONDS], tally[CountName.ON_DUTY_SECONDS]) == (10 * 60, 30 * 60)


def test_fractions_of_seconds_never_make_a_day_longer_than_its_half_hours() -> None:
    begun, done = change(Status.AVAILABLE, 0.0083), change(Status.SIGNED_OUT, 179.991)
    tally = worked(begun, done)
    assert tally[CountName.ON_DUTY_SECONDS] == 179 * 60 + 59


def test_five_half_hours_are_enough_to_tell() -> None:
    tally = worked(change(Status.AVAILABLE, 0), change(Status.SIGNED_OUT, 150), held(0, 75))
    reading = MEASURES[MeasureName.OCCUPANCY].read(tally)
    assert (reading.value, reading.cases, reading.low) == (0.5, 5, None)


def test_what_was_forgotten_counts_for_two_days_however_many_days_are_counted_at_once() -> None:
    """Never signed out and never ended: from 9 o'clock 48 hours, whether told in one week or day by day."""
    forgotten = replace(held(0, 1), ended_at=None)
    told = ToldTime((change(Status.AVAILABLE, 0),), (forgotten,))
    week = [(DAY[0] + timedelta(days=number), DAY[1] + timedelta(days=number)) for number in range(7)]
    later = week[-1][1]
    at_once = list(time_of(told, (week[0][0], later), later))
    by_day = [part for day in week for part in time_of(told, day, later)]
    assert at_once == by_day
    of_anna = total(part.tally for part in by_day if (Dimension.AGENT, ANNA) in part.keys)
    # Asked for a minute before it was taken, and forgotten from then on.
    assert of_anna[CountName.OCCUPIED_SECONDS] == (48 * 60 - 1) * 60
    assert of_anna[CountName.ON_DUTY_SECONDS] == 48 * 60 * 60
