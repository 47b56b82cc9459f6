"""A case from the chat to its end: opened once, followed with its key alone, handled by staff."""

import asyncio
import re
from datetime import timedelta

import pytest

from assistant.domain.case import (
    OVER,
    CaseEventId,
    CaseFilter,
    CaseId,
    CaseKind,
    CaseStatus,
    Doer,
    NewCase,
)
from assistant.domain.conversation import SWEDISH, UtteranceId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError, TooManyError
from assistant.domain.form import Field, OpenForm, Step
from assistant.domain.handoff import GENERAL, HandoffReason
from assistant.domain.redaction import MASK
from assistant.domain.turn import (
    Directive,
    EngineReply,
    HandOff,
    OpenCase,
    Say,
    TellCaseStatus,
    TurnOutcome,
    Understanding,
)
from assistant.services.case_links import KEY_CHARACTERS, CaseKeys, read_key
from assistant.services.cases import NOTES_A_DAY, CaseChange, CaseView
from assistant.services.conclusion import Conclusion
from tests.centre import WASTE_QUESTION, Centre

CONFIRMED = "Ja, det stämmer"
LAMP = OpenCase(CaseKind.FAULT, {"what": "Lampan är släckt", "where": "Storgatan 12"})
CALL = OpenCase(CaseKind.CALLBACK, {"contact": "070-123 45 67"})
LINK = re.compile(r"\(/case/([^/]+)/([^)]+)\)")


async def opened(centre: Centre, *directives: Directive, lang: str = "sv") -> tuple[str, str, str]:
    """Reference and key that the citizen is told, and the whole reply."""
    centre.engine.script = {CONFIRMED: EngineReply(Understanding("affirm", 0.9), directives or (LAMP,))}
    conversation = await centre.opens(lang)
    turn = await centre.says(conversation, CONFIRMED)
    assert turn.outcome in {TurnOutcome.ANSWERED_FROM_DIALOGUE, TurnOutcome.HANDED_OFF}
    text = (await centre.heard(conversation))[-1].said.text
    found = LINK.search(text)
    assert found is not None, text
    return found[1], found[2], text


async def changed(centre: Centre, reference: str, name: str, seen: int, **what: object) -> None:
    change = CaseChange(CaseEventId(name), seen, **what)  # type: ignore[arg-type]
    await centre.assistant.cases.change(reference, change, centre.anna)


async def test_what_a_form_has_gathered_becomes_a_case_whose_reference_and_link_are_told(centre: Centre) -> None:
    reference, key, text = await opened(centre)
    assert reference == "KL-2026-000001"
    assert f"**{reference}**" in text
    view = await centre.assistant.cases.followed(reference, key)
    assert (view.case.kind, view.case.status, dict(view.case.details)) == (
        CaseKind.FAULT,
        CaseStatus.RECEIVED,
        dict(LAMP.details),
    )
    assert view.events == ()


async def test_the_case_knows_the_utterance_that_it_came_from(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    case = (await centre.assistant.cases.followed(reference, key)).case
    said = await centre.heard(case.conversation_id)
    assert next(one for one in said if one.seq == case.seq).said.text == CONFIRMED


async def test_a_turn_carried_out_by_several_at_once_opens_one_case_and_tells_of_it_once(centre: Centre) -> None:
    """Requirement G-01."""
    centre.engine.script = {CONFIRMED: EngineReply(Understanding("affirm", 0.9), (LAMP,))}
    conversation = await centre.opens()
    utterance = await centre.assistant.take_turn.record(conversation, UtteranceId("u"), CONFIRMED)
    await asyncio.gather(*(centre.assistant.take_turn.finish(utterance) for _ in range(5)))
    assert len(await centre.heard(conversation)) == 3
    assert (await centre.assistant.cases.listed(CaseFilter(), 10)).count == 1


async def test_a_case_opened_again_from_the_same_utterance_says_the_same_link(centre: Centre) -> None:
    reference, key, text = await opened(centre)
    cases = centre.assistant.cases
    case = (await cases.followed(reference, key)).case
    utterance = next(one for one in await centre.heard(case.conversation_id) if one.seq == case.seq)

    async with cases.records.unit() as unit:
        again = await cases.open(unit, NewCase(case.kind, {}, case.conversation_id, utterance.seq, case.lang))
    assert again.text == text


async def test_words_said_with_the_case_come_before_its_reference(centre: Centre) -> None:
    thanks = Say({"sv": "Tack för att du hör av dig.", "en": "Thank you for telling us."})
    reference, _, text = await opened(centre, thanks, LAMP)
    assert reference in text
    _, _, in_english = await opened(centre, LAMP, thanks, lang="en")
    assert in_english.startswith("Thank you, your fault report is recorded.")


async def test_a_person_asked_for_in_the_same_turn_comes_and_the_case_is_there(centre: Centre) -> None:
    reference, _, _ = await opened(centre, LAMP, HandOff(HandoffReason.CITIZEN_ASKED, GENERAL))
    assert len(await centre.assistant.desk.queue()) == 1
    assert (await centre.assistant.cases.read(reference)).case.kind is CaseKind.FAULT


async def test_identity_numbers_in_a_form_are_masked(centre: Centre) -> None:
    """Requirement C-04."""
    reference, _, _ = await opened(centre, OpenCase(CaseKind.SUGGESTION, {"what": "Jag heter 811228-9874"}))
    assert (await centre.assistant.cases.read(reference)).case.details["what"] == f"Jag heter {MASK}"


async def test_a_call_is_promised_before_people_leave_today(centre: Centre) -> None:
    reference, _, text = await opened(centre, CALL)
    case = (await centre.assistant.cases.read(reference)).case
    hours = centre.assistant.chat_hours.hours()
    assert case.due_at == hours.closes_at(centre.clock.now())
    assert "Vi ringer dig senast 16.00." in text


async def test_a_call_asked_for_at_night_is_promised_for_the_next_day_that_people_are_there(centre: Centre) -> None:
    centre.later(days=4, hours=12)  # Friday evening
    reference, _, text = await opened(centre, CALL)
    assert "Vi ringer dig senast måndag 16.00." in text
    assert (await centre.assistant.cases.read(reference)).case.due_at is not None


async def test_nothing_but_a_call_has_a_time_promised(centre: Centre) -> None:
    reference, _, _ = await opened(centre)
    assert (await centre.assistant.cases.read(reference)).case.due_at is None


async def test_how_to_follow_a_case_is_told_without_a_word_on_whether_there_is_one(centre: Centre) -> None:
    await opened(centre)
    asked = "Hur går det med KL-2026-000001?"
    centre.engine.script = {asked: EngineReply(Understanding("follow_case", 0.9), (TellCaseStatus(),))}
    conversation = await centre.opens()
    await centre.says(conversation, asked)
    text = (await centre.heard(conversation))[-1].said.text
    assert "[följ ett ärende](/case)" in text
    assert "KL-2026-000001" not in text


@pytest.mark.parametrize(
    ("asked", "intent"),
    [("Hur går det med mitt ärende?", "personal_matter"), ("När blir det lagat?", "ask_question")],
)
async def test_how_the_case_goes_that_was_opened_just_now_is_answered_with_the_link_given_for_it(
    centre: Centre, asked: str, intent: str
) -> None:
    centre.engine.script = {
        CONFIRMED: EngineReply(Understanding("affirm", 0.9), (LAMP,)),
        asked: EngineReply(Understanding(intent, 0.9), (Say({"sv": "Jag kan inte se ditt ärende."}),)),
    }
    conversation = await centre.opens()
    await centre.says(conversation, CONFIRMED)
    given = LINK.search((await centre.heard(conversation))[-1].said.text)
    turn = await centre.says(conversation, asked)
    assert turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE
    text = (await centre.heard(conversation))[-1].said.text
    assert given is not None
    assert f"[Följ ditt ärende KL-2026-000001]{given[0]}" in text


async def test_two_cases_opened_in_a_conversation_are_both_told_of_the_oldest_first(centre: Centre) -> None:
    asked = "hur går det med mina ärenden"
    opening = EngineReply(Understanding("affirm", 0.9), (LAMP,))
    centre.engine.script = {
        CONFIRMED: opening,
        "Ja": opening,
        asked: EngineReply(Understanding("ask_case_status", 0.9), (TellCaseStatus(),)),
    }
    conversation = await centre.opens()
    for said in (CONFIRMED, "Ja", asked):
        await centre.says(conversation, said)
    text = (await centre.heard(conversation))[-1].said.text
    assert [reference for reference, _ in LINK.findall(text)] == ["KL-2026-000001", "KL-2026-000002"]


async def test_of_another_case_nothing_is_said_also_where_one_was_opened(centre: Centre) -> None:
    """Requirement F-03."""
    asked = "status på ärende KL-2026-000777?"
    centre.engine.script = {
        CONFIRMED: EngineReply(Understanding("affirm", 0.9), (LAMP,)),
        asked: EngineReply(Understanding("ask_case_status", 0.9), (TellCaseStatus(),)),
    }
    conversation = await centre.opens()
    await centre.says(conversation, CONFIRMED)
    await centre.says(conversation, asked)
    text = (await centre.heard(conversation))[-1].said.text
    assert "[följ ett ärende](/case)" in text
    assert "KL-2026-000" not in text.replace("KL-2026-000123", "")


async def test_a_form_that_is_being_filled_in_is_not_left_for_the_case_before_it(centre: Centre) -> None:
    answer = "när det blir lagat ringer ni"
    where = Say({"sv": "Var är det?"})
    asks = OpenForm(CaseKind.FAULT, Step.ASKING, Field.WHERE)
    centre.engine.script = {
        CONFIRMED: EngineReply(Understanding("affirm", 0.9), (LAMP,)),
        answer: EngineReply(Understanding("form_answer", 0.9), (where,), form=asks),
    }
    conversation = await centre.opens()
    await centre.says(conversation, CONFIRMED)
    await centre.says(conversation, answer)
    assert (await centre.heard(conversation))[-1].said.text == "Var är det?"


async def test_a_question_about_something_else_is_answered_after_a_case_as_ever(centre: Centre) -> None:
    centre.engine.script = {CONFIRMED: EngineReply(Understanding("affirm", 0.9), (LAMP,))}
    conversation = await centre.opens()
    await centre.says(conversation, CONFIRMED)
    assert (await centre.says(conversation, WASTE_QUESTION)).outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE


async def test_the_same_is_said_of_a_case_that_is_not_and_of_a_key_that_is_wrong(centre: Centre) -> None:
    """Requirement F-03: nobody learns that somebody else's case exists."""
    reference, key, _ = await opened(centre)
    _, anothers, _ = await opened(centre)
    told = set()
    for wrong in ((reference, "a" * KEY_CHARACTERS), (reference, anothers), ("KL-2026-000999", key), ("x", key)):
        with pytest.raises(NotFoundError) as error:
            await centre.assistant.cases.followed(*wrong)
        told.add(str(error.value))
    assert len(told) == 1


async def test_a_key_is_read_as_people_copy_it(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    typed = "-".join([key[:4], key[4:8].upper(), f" {key[8:]} "])
    assert (await centre.assistant.cases.followed(reference.lower(), typed)).case.reference == reference


async def test_the_key_is_not_in_the_case_and_has_at_least_128_bits(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    case = (await centre.assistant.cases.read(reference)).case
    assert key not in str(case.__reduce__())
    assert len(key) * 5 >= 128
    assert read_key(key) == key


def test_another_secret_or_another_case_gives_another_key() -> None:

    keys = {CaseKeys(secret).of(CaseId(case)) for secret in (b"one", b"two") for case in ("a", "b")}
    assert len(keys) == 4


async def test_the_citizen_sees_status_and_notes_and_never_what_is_for_staff(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    await changed(centre, reference, "1", 0, internal="Fråga Tekniska verken")
    await changed(centre, reference, "2", 1, status=CaseStatus.IN_PROGRESS, note="Lampan är beställd.", internal="4411")
    told = await centre.assistant.cases.followed(reference, key)
    assert [(event.status, event.note) for event in told.events] == [(CaseStatus.IN_PROGRESS, "Lampan är beställd.")]
    everything: CaseView = await centre.assistant.cases.read(reference)
    assert [event.internal for event in everything.events] == ["Fråga Tekniska verken", "4411"]
    assert {event.agent_id for event in everything.events} == {centre.anna.id}


async def test_what_the_citizen_adds_takes_up_a_case_that_waited_for_it(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    await changed(centre, reference, "1", 0, status=CaseStatus.WAITING_FOR_CITIZEN, note="Vilken stolpe?")
    for _ in range(2):  # posted again
        await centre.assistant.cases.add_note(reference, key, CaseEventId("mine"), "Stolpe 7, 811228-9874")
    view = await centre.assistant.cases.followed(reference, key)
    assert view.case.status is CaseStatus.IN_PROGRESS
    assert (view.events[-1].by, view.events[-1].note) == (Doer.CITIZEN, f"Stolpe 7, {MASK}")
    assert len(view.events) == 2


async def test_notes_sent_at_the_same_moment_all_get_through(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    add = centre.assistant.cases.add_note
    await asyncio.gather(*(add(reference, key, CaseEventId(f"n{number}"), "också") for number in range(4)))
    assert len((await centre.assistant.cases.read(reference)).events) == 4


async def test_an_agent_who_has_not_seen_what_the_citizen_added_is_told(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    await centre.assistant.cases.add_note(reference, key, CaseEventId("n"), "Den lyser igen!")
    with pytest.raises(ConflictError):
        await changed(centre, reference, "a", 0, status=CaseStatus.DONE)
    await changed(centre, reference, "a", 1, status=CaseStatus.DONE)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2_001])
async def test_an_empty_or_endless_note_is_refused(centre: Centre, text: str) -> None:
    reference, key, _ = await opened(centre)
    with pytest.raises(RefusedError):
        await centre.assistant.cases.add_note(reference, key, CaseEventId("n"), text)


async def test_more_than_ten_notes_a_day_are_refused_until_the_first_is_a_day_old(centre: Centre) -> None:
    """Requirement F-12."""
    reference, key, _ = await opened(centre)
    for number in range(NOTES_A_DAY):
        await centre.assistant.cases.add_note(reference, key, CaseEventId(f"n{number}"), "mer")
    with pytest.raises(TooManyError) as refused:
        await centre.assistant.cases.add_note(reference, key, CaseEventId("late"), "mer")
    centre.later(seconds=refused.value.retry_after_seconds)
    await centre.assistant.cases.add_note(reference, key, CaseEventId("late"), "mer")


@pytest.mark.parametrize("over", sorted(OVER - {CaseStatus.CONTACTED}))
async def test_nothing_is_added_to_a_case_that_nobody_works_on(centre: Centre, over: CaseStatus) -> None:
    reference, key, _ = await opened(centre)
    await changed(centre, reference, "1", 0, status=over)
    with pytest.raises(ConflictError):
        await centre.assistant.cases.add_note(reference, key, CaseEventId("n"), "mer")


async def test_of_two_agents_who_saw_the_same_case_the_second_is_told_and_a_repeated_post_is_not(
    centre: Centre,
) -> None:
    reference, _, _ = await opened(centre)
    for _ in range(2):
        await changed(centre, reference, "first", 0, status=CaseStatus.IN_PROGRESS)
    with pytest.raises(ConflictError):
        await changed(centre, reference, "second", 0, status=CaseStatus.DONE)
    assert len((await centre.assistant.cases.read(reference)).events) == 1


async def test_a_change_that_the_table_forbids_or_that_changes_nothing_is_refused(centre: Centre) -> None:
    reference, _, _ = await opened(centre, CALL)
    with pytest.raises(ConflictError):
        await changed(centre, reference, "1", 0, status=CaseStatus.DONE)
    unasked = {"status": CaseStatus.WAITING_FOR_CITIZEN, "internal": "vad var det nu?"}
    for nothing in ({}, {"note": "  "}, {"note": "x" * 2_001}, {"internal": "x" * 2_001}, unasked):
        with pytest.raises(RefusedError):
            await changed(centre, reference, "2", 0, **nothing)
    with pytest.raises(NotFoundError):
        await changed(centre, "KL-2026-000999", "3", 0, note="hej")


async def test_the_list_has_calls_that_are_due_before_faults_by_age(centre: Centre) -> None:
    lamp, _, _ = await opened(centre)
    centre.later(minutes=5)
    call, _, _ = await opened(centre, CALL)
    page = await centre.assistant.cases.listed(CaseFilter(), 10)
    assert [case.reference for case in page.cases] == [call, lamp]
    overdue = CaseFilter(due_before=centre.clock.now() + timedelta(days=1), statuses=frozenset(CaseStatus) - OVER)
    assert [case.reference for case in (await centre.assistant.cases.listed(overdue, 10)).cases] == [call]


async def test_a_confirmed_case_is_opened_even_where_a_person_has_been_asked_for_meanwhile(centre: Centre) -> None:
    handoff = await centre.waits()
    conversation = handoff.conversation_id
    utterance = await centre.assistant.take_turn.record(conversation, UtteranceId("u"), CONFIRMED)
    wanted = NewCase(CaseKind.FAULT, {"what": "x"}, conversation, utterance.seq, SWEDISH)
    late = Conclusion(TurnOutcome.ANSWERED_FROM_DIALOGUE, case=wanted)
    turn = await centre.assistant.take_turn._close(utterance, late, 0.0)
    assert turn.outcome is TurnOutcome.PASSED_TO_PERSON
    assert (await centre.assistant.cases.listed(CaseFilter(), 10)).count == 1
    assert "KL-" in (await centre.heard(conversation))[-1].said.text
