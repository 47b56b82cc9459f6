"""Detectors tell the languages residents write in, and admit when they cannot."""

import json

import pytest

from assistant.adapters.langid_detector import LangidDetector
from assistant.settings import PROJECT

DETECTOR = LangidDetector()


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Hur söker jag plats i förskolan?", "sv"),
        ("How do I apply for a place in preschool?", "en"),
        ("Milloin kirjasto on auki?", "fi"),
        ("متى تفتح المكتبة؟", "ar"),
        ("کتابخانه چه ساعتی باز می‌شود؟", "fa"),
        ("Goorma ayay maktabaddu furantahay?", "so"),
        ("Коли відкрита бібліотека?", "uk"),
        ("مرحبا", "ar"),
        ("Привіт", "uk"),
        ("صف äldreboende کی", "fa"),
        ("які krav för försörjningsstöd", "uk"),
    ],
)
def test_a_sentence_is_told_by_its_words(text: str, lang: str) -> None:
    assert DETECTOR.detect(text) == lang


@pytest.mark.parametrize(
    "text",
    [
        *("hej", "hejsan", "tack", "ok tack", "okej tack", "ja tack", "nej tack", "va", "vad", "hur då", "glöm det"),
        *("sopor", "bygglov altan", "hemtjänst", "dagis", "p-böter", "hål i vägen", "fel svar", "är du en robot"),
        *("simhall öppet", "vad kostar det", "den första", "prata med människa", "2 st", "wtf", "Å"),
    ],
)
def test_a_few_words_in_swedish_are_never_taken_for_another_language(text: str) -> None:
    assert DETECTOR.detect(text) in {None, "sv"}


@pytest.mark.parametrize("text", ["hej", "ok", "soptipp", "112", "", "🙂"])
def test_a_word_that_could_be_any_language_is_not_guessed_at(text: str) -> None:
    assert DETECTOR.detect(text) is None


def test_no_swedish_question_is_taken_for_another_language() -> None:
    file = PROJECT / "knowledge_base/questions/calibration.jsonl"
    asked = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    utterances = [turn["q"] for row in asked if row["lang"] == "sv" for turn in row.get("turns", [row])]
    assert [text for text in utterances if DETECTOR.detect(text) not in {None, "sv"}] == []
