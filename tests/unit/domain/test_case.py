"""What a case is, may become, and keeps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.case import (
    DETAIL_CHARACTERS,
    LEGAL_CHANGES,
    MOST_DETAILS,
    OVER,
    Case,
    CaseEvent,
    CaseEventId,
    CaseId,
    CaseKind,
    CaseStatus,
    Doer,
    clean,
    kept_details,
    public,
    read_reference,
    reference_of,
    searched,
)
from assistant.domain.conversation import SWEDISH, ConversationId
from assistant.domain.errors import ConflictError
from assistant.domain.redaction import MASK

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAMP = Case(CaseId("lamp"), 2026, CaseKind.FAULT, {}, ConversationId("c"), 2, SWEDISH, "digest", NOON, number=4217)
CALL = replace(LAMP, kind=CaseKind.CALLBACK, due_at=NOON)


def test_a_reference_has_the_year_and_at_least_six_digits() -> None:
    assert LAMP.reference == "KL-2026-004217"
    assert reference_of(2027, 1_234_567) == "KL-2027-1234567"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("KL-2026-004217", "KL-2026-004217"),
        (" kl 2026 4217 ", "KL-2026-004217"),
        ("KL2026–004217", "KL-2026-004217"),
        ("kl-2027-1234567", "KL-2027-1234567"),
        ("4217", None),
        ("KL-26-4217", None),
        ("KL-2026-4217-x", None),
        ("KL-2026-9999999999", None),
        ("", None),
    ],
)
def test_a_reference_is_read_as_people_type_it(typed: str, read: str | None) -> None:
    assert read_reference(typed) == read


@pytest.mark.parametrize("kind", CaseKind)
def test_every_kind_has_a_way_from_received_to_over_and_out_of_every_status(kind: CaseKind) -> None:
    table = LEGAL_CHANGES[kind]
    reached = {CaseStatus.RECEIVED}
    while more := {to for status in reached for to in table[status]} - reached:
        reached |= more
    assert reached == set(table)
    assert reached & OVER
    assert all(table[status] for status in reached)


def test_a_call_is_reached_or_not_and_a_fault_is_mended_or_not() -> None:
    assert CALL.next_statuses == (CaseStatus.CONTACTED, CaseStatus.COULD_NOT_REACH, CaseStatus.CLOSED)
    with pytest.raises(ConflictError):
        CALL.check_change(CaseStatus.DONE)
    LAMP.check_change(CaseStatus.DONE)
    with pytest.raises(ConflictError):
        LAMP.check_change(CaseStatus.CONTACTED)


def test_one_who_was_not_reached_may_be_tried_again_in_vain() -> None:
    replace(CALL, status=CaseStatus.COULD_NOT_REACH).check_change(CaseStatus.COULD_NOT_REACH)


def test_a_case_is_overdue_when_the_time_promised_has_gone_by_with_something_left_to_do() -> None:
    later = NOON + timedelta(seconds=1)
    assert not CALL.is_overdue(NOON)
    assert CALL.is_overdue(later)
    assert not replace(CALL, status=CaseStatus.CONTACTED).is_overdue(later)
    assert not LAMP.is_overdue(later)


def test_identity_numbers_are_masked_and_long_words_cut_before_anything_is_kept() -> None:
    """Requirements C-03, C-04."""
    kept = kept_details({"what": "Jag, 811228-9874, \x00ser hål", "where": "x" * 5_000, "since": "  ", "contact": "\n"})
    assert kept["what"] == f"Jag, {MASK}, ser hål"
    assert (len(kept["where"]), kept["where"][-1]) == (DETAIL_CHARACTERS, "…")
    assert set(kept) == {"what", "where"}
    assert len(kept_details({str(number): "x" for number in range(99)})) == MOST_DETAILS


def test_a_telephone_number_is_kept_as_it_is() -> None:
    assert clean("070-123 45 67", 100) == "070-123 45 67"


def test_a_case_is_found_by_its_reference_and_by_what_was_said_in_any_case() -> None:
    assert "åkern" in searched(LAMP.reference, {"where": "ÅKERN 1"})
    assert "kl-2026-004217" in searched(LAMP.reference, {})


def test_the_citizen_sees_changes_and_notes_and_nothing_that_is_for_staff_alone() -> None:
    """Requirement D-06."""
    plain = CaseEvent(CaseEventId("1"), LAMP.id, 1, NOON, Doer.AGENT)
    internal = replace(plain, internal="Ring elektrikern")
    noted, changed = replace(plain, note="Vi lagar den"), replace(plain, status=CaseStatus.DONE, internal="klart")
    assert public([internal, noted, changed]) == (noted, changed)


def test_nobody_is_told_what_is_in_a_case_by_a_log_line() -> None:
    told = repr(replace(LAMP, details={"what": "hemligt"}, key_digest="digest"))
    assert "hemligt" not in told
    assert "digest" not in told
