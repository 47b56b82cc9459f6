import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from assistant.domain.confidence import Gate
from assistant.domain.knowledge import ArticleId, Fact, FactId
from assistant.domain.labelled import LabelledQuestion
from assistant.measure.asking import AS_ASKED, judge, judged, values
from assistant.measure.compare import above
from assistant.measure.groups import apart, length_of
from assistant.measure.lexical_systems import Bm25, LinearSvm, library
from assistant.measure.plots import draw
from assistant.measure.report import report
from assistant.measure.result import Result, as_json
from assistant.measure.run import Task, measure
from assistant.measure.systems import Contender
from assistant.measure.thresholds import gate_in_use, read_gates
from tests.unit.measure.material import COVERS, MATERIAL, QUESTIONS

FACTS: Mapping[FactId, Fact] = {
    fact: Fact(fact, article.area, article.title) for article in MATERIAL.articles for fact in article.covers
}
TASK = Task(
    file="questions.jsonl",
    questions=QUESTIONS,
    facts=FACTS,
    material=MATERIAL,
    contenders=(
        Contender("ours", "a linear SVM for once", True, LinearSvm),
        Contender("bm25", "BM25", False, Bm25),
        Contender("away", "not there", False, lambda *_: library("no_such_library")),
    ),
    gates={0.95: Gate(0.5, {"trafik": 0.9})},
    gate_in_use=Gate(0.5),
    versions={"index": "abc"},
)


def untracked(questions: Sequence[LabelledQuestion], heading: str) -> Iterable[LabelledQuestion]:
    return questions


@pytest.fixture(scope="module")
def result() -> Result:
    return measure(TASK, untracked, lambda _: None)[0]


def test_ranks_are_those_of_articles_that_cover_a_fact_of_the_question() -> None:
    scores = {ArticleId("trafik.parkering"): 0.2, ArticleId("avfall.sophamtning"): 0.7}
    found = judge(QUESTIONS[1], scores, COVERS)
    assert (found.ranks, found.wanted, found.right, found.confidence) == ((2,), 1, False, 0.7)


def test_nothing_proposed_is_no_confidence_and_not_right() -> None:
    found = judge(QUESTIONS[0], {}, COVERS)
    assert (found.best, found.confidence, found.right) == (None, 0.0, False)


def test_an_unanswerable_question_counts_for_confidence_and_not_for_ranks() -> None:
    found = [judge(question, {ArticleId("trafik.parkering"): 0.6}, COVERS) for question in QUESTIONS[:5]]
    assert values(found, "top_1").tolist() == [0, 1, 0, 0]
    assert judged(found).right.tolist() == [False, True, False, False, False]


def test_a_stricter_area_holds_back_what_another_would_give() -> None:
    found = [
        judge(QUESTIONS[0], {ArticleId("avfall.sophamtning"): 0.6}, COVERS),
        judge(QUESTIONS[1], {ArticleId("trafik.parkering"): 0.6}, COVERS),
        judge(QUESTIONS[2], {}, COVERS),
    ]
    assert (above(found, Gate(0.5, {"trafik": 0.9})).confidence >= 0).tolist() == [True, False, False]


@pytest.mark.parametrize(("words", "name"), [(3, "1 to 3 words"), (4, "4 to 8 words"), (21, "21 words and more")])
def test_questions_are_grouped_by_their_words(words: int, name: str) -> None:
    assert length_of("ord " * words) == name


def test_groups_stand_by_name_with_all_their_questions() -> None:
    found = [judge(question, {}, COVERS) for question in QUESTIONS]
    groups = apart(found, lambda question: question.lang)
    assert {name: len(of_one) for name, of_one in groups.items()} == {"en": 1, "sv": 5}


def test_a_run_compares_on_the_swedish_questions_and_leaves_out_what_is_away(result: Result) -> None:
    assert [row.name for row in result.systems] == ["ours", "bm25"]
    assert list(result.skipped) == ["away"]
    assert result.counts["swedish_answerable"] == 4
    assert result.systems[0].ahead is None
    assert result.systems[1].ahead is not None
    assert result.systems[1].calibration_error is None
    assert result.systems[0].noise[AS_ASKED] == result.systems[0].figures["top_1"].value


def test_two_runs_find_the_same(result: Result) -> None:
    again = measure(TASK, untracked, lambda _: None)[0]
    assert as_json(again) == as_json(result)
    assert report(again) == report(result)


def test_the_report_says_what_was_swept_what_was_left_out_and_every_system(result: Result) -> None:
    page = report(result)
    assert "swept on these very questions" in page
    assert "**away**: no_such_library is not installed" in page
    assert "| bm25 | " in page
    assert "| 95% | 0.50, stricter in 1 areas | " in page
    assert "### By question length" in page
    assert all(line.count("|") >= 3 for line in page.splitlines() if line.startswith("|"))


def test_the_numbers_are_json_and_what_is_no_number_is_null(result: Result) -> None:
    plain = json.loads(as_json(result))
    assert plain["counts"]["questions"] == 6
    assert any(bar["confidence"] is None for bar in plain["reliability"])


def test_drawings_are_the_same_twice_and_bear_no_date(result: Result, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    drawn = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        draw(result, tmp_path / name)
        drawn.append([(tmp_path / name / file).read_bytes() for file in ("reliability.svg", "risk-coverage.svg")])
    assert drawn[0] == drawn[1]
    assert b"<dc:date>" not in drawn[0][0]


def test_gates_are_read_from_the_manifest_or_with_areas_from_their_own_file(tmp_path: Path) -> None:
    figures = {"at_precision_0.95.threshold": 0.8, "at_precision_0.95.precision": 0.96}
    (tmp_path / "manifest.json").write_text(json.dumps({"figures": figures}))
    assert read_gates(tmp_path) == {0.95: Gate(0.8)}
    own = {"0.95": {"threshold": 0.7, "areas": {"trafik": {"threshold": 0.9}}}}
    (tmp_path / "thresholds.json").write_text(json.dumps(own))
    assert read_gates(tmp_path) == {0.95: Gate(0.7, {"trafik": 0.9})}


def test_the_gate_in_use_is_never_weaker_than_wanted() -> None:
    gates = {0.90: Gate(0.6), 0.95: Gate(0.8)}
    assert gate_in_use(gates, 0.92, None) == Gate(0.8)
    assert gate_in_use(gates, 0.92, 0.3) == Gate(0.3)
    assert gate_in_use(gates, 0.99, None) == Gate(1.0)
