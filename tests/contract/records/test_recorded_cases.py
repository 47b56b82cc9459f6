"""Cases, in each form of the record."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.case import (
    Case,
    CaseEvent,
    CaseEventId,
    CaseFilter,
    CaseId,
    CaseKind,
    CaseStatus,
    Doer,
    Reference,
)
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.ports.records import Records
from tests.contract.records.sample_records import (
    ANNA,
    MINE,
    MINUTE,
    NOON,
    add_staff,
    case,
    citizen_says,
    open_conversations,
)

WRITERS = 20


@pytest.fixture(autouse=True)
async def spoken(records: Records) -> None:
    """A conversation of enough utterances to open cases from, and an agent."""
    await open_conversations(records, MINE)
    await add_staff(records, ANNA)
    async with records.unit() as unit:
        for number in range(WRITERS):
            await unit.conversations.say(MINE, citizen_says(str(number)), NOON)


async def added(records: Records, *wanted: Case) -> list[Case]:
    """Recorded one after another, each in a unit of its own."""
    recorded = []
    for one in wanted:
        async with records.unit() as unit:
            recorded.append(await unit.cases.add(one))
    return recorded


async def happened(records: Records, *events: CaseEvent) -> Case:
    async with records.unit() as unit:
        for event in events:
            became = await unit.cases.record(event)
    return became


def event(seq: int, name: str = "", **more: object) -> CaseEvent:
    plain = CaseEvent(CaseEventId(name or f"event {seq}"), CaseId("lamp"), seq, NOON + seq * MINUTE, Doer.AGENT, ANNA)
    return replace(plain, **more)  # type: ignore[arg-type]


LAMP = replace(case("lamp"), due_at=NOON + MINUTE)


async def test_a_case_reads_back_as_given_with_the_first_number_of_its_year(records: Records) -> None:
    (recorded,) = await added(records, LAMP)
    assert recorded == replace(LAMP, number=1)
    assert recorded.reference == "KL-2026-000001"
    async with records.reading() as unit:
        assert await unit.cases.get(LAMP.id) == recorded
        assert await unit.cases.called(recorded.reference) == recorded
        assert await unit.cases.of_utterance(MINE, 1) == recorded
        assert await unit.cases.called(Reference("KL-2026-000002")) is None
        assert await unit.cases.called(Reference("nonsense")) is None
        assert await unit.cases.of_utterance(MINE, 2) is None
        with pytest.raises(NotFoundError):
            await unit.cases.get(CaseId("another"))


async def test_the_same_utterance_opens_one_case_however_often_it_is_carried_out(records: Records) -> None:
    first, again = await added(records, LAMP, replace(LAMP, id=CaseId("other"), key_digest="another"))
    assert first == again
    (next_one,) = await added(records, case("hole", seq=2))
    assert next_one.number == 2


async def test_numbers_count_within_a_year_and_go_on_where_the_year_ended(records: Records) -> None:
    next_year = replace(case("new year", seq=3), year=2027)
    old, new, newer = await added(records, LAMP, next_year, case("more", seq=2))
    assert [one.reference for one in (old, new, newer)] == ["KL-2026-000001", "KL-2027-000001", "KL-2026-000002"]


async def test_many_who_open_at_once_each_get_a_number_and_none_is_left_out(records: Records) -> None:
    async def add(seq: int) -> Case:
        async with records.unit() as unit:
            return await unit.cases.add(case(f"case {seq}", seq=seq))

    opened = await asyncio.gather(*(add(seq) for seq in range(1, WRITERS + 1)))
    assert sorted(one.number for one in opened) == list(range(1, WRITERS + 1))


async def test_the_same_turn_carried_out_at_once_by_several_opens_one_case(records: Records) -> None:
    async def add(name: str) -> Case:
        async with records.unit() as unit:
            return await unit.cases.add(case(name))

    opened = await asyncio.gather(*(add(f"process {number}") for number in range(8)))
    assert len({one.id for one in opened}) == 1


async def add_and_pull_the_plug(records: Records) -> None:
    async with records.unit() as unit:
        await unit.cases.add(LAMP)
        raise ZeroDivisionError


async def test_a_number_given_back_with_its_unit_is_given_out_again(records: Records) -> None:
    with pytest.raises(ZeroDivisionError):
        await add_and_pull_the_plug(records)
    (recorded,) = await added(records, case("hole", seq=2))
    assert recorded.number == 1


async def test_a_case_of_an_utterance_that_is_not_recorded_is_refused(records: Records) -> None:
    for one in (case("x", of="nobody"), case("y", seq=WRITERS + 1)):
        with pytest.raises(ConflictError):
            await added(records, one)


async def test_what_happens_is_kept_in_order_and_the_case_has_its_latest_status(records: Records) -> None:
    await added(records, LAMP)
    begun = event(1, status=CaseStatus.IN_PROGRESS, note="Vi har beställt en lampa.", internal="Elektrikern är sjuk.")
    said = event(2, by=Doer.CITIZEN, agent_id=None, note="Den blinkar också. Åäö 🙂")
    became = await happened(records, begun, said)
    assert (became.status, became.events) == (CaseStatus.IN_PROGRESS, 2)
    async with records.reading() as unit:
        assert await unit.cases.get(LAMP.id) == became
        assert list(await unit.cases.events(LAMP.id)) == [begun, said]


async def test_an_event_posted_again_changes_nothing(records: Records) -> None:
    await added(records, LAMP)
    first = event(1, "same", status=CaseStatus.DONE)
    await happened(records, first)
    again = await happened(records, replace(first, seq=2, status=CaseStatus.CLOSED))
    assert (again.status, again.events) == (CaseStatus.DONE, 1)


async def test_of_two_who_saw_the_same_history_the_second_is_told(records: Records) -> None:
    await added(records, LAMP)
    await happened(records, event(1, "first", status=CaseStatus.IN_PROGRESS))
    for late in (event(1, "second"), event(3, "ahead")):
        with pytest.raises(ConflictError):
            await happened(records, late)
    async with records.reading() as unit:
        assert [one.id for one in await unit.cases.events(LAMP.id)] == ["first"]


async def test_nothing_happens_to_a_case_that_is_not(records: Records) -> None:
    with pytest.raises(NotFoundError):
        await happened(records, event(1))


@pytest.fixture
async def three(records: Records) -> list[str]:
    """A lamp that is due, a call that is due earlier, and an old hole that is not due at all."""
    call = replace(case("call", seq=2), kind=CaseKind.CALLBACK, due_at=NOON, details={"contact": "013-20 60 00"})
    hole = replace(case("hole", seq=3, opened_at=NOON - timedelta(days=2)), details={"where": "100 % ÖDE_vägen"})
    newer = replace(case("newer", seq=4), details={"what": "Något annat"})
    return [one.reference for one in await added(records, LAMP, call, hole, newer)]


async def found(records: Records, wanted: CaseFilter, limit: int = 10, skipped: int = 0) -> list[str]:
    async with records.reading() as unit:
        cases = await unit.cases.found(wanted, limit, skipped)
        if (limit, skipped) == (10, 0):
            assert await unit.cases.count(wanted) == len(cases)
        return [one.id for one in cases if one.conversation_id == ConversationId(MINE)]


OPEN = frozenset({CaseStatus.RECEIVED, CaseStatus.IN_PROGRESS})


@pytest.mark.usefixtures("three")
async def test_the_earliest_due_stand_first_and_then_the_oldest(records: Records) -> None:
    assert await found(records, CaseFilter(statuses=OPEN)) == ["call", "lamp", "hole", "newer"]
    assert await found(records, CaseFilter(statuses=OPEN), limit=2) == ["call", "lamp"]
    assert await found(records, CaseFilter(statuses=OPEN), limit=2, skipped=2) == ["hole", "newer"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (CaseFilter(kind=CaseKind.CALLBACK), ["call"]),
        (CaseFilter(statuses=frozenset({CaseStatus.IN_PROGRESS})), []),
        (CaseFilter(statuses=OPEN, due_before=NOON + MINUTE), ["call"]),
        (CaseFilter(text="ågatan"), ["lamp"]),
        (CaseFilter(text="öde_VÄGEN"), ["hole"]),
        (CaseFilter(text="100 %"), ["hole"]),
        (CaseFilter(text="%"), ["hole"]),
        (CaseFilter(text="ödeXvägen"), []),
        (CaseFilter(text="kl-2026-000002"), ["call"]),
        (CaseFilter(kind=CaseKind.FAULT, text="lampan"), ["lamp"]),
    ],
)
async def test_each_condition_narrows_the_list_down(records: Records, wanted: CaseFilter, names: list[str]) -> None:
    assert await found(records, wanted) == names


async def test_the_events_of_several_cases_come_by_case_in_order_and_the_quiet_ones_are_left_out(
    records: Records,
) -> None:
    await added(records, LAMP, case("hole", seq=2), case("quiet", seq=3))
    of_hole = event(1, "hole 1", case_id=CaseId("hole"))
    await happened(records, event(1), of_hole, event(2))
    async with records.reading() as unit:
        found = await unit.cases.events_of_each([LAMP.id, CaseId("quiet"), CaseId("hole")])
        assert {case_id: list(events) for case_id, events in found.items()} == {
            LAMP.id: [event(1), event(2)],
            CaseId("hole"): [of_hole],
        }
        assert list(await unit.cases.events_of_each([CaseId("hole")])) == [CaseId("hole")]
        assert await unit.cases.events_of_each([]) == {}
