"""The shipped knowledge base keeps the rules, is easy to read, and its report in docs tells today's truth."""

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.built_index import load_index
from assistant.adapters.sentence_encoder import open_encoder
from assistant.domain.knowledge import EASY_SWEDISH, TRANSLATED_INTO
from assistant.domain.labelled import QuestionKind
from assistant.ingest.knowledge_report import report_on
from assistant.ingest.near_copies import near_copies
from assistant.ingest.questions import read_fit_questions, read_labelled_questions
from assistant.ingest.whole_check import Checked, check_knowledge
from assistant.retrieval.article_words import ways_of_asking
from assistant.settings import PROJECT

pytestmark = pytest.mark.measure
KNOWLEDGE, INDEX = PROJECT / "knowledge_base", PROJECT / "var/index"
REPORT = PROJECT / "docs/knowledge-base.md"
FILES = ("calibration", "test")


@pytest.fixture(scope="module")
def index() -> Path:
    if not (INDEX / "manifest.json").is_file():
        pytest.skip("there is no index in var/index: run `kontakt kb build`")
    return INDEX


@pytest.fixture(scope="module")
def day() -> date:
    """That of the report: what is overdue later is for editors to see to, not for this test."""
    found = re.search(r"--on (\d{4}-\d\d-\d\d)", REPORT.read_text(encoding="utf-8"))
    assert found is not None
    return date.fromisoformat(found[1])


@pytest.fixture(scope="module")
def checked(index: Path, day: date) -> Checked:
    return check_knowledge(KNOWLEDGE, day, open_encoder(index / "encoder"))


def test_nothing_is_wrong_with_it(checked: Checked) -> None:
    assert [str(fault) for fault in checked.faults] == []


def test_every_fact_is_covered_in_as_many_articles_as_read_well(checked: Checked) -> None:
    covered = {fact for one in checked.shelved for fact in one.article.covers}
    assert covered | set(checked.plan.left_out) == set(checked.known.facts)
    assert len(checked.shelved) >= 250


def test_it_is_easy_to_read(checked: Checked) -> None:
    assert checked.mean_lix <= 40
    assert max(checked.lix) <= 50


def test_every_article_is_in_english_and_the_most_asked_in_every_language(checked: Checked) -> None:
    assert len(checked.plan.most_asked) >= 80
    for one in checked.shelved:
        langs = set(one.article.translations)
        assert "en" in langs, one.article.id
        if one.article.id in checked.plan.most_asked:
            assert langs >= set(TRANSLATED_INTO), one.article.id
    assert EASY_SWEDISH in TRANSLATED_INTO


def test_the_report_in_docs_is_the_one_that_is_true(checked: Checked, day: date) -> None:
    questions = {
        name: read_labelled_questions(KNOWLEDGE / f"questions/{name}.jsonl", checked.known.facts) for name in FILES
    }
    assert REPORT.read_text(encoding="utf-8") == report_on(checked, dict(questions), day)


def test_labelled_questions_are_many_of_all_kinds_by_other_writers_and_near_copies_of_nothing_shown(
    checked: Checked,
) -> None:
    calibration, test = (
        read_labelled_questions(KNOWLEDGE / f"questions/{name}.jsonl", checked.known.facts) for name in FILES
    )
    assert len(calibration) + len(test) >= 900
    assert {row.writer for row in calibration}.isdisjoint({row.writer for row in test})
    for rows in (calibration, test):
        assert {row.kind for row in rows} == set(QuestionKind)
        assert {row.lang for row in rows} >= {"sv", "en", "ar", "so", "fa", "fi", "uk"}
        assert sum(len(row.turns) > 1 for row in rows) >= 50
    fit = [row.text for row in read_fit_questions(KNOWLEDGE / "questions/fit", checked.known.facts)]
    asked = [words for one in checked.shelved for words in ways_of_asking(one.article)]
    single = [row for row in test if len(row.turns) == 1]
    found = near_copies(single, [*asked, *fit, *(row.text for row in calibration)])
    assert [(copy.question.id, copy.shown) for copy in found] == []


def test_every_title_leads_first_to_its_own_article_or_to_one_on_the_same_fact(index: Path) -> None:
    """Of two that share a fact the questions taught one; a title tapped leads to its own whatever the search says."""
    knowledge = load_index(index).built()
    astray = {
        article.id: found[0].article
        for article in knowledge.shelf.articles()
        if (found := knowledge.search.search(article.title, limit=1))
        and found[0].article != article.id
        and not set(found[0].covers) & set(article.covers)
    }
    assert astray == {}
