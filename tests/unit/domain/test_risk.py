"""Which of the assistant's conversations a person looks at first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.conversation import ConversationId, Language, NewUtterance, Speaker, Utterance, UtteranceId
from assistant.domain.knowledge import ArticleId
from assistant.domain.risk import SILENT_AFTER, UNANSWERED_AFTER, Sign, risk, signs
from assistant.domain.turn import TurnOutcome, TurnRecord, Understanding

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TALK = ConversationId("c")


def said(seq: int, speaker: Speaker, text: str, at: datetime = NOW) -> Utterance:
    return Utterance(TALK, seq, at, NewUtterance(UtteranceId(str(seq)), speaker, text, Language("sv")))


def turn(seq: int, outcome: TurnOutcome, article: str | None = None, confidence: float | None = None) -> TurnRecord:
    given = ArticleId(article) if article else None
    return TurnRecord(TALK, seq, NOW, NOW, outcome, article=given, confidence=confidence)


SURE = turn(1, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, "bygglov.altan", 0.98)
TALKED = turn(1, TurnOutcome.ANSWERED_FROM_DIALOGUE)
TOLD = (said(1, Speaker.CITIZEN, "Behöver jag bygglov för en altan?"), said(2, Speaker.ASSISTANT, "Nej."))


def test_a_sure_answer_a_moment_ago_is_no_sign_of_anything() -> None:
    assert signs([SURE], TOLD, NOW) == ()
    assert risk(()) == 0


@pytest.mark.parametrize(
    ("turns", "sign"),
    [
        ([replace(SURE, danger="suicide")], Sign.DANGER),
        ([turn(1, TurnOutcome.ERROR_ENGINE)], Sign.FAILED),
        ([SURE, replace(turn(3, TurnOutcome.ANSWERED_FROM_DIALOGUE), disputes=1)], Sign.DISPUTED),
        ([SURE, replace(SURE, seq=3)], Sign.REPEATED),
        ([turn(1, TurnOutcome.REFUSED_ABUSE)], Sign.ABUSE),
        ([turn(1, TurnOutcome.UNANSWERED_NOT_UNDERSTOOD)], Sign.NOT_UNDERSTOOD),
        ([turn(1, TurnOutcome.ANSWERED_FROM_KNOWLEDGE, "a.b", 0.7)], Sign.UNSURE),
        ([replace(TALKED, understanding=Understanding("complain_answer", 0.9))], Sign.DISPUTED),
        ([replace(TALKED, understanding=Understanding("nonsense", 0.9))], Sign.NOT_UNDERSTOOD),
    ],
)
def test_what_a_turn_tells_is_a_sign(turns: list[TurnRecord], sign: Sign) -> None:
    assert signs(turns, TOLD, NOW) == (sign,)


def test_an_old_misunderstanding_that_was_cleared_up_is_forgotten_but_danger_never_is() -> None:
    cleared = [
        turn(1, TurnOutcome.UNANSWERED_NOT_UNDERSTOOD),
        *(replace(SURE, seq=n, article=ArticleId(f"a.{n}")) for n in (3, 5, 7)),
    ]
    assert signs(cleared, TOLD, NOW) == ()
    assert signs([replace(cleared[0], danger="suicide"), *cleared[1:]], TOLD, NOW) == (Sign.DANGER,)


def test_a_citizen_without_an_answer_after_ten_seconds_and_one_silent_after_ours_are_seen() -> None:
    waiting = TurnRecord(TALK, 1, NOW)
    assert signs([waiting], TOLD[:1], NOW + UNANSWERED_AFTER) == ()
    assert signs([waiting], TOLD[:1], NOW + UNANSWERED_AFTER + timedelta(seconds=1)) == (Sign.UNANSWERED,)
    assert signs([SURE], TOLD, NOW + SILENT_AFTER + timedelta(seconds=1)) == (Sign.SILENT,)
    assert signs([SURE], [*TOLD, said(3, Speaker.CITIZEN, "Tack")], NOW + 2 * SILENT_AFTER) == ()


def test_the_same_question_in_other_words_is_a_repetition_and_short_words_are_not() -> None:
    again = [*TOLD, said(3, Speaker.CITIZEN, "behöver jag bygglov för en uteplats?")]
    assert signs([SURE], again, NOW) == (Sign.REPEATED,)
    other = [*TOLD, said(3, Speaker.CITIZEN, "Vad kostar det att parkera i centrum?")]
    assert signs([SURE], other, NOW) == ()
    assert signs([SURE], [said(1, Speaker.CITIZEN, "Ja"), said(3, Speaker.CITIZEN, "ja")], NOW) == ()


def test_no_number_of_lesser_signs_outweighs_a_graver_one() -> None:
    for rank, sign in enumerate(Sign):
        assert risk([sign]) > risk(list(Sign)[rank + 1 :])
