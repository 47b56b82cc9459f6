"""What an editor changes is in the search at once: the promises of KnowledgeWorkshop, on a real index."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant.adapters.built_index import BuiltIndex, load_index
from assistant.domain.errors import NotFoundError
from assistant.domain.knowledge import Article, ArticleId, FactId

pytestmark = pytest.mark.contract
WASTE, SWIM, BOOK = ArticleId("prov.sopor"), ArticleId("prov.bad"), ArticleId("prov.bok")


@pytest.fixture(scope="module")
def workshop(built: Path) -> BuiltIndex:
    return load_index(built)


@pytest.fixture
def waste(workshop: BuiltIndex) -> Article:
    return workshop.built().shelf.article(WASTE)


def best(workshop: BuiltIndex, question: str, *changed: Article, withdrawn: frozenset[ArticleId] = frozenset()) -> str:
    found = workshop.revised(changed, withdrawn, "1").search.search(question, limit=1)
    return found[0].article if found else ""


def test_nothing_changed_is_nothing_else(workshop: BuiltIndex) -> None:
    before, after = workshop.built().search, workshop.revised((), frozenset(), "1").search
    for question in ("när kommer sopbilen", "är badhuset öppet", "låna bok", "vem är nummer 7 i hockeylaget"):
        ours, theirs = before.search(question), after.search(question)
        assert [one.article for one in ours] == [one.article for one in theirs]
        assert np.allclose([one.confidence for one in ours], [one.confidence for one in theirs], atol=1e-4)


def test_the_labelled_questions_are_kept_with_the_index(workshop: BuiltIndex) -> None:
    assert len(workshop.labelled()) == 40
    assert all(question.text for question in workshop.labelled())


def test_the_files_texts_are_kept_with_the_index(workshop: BuiltIndex) -> None:
    assert workshop.texts()[WASTE]["sv"].startswith("---\nid: prov.sopor\n")


def test_a_changed_answer_is_on_the_shelf_and_its_article_still_found(workshop: BuiltIndex, waste: Article) -> None:
    changed = replace(waste, answer="Soporna hämtas varje dag.\n\n## Kontakt\nRing.")
    revised = workshop.revised((changed,), frozenset(), "7")
    assert revised.shelf.article(WASTE).answer == changed.answer
    assert revised.search.search("när kommer sopbilen", limit=1)[0].article == WASTE
    assert revised.search.versions()["edition"] == "7"


def test_a_new_way_of_asking_leads_to_its_article(workshop: BuiltIndex, waste: Article) -> None:
    odd = "var bor glassbilens kusin"
    changed = replace(waste, variants=(*waste.variants, odd))
    found = workshop.revised((changed,), frozenset(), "1").search.search(odd, limit=1)[0]
    assert found.article == WASTE
    assert found.confidence > 0.5


def test_a_new_article_is_found_and_the_others_still_are(workshop: BuiltIndex, waste: Article) -> None:
    tax = replace(
        waste,
        id=ArticleId("prov.hundskatt"),
        title="Vad kostar hundskatten?",
        answer="Det finns ingen hundskatt längre.\n\n## Kontakt\nRing.",
        variants=("hundskatt", "skatt på hund", "betala för valpen", "hundens avgift", "jycke skatt", "hund skat"),
        covers=(FactId("prov.hundskatt"),),
    )
    assert best(workshop, "måste jag betala hundskatt", tax) == "prov.hundskatt"
    assert best(workshop, "när kommer sopbilen", tax) == WASTE
    assert best(workshop, "är simhallen öppen", tax) == SWIM


def test_a_withdrawn_article_is_proposed_to_nobody(workshop: BuiltIndex) -> None:
    gone = frozenset({WASTE})
    assert best(workshop, "när kommer sopbilen", withdrawn=gone) != WASTE
    with pytest.raises(NotFoundError):
        workshop.revised((), gone, "1").shelf.article(WASTE)
    assert best(workshop, "låna bok på bibblan", withdrawn=gone) == BOOK


def test_citizens_questions_follow_their_fact_to_the_article_that_covers_it_now(
    workshop: BuiltIndex, waste: Article
) -> None:
    swim = workshop.built().shelf.article(SWIM)
    without, instead = (
        replace(waste, covers=(FactId("prov.annat"),)),
        replace(swim, covers=(*swim.covers, *waste.covers)),
    )
    ranker = workshop.revised((without, instead), frozenset(), "1").search
    question = "jag undrar om sopbilen"
    ours = {one.article: one.confidence for one in ranker.search(question)}
    before = {one.article: one.confidence for one in workshop.built().search.search(question)}
    assert ours[SWIM] > before[SWIM]
