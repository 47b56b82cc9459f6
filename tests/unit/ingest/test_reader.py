"""An article as an editor has it: taken apart, written again, judged."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.memory.clock import StandingClock
from assistant.domain.article_draft import ArticleDraft
from assistant.domain.knowledge import ArticleId
from assistant.domain.revision import Place
from assistant.ingest.article_file import draft_of, text_of
from assistant.ingest.known import read_known
from assistant.ingest.readability import as_sentences, lix
from assistant.ingest.reader import TextReader
from tests.unit.ingest.small_base import ANSWER, ENGLISH, SOUND, write_small_base

SOPOR = ArticleId("avfall.sopor")
SWEDISH, IN_ENGLISH = Place(SOPOR, "sv"), Place(SOPOR, "en")


@pytest.fixture
def reader(tmp_path: Path) -> TextReader:
    return TextReader(
        read_known(write_small_base(tmp_path / "base")), StandingClock(datetime(2026, 11, 22, tzinfo=UTC))
    )


@pytest.mark.parametrize(("place", "text"), [(SWEDISH, SOUND), (IN_ENGLISH, ENGLISH)])
def test_a_file_taken_apart_and_written_again_says_the_same(reader: TextReader, place: Place, text: str) -> None:
    draft = draft_of(place, text)
    assert draft_of(place, text_of(draft)) == draft
    texts = {"sv": SOUND, place.lang: text}
    again = {"sv": SOUND, place.lang: text_of(draft)}
    assert reader.read(SOPOR, again).article == reader.read(SOPOR, texts).article


LINE = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


@given(title=LINE, variants=st.lists(LINE, max_size=4), owner=LINE)
def test_whatever_an_editor_writes_is_kept_as_it_was_written(title: str, variants: list[str], owner: str) -> None:
    draft = ArticleDraft(SWEDISH, title=title, variants=tuple(variants), owner=owner, answer="Ett svar.")
    assert draft_of(SWEDISH, text_of(draft)) == draft


def test_an_editors_draft_is_judged_with_its_readability_by_the_rules_of_files(reader: TextReader) -> None:
    judged = reader.judge(SOPOR, {"sv": SOUND, "en": ENGLISH}, {})
    assert judged.article is not None
    assert {lang: [fault for fault in found if fault.grave] for lang, found in judged.faults.items()} == {
        "sv": [],
        "en": [],
    }
    assert judged.lix == pytest.approx(lix(ANSWER))
    assert set(judged.article.translations) == {"en"}


def test_a_grave_fault_makes_no_article_and_a_faulty_translation_is_left_out(reader: TextReader) -> None:
    broken = text_of(replace(draft_of(SWEDISH, SOUND), covers=()))
    assert reader.read(SOPOR, {"sv": broken, "en": ENGLISH}).article is None
    read = reader.read(SOPOR, {"sv": SOUND, "en": ENGLISH.replace("## Contact", "## Kontakt")})
    assert read.article is not None
    assert read.article.translations == {}
    assert [fault.about for fault in read.faults["en"]] == ["answer", "answer"]


def test_a_text_too_hard_to_read_is_refused_only_where_an_editor_waits_for_the_verdict(reader: TextReader) -> None:
    word = "Handläggningsprocessens"
    hard = SOUND.replace(ANSWER, f"{' '.join([word] * 12)}.\n\n## Kontakt\nRing.")
    assert reader.read(SOPOR, {"sv": hard}).faults["sv"] == ()
    faults = reader.judge(SOPOR, {"sv": hard}, {}).faults["sv"]
    assert [fault.about for fault in faults if fault.grave] == ["answer"]


@pytest.mark.parametrize("sign", ["[", "[a](", "[a", "[]("])
def test_a_text_of_nothing_but_brackets_is_measured_in_no_time(sign: str) -> None:
    began = process_time()
    as_sentences(sign * 100_000)
    assert process_time() - began < 2  # seconds; one that looks at each bracket anew takes minutes


def test_lix_is_words_a_sentence_plus_the_share_of_long_words() -> None:
    """Counted by hand: 10 words in 2 sentences, 3 of more than six letters: 5 + 30."""
    text = "Du söker plats i förskolan här. Vänta sedan på beskedet snart nog."
    words, sentences, long = 12, 2, 2
    assert lix(text) == pytest.approx(words / sentences + 100 * long / words)


def test_headings_lists_and_links_are_read_as_people_read_them() -> None:
    answer = "Kort svar\n\n## Gör så här\n1. Öppna [sidan](https://example.se) kl. 07.30\n- **Ring** oss!"
    assert as_sentences(answer) == "Kort svar.\nÖppna sidan kl. 0730.\nRing oss!"
    assert lix("") == 0.0
