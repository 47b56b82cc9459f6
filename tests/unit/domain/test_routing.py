"""Who is offered whom: laws that hold for every queue and every crew, and the order of preference by example."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.catalogue import AreaId
from assistant.domain.conversation import ConversationId, Language
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import DANGER_PRIORITY, GENERAL, AgentId, Handoff, HandoffId, HandoffReason
from assistant.domain.routing import (
    REST,
    AnsweredOffer,
    Crew,
    ModeChange,
    OfferAnswer,
    RoutingMode,
    in_queue_order,
    is_for,
    offers_to_make,
    passes_in,
    run_out_in_a_row,
    suited_first,
)
from assistant.domain.staffing import may_take

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PATIENCE = timedelta(seconds=60)
AT = (NOW, PATIENCE)
SECOND = timedelta(seconds=1)
LANGUAGES = ("sv", "en", "ar", "so")
AREAS = ("bygglov", "avfall", "skola")


def waits(
    name: str, seconds: float = 0, lang: str | None = "sv", area: str | None = None, priority: int = 0
) -> Handoff:
    return Handoff(
        HandoffId(name),
        ConversationId(name),
        GENERAL,
        HandoffReason.LOW_CONFIDENCE,
        NOW - timedelta(seconds=seconds),
        priority,
        area=AreaId(area) if area else None,
        lang=Language(lang) if lang else None,
    )


def agent(
    name: str, languages: tuple[str, ...] = ("sv",), areas: tuple[str, ...] = (), load: int = 0, idle: float = 0
) -> Crew:
    return Crew(
        AgentId(name),
        tuple(map(AreaId, areas)),
        tuple(map(Language, languages)),
        load,
        3,
        NOW - timedelta(seconds=idle),
    )


SECONDS = st.integers(0, 600)
HANDOFFS = st.lists(
    st.builds(
        waits,
        name=st.uuids().map(str),
        seconds=SECONDS,
        lang=st.sampled_from((*LANGUAGES, None)),
        area=st.sampled_from((*AREAS, None)),
        priority=st.sampled_from((0, 0, 0, DANGER_PRIORITY)),
    ),
    max_size=12,
    unique_by=lambda handoff: handoff.id,
)
CREWS = st.lists(
    st.builds(
        lambda name, languages, areas, load, capacity, idle: replace(
            agent(name, tuple(languages), tuple(areas), load, idle), capacity=capacity
        ),
        name=st.sampled_from([f"agent{number}" for number in range(8)]),
        languages=st.sets(st.sampled_from(LANGUAGES), min_size=1),
        areas=st.sets(st.sampled_from(AREAS)),
        load=st.integers(0, 4),
        capacity=st.integers(1, 4),
        idle=SECONDS,
    ),
    max_size=8,
    unique_by=lambda crew: crew.id,
)


@given(HANDOFFS, CREWS, st.data())
def test_nobody_is_offered_twice_no_capacity_is_exceeded_and_standing_offers_stay(
    waiting: list[Handoff], crew: list[Crew], data: st.DataObject
) -> None:
    pairs = list(zip([each.id for each in waiting], [each.id for each in crew], strict=False))
    standing = dict(data.draw(st.lists(st.sampled_from(pairs), unique=True))) if pairs else {}
    made = offers_to_make(waiting, crew, standing, {}, AT)
    handoffs, agents = [handoff for handoff, _ in made], [agent for _, agent in made]
    assert len(set(handoffs)) == len(handoffs)
    assert len(set(agents)) == len(agents)
    assert not set(handoffs) & set(standing)
    assert not set(agents) & set(standing.values())
    by_id, waits_by_id = {each.id: each for each in crew}, {each.id: each for each in waiting}
    for handoff, found in made:
        in_danger = waits_by_id[handoff].in_danger
        assert may_take(by_id[found].load, by_id[found].capacity, in_danger=in_danger)


@given(HANDOFFS, CREWS)
def test_whoever_goes_without_an_offer_is_passed_only_for_want_of_room_or_language(
    waiting: list[Handoff], crew: list[Crew]
) -> None:
    """Priority order: an agent who could have had somebody earlier in the queue is given nobody later."""
    made = dict(offers_to_make(waiting, crew, {}, {}, AT))
    ordered = in_queue_order(waiting)
    by_id = {each.id: each for each in crew}
    for place, handoff in enumerate(ordered):
        if handoff.id in made:
            continue
        for later in ordered[place + 1 :]:
            if later.id in made:
                found = by_id[made[later.id]]
                assert not found.has_room_for(handoff) or not is_for(handoff, found, crew, NOW, PATIENCE)


@given(HANDOFFS, CREWS)
def test_nobody_starves(waiting: list[Handoff], crew: list[Crew]) -> None:
    """Whoever has waited the patience out, in whatever language, leaves no agent with room idle."""
    made = dict(offers_to_make(waiting, crew, {}, {}, AT))
    idle = [each for each in crew if each.id not in made.values()]
    for handoff in waiting:
        if handoff.id not in made and NOW - handoff.place_from >= PATIENCE:
            assert not any(each.has_room_for(handoff) for each in idle)


@given(HANDOFFS, CREWS, st.integers(1, 4))
def test_however_often_a_citizen_is_passed_on_an_agent_with_room_is_asked_again_after_the_rest(
    waiting: list[Handoff], crew: list[Crew], times: int
) -> None:
    passed = {handoff.id: {each.id: [NOW - REST] * times for each in crew} for handoff in waiting}
    just_now = {handoff.id: {each.id: [NOW - REST + SECOND] for each in crew} for handoff in waiting}
    assert len(offers_to_make(waiting, crew, {}, passed, AT)) == len(offers_to_make(waiting, crew, {}, {}, AT))
    assert offers_to_make(waiting, crew, {}, just_now, AT) == []


@given(HANDOFFS, CREWS)
def test_the_pane_shows_everybody_once_and_never_past_a_higher_priority(
    waiting: list[Handoff], crew: list[Crew]
) -> None:
    for each in crew:
        shown = suited_first(waiting, each, NOW, PATIENCE)
        assert sorted(handoff.id for handoff in shown) == sorted(handoff.id for handoff in waiting)
        priorities = [handoff.priority for handoff in shown]
        assert priorities == sorted(priorities, reverse=True)


def offered(waiting: list[Handoff], *crew: Crew) -> list[tuple[str, str]]:
    return [(str(handoff), str(found)) for handoff, found in offers_to_make(waiting, crew, {}, {}, AT)]


def test_danger_comes_first_then_whoever_has_waited_longest() -> None:
    waiting = [waits("young", 5), waits("old", 50), waits("danger", 1, priority=DANGER_PRIORITY)]
    assert offered(waiting, agent("anna")) == [("danger", "anna")]
    assert offered(waiting[:2], agent("anna")) == [("old", "anna")]


def test_a_shared_language_comes_before_a_known_area_and_an_area_before_a_free_hand() -> None:
    arabic, builder = agent("arabic", ("sv", "ar"), load=2), agent("builder", areas=("bygglov",), load=1)
    assert offered([waits("q", 5, "ar", "bygglov")], agent("anybody"), builder, arabic) == [("q", "arabic")]
    assert offered([waits("q", 5, "sv", "bygglov")], agent("anybody"), builder, arabic) == [("q", "builder")]
    assert offered([waits("q", 5, "sv", "skola")], agent("anybody", load=2), builder) == [("q", "anybody")]


def test_among_equals_who_holds_least_is_asked_then_who_has_been_idle_longest() -> None:
    assert offered([waits("q")], agent("anna", load=1, idle=99), agent("bo", idle=1)) == [("q", "bo")]
    assert offered([waits("q")], agent("anna", idle=5), agent("bo", idle=60)) == [("q", "bo")]


def test_a_citizen_is_kept_for_a_busy_agent_who_speaks_the_language_but_not_for_long() -> None:
    busy = replace(agent("arabic", ("ar",), load=3), capacity=3)
    assert offered([waits("q", 59, "ar")], agent("anna"), busy) == []
    assert offered([waits("q", 60, "ar")], agent("anna"), busy) == [("q", "anna")]
    assert offered([waits("q", 5, "ar")], agent("anna")) == [("q", "anna")]  # nobody on duty speaks it
    assert offered([waits("q", 0, "ar", priority=DANGER_PRIORITY)], agent("anna"), busy) == [("q", "arabic")]


def test_easy_swedish_is_swedish_and_an_unknown_language_is_everybodys() -> None:
    assert agent("anna").speaks(waits("q", lang="sv-simple"))
    assert agent("anna").speaks(waits("q", lang=None))
    assert not agent("anna").speaks(waits("q", lang="so"))


def test_in_the_pane_ones_own_come_first_until_somebody_has_waited_long() -> None:
    me = agent("me", ("sv", "ar"), ("skola",))
    waiting = [
        waits("somali", 50, "so"),
        waits("building", 40, "sv", "bygglov"),
        waits("school", 10, "ar", "skola"),
        waits("long", 61, "so"),
        waits("danger", 2, priority=DANGER_PRIORITY),
    ]
    shown = [str(handoff.id) for handoff in suited_first(waiting, me, NOW, PATIENCE)]
    assert shown == ["danger", "long", "school", "building", "somali"]


def test_offers_run_out_in_a_row_are_counted_since_the_last_answer_and_since_becoming_available() -> None:
    def answered(answer: OfferAnswer, second: int, by: str = "anna") -> AnsweredOffer:
        return AnsweredOffer(HandoffId("h"), AgentId(by), answer, NOW + second * SECOND)

    answers = [
        answered(OfferAnswer.RAN_OUT, 1),
        answered(OfferAnswer.DECLINED, 2),
        answered(OfferAnswer.RAN_OUT, 3),
        answered(OfferAnswer.RAN_OUT, 4, "bo"),
        answered(OfferAnswer.RAN_OUT, 5),
    ]
    assert run_out_in_a_row(answers, AgentId("anna"), NOW) == 2
    assert run_out_in_a_row(answers, AgentId("anna"), NOW + 4 * SECOND) == 1
    assert run_out_in_a_row(answers, AgentId("cia"), NOW) == 0
    assert passes_in([answered(OfferAnswer.ACCEPTED, 0), *answers]) == {
        "h": {"anna": [NOW + n * SECOND for n in (1, 2, 3, 5)], "bo": [NOW + 4 * SECOND]}
    }


def test_a_mode_is_set_with_a_reason() -> None:
    with pytest.raises(RefusedError):
        ModeChange(RoutingMode.OFFER, NOW, AgentId("sofia"), "  ")
