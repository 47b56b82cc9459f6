"""Questions are read with their facts, and every bad row is told with its line."""

import json
from pathlib import Path

import pytest

from assistant.domain.knowledge import FactId
from assistant.domain.labelled import QuestionKind
from assistant.ingest.faults import QuestionFaults
from assistant.ingest.near_copies import near_copies
from assistant.ingest.questions import FitQuestion, read_fit_questions, read_labelled_questions

KNOWN = frozenset({FactId("avfall.sopor")})
GOOD = {
    "id": "c1",
    "q": "när kommer sopbilen",
    "lang": "sv",
    "kind": "answerable",
    "covers": ["avfall.sopor"],
    "voice": "everyday",
    "writer": "w1",
}


def written(tmp_path: Path, *rows: object) -> Path:
    file = tmp_path / "calibration.jsonl"
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return file


def test_a_question_to_fit_on_comes_with_its_fact_or_with_none(tmp_path: Path) -> None:
    (tmp_path / "avfall.tsv").write_text("avfall.sopor\tnär kommer sopbilen\nnone\thej\n", encoding="utf-8")
    assert read_fit_questions(tmp_path, KNOWN) == (
        FitQuestion("när kommer sopbilen", FactId("avfall.sopor")),
        FitQuestion("hej", None),
    )


def test_bad_rows_to_fit_on_are_all_told_with_their_lines(tmp_path: Path) -> None:
    (tmp_path / "avfall.tsv").write_text("utan tabb\navfall.katt\tmjau\navfall.sopor\t \n", encoding="utf-8")
    with pytest.raises(QuestionFaults) as raised:
        read_fit_questions(tmp_path, KNOWN)
    assert [(fault.line, fault.what.split()[0]) for fault in raised.value.faults] == [
        (1, "not"),
        (2, "unknown"),
        (3, "not"),
    ]


def test_a_labelled_question_may_have_no_right_answer(tmp_path: Path) -> None:
    (question,) = read_labelled_questions(written(tmp_path, {**GOOD, "kind": "nonsense", "covers": []}), KNOWN)
    assert (question.text, question.kind, question.covers) == (
        "när kommer sopbilen",
        QuestionKind.NONSENSE,
        frozenset(),
    )


def test_a_follow_up_is_asked_in_its_last_turn(tmp_path: Path) -> None:
    row = {**GOOD, "turns": [{"q": "när kommer sopbilen"}, {"q": "och vad kostar det"}]}
    (question,) = read_labelled_questions(written(tmp_path, row), KNOWN)
    assert question.turns == ("när kommer sopbilen", "och vad kostar det")
    assert question.text == "och vad kostar det"


def test_bad_labelled_rows_are_all_told_with_their_lines(tmp_path: Path) -> None:
    rows = [
        GOOD,
        GOOD,  # the same id
        {**GOOD, "id": "c2", "covers": ["avfall.katt"]},
        {**GOOD, "id": "c3", "covers": []},
        {**GOOD, "id": "c4", "kind": "nonsense"},
        {**GOOD, "id": "c5", "kind": "odd"},
        {**GOOD, "id": "c6", "turns": []},
        "{}",
        "inte json",
    ]
    with pytest.raises(QuestionFaults) as raised:
        read_labelled_questions(written(tmp_path, *rows), KNOWN)
    assert [fault.line for fault in raised.value.faults] == [2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("shown", "is_near"),
    [
        ("När kommer sopbilen?", True),  # case, punctuation
        ("nar kommer sopbilen", True),  # accents
        ("när komer sopbilen", True),  # a slip of the keys
        ("sopbilen när kommer", True),  # the same words in another order
        ("när kommer färdtjänsten", False),
        ("vilken dag töms soporna hos oss", False),
    ],
)
def test_a_question_that_the_search_was_shown_is_found_however_it_is_dressed_up(
    tmp_path: Path, shown: str, is_near: bool
) -> None:
    questions = read_labelled_questions(written(tmp_path, GOOD), KNOWN)
    found = list(near_copies(questions, ["något helt annat", shown]))
    assert [copy.shown for copy in found] == ([shown] if is_near else [])


def test_nothing_shown_is_nothing_near(tmp_path: Path) -> None:
    assert list(near_copies(read_labelled_questions(written(tmp_path, GOOD), KNOWN), [])) == []
