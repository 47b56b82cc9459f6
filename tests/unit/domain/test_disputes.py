"""Which answers citizens have said were wrong."""

from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.conversation import SWEDISH, ConversationId, NewUtterance, Speaker, Utterance, UtteranceId
from assistant.domain.disputes import disputed_answers
from assistant.domain.turn import TurnRecord
from tests.centre import WASTE

HERE, NOW = ConversationId("here"), datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


def said(seq: int, speaker: Speaker, *, answers: bool = False) -> Utterance:
    words = NewUtterance(UtteranceId(str(seq)), speaker, "…", SWEDISH)
    cited = replace(words, article=WASTE.id, citations=(WASTE.citation,))
    return Utterance(HERE, seq, NOW, cited if answers else words)


ASKED, TURN = said(1, Speaker.CITIZEN), TurnRecord(HERE, 1, NOW, article=WASTE.id)


def test_the_latest_time_a_wrong_answer_was_given_before_the_complaint_is_disputed() -> None:
    talk = [
        ASKED,
        said(2, Speaker.ASSISTANT, answers=True),
        said(3, Speaker.ASSISTANT, answers=True),
        said(4, Speaker.AGENT, answers=True),  # an agent's words are not the assistant's
        said(5, Speaker.CITIZEN),
        said(6, Speaker.ASSISTANT, answers=True),
    ]
    assert disputed_answers([TURN, TurnRecord(HERE, 5, NOW, disputes=1)], talk) == {3}


def test_where_nothing_is_disputed_or_the_answer_was_never_said_there_is_none() -> None:
    talk = [ASKED, said(2, Speaker.ASSISTANT), said(3, Speaker.CITIZEN)]
    complaint = TurnRecord(HERE, 3, NOW, disputes=1)
    assert disputed_answers([TURN, replace(complaint, disputes=None)], talk) == frozenset()
    assert disputed_answers([TURN, complaint], talk) == frozenset()
    assert disputed_answers([replace(TURN, article=None), complaint], talk) == frozenset()
