"""Every figure reckoned by hand once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.handoff import Disposition, HandoffReason
from assistant.domain.measures import MEASURES, MeasureName, Reading, Tally
from assistant.domain.measures.bot import handoff_rates
from assistant.domain.measures.names import CountName, Dimension, SpanName
from assistant.domain.measures.told import ToldReview
from assistant.domain.share import Share
from assistant.domain.turn import TurnOutcome
from tests.unit.domain.measures.material import (
    ANSWER,
    FEE,
    GREETING,
    HANDED_OFF,
    LATER,
    MONDAY,
    QUEUE,
    after,
    answered,
    left,
    talk,
    tally,
    turn,
    wait,
    waited,
)


def share(name: MeasureName, counted: Tally) -> Share:
    function = MEASURES[name].share
    assert function is not None
    return function(counted)


def read(name: MeasureName, counted: Tally) -> Reading:
    return MEASURES[name].read(counted)


def test_the_example_day_of_callcentrehelper_gives_81_83_and_86_per_cent() -> None:
    """1,000 answered, 860 of them in time; 60 lost, 20 of them within the threshold and 10 within five seconds."""
    day = Tally(
        {
            CountName.ANSWERED: 1000,
            CountName.IN_TIME: 860,
            CountName.LOST: 60,
            CountName.LOST_IN_TIME: 20,
            CountName.LOST_AT_ONCE: 10,
        }
    )
    told = {name: share(name, day).value for name in MEASURES if name.startswith("service_level")}
    assert told == {
        MeasureName.SERVICE_LEVEL: 860 / 1040,  # 83 %
        MeasureName.SERVICE_LEVEL_ALL_ABANDONED: 860 / 1060,  # 81 %
        MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED: 860 / 1000,  # 86 %
    }
    assert share(MeasureName.ABANDONMENT, day) == Share(60, 1060)
    assert share(MeasureName.SHORT_ABANDONS, day) == Share(10, 1060)


def test_a_morning_of_ten_who_wait() -> None:
    """Answered after 10, 60, 120 and 121 s; gone after 3, 90 and 200 s; waiting 60 s and 300 s; given back after 130 s.

    In time 3; answered 4; lost 3, of which late 1; overdue 2 (300 s and 130 s). 3/(4+1+2), 3/(4+3+2), 3/4.
    """
    now = after(300)
    morning = waited(
        *(answered(seconds) for seconds in (10, 60, 120, 121)),
        *(left(seconds) for seconds in (3, 90, 200)),
        replace(wait(), requested_at=after(240)),
        wait(),
        replace(wait(), returned_at=after(130)),
    )
    counted = tally(*morning, now=now)
    assert share(MeasureName.SERVICE_LEVEL, counted) == Share(3, 7)
    assert share(MeasureName.SERVICE_LEVEL_ALL_ABANDONED, counted) == Share(3, 9)
    assert share(MeasureName.SERVICE_LEVEL_WITHOUT_ABANDONED, counted) == Share(3, 4)
    assert share(MeasureName.ABANDONMENT, counted) == Share(3, 7)
    assert share(MeasureName.SHORT_ABANDONS, counted) == Share(1, 7)
    assert counted[CountName.ASKED] == 10


def test_nobody_waited_where_an_agent_stepped_in() -> None:
    stepped_in = replace(answered(5, ended_at=after(65)), reason=HandoffReason.STEPPED_IN)
    counted = tally(*waited(stepped_in))
    assert (counted[CountName.ASKED], counted[CountName.HANDLED]) == (0, 1)


def test_how_long_one_waits_is_told_by_median_mean_and_ninetieth_percentile() -> None:
    """10, 20, 30, 40 and 100 s (and a fraction, which is cut): median 30, mean 40, p90 the fifth of five: 100."""
    counted = tally(*waited(*(answered(seconds + 0.9) for seconds in (10, 20, 30, 40, 100))))
    reading = read(MeasureName.SPEED_OF_ANSWER, counted)
    assert reading.spread is not None
    assert (reading.value, reading.spread.mean, reading.spread.p90, reading.cases) == (30, 40, 100, 5)
    assert (reading.low, reading.high) == (10, 100)


def test_of_an_even_number_the_median_lies_between_the_two_in_the_middle() -> None:
    counted = Tally({}, {SpanName.HANDLING: {60: 3, 90: 2, 240: 1}})
    reading = read(MeasureName.HANDLING_TIME, counted)
    assert (reading.value, reading.spread and reading.spread.mean) == (75, 100)


def test_handling_and_wrap_up_end_where_the_agent_ends_them() -> None:
    """Claimed after 10 s, ended after 310 s, wrapped up after 322 s; another was left lying for two hours."""
    done = answered(10, ended_at=after(310), wrapped_up_at=after(322))
    lying = answered(10, ended_at=after(70), wrapped_up_at=after(70 + 7200))
    counted = tally(*waited(done, lying))
    assert counted.seconds[SpanName.HANDLING] == {300: 1, 60: 1}
    assert counted.seconds[SpanName.WRAP_UP] == {12: 1}


def test_four_cases_are_too_few_to_tell_and_five_are_not() -> None:
    four, five = (tally(*waited(*[answered(10)] * number)) for number in (4, 5))
    told = read(MeasureName.SERVICE_LEVEL, four)
    assert (told.value, told.low, told.high, told.cases, told.suppressed) == (None, None, None, 4, True)
    told = read(MeasureName.SERVICE_LEVEL, five)
    assert (told.value, told.cases, told.suppressed) == (1.0, 5, False)
    assert told.low == pytest.approx(0.5655, abs=1e-4)  # Wilson's of 5 of 5: 1/(1 + z^2/5)


def test_who_says_that_it_was_solved_is_never_mixed() -> None:
    """Citizens: yes, yes, no. Agents: solved (of the second yes), referred, not for us; one that the citizen left."""
    over = answered(10, ended_at=after(300), wrapped_up_at=after(310))
    by_agent = [
        replace(over, disposition=each)
        for each in (Disposition.RESOLVED, Disposition.REFERRED, Disposition.NOT_FOR_US, Disposition.CITIZEN_LEFT)
    ]
    told = waited(*by_agent)
    told[0] = replace(told[0], surveyed=True, solved=True)
    others = [replace(talk(ANSWER), surveyed=True, solved=each) for each in (True, False)]
    counted = tally(*told, *others)
    assert share(MeasureName.RESOLUTION_CITIZEN, counted) == Share(2, 3)
    assert share(MeasureName.RESOLUTION_AGENT, counted) == Share(2, 3)
    assert share(MeasureName.RESOLUTION_DURABLE, counted) == Share(3, 5)  # the citizen's word goes before the agent's
    assert share(MeasureName.SOLVED_SAID, counted) == Share(2, 6)
    assert share(MeasureName.RESPONSE_RATE, counted) == Share(3, 6)


def test_the_agents_own_word_goes_before_the_disposition() -> None:
    over = answered(10, ended_at=after(300), wrapped_up_at=after(310), disposition=Disposition.REFERRED)
    counted = tally(*waited(replace(over, resolved=False)))
    assert share(MeasureName.RESOLUTION_AGENT, counted) == Share(0, 1)


def test_who_comes_back_within_seven_days_was_not_helped_for_good() -> None:
    solved = replace(talk(ANSWER), surveyed=True, solved=True)
    six, eight = (replace(solved, returned_at=MONDAY + timedelta(days=days)) for days in (6, 8))
    assert share(MeasureName.RESOLUTION_DURABLE, tally(solved, six, eight)) == Share(2, 3)
    assert share(MeasureName.RESOLUTION_CITIZEN, tally(solved, six, eight)) == Share(3, 3)


def test_whether_it_lasts_is_not_told_before_seven_days_are_over() -> None:
    solved = replace(talk(ANSWER), surveyed=True, solved=True)
    assert share(MeasureName.RESOLUTION_DURABLE, tally(solved, now=MONDAY + timedelta(days=7))) == Share(0, 0)
    assert share(MeasureName.RESOLUTION_DURABLE, tally(solved, now=MONDAY + timedelta(days=7, seconds=1))) == Share(
        1, 1
    )


def test_treatment_is_told_as_share_and_as_index() -> None:
    """5, 4, 4, 3, 1: three of five are satisfied; the index is (100 + 75 + 75 + 50 + 0) / 5 = 60."""
    counted = tally(*(replace(talk(ANSWER), surveyed=True, treatment=each) for each in (5, 4, 4, 3, 1)))
    assert share(MeasureName.SATISFACTION, counted) == Share(3, 5)
    reading = read(MeasureName.TREATMENT_INDEX, counted)
    assert (reading.value, reading.cases) == (60.0, 5)
    # Variance (1600 + 225 + 225 + 100 + 3600) / 4 = 1437.5; 1.96 * sqrt(1437.5 / 5) = 33.2
    assert [reading.low, reading.high] == pytest.approx([26.8, 93.2], abs=0.05)


def test_contained_is_only_what_the_bot_answered_alone() -> None:
    """An answer; a greeting alone (left out); one unanswered at night; one handed off; one the citizen calls unsolved;
    one that an agent had to approve; one in which an agent stepped in.
    """
    unanswered = talk(ANSWER, turn(3, TurnOutcome.UNANSWERED_NO_PASSAGE))
    unsolved = replace(talk(ANSWER), surveyed=True, solved=False)
    held = talk(turn(2, TurnOutcome.HELD_FOR_APPROVAL, FEE))
    entered = replace(talk(ANSWER), handoffs=(replace(answered(1), reason=HandoffReason.STEPPED_IN),))
    counted = tally(talk(ANSWER), talk(GREETING), unanswered, *waited(left(5)), unsolved, held, entered)
    assert share(MeasureName.CONTAINMENT, counted) == Share(1, 6)


def test_who_goes_straight_to_a_waiting_person_asked_the_bot_for_nothing() -> None:
    assert share(MeasureName.CONTAINMENT, tally(talk(turn(2, TurnOutcome.PASSED_TO_PERSON)))) == Share(0, 0)


def test_the_first_answer_of_the_bot_is_told_in_tenths_of_seconds() -> None:
    """0.99 s is nine tenths; the second answer of a conversation does not count."""
    fast = [talk(turn(2, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, FEE, 0.99), turn(4, TurnOutcome.CLARIFYING, None, 9))] * 5
    reading = read(MeasureName.FIRST_RESPONSE, tally(*fast, talk(HANDED_OFF)))
    assert [reading.value, reading.cases] == pytest.approx([0.9, 5])


def test_a_question_is_covered_where_an_article_answers_it() -> None:
    """One answered, one held for approval, one without an answer; a greeting and a person's matter are no questions."""
    said = (ANSWER, turn(4, TurnOutcome.HELD_FOR_APPROVAL, QUEUE), turn(6, TurnOutcome.UNANSWERED_NO_PASSAGE))
    others = (replace(GREETING, seq=8), turn(10, TurnOutcome.PASSED_TO_PERSON))
    assert share(MeasureName.COVERAGE, tally(talk(*said, *others))) == Share(2, 3)


def test_reviewed_answers_count_for_as_many_as_they_stand_for() -> None:
    """With 1/2 drawn and right (2), with 1/4 wrong (4), three with 1 right (3): 5/9. Kish: 81/(4+16+3) = 3.52."""
    found = [(0.5, True), (0.25, False), (1.0, True), (1.0, True), (1.0, True)]
    told = replace(talk(ANSWER), reviews=tuple(ToldReview(FEE, *each) for each in found))
    reading = read(MeasureName.PRECISION, tally(told))
    assert [reading.value, reading.cases] == pytest.approx([5 / 9, 5])
    # z^2/n = 1.091; middle (0.556 + 0.545)/2.091 = 0.527; reach 1.96 * sqrt(0.247/3.52 + 1.091/14.09)/2.091 = 0.360
    assert [reading.low, reading.high] == pytest.approx([0.1665, 0.8867], abs=5e-4)


def test_the_hand_off_rate_by_reason_adds_up_to_the_whole() -> None:
    """Ten conversations: two asked for a person, one was in danger; the second handoff of one changes nothing."""
    asked = waited(left(5), answered(5, ended_at=after(60)))
    again = replace(asked[1], handoffs=(*asked[1].handoffs, wait(HandoffReason.NOT_UNDERSTOOD)))
    danger = replace(talk(HANDED_OFF), handoffs=(wait(HandoffReason.DANGER),))
    counted = tally(asked[0], again, danger, *[talk(ANSWER)] * 7)
    assert share(MeasureName.HANDOFF_RATE, counted) == Share(3, 10)
    rates = {reason: reading.value for reason, reading in handoff_rates(counted).items() if reading.value}
    assert rates == {HandoffReason.CITIZEN_ASKED: 0.2, HandoffReason.DANGER: 0.1}


def test_each_wait_counts_under_its_own_area_reason_and_agent() -> None:
    told = waited(answered(5, area="forskola", subject_area="skola"))
    for by, value in (
        (Dimension.AREA, "skola"),
        (Dimension.REASON, "citizen_asked"),
        (Dimension.AGENT, "anna"),
        (Dimension.PART, "person"),
        (Dimension.WEEKDAY_HOUR, "0-09"),
        (Dimension.LANGUAGE, "sv"),
    ):
        assert tally(*told, by=by, value=value)[CountName.ASKED] == 1
    assert tally(*told, by=Dimension.AREA, value="forskola") == Tally()


def test_an_article_has_the_conversations_it_was_given_in_and_what_citizens_said_of_it() -> None:
    disputing = replace(turn(4, TurnOutcome.CLARIFYING), disputes=2)
    told = replace(talk(ANSWER, disputing), surveyed=True, solved=False)
    counted = tally(told, talk(ANSWER), by=Dimension.ARTICLE, value=FEE)
    assert (counted[CountName.CONVERSATIONS], counted[CountName.GIVEN], counted[CountName.DISPUTED]) == (2, 2, 1)
    assert share(MeasureName.RESOLUTION_CITIZEN, counted) == Share(0, 1)


def test_nothing_changes_after_thirty_days_whoever_counts() -> None:
    told = waited(answered(5, ended_at=after(60)), left(3))
    assert tally(*told, now=LATER) == tally(*told, now=LATER + timedelta(days=300))
