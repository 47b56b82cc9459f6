"""Real questions that reviewers have labelled become questions to fit on, and spoil nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.knowledge import FactId
from assistant.domain.labelled import LabelledQuestion, QuestionKind
from assistant.ingest.faults import QuestionFaults
from assistant.ingest.taught import add_lessons, read_lessons

AREAS = {FactId("sopor.tid"): "sopor", FactId("bad.tid"): "bad"}
LABELLED = LabelledQuestion(
    "t1",
    ("När kommer sopbilen till oss i Ryd?",),
    "sv",
    QuestionKind.ANSWERABLE,
    frozenset({FactId("sopor.tid")}),
    "everyday",
    "w",
)
TEST = Path("test.jsonl")


@pytest.fixture
def fit(tmp_path: Path) -> Path:
    folder = tmp_path / "fit"
    folder.mkdir()
    (folder / "sopor.tsv").write_text("sopor.tid\tNär töms tunnan?\n", encoding="utf-8")
    return folder


def given(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "reviewed.tsv"
    file.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return file


def test_new_questions_go_to_their_areas_file_and_those_nobody_can_answer_to_their_own(
    tmp_path: Path, fit: Path
) -> None:
    file = given(tmp_path, "sopor.tid\tnär hämtar ni skräpet", "bad.tid\töppet i bassängen?", "none\tvem vann matchen")
    lessons = read_lessons(file, AREAS, fit, {})
    assert lessons.count == 3
    add_lessons(lessons, fit)
    assert (fit / "sopor.tsv").read_text(encoding="utf-8").endswith("tunnan?\nsopor.tid\tnär hämtar ni skräpet\n")
    assert (fit / "bad.tsv").read_text(encoding="utf-8") == "bad.tid\töppet i bassängen?\n"
    assert (fit / "_none.tsv").read_text(encoding="utf-8") == "none\tvem vann matchen\n"


def test_what_is_known_already_is_not_added_twice_so_that_the_command_may_be_repeated(
    tmp_path: Path, fit: Path
) -> None:
    file = given(tmp_path, "sopor.tid\tNÄR TÖMS TUNNAN", "sopor.tid\tsophämtning idag?")
    add_lessons(read_lessons(file, AREAS, fit, {}), fit)
    again = read_lessons(file, AREAS, fit, {})
    assert (again.count, again.known) == (0, 2)


def test_a_near_copy_of_a_question_to_measure_with_is_left_out(tmp_path: Path, fit: Path) -> None:
    file = given(
        tmp_path, "sopor.tid\tnär kommer sopbilen till oss i ryd", "sopor.tid\tnar kommer sopbilen till oss i Ryd"
    )
    lessons = read_lessons(file, AREAS, fit, {TEST: [LABELLED]})
    assert (lessons.count, lessons.near_labelled) == (0, 1)  # the second is the first, folded


def test_identity_numbers_are_masked_before_anything_is_kept(tmp_path: Path, fit: Path) -> None:
    """Requirement C-04."""
    lessons = read_lessons(given(tmp_path, "sopor.tid\tjag heter X, 811228-9874, när töms tunnan"), AREAS, fit, {})
    assert "9874" not in lessons.rows["sopor"][0]


def test_a_faulty_file_changes_nothing_and_every_fault_is_named_by_line(tmp_path: Path, fit: Path) -> None:
    file = given(tmp_path, "sopor.tid\tnär hämtar ni", "sopor.okänd\tnär", "ingen tabb", "bad.tid\t?!")
    with pytest.raises(QuestionFaults) as caught:
        read_lessons(file, AREAS, fit, {})
    said = str(caught.value)
    assert all(f":{line}" in said for line in (2, 3, 4))
    assert ":1:" not in said


def test_a_file_that_gives_one_question_two_answers_is_refused_with_both_lines(tmp_path: Path, fit: Path) -> None:
    rows = ("sopor.tid\tnär kommer ni", "bad.tid\töppet idag", "none\tNär kommer NI?", "bad.tid\tnar kommer ni")
    with pytest.raises(QuestionFaults) as caught:
        read_lessons(given(tmp_path, *rows), AREAS, fit, {})
    said = str(caught.value).splitlines()
    assert len(said) == 2
    assert "reviewed.tsv:3: the question is labelled none here, but sopor.tid in reviewed.tsv, line 1" in said[0]
    assert "reviewed.tsv:4: " in said[1]


@pytest.mark.parametrize("answer", ["bad.tid", "none"])
def test_a_question_fitted_on_with_another_answer_is_refused_with_both_lines(
    tmp_path: Path, fit: Path, answer: str
) -> None:
    file = given(tmp_path, "sopor.tid\tsophämtning idag?", f"{answer}\tnär töms tunnan")
    with pytest.raises(QuestionFaults) as caught:
        read_lessons(file, AREAS, fit, {})
    told = f"reviewed.tsv:2: the question is labelled {answer} here, but sopor.tid in sopor.tsv, line 1"
    assert str(caught.value).endswith(told)


def test_a_question_measured_with_by_another_answer_is_refused_and_by_the_same_left_out(
    tmp_path: Path, fit: Path
) -> None:
    measured = {TEST: [LABELLED, replace(LABELLED, id="t2", turns=("öppet?",), covers=frozenset({FactId("bad.tid")}))]}
    with pytest.raises(QuestionFaults, match=r"labelled none here, but bad\.tid in test\.jsonl, line 2"):
        read_lessons(given(tmp_path, "none\tÖppet"), AREAS, fit, measured)
    lessons = read_lessons(given(tmp_path, "bad.tid\tÖppet"), AREAS, fit, measured)
    assert (lessons.count, lessons.near_labelled) == (0, 1)


def test_a_follow_ups_words_by_themselves_may_have_another_answer(tmp_path: Path, fit: Path) -> None:
    """ "Vad kostar det?" says nothing without what was talked of before."""
    measured = {TEST: [replace(LABELLED, turns=("badet?", "och när då"), covers=frozenset({FactId("bad.tid")}))]}
    assert read_lessons(given(tmp_path, "none\toch när är det då"), AREAS, fit, measured).count == 1


def test_a_question_fitted_on_with_two_answers_may_be_given_with_either(tmp_path: Path, fit: Path) -> None:
    (fit / "bad.tsv").write_text("bad.tid\tNär töms tunnan?\n", encoding="utf-8")
    assert read_lessons(given(tmp_path, "bad.tid\tnär töms tunnan"), AREAS, fit, {}).known == 1
