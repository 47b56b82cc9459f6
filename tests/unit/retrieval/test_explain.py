"""Why an article was found, in what a person can check at a look."""

from dataclasses import replace

import pytest

from assistant.domain.grounds import Likeness
from assistant.domain.knowledge import Article, ArticleId, FactId
from assistant.retrieval.article_words import document_of, own_lines
from assistant.retrieval.explain import MOST_MISSING, Explainer
from assistant.retrieval.lexical import fit_spaces
from assistant.retrieval.swedish import Stems, count_words
from tests.centre import WASTE

PERMIT = replace(
    WASTE,
    id=ArticleId("bygglov.ansokan"),
    title="Hur söker jag bygglov?",
    answer="Du söker bygglov i e-tjänsten. Handläggningen kostar pengar.",
    variants=("ansöka om lov för altan", "ritningar till altanen"),
    covers=(FactId("bygglov.ansokan"),),
    keywords="bygglov ansökan altan",
)
ASKED = {FactId("bygglov.ansokan"): ("får jag bygga en friggebod utan lov",), FactId("annat"): ("Norrköping",)}
COMMON_LINES = ["vad kostar det egentligen om man vill"] * 30
"""A word that many lines have says nothing by not being there."""


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return explaining(PERMIT, WASTE)


def explaining(*articles: Article) -> Explainer:
    asked = [question for questions in ASKED.values() for question in questions]
    rare = [f"ovanligt{number} ord" for number in range(1000)]
    lines = [line for article in articles for line in (document_of(article), *own_lines(article))]
    texts = [*lines, *asked, *COMMON_LINES, *rare]
    return Explainer(fit_spaces(Stems(count_words(texts)), texts), articles, ASKED)


def test_the_question_most_like_is_named_and_the_word_that_is_not_there(explainer: Explainer) -> None:
    found = explainer.explain("hur söker man bygglov i Norrköping?", PERMIT.id)
    assert found == Likeness("Hur söker jag bygglov?", ("Norrköping",))


def test_what_citizens_have_asked_counts_as_a_way_of_asking(explainer: Explainer) -> None:
    assert explainer.explain("friggebod utan lov", PERMIT.id) == Likeness("får jag bygga en friggebod utan lov")


def test_keywords_are_no_way_of_asking_but_their_words_are_there(explainer: Explainer) -> None:
    found = explainer.explain("bygglov ansökan altan", PERMIT.id)
    assert found.nearest != PERMIT.keywords
    assert found.missing == ()


def test_endings_compounds_and_dots_do_not_make_a_word_missing(explainer: Explainer) -> None:
    assert explainer.explain("BYGGLOVET altaner ritning handlaggningen", PERMIT.id).missing == ()


def test_a_common_word_is_not_missed(explainer: Explainer) -> None:
    assert explainer.explain("egentligen bygglov", PERMIT.id).missing == ()


def test_only_the_rarest_few_are_named_in_the_order_of_the_question(explainer: Explainer) -> None:
    found = explainer.explain("zebra Norrköping apa bygglov giraff", PERMIT.id)
    assert len(found.missing) == MOST_MISSING
    # Norrköping stands in one line of another article; the other three stand nowhere at all.
    assert found.missing == ("zebra", "apa", "giraff")


def test_a_question_like_nothing_has_no_nearest_one(explainer: Explainer) -> None:
    assert explainer.explain("???", PERMIT.id) == Likeness()
    assert explainer.explain("hej", ArticleId("ingen.alls")) == Likeness()


def test_an_article_as_revised_is_explained_by_its_words_of_today() -> None:
    revised = replace(PERMIT, variants=(*PERMIT.variants, "bygga i Norrköping"))
    assert explaining(revised, WASTE).explain("bygglov Norrköping", PERMIT.id).missing == ()
