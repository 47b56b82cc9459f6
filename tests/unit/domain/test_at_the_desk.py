"""What agents write at the desk: notes that call upon colleagues, canned replies, transfers, corrections, wrap-up."""

from dataclasses import replace

import pytest

from assistant.domain.canned_reply import CannedReply, ReplyId, at_hand, filled
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import (
    WRAP_UP_NOTE_CHARACTERS,
    AgentId,
    Disposition,
    Handoff,
    HandoffId,
    HandoffReason,
    QueueName,
    Told,
)
from assistant.domain.message import Correction
from assistant.domain.note import NOTE_CHARACTERS, Note, mentioned
from assistant.domain.transfer import Transfer, TransferKind
from tests.centre import MONDAY_MORNING, member

ANNA, BJORN, SOFIA = member("anna"), member("bjorn"), member("sofia")
TALK = ConversationId("talk")


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Anna, vet du?", {"anna"}),
        ("Fråga @anna och @BJORN.", {"anna", "bjorn"}),
        ("(@Anna)", {"anna"}),
        ("Skriv till anna@bjorn.se", set()),
        ("@@anna", set()),
        ("@Annas telefon", set()),
        ("@Kalle", set()),
        ("Anna", set()),
    ],
)
def test_a_note_calls_upon_colleagues_by_name(text: str, called: set[str]) -> None:
    assert mentioned(text, [ANNA, BJORN, SOFIA]) == called


def test_namesakes_are_both_called() -> None:
    other = replace(ANNA, id=AgentId("anna2"), sign_in_name="annab")
    assert mentioned("@Anna", [ANNA, other]) == {"anna", "anna2"}
    assert mentioned("@annab", [ANNA, other]) == {"anna2"}


@pytest.mark.parametrize("text", ["", "  ", "x" * (NOTE_CHARACTERS + 1)])
def test_a_note_has_words(text: str) -> None:
    with pytest.raises(RefusedError):
        Note("n", TALK, ANNA.id, MONDAY_MORNING, text)


def reply(shortcut: str, texts: dict[str, str] | None = None, owner: AgentId | None = None) -> CannedReply:
    words = texts or {"sv": "Hej!"}
    return CannedReply(ReplyId(f"{shortcut}-{owner}"), shortcut, "Hälsning", words, MONDAY_MORNING, ANNA.id, owner)


def test_an_agents_own_reply_goes_before_the_shared_one_of_the_same_shortcut() -> None:
    shared, own, others, bye = reply("hej"), reply("hej", owner=ANNA.id), reply("hej", owner=BJORN.id), reply("då")
    assert at_hand([shared, own, others, bye], ANNA.id) == (bye, own)
    assert at_hand([own, bye, shared], SOFIA.id) == (bye, shared)


def test_variables_that_are_known_are_filled_in_and_the_others_stand() -> None:
    text = "Hej {namn}! Ditt ärende {ärende}. Hälsar {agent}"
    assert filled(text, {"agent": "Anna", "ärende": ""}) == "Hej {namn}! Ditt ärende {ärende}. Hälsar Anna"


def test_a_reply_comes_in_the_citizens_language_where_it_has_it() -> None:
    both = reply("hej", {"sv": "Hej!", "en": "Hello!"})
    assert [both.lang_for(lang) for lang in ("en", "sv", "so")] == ["en", "sv", "sv"]


@pytest.mark.parametrize(
    ("shortcut", "title", "texts"),
    [
        ("", "Hälsning", {"sv": "Hej!"}),
        ("Hej", "Hälsning", {"sv": "Hej!"}),
        ("hej då", "Hälsning", {"sv": "Hej!"}),
        ("hej", " ", {"sv": "Hej!"}),
        ("hej", "Hälsning", {"en": "Hello!"}),
        ("hej", "Hälsning", {"sv": "Hej!", "en": " "}),
        ("hej", "Hälsning", {"sv": "Hej {name}!"}),
        ("hej", "Hälsning", {"sv": "Hej!" * 1001}),
    ],
)
def test_what_is_no_canned_reply_is_refused(shortcut: str, title: str, texts: dict[str, str]) -> None:
    with pytest.raises(RefusedError):
        CannedReply(ReplyId("r"), shortcut, title, texts, MONDAY_MORNING, ANNA.id)


def transfer(kind: TransferKind, summary: str = "Bygglov.", **whom: object) -> Transfer:
    return Transfer(HandoffId("h"), kind, ANNA.id, MONDAY_MORNING, summary, **whom)  # type: ignore[arg-type]


def test_a_transfer_has_a_summary_and_a_receiver_of_its_kind() -> None:
    transfer(TransferKind.COLLEAGUE, to=BJORN.id)
    transfer(TransferKind.QUEUE)
    transfer(TransferKind.OUTSIDE, whom="Försäkringskassan")
    for kind, summary, whom in (
        (TransferKind.COLLEAGUE, "Bygglov.", {}),
        (TransferKind.QUEUE, "Bygglov.", {"to": BJORN.id}),
        (TransferKind.OUTSIDE, "Bygglov.", {}),
        (TransferKind.OUTSIDE, "Bygglov.", {"whom": " "}),
        (TransferKind.OUTSIDE, "Bygglov.", {"whom": "x" * 201}),
        (TransferKind.QUEUE, " ", {}),
        (TransferKind.QUEUE, "x" * 2001, {}),
    ):
        with pytest.raises(RefusedError):
            transfer(kind, summary, **whom)


@pytest.mark.parametrize("after", ["", " ", "Hej"])
def test_a_correction_has_other_words(after: str) -> None:
    with pytest.raises(RefusedError):
        Correction(TALK, 1, "Hej", after, ANNA.id, MONDAY_MORNING)


@pytest.mark.parametrize(
    ("disposition", "told", "resolved"),
    [
        (Disposition.RESOLVED, None, True),
        (Disposition.NOT_RESOLVED, None, False),
        (Disposition.REFERRED, None, None),
        (Disposition.REFERRED, True, True),
        (Disposition.RESOLVED, False, False),
    ],
)
def test_the_disposition_tells_whether_it_is_solved_unless_the_agent_does(
    disposition: Disposition, told: bool | None, resolved: bool | None
) -> None:
    over = Handoff(
        HandoffId("h"),
        TALK,
        QueueName("general"),
        HandoffReason.CITIZEN_ASKED,
        MONDAY_MORNING,
        disposition=disposition,
    )
    assert Told("bygglov", told, "Ring i maj.").of(over) == replace(
        over, subject_area="bygglov", resolved=resolved, wrap_up_note="Ring i maj."
    )


def test_a_note_at_the_wrap_up_has_a_limit() -> None:
    with pytest.raises(RefusedError):
        Told(note="x" * (WRAP_UP_NOTE_CHARACTERS + 1))
