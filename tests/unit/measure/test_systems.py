import json
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.knowledge import Fact
from assistant.measure.ablation import Ablated, whole_parts
from assistant.measure.asking import judge
from assistant.measure.dense_systems import open_folder
from assistant.measure.lexical_systems import Bm25, CharacterTfidf, LinearSvm, library
from assistant.measure.rasa_files import capped, plain, write_files
from assistant.measure.rasa_system import RasaSelector
from assistant.measure.systems import AbsentError, Opener, read_material
from assistant.retrieval.combine import PARTS
from tests.unit.measure.material import ARTICLES, COVERS, MATERIAL, QUESTIONS


@pytest.mark.parametrize("opener", [Bm25, CharacterTfidf, LinearSvm])
def test_each_system_finds_what_is_plainly_asked(opener: Opener) -> None:
    system = opener(MATERIAL, [])
    found = [judge(question, system.score(question.text), COVERS) for question in QUESTIONS[1:4]]
    assert all(one.right for one in found)


@pytest.mark.parametrize("opener", [Bm25, CharacterTfidf])
def test_nothing_alike_proposes_nothing(opener: Opener) -> None:
    assert opener(MATERIAL, []).score("xyzzy qwxq") == {}


def test_bm25_stems_swedish_words() -> None:
    assert Bm25(MATERIAL, []).score("parkeringar")


def test_the_svms_shares_leave_room_for_none_of_ours() -> None:
    scores = LinearSvm(MATERIAL, []).score("vem vinner matchen")
    assert set(scores) == {article.id for article in ARTICLES}
    assert sum(scores.values()) < 0.8


def test_what_is_not_installed_is_absent_and_says_so() -> None:
    with pytest.raises(AbsentError, match="no_such_library is not installed"):
        library("no_such_library")


def test_a_folder_without_a_model_is_absent(tmp_path: Path) -> None:
    with pytest.raises(AbsentError, match="can be read"):
        open_folder(tmp_path / "nothing", MATERIAL)


def test_a_search_of_another_make_cannot_be_taken_apart() -> None:
    parts = np.array([True, False])
    with pytest.raises(AbsentError, match="other parts"):
        Ablated(object(), parts, refitted=False)
    with pytest.raises(AbsentError, match="no such parts"):
        Ablated(object(), ~parts & parts, refitted=False)


def test_without_rasas_environment_its_selector_is_absent(tmp_path: Path) -> None:
    with pytest.raises(AbsentError, match="make setup"):
        RasaSelector(tmp_path / "no-python", tmp_path / "rasa", MATERIAL, ["hej"])


def test_rasa_gets_at_most_so_many_examples_and_four_times_as_many_of_none() -> None:
    many = [f"fråga nummer {number}" for number in range(200)]
    kept = capped({"a0": many, "none": many}, "none")
    assert len(kept["none"]) == 4 * len(kept["a0"])
    assert kept == capped({"a0": many, "none": many}, "none")


def test_marks_that_mean_something_to_rasa_are_left_out() -> None:
    assert plain("vad [är] detta(här)\n{x} | y") == "vad är detta här x y"


def test_rasas_files_name_each_label_and_hold_the_questions(tmp_path: Path) -> None:
    write_files(tmp_path, {"a0": ["när kommer sopbilen"]}, ["hej?"])
    assert "- intent: faq/a0\n  examples: |\n    - när kommer sopbilen\n" in (tmp_path / "nlu.yml").read_text("utf-8")
    assert json.loads((tmp_path / "questions.json").read_text("utf-8")) == ["hej?"]


def test_capped_material_keeps_each_article_and_draws_alike_twice() -> None:
    some = MATERIAL.capped(1)
    assert [place for _, place in some] == [0, 1, 2, 3, 3]
    assert some == MATERIAL.capped(1)


def test_parts_that_a_lone_question_lacks_are_silent() -> None:
    parts = whole_parts(np.ones((2, 3, len(PARTS) - 2), dtype=np.float32))
    assert parts.shape == (2, 3, len(PARTS))
    assert not parts[:, :, -2:].any()


def test_swedish_material_leaves_out_other_languages(tmp_path: Path) -> None:
    folder = tmp_path / "questions/fit"
    folder.mkdir(parents=True)
    rows = {
        "avfall.tsv": "avfall.hamtdag\tnär kommer de",
        "_english.tsv": "avfall.hamtdag\twhen do they come",
        "_none.tsv": "none\thur mår du",
    }
    for name, row in rows.items():
        (folder / name).write_text(row + "\n", encoding="utf-8")
    facts = {fact: Fact(fact, article.area, article.title) for article in ARTICLES for fact in article.covers}
    asked = read_material(tmp_path, facts, ARTICLES).asked
    assert asked[-2:] == (("hur mår du", 3), ("när kommer de", 0))
    assert ("sophämtning", 0) in asked
