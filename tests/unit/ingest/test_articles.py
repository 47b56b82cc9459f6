"""Every fault of an article is told with its file, line, field and what is allowed, all at once."""

import re
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.knowledge import ArticleId, FactId, FollowUp, Maker, digest_of
from assistant.ingest.articles import inspect_article, inspect_articles, read_articles, read_texts
from assistant.ingest.faults import ArticleFaults
from assistant.ingest.front_matter import take_apart
from assistant.ingest.known import Known, read_known
from assistant.ingest.readability import readability_fault
from tests.unit.ingest.small_base import ANSWER, ENGLISH, OTHER, SOUND, TITLE, TODAY, put, write_small_base


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_small_base(tmp_path / "base")


@pytest.fixture
def known(base: Path) -> Known:
    return read_known(base)


def faults_of(base: Path) -> list[str]:
    with pytest.raises(ArticleFaults) as raised:
        read_articles(base / "articles", read_known(base), TODAY)
    return str(raised.value).splitlines()


def told(base: Path) -> list[str]:
    """All faults, grave or not."""
    return [str(fault) for fault in inspect_articles(base / "articles", read_known(base), TODAY)[1]]


def test_a_sound_article_is_read_whole(base: Path, known: Known) -> None:
    _, article = read_articles(base / "articles", known, TODAY)
    assert article.id == ArticleId("avfall.sopor")
    assert article.covers == (FactId("avfall.sopor"),)
    assert article.variants[3] == "nar hamtas soporna"
    assert article.answer == ANSWER
    assert article.keywords == "sophämtning hämtdag"
    assert article.citation.url == "https://www.tekniskaverken.se"
    assert article.citation.may_have_changed
    assert article.review_due_on == date(2027, 5, 22)
    assert article.digest == digest_of(TITLE, ANSWER)
    assert article.linked() == (ArticleId("avfall.grovsopor"),)


def test_what_may_be_left_out_is_read_where_it_is_there(base: Path, known: Known) -> None:
    more = (
        "autonomy: approve\nnext:\n  cost: avfall.grovsopor\nnot_to_be_confused_with:\n"
        "  avfall.grovsopor: stora saker\nvolatile: false\n"
    )
    put(base, SOUND.replace("volatile: true\n", more))
    _, article = read_articles(base / "articles", known, TODAY)
    assert article.autonomy is AutonomyLevel.APPROVE
    assert article.next_questions == {FollowUp.COST: ArticleId("avfall.grovsopor")}
    assert article.not_to_be_confused_with == {ArticleId("avfall.grovsopor"): "stora saker"}
    assert not article.volatile


def test_an_articles_files_are_there_as_they_were_written(base: Path, known: Known) -> None:
    _, article = read_articles(base / "articles", known, TODAY)
    assert read_texts(base / "articles", article) == {"sv": SOUND, "en": ENGLISH}


SOPOR = "articles/avfall/sopor.md"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("owner: Kontakt Linköping\n", "", f"{SOPOR}:1: owner: the field is missing"),
        ("owner: Kontakt Linköping", "owner:", f"{SOPOR}:19: owner: must be a text that is not empty"),
        ("keywords: sophämtning hämtdag\n", "", f"{SOPOR}:1: keywords: the field is missing"),
        ("volatile: true", "mood: glad", f"{SOPOR}:22: mood: unknown field; allowed: area, autonomy, covers, id,"),
        ("volatile: true", "volatile: kanske", ":22: volatile: kanske is not known; allowed: true, false"),
        ("volatile: true", "autonomy: fri", ":22: autonomy: fri is not known; allowed: shadow, approve, autonomous"),
        ("[avfall.sopor]", "[avfall.katt]", ":5: covers: unknown fact avfall.katt; allowed: an id of facts.yml"),
        ("[avfall.sopor]", "[]", f"{SOPOR}:5: covers: 0 facts; allowed: 1 to 5"),
        ("[avfall.sopor]", "avfall.sopor", f"{SOPOR}:5: covers: must be a list, one row for each"),
        ("area: avfall", "area: rymden", f"{SOPOR}:4: area: rymden is not known; allowed: avfall"),
        (
            "id: avfall.sopor",
            "id: avfall.annat",
            ":2: id: must be folder and file name, avfall.sopor, not avfall.annat",
        ),
        ("  - sophämtning\n", "", f"{SOPOR}:6: variants: 5 ways of asking; at least 6 are needed"),
        ("- sophämtning", "- Hämtdag avfall", f"{SOPOR}:12: variants: stands twice: hämtdag avfall"),
        ("- sophämtning", "-", f"{SOPOR}:8: variants: an empty row"),
        ("2027-05-22", "2026-11-20", ":21: review_due_on: must come after reviewed_on, 2026-11-20, not on 2026-11-20"),
        ("2026-11-20", "2026-11-23", ":20: reviewed_on: lies ahead, 2026-11-23; allowed: today or earlier"),
        ("2027-05-22", "nästa vår", ":21: review_due_on: must be a date such as 2026-11-22, not nästa vår"),
        (
            "url: https://www.tekniskaverken.se",
            "url: tekniska",
            ":17: source.url: must be an address that begins with https:// or http://, not tekniska",
        ),
        (
            "url: https://www.tekniskaverken.se",
            "url: ftp://a.se",
            ":17: source.url: must be an address that begins with",
        ),
        ("  seen: lagrad sida, omkring 2021\n", "", f"{SOPOR}:15: source.seen: the field is missing"),
        (
            "  seen: lagrad",
            "  mood: glad\n  seen: lagrad",
            ":18: source.mood: unknown field; allowed: title, url, seen",
        ),
        (
            "related: [avfall.grovsopor]",
            "next: {price: a.b}",
            ":14: next: price is not known; allowed: cost, time, where,",
        ),
        ("related: [avfall.grovsopor]", "next: [a.b]", f"{SOPOR}:14: next: must be rows of `name: text`"),
        ("title: När hämtas soporna?", "title: [När", f"{SOPOR}:"),
        ("title: När hämtas", "title: Nu\ntitle: När hämtas", f"{SOPOR}:4: title: the field stands twice"),
        ("owner: Kontakt", "owner: Kontakt\x01", f"{SOPOR}:1: not YAML: "),
        ("  seen: lagrad", "  seen: i går\n  seen: lagrad", f"{SOPOR}:19: source.seen: the field stands twice"),
        (
            "related: [avfall.grovsopor]",
            "next:\n  cost: avfall.grovsopor\n  cost: avfall.sopor",
            f"{SOPOR}:16: next.cost: the field stands twice",
        ),
        ("title: När", f"title: {'Långt ' * 16}", f"{SOPOR}:3: title: 112 characters; at most 90"),
    ],
)
def test_a_fault_is_named_with_file_line_field_and_what_is_allowed(base: Path, old: str, new: str, fault: str) -> None:
    assert old in SOUND
    put(base, SOUND.replace(old, new, 1))
    assert any(fault in line for line in faults_of(base)), faults_of(base)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("  url: https://www.tekniskaverken.se", "  url:", f"{SOPOR}:17: source.url: must be a text that is not empty"),
        (
            "  seen: lagrad sida, omkring 2021",
            "  seen: ''",
            f"{SOPOR}:18: source.seen: must be a text that is not empty",
        ),
    ],
)
def test_an_entry_that_is_there_but_empty_is_one_fault_and_not_missing_as_well(
    base: Path, old: str, new: str, fault: str
) -> None:
    assert old in SOUND
    put(base, SOUND.replace(old, new, 1))
    assert [line for line in faults_of(base) if line.startswith(f"{SOPOR}:")] == [fault]


def test_a_source_that_is_only_on_the_older_web_may_be_named(base: Path, known: Known) -> None:
    put(base, SOUND.replace("url: https://www", "url: http://www"))
    _, article = read_articles(base / "articles", known, TODAY)
    assert article.citation.url == "http://www.tekniskaverken.se"


def test_a_review_that_is_overdue_is_told_but_takes_no_answer_away(base: Path, known: Known) -> None:
    put(base, SOUND.replace("2027-05-22", "2026-11-21"))
    assert len(read_articles(base / "articles", known, TODAY)) == 2
    assert f"{SOPOR}:21: review_due_on: the review was due on 2026-11-21" in told(base)


def test_a_file_without_front_matter_is_a_fault(base: Path) -> None:
    put(base, "Soporna hämtas varannan vecka.\n", "avfall/annat.md")
    assert faults_of(base) == ["articles/avfall/annat.md:1: the file must open with a line of ---"]


def test_a_file_that_is_not_utf_8_is_a_fault(base: Path) -> None:
    (base / "articles/avfall/annat.md").write_bytes("---\nid: å\n---\n".encode("latin-1"))
    assert faults_of(base) == ["articles/avfall/annat.md:1: the file is not UTF-8"]


def test_an_id_used_twice_is_a_fault(base: Path) -> None:
    put(base, SOUND, "langre/avfall/sopor.md")
    assert faults_of(base) == ["articles/langre/avfall/sopor.md:1: id: another article has this id"]


def test_the_faults_of_all_articles_are_told_at_once(base: Path) -> None:
    put(base, SOUND.replace("owner: Kontakt Linköping\n", "").replace("url: https://www.tekniskaverken.se", "url: x"))
    put(
        base,
        OTHER.replace("area: avfall", "area: sol").replace("keywords: sophämtning hämtdag\n", ""),
        "avfall/grovsopor.md",
    )
    assert [line.split(":")[0] for line in faults_of(base) if ".en." not in line] == [
        "articles/avfall/grovsopor.md",
        "articles/avfall/grovsopor.md",
        "articles/avfall/sopor.md",
        "articles/avfall/sopor.md",
    ]


SOPOR_EN = "articles/avfall/sopor.en.md"


def test_a_translation_stands_with_its_original_and_follows_its_text(base: Path, known: Known) -> None:
    _, article = read_articles(base / "articles", known, TODAY)
    english = article.translations["en"]
    assert (english.title, english.made_by) == ("When is the rubbish collected?", Maker.MACHINE)
    assert not article.is_stale("en")
    assert article.spoken("en").answer.startswith("You see your collection day")
    assert article.spoken("en").citation.translated_by is Maker.MACHINE
    assert article.spoken("fi") is article


def test_a_changed_original_makes_its_translation_stale_and_the_swedish_is_given(base: Path, known: Known) -> None:
    put(base, SOUND.replace("varannan vecka", "varje vecka"))
    _, article = read_articles(base / "articles", known, TODAY)
    assert article.is_stale("en")
    assert article.spoken("en").lang == "sv"
    assert article.translated("en").lang == "en"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("lang: en", "lang: xx", f"{SOPOR_EN}:3: lang: xx is not known; allowed: en, sv-simple, ar, so, fa, fi, uk"),
        ("lang: en", "lang: fi", f"{SOPOR_EN}:3: lang: must be the file name's, en, not fi"),
        (
            "made_by: machine",
            "made_by: someone",
            f"{SOPOR_EN}:12: made_by: someone is not known; allowed: person, machine",
        ),
        ("  - bin day\n", "", f"{SOPOR_EN}:5: variants: 2 ways of asking; at least 3 are needed"),
        ("  reviewed_on: 2026-11-20\n", "", f"{SOPOR_EN}:9: follows.reviewed_on: the field is missing"),
        ('digest: "', 'digest: "x', ":11: follows.digest: must be the original's 12 hexadecimal digits, not x"),
        ("## What to do", "## Gör så här", "unknown heading Gör så här; allowed: What to do, Good to know, Contact"),
        ("id: avfall.sopor", "id: avfall.annat", "must be folder and file name, avfall.sopor, not avfall.annat"),
    ],
)
def test_a_fault_of_a_translation_is_named_as_well(base: Path, old: str, new: str, fault: str) -> None:
    assert old in ENGLISH
    put(base, ENGLISH.replace(old, new, 1), "avfall/sopor.en.md")
    assert any(fault in line for line in faults_of(base)), faults_of(base)


@pytest.mark.parametrize("entry", ["reviewed_on", "digest"])
def test_an_empty_entry_of_what_a_translation_follows_is_one_fault(base: Path, entry: str) -> None:
    put(base, re.sub(rf"  {entry}: .*", f"  {entry}:", ENGLISH), "avfall/sopor.en.md")
    (fault,) = faults_of(base)
    assert fault.endswith(f"follows.{entry}: must be a text that is not empty")


def test_a_translation_of_nothing_is_a_fault(base: Path) -> None:
    put(base, ENGLISH.replace("id: avfall.sopor", "id: avfall.katt"), "avfall/katt.en.md")
    assert faults_of(base) == [
        "articles/avfall/katt.en.md:1: id: there is no sound Swedish article avfall.katt that this translates"
    ]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("", "the answer is empty"),
        ("Kort.\n\n## Kontakt\nRing.", "the short answer has 5 characters; allowed: 20 to 360"),
        (
            "- Ring oss gärna idag.\n- Eller mejla.\n\n## Kontakt\nRing.",
            "the short answer must be sentences, not a list",
        ),
        (ANSWER.replace("## Kontakt", "## Kontakta oss"), "unknown heading Kontakta oss; allowed: Gör så här, Bra att"),
        (ANSWER.replace("## Kontakt", "## Bra att veta"), "the part ## Kontakt is missing"),
        (
            f"{ANSWER}\n\n## Gör så här\nRing.",
            "the heading Gör så här is out of place; the order is: Gör så här, Bra att",
        ),
        (ANSWER.replace("Ring oss, [013-20 60 00](tel:+4613206000).", ""), "nothing stands under the heading Kontakt"),
        (f"{ANSWER}\n<b>Ring</b>", "only paragraphs, lists, bold words, links and the headings are shown; not <b"),
        (
            f"{ANSWER}\n\n# Rubrik",
            ":33: answer: only paragraphs, lists, bold words, links and the headings are shown; not #",
        ),
        (
            ANSWER.replace("https://www", "http://www"),
            "a link to http://www.tekniskaverken.se; allowed: https://, tel:",
        ),
        (ANSWER.replace("[hämtdagar]", "[ ]"), "a link without words: https://www.tekniskaverken.se"),
        (ANSWER.replace("tel:+4613206000", "tel:+4613206001"), "the link says 013-20 60 00 but dials +4613206001"),
        (f"{ANSWER}\n{'Ord ' * 450}", "characters; at most 1800"),
        (f"{ANSWER}\n{{{{opening_hours:katt}}}}", "unknown opening hours katt; allowed: contact_centre_chat, contact_"),
    ],
)
def test_an_answer_that_a_reader_should_not_meet_is_refused(base: Path, answer: str, fault: str) -> None:
    put(base, SOUND.replace(ANSWER, answer))
    assert any(fault in line for line in faults_of(base)), faults_of(base)


@pytest.mark.parametrize("mark", ["#", "###", "####", "##", ">", "```"])
def test_a_mark_that_is_not_shown_is_told_as_it_was_written(base: Path, mark: str) -> None:
    words = "Rubrik" if mark == "##" else " Rubrik"
    put(base, SOUND.replace(ANSWER, f"{ANSWER}\n\n{mark}{words}"))
    (fault,) = [line for line in faults_of(base) if "are shown" in line]
    assert fault.startswith(f"{SOPOR}:33: answer: ")
    assert fault.endswith(f"; not {mark}")


@pytest.mark.parametrize("sign", ["[", "[a](", "#", "{{opening_hours:", "a b ", "1. "])
def test_a_text_far_too_long_is_told_so_and_looked_at_no_further(known: Known, sign: str) -> None:
    endless = SOUND.replace(ANSWER, sign * 200_000)
    began = process_time()
    sheet = take_apart(endless, Path(SOPOR))
    faults = [*inspect_article(sheet, known, TODAY)[1], *readability_fault(sheet)]
    assert process_time() - began < 2  # seconds; what looks at each sign anew takes minutes
    assert [(fault.about, fault.what) for fault in faults] == [("answer", "{count} characters; at most {most}")]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Ansökan ska inkomma till oss.", "klarspråk has a plainer word for inkomma"),
        ("Ta med papper, t.ex. pass.", "klarspråk has a plainer word for t.ex."),
        ("Då kan man ringa.", "speak to the reader: du, not man"),
    ],
)
def test_officialese_is_told_with_its_line_and_may_be_published(base: Path, words: str, fault: str) -> None:
    put(base, SOUND.replace(ANSWER, f"{ANSWER}\n{words}"))
    assert any(line == f"{SOPOR}:32: answer: {fault}" for line in told(base)), told(base)
    assert read_articles(base / "articles", read_known(base), TODAY)


def test_a_god_man_and_a_word_in_an_address_are_no_officialese(base: Path) -> None:
    words = "En god man hjälper dig, läs mer hos [oss](https://www.linkoping.se/god-man/man/)."
    put(base, SOUND.replace(ANSWER, f"{ANSWER}\n{words}"))
    assert not any("du, not man" in line for line in told(base))


def test_opening_hours_are_filled_in_from_the_catalogue_in_each_language(base: Path, known: Known) -> None:
    hours = "\nVi svarar {{opening_hours:contact_centre_phone}}."
    put(base, SOUND.replace(ANSWER, ANSWER + hours))
    put(base, ENGLISH.rstrip() + "\nWe answer {{opening_hours:contact_centre_phone}}.", "avfall/sopor.en.md")
    _, article = read_articles(base / "articles", known, TODAY)
    assert "måndag–fredag 07.30–17.00 (juni–augusti måndag–fredag 07.30–16.00)" in article.answer
    assert "Monday–Friday 07:30–17:00 (June–August" in article.translations["en"].answer
