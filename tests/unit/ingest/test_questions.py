"""Questions are read with their facts, and every bad row is told with its line."""

from pathlib import Path

import pytest

from assistant.domain.knowledge import FactId
from assistant.ingest.faults import QuestionFaults
from assistant.ingest.questions import FitQuestion, read_fit_questions, read_labelled_questions

KNOWN = frozenset({FactId("avfall.sopor")})


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
    file = tmp_path / "calibration.jsonl"
    file.write_text('{"id": "c1", "q": "hej", "lang": "sv", "covers": [], "voice": "nonsense"}\n', encoding="utf-8")
    (question,) = read_labelled_questions(file, KNOWN)
    assert question.text == "hej"
    assert question.covers == frozenset()


def test_bad_labelled_rows_are_all_told_with_their_lines(tmp_path: Path) -> None:
    good = '{"id": "c1", "q": "sopor", "lang": "sv", "covers": ["avfall.sopor"], "voice": "everyday"}'
    strange = good.replace("c1", "c2").replace("avfall.sopor", "avfall.katt")
    file = tmp_path / "calibration.jsonl"
    file.write_text("\n".join([good, good, strange, "{}", "inte json"]), encoding="utf-8")
    with pytest.raises(QuestionFaults) as raised:
        read_labelled_questions(file, KNOWN)
    assert [fault.line for fault in raised.value.faults] == [2, 3, 4, 5]
