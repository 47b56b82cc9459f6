"""Articles, their parts and translations, and how far the assistant may go with them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.answer_parts import HEADINGS, PartKind, parts_of, short_answer
from assistant.domain.autonomy import AutonomyLevel, stricter
from assistant.domain.catalogue import Area, AreaId, AuthorityId, Catalogue, spoken
from assistant.domain.confidence import Gate
from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import TRANSLATED_INTO, ArticleId, FactId, FollowUp, Maker, Translation, digest_of
from assistant.domain.labelled import LabelledAnswer, LabelledQuestion, QuestionKind, changed_answers
from assistant.domain.labelled import given as given_at
from assistant.domain.revision import Place
from tests.centre import WASTE

SHADOW, APPROVE, AUTONOMOUS = AutonomyLevel
ANSWER = "Ja, det får du.\nOm det är torrt.\n\n## Gör så här\n1. Ring.\n\n## Okänt\nHm.\n\n## Kontakt\nRing oss."


def test_an_answer_is_cut_into_its_parts_with_the_lines_they_stand_on() -> None:
    parts = parts_of(ANSWER, "sv")
    assert [(part.kind, part.line) for part in parts] == [
        (PartKind.SHORT, 1),
        (PartKind.STEPS, 4),
        (None, 7),
        (PartKind.CONTACT, 10),
    ]
    assert parts[0].text == short_answer(ANSWER) == "Ja, det får du.\nOm det är torrt."
    assert parts[2].heading == "Okänt"


@pytest.mark.parametrize("lang", ["sv", *TRANSLATED_INTO])
def test_every_language_an_article_may_be_in_has_its_own_headings(lang: str) -> None:
    assert set(HEADINGS[lang]) == {PartKind.STEPS, PartKind.GOOD_TO_KNOW, PartKind.CONTACT}
    answer = "Kort.\n" + "\n".join(f"## {words}\ntext" for words in HEADINGS[lang].values())
    assert [part.kind for part in parts_of(answer, lang)] == list(PartKind)


@given(st.text(max_size=200))
def test_cutting_an_answer_loses_no_word(answer: str) -> None:
    kept = "".join(part.heading + part.text for part in parts_of(answer, "sv"))
    assert [*filter(str.strip, kept.replace("#", ""))] == [
        *filter(str.strip, "".join(answer.splitlines()).replace("#", ""))
    ]


FINNISH = Translation("fi", "Milloin?", "Pian.", (), "abc", date(2026, 11, 1), Maker.PERSON)
TOLD = replace(WASTE, digest="abc", translations={"fi": FINNISH})


def test_an_article_is_spoken_in_a_language_that_follows_todays_text_and_else_as_it_is() -> None:
    finnish = TOLD.spoken("fi")
    assert (finnish.lang, finnish.title, finnish.answer) == ("fi", "Milloin?", "Pian.")
    assert finnish.citation == replace(WASTE.citation, translated_by=Maker.PERSON)
    assert TOLD.spoken("so") is TOLD
    assert TOLD.spoken("sv") is TOLD
    assert replace(TOLD, digest="new").spoken("fi").lang == "sv"
    with pytest.raises(KeyError):
        TOLD.translated("so")


def test_what_is_linked_comes_once_next_questions_first() -> None:
    a, b = ArticleId("a.a"), ArticleId("b.b")
    article = replace(WASTE, next_questions={FollowUp.TIME: b}, related=(a, b))
    assert article.linked() == (b, a)


def test_a_digest_changes_with_title_and_answer_and_not_with_blanks_around() -> None:
    assert digest_of("Titel", "Svar") == digest_of(" Titel ", "Svar\n")
    assert len({digest_of("Titel", "Svar"), digest_of("Titel!", "Svar"), digest_of("Titel", "Svar!")}) == 3
    assert len(digest_of("Titel", "Svar")) == 12


@pytest.mark.parametrize(
    ("of_area", "own", "level"),
    [
        (AUTONOMOUS, None, AUTONOMOUS),
        (AUTONOMOUS, APPROVE, APPROVE),
        (APPROVE, AUTONOMOUS, APPROVE),  # an article may be stricter than its area, never freer
        (APPROVE, SHADOW, SHADOW),
    ],
)
def test_the_stricter_of_area_and_article_holds(
    of_area: AutonomyLevel, own: AutonomyLevel | None, level: AutonomyLevel
) -> None:
    area = Area(AreaId(WASTE.area), {"sv": "Avfall"}, {"sv": ""}, AuthorityId("town"), of_area)
    catalogue = Catalogue(areas={area.id: area})
    assert catalogue.autonomy_of(replace(WASTE, autonomy=own)) is level
    assert stricter(of_area, own) is level


def test_an_area_that_nobody_has_catalogued_leaves_the_article_its_own_level() -> None:
    assert Catalogue().autonomy_of(replace(WASTE, autonomy=SHADOW)) is SHADOW
    with pytest.raises(NotFoundError):
        Catalogue().hours("night")


@pytest.mark.parametrize(
    ("lang", "words"), [("sv", "Sopor"), ("sv-simple", "Sopor"), ("en", "Rubbish"), ("ar", "Rubbish")]
)
def test_names_are_told_in_the_readers_language_or_in_english_or_in_swedish(lang: str, words: str) -> None:
    assert spoken({"sv": "Sopor", "en": "Rubbish"}, lang) == words
    assert spoken({"sv": "Sopor"}, lang) == "Sopor"


def test_a_texts_file_is_found_by_article_and_language() -> None:
    assert str(Place(ArticleId("bygglov.altan"), "sv").file) == "articles/bygglov/altan.md"
    assert str(Place(ArticleId("bygglov.altan"), "sv-simple").file) == "articles/bygglov/altan.sv-simple.md"


ASKED = LabelledQuestion(
    "1", ("hej", "sopor?"), "sv", QuestionKind.ANSWERABLE, frozenset({FactId("f")}), "everyday", "w"
)


def answered(article: str | None, confidence: float, *covers: str) -> LabelledAnswer:
    found = ArticleId(article) if article else None
    return LabelledAnswer(ASKED, found, confidence, tuple(FactId(fact) for fact in covers))


def test_an_answer_changes_when_another_article_is_given_or_a_person_is_asked_instead() -> None:
    before = [answered("a", 0.9, "f"), answered("a", 0.9, "f"), answered("a", 0.4), answered(None, 0.0)]
    after = [answered("a", 0.7, "f"), answered("b", 0.95), answered("b", 0.94), answered("a", 0.8)]
    gate = Gate(0.6, {"b": 0.95})
    changed = changed_answers(before, after, gate)
    assert [(given_at(one.before, gate), given_at(one.after, gate)) for one in changed] == [("a", "b"), (None, "a")]
    assert (changed[0].before.right, changed[0].after.right) == (True, False)
    assert ASKED.text == "sopor?"
