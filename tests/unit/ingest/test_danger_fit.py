"""What the danger classifier is fitted on."""

from pathlib import Path

import pytest

from assistant.domain.danger import DangerClass
from assistant.domain.knowledge import FactId
from assistant.ingest.danger_fit import for_bands, for_report, is_held_out, languages, ordinary, read_told
from assistant.ingest.faults import QuestionFaults
from assistant.ingest.questions import FitQuestion

FIT = Path(__file__).parents[3] / "knowledge_base/danger/fit"
QUESTIONS = Path(__file__).parents[3] / "knowledge_base/questions/fit"


def kept(*questions: FitQuestion) -> set[str]:
    return {one.text for one in ordinary(questions, lambda text: "slår" in text)}


def not_held_out(text: str, fact: str) -> FitQuestion:
    while is_held_out(text):
        text += "?"
    return FitQuestion(text, FactId(fact))


def test_the_shipped_rows_are_read_and_all_different() -> None:
    told = read_told(FIT)
    assert len(told) >= 6_000
    assert len({one.text for one in told}) == len(told)
    assert {one.danger for one in told} == {None, *DangerClass} - {DangerClass.PUBLIC_CRISIS}
    assert {one.lang for one in told} == {"sv", "en", "ar", "so", "fa", "fi", "uk"}


@pytest.mark.parametrize("row", ["suicide\tjag vill inte mer", "sorrow\tsv\tjag gråter", "none"])
def test_a_row_that_is_none_is_named_with_file_and_line(tmp_path: Path, row: str) -> None:
    (tmp_path / "a.tsv").write_text(f"none\tsv\thej på er\n{row}\n", encoding="utf-8")
    with pytest.raises(QuestionFaults, match=r"a\.tsv:2"):
        read_told(tmp_path)


def test_danger_told_in_a_question_is_no_example_of_an_ordinary_one() -> None:
    told = not_held_out("han slår mig, vem ringer jag", "vald_i_nara_relation.akut")
    idle = not_held_out("var ligger kvinnojouren", "vald_i_nara_relation.jour")
    parcel = not_held_out("hur slår man in paket", "bibliotek.kurser")
    assert kept(told, idle, parcel) == {idle.text, parcel.text}


def test_a_fifth_of_the_ordinary_questions_is_never_fitted_on() -> None:
    texts = [f"fråga nummer {number}" for number in range(1_000)]
    held = {text for text in texts if is_held_out(text)}
    assert 150 < len(held) < 250
    assert kept(*(FitQuestion(text, None) for text in texts)) == set(texts) - held


def test_bands_and_report_are_made_on_other_questions_and_on_none_that_is_fitted_on() -> None:
    asked = [FitQuestion(f"fråga nummer {number}", FactId("bibliotek.kurser")) for number in range(1_000)]
    chosen, counted = set(for_bands(asked)), {one.text for one in for_report(asked)}
    assert chosen.isdisjoint(counted)
    assert chosen | counted == {one.text for one in asked} - kept(*asked)
    assert len(counted) < len(chosen) / 4


def test_no_band_is_chosen_on_questions_in_which_danger_is_told() -> None:
    asked = [FitQuestion(f"fråga nummer {number}", FactId("orosanmalan.anonym")) for number in range(100)]
    assert for_bands(asked) == []
    assert for_report(asked)


def test_a_question_is_in_swedish_unless_it_stands_among_those_in_another_language() -> None:
    spoken = languages(QUESTIONS)
    assert set(spoken.values()) == {"en", "ar", "so", "fa", "fi", "uk"}
    english = next(text for text, lang in spoken.items() if lang == "en" and not is_held_out(text))
    asked = [FitQuestion(english, None), not_held_out("var ligger biblioteket", "bibliotek.kurser")]
    assert [one.lang for one in ordinary(asked, lambda _: None, spoken)] == ["en", "sv"]
