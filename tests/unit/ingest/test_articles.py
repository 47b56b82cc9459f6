"""Every fault of an article is told with its file and line, all at once."""

from datetime import date
from pathlib import Path

import pytest

from assistant.domain.knowledge import ArticleId, FactId
from assistant.ingest.articles import read_articles
from assistant.ingest.facts import Fact
from assistant.ingest.faults import ArticleFaults

TODAY = date(2026, 11, 22)
FACTS = {FactId(name): Fact(FactId(name), "avfall", name) for name in ("avfall.sopor", "avfall.grovsopor")}
SOUND = """---
id: avfall.sopor
title: När hämtas soporna?
area: avfall
covers: [avfall.sopor]
variants:
  - vilken dag kommer sopbilen
  - sophämtning
  - soptunnan är inte tömd
  - nar hamtas soporna
source:
  title: Linköpings kommun – Sophämtning
  url: https://www.linkoping.se/sopor
  seen: lagrad sida, omkring 2021
owner: Kontakt Linköping
reviewed_on: 2026-11-22
review_due_on: 2027-05-22
volatile: true
---

Soporna hämtas varannan vecka.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


def write(folder: Path, text: str, place: str = "avfall/sopor.md") -> None:
    file = folder / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(ArticleFaults) as raised:
        read_articles(folder, FACTS, TODAY)
    return str(raised.value).splitlines()


def test_a_sound_article_is_read_whole(folder: Path) -> None:
    write(folder, SOUND)
    (article,) = read_articles(folder, FACTS, TODAY)
    assert article.id == ArticleId("avfall.sopor")
    assert article.covers == (FactId("avfall.sopor"),)
    assert article.variants[3] == "nar hamtas soporna"
    assert article.answer == "Soporna hämtas varannan vecka."
    assert article.citation.url == "https://www.linkoping.se/sopor"
    assert article.review_due_on == date(2027, 5, 22)
    assert article.volatile


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("owner: Kontakt Linköping\n", "", "articles/avfall/sopor.md:1: the field owner is missing"),
        ("owner: Kontakt Linköping", "owner:", "articles/avfall/sopor.md:15: the field owner must be a text"),
        ("volatile: true", "mood: glad", "articles/avfall/sopor.md:18: unknown field mood"),
        ("volatile: true", "volatile: kanske", "articles/avfall/sopor.md:18: volatile must be true or false"),
        ("[avfall.sopor]", "[avfall.katt]", "articles/avfall/sopor.md:5: unknown fact avfall.katt"),
        ("[avfall.sopor]", "[]", "articles/avfall/sopor.md:5: covers must name 1 to 5 facts, not 0"),
        ("[avfall.sopor]", "avfall.sopor", "articles/avfall/sopor.md:5: the field covers must be a list"),
        ("area: avfall", "area: rymden", "articles/avfall/sopor.md:4: unknown area rymden"),
        ("id: avfall.sopor", "id: avfall.annat", ":2: the id avfall.annat is not folder and file name, avfall.sopor"),
        ("  - sophämtning\n", "", "articles/avfall/sopor.md:6: 3 variants; at least 4 are needed"),
        ("2027-05-22", "2026-11-21", "articles/avfall/sopor.md:17: the review was due on 2026-11-21"),
        ("2026-11-22", "2026-11-23", "articles/avfall/sopor.md:16: reviewed on a day to come, 2026-11-23"),
        ("2027-05-22", "nästa vår", ":17: review_due_on must be a date such as 2026-11-22, not nästa vår"),
        ("https://www.linkoping.se/sopor", "linkoping", "articles/avfall/sopor.md:13: not a web address: linkoping"),
        ("  seen: lagrad sida, omkring 2021\n", "", "articles/avfall/sopor.md:11: the field source.seen is missing"),
        ("Soporna hämtas varannan vecka.", "", "articles/avfall/sopor.md:20: the answer is empty"),
        ("title: När hämtas soporna?", "title: [När", "articles/avfall/sopor.md:"),
        (
            "title: När hämtas",
            "title: Nu\ntitle: När hämtas",
            "articles/avfall/sopor.md:4: the field title stands twice",
        ),
    ],
)
def test_a_fault_is_named_with_file_and_line(folder: Path, old: str, new: str, fault: str) -> None:
    assert old in SOUND
    write(folder, SOUND.replace(old, new, 1))
    assert any(fault in line for line in faults_of(folder))


def test_the_last_day_of_review_is_still_good(folder: Path) -> None:
    write(folder, SOUND.replace("2027-05-22", "2026-11-22"))
    assert read_articles(folder, FACTS, TODAY)


def test_a_file_without_front_matter_is_a_fault(folder: Path) -> None:
    write(folder, "Soporna hämtas varannan vecka.\n")
    assert faults_of(folder) == ["articles/avfall/sopor.md:1: the file must open with a line of ---"]


def test_an_id_used_twice_is_a_fault(folder: Path) -> None:
    write(folder, SOUND)
    write(folder, SOUND, "langre/avfall/sopor.md")
    assert faults_of(folder) == ["articles/langre/avfall/sopor.md:2: the id avfall.sopor is another article's too"]


def test_the_faults_of_all_articles_are_told_at_once(folder: Path) -> None:
    write(folder, SOUND.replace("owner: Kontakt Linköping\n", "").replace("https://www.linkoping.se/sopor", "x"))
    write(
        folder,
        SOUND.replace("avfall.sopor\n", "avfall.grovsopor\n", 1).replace("area: avfall", "area: sol"),
        "avfall/grovsopor.md",
    )
    found = faults_of(folder)
    assert [line.rsplit(": ", 1)[0].split(":")[0] for line in found] == [
        "articles/avfall/grovsopor.md",
        "articles/avfall/grovsopor.md",
        "articles/avfall/sopor.md",
        "articles/avfall/sopor.md",
    ]
