"""What can be wrong between articles, and with what they stand on, is found and told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.adapters.memory.clock import StandingClock
from assistant.domain.errors import RefusedError
from assistant.domain.knowledge import ArticleId
from assistant.ingest.knowledge_report import report_on
from assistant.ingest.known import read_known
from assistant.ingest.reader import TextReader
from assistant.ingest.whole_check import Checked, check_knowledge
from tests.unit.ingest.small_base import ANSWER, ENGLISH, OTHER, SOUND, TODAY, put, write_small_base


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = write_small_base(tmp_path / "base")
    return folder


def told(base: Path, today: date = TODAY) -> list[str]:
    return [str(fault) for fault in check_knowledge(base, today).faults]


def sound_but(base: Path, old: str, new: str, text: str = SOUND, place: str = "avfall/sopor.md") -> list[str]:
    assert old in text
    put(base, text.replace(old, new), place)
    return told(base)


def known_numbers(base: Path, *numbers: str) -> None:
    file = base / "catalogue/channels.yml"
    rows = "".join(
        f"- {{id: n{n}, kind: phone, name: {{sv: N, en: N}}, address: {number}}}\n" for n, number in enumerate(numbers)
    )
    file.write_text(file.read_text(encoding="utf-8") + rows, encoding="utf-8")


def test_a_sound_knowledge_base_has_no_faults(base: Path) -> None:
    checked = check_knowledge(base, TODAY)
    assert checked.faults == ()
    assert len(checked.lix) == 2
    assert 10 < checked.mean_lix < 50


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[avfall.grovsopor]\nsource", "[avfall.katt]\nsource", ":14: related: there is no article avfall.katt"),
        ("[avfall.grovsopor]\nsource", "[avfall.sopor]\nsource", ":14: related: leads to the article itself"),
        (
            "related: [avfall.grovsopor]",
            "related: [avfall.grovsopor]\nnext: {cost: avfall.pris}",
            ":15: next: there is no article avfall.pris",
        ),
        (
            "related: [avfall.grovsopor]",
            "related: [avfall.grovsopor]\nnot_to_be_confused_with: {avfall.pris: kostnad}",
            ":15: not_to_be_confused_with: there is no article avfall.pris",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(base: Path, old: str, new: str, fault: str) -> None:
    assert f"articles/avfall/sopor.md{fault}" in sound_but(base, old, new)


def test_an_article_that_none_leads_to_is_an_orphan(base: Path) -> None:
    found = sound_but(base, "related: [avfall.grovsopor]\n", "")
    assert found == [
        "articles/avfall/grovsopor.md:1: related: no other article leads here: name it in `next` or `related` of one"
    ]


def test_a_way_of_asking_that_stands_in_two_articles_is_told(base: Path) -> None:
    found = sound_but(base, "tippen möbler", "Sophamtning!", OTHER, "avfall/grovsopor.md")
    assert found == ["articles/avfall/sopor.md:8: variants: sophämtning is asked of avfall.grovsopor too"]


def test_a_telephone_number_that_the_catalogue_does_not_know_is_told(base: Path) -> None:
    found = sound_but(base, "[013-20 60 00](tel:+4613206000)", "[013-20 60 01](tel:+4613206001)")
    assert "articles/avfall/sopor.md:31: answer: the number 013-20 60 01 is not in catalogue/channels.yml" in found


def test_one_name_with_two_numbers_is_a_contradiction(base: Path) -> None:
    known_numbers(base, "013-20 60 01")
    put(base, OTHER.replace("Ring oss, [", "Ring Kontakt Linköping, ["), "avfall/grovsopor.md")
    found = sound_but(
        base, "Ring oss, [013-20 60 00](tel:+4613206000)", "Ring Kontakt Linköping, [013-20 60 01](tel:+4613206001)"
    )
    assert (
        "articles/avfall/sopor.md:31: answer: Kontakt Linköping has the number 013-20 60 01 here and another one in "
        "avfall.grovsopor" in found
    )


def test_sentences_alike_but_for_their_numbers_contradict_each_other(base: Path) -> None:
    put(base, OTHER.replace("Det är gratis", "Du får svar inom 5 dagar. Det är gratis"), "avfall/grovsopor.md")
    found = sound_but(base, "varannan vecka.", "varannan vecka. Du får svar inom 7 dagar.")
    assert any(
        "says Du får svar inom 7 dagar., where avfall.grovsopor says Du får svar inom 5" in line for line in found
    )


def test_two_articles_on_one_fact_that_measure_it_differently_contradict_each_other(base: Path) -> None:
    both = OTHER.replace("covers: [avfall.grovsopor]", "covers: [avfall.grovsopor, avfall.sopor]")
    put(base, both.replace("Det är gratis", "Hämtningen kostar 300 kronor. Det är gratis"), "avfall/grovsopor.md")
    found = sound_but(base, "varannan vecka.", "varannan vecka. För varje extra tömning betalar du 250 kronor.")
    assert any("says 250 kronor of avfall.sopor, where avfall.grovsopor says 300" in line for line in found)


def test_a_translation_with_another_number_or_link_than_the_original_is_told(base: Path) -> None:
    found = sound_but(base, "https://www.tekniskaverken.se", "https://example.se", ENGLISH, "avfall/sopor.en.md")
    assert found == [
        "articles/avfall/sopor.en.md:1: answer: has https://example.se, not in the original",
        "articles/avfall/sopor.en.md:1: answer: lacks https://www.tekniskaverken.se of the original",
    ]


def test_a_missing_translation_is_told_and_of_what_is_most_asked_in_every_language(base: Path) -> None:
    (base / "articles/avfall/sopor.en.md").unlink()
    (base / "most_asked.yml").write_text("articles: [avfall.grovsopor, avfall.katt]\n", encoding="utf-8")
    missing = [line for line in told(base) if "translation is missing" in line]
    assert missing == [
        f"articles/avfall/{name}.md:1: lang: the translation is missing"
        for name in (
            "grovsopor.ar",
            "grovsopor.fa",
            "grovsopor.fi",
            "grovsopor.so",
            "grovsopor.sv-simple",
            "grovsopor.uk",
            "sopor.en",
        )
    ]
    assert "most_asked.yml:1: articles: there is no article avfall.katt" in told(base)


def test_a_stale_translation_is_told_with_the_day_of_the_text_it_follows(base: Path) -> None:
    (line,) = sound_but(base, "varannan vecka", "varje vecka")
    assert line.startswith("articles/avfall/sopor.en.md:1: follows: stale: the Swedish has changed since 2026-11-20")


def test_a_fact_that_no_article_covers_must_be_left_out_with_a_reason(base: Path) -> None:
    facts = base / "facts.yml"
    facts.write_text(
        facts.read_text(encoding="utf-8") + "- {id: avfall.bil, area: avfall, title: Bil}\n", encoding="utf-8"
    )
    assert told(base) == [
        "left_out.yml:1: facts: no article covers avfall.bil; write one, or say in left_out.yml why not"
    ]
    (base / "left_out.yml").write_text("facts:\n- {fact: avfall.bil, why: ingen frågar}\n", encoding="utf-8")
    assert told(base) == []


def test_what_is_left_out_and_covered_all_the_same_is_told(base: Path) -> None:
    rows = "facts:\n- {fact: avfall.sopor, why: x}\n- {fact: avfall.katt, why: x}\n"
    (base / "left_out.yml").write_text(rows, encoding="utf-8")
    assert told(base) == [
        "left_out.yml:1: facts: unknown fact avfall.katt",
        "left_out.yml:1: facts: avfall.sopor is left out, but an article covers it",
    ]


EASY = "articles/avfall/sopor.sv-simple.md"
HARD = "Myndighetsutövningens handläggningsprocesser förutsätter fullständiga ansökningshandlingar från sökandena"


def test_a_text_that_is_too_hard_to_read_may_not_be_published(base: Path) -> None:
    found = sound_but(base, ANSWER, f"{HARD}.\n\n## Kontakt\n{HARD}.")
    assert any("readability (LIX) is" in line and "at most 50" in line for line in found)
    assert any("on average; at most 40" in line for line in found)


def test_easy_swedish_has_to_be_easier_than_the_rest(base: Path) -> None:
    easy = (
        ENGLISH.replace("lang: en", "lang: sv-simple").partition("\n---\n")[0]
        + f"\n---\n{HARD}.\n\n## Kontakt\n{HARD}."
    )
    put(base, easy, "avfall/sopor.sv-simple.md")
    assert any(line.startswith(f"{EASY}:14: answer: readability") and "at most 35" in line for line in told(base))


@pytest.mark.parametrize("hours", ["{{opening_hours:contact_centre_phone}}", f"{HARD} " * 2])
def test_the_whole_check_and_the_editors_page_measure_an_easy_text_alike(base: Path, hours: str) -> None:
    """As written: the hours that are filled in would make the first text too hard."""
    answer = ANSWER.replace("Ring oss,", f"Ring oss {hours},")
    easy = ENGLISH.replace("lang: en", "lang: sv-simple").partition("\n---\n")[0] + f"\n---\n{answer}"
    put(base, easy, "avfall/sopor.sv-simple.md")
    reader = TextReader(read_known(base), StandingClock(datetime(2026, 11, 22, tzinfo=UTC)))
    judged = reader.judge(ArticleId("avfall.sopor"), {"sv": SOUND, "sv-simple": easy}, {}).faults["sv-simple"]
    found = [fault for fault in check_knowledge(base, TODAY).faults if "LIX" in fault.what]
    assert found == [fault for fault in judged if "LIX" in fault.what]
    assert len(found) == (HARD in hours)


@dataclass
class LettersEncoder:
    """Texts are alike when they use the same letters equally often."""

    name: str = "letters"
    width: int = 26

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts], dtype=np.float32)
        return np.asarray(rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def test_articles_and_questions_alike_in_meaning_are_told_unless_they_say_what_sets_them_apart(base: Path) -> None:
    twin = SOUND.replace("id: avfall.sopor", "id: avfall.grovsopor").replace("[avfall.grovsopor]", "[avfall.sopor]")
    put(
        base,
        twin.replace("covers: [avfall.sopor]", "covers: [avfall.grovsopor]").replace("sopbilen", "bilsopen"),
        "avfall/grovsopor.md",
    )
    found = [str(fault) for fault in check_knowledge(base, TODAY, LettersEncoder()).faults]
    assert any("much like avfall.grovsopor (1.00): merge them" in line for line in found)
    assert any(
        "vilken dag kommer sopbilen is much like vilken dag kommer bilsopen of avfall.grovsopor" in line
        for line in found
    )
    put(base, SOUND.replace("related:", "not_to_be_confused_with: {avfall.grovsopor: stora saker}\nrelated:"))
    found = [str(fault) for fault in check_knowledge(base, TODAY, LettersEncoder()).faults]
    assert not any("merge them" in line for line in found)


@pytest.mark.parametrize("missing", ["facts.yml", "danger.yml", "left_out.yml", "catalogue/areas.yml"])
def test_without_what_everything_stands_on_nothing_is_checked_but_that_is_told(base: Path, missing: str) -> None:
    (base / missing).unlink()
    with pytest.raises(RefusedError, match=missing.replace(".", r"\.")):
        check_knowledge(base, TODAY)


def report(base: Path, today: date) -> str:
    checked: Checked = check_knowledge(base, today)
    return report_on(checked, {"calibration": [], "test": []}, today)


def test_the_report_tells_coverage_readability_languages_and_hours_nobody_confirmed(base: Path) -> None:
    page = report(base, TODAY)
    assert "| articles in Swedish | 2 |" in page
    assert "| facts covered | 2 of 2 |" in page
    assert "| avfall | 2 of 2 | 2 | 0 |" in page
    assert "| en | 2 | 0 | 2 |" in page
    assert "- `contact_centre_chat` Chatten: Prov" in page
    assert "`contact_centre_phone`" not in page


@pytest.mark.parametrize(("today", "is_due"), [(date(2027, 4, 20), False), (date(2027, 4, 21), True)])
def test_the_report_names_what_is_due_within_a_month_by_owner(base: Path, today: date, is_due: bool) -> None:
    due = "- Kontakt Linköping\n  - 2027-05-22 `avfall.grovsopor` Var lämnar jag en gammal soffa?"
    assert (due in report(base, today)) is is_due
