"""A knowledge base of two articles, sound in every way, that a test may harm."""

import shutil
from datetime import date
from pathlib import Path

from assistant.domain.knowledge import digest_of
from assistant.settings import PROJECT
from tests.small_catalogue import write_catalogue

TODAY = date(2026, 11, 22)
FACT_IDS = ("avfall.sopor", "avfall.grovsopor")
TITLE = "När hämtas soporna?"
ANSWER = """Du ser din hämtdag hos Tekniska verken. De flesta får hämtning varannan vecka.

## Gör så här
1. Öppna sidan om [hämtdagar](https://www.tekniskaverken.se).
2. Skriv din adress.

## Kontakt
Ring oss, [013-20 60 00](tel:+4613206000)."""
SOUND = f"""---
id: avfall.sopor
title: {TITLE}
area: avfall
covers: [avfall.sopor]
variants:
  - vilken dag kommer sopbilen
  - sophämtning
  - soptunnan är inte tömd
  - nar hamtas soporna
  - det luktar från tunnan, när kommer de och tömmer
  - hämtdag avfall
keywords: sophämtning hämtdag
related: [avfall.grovsopor]
source:
  title: Tekniska verken – Hämtdagar
  url: https://www.tekniskaverken.se
  seen: lagrad sida, omkring 2021
owner: Kontakt Linköping
reviewed_on: 2026-11-20
review_due_on: 2027-05-22
volatile: true
---
{ANSWER}
"""
OTHER = (
    SOUND.replace("id: avfall.sopor", "id: avfall.grovsopor")
    .replace(TITLE, "Var lämnar jag en gammal soffa?")
    .replace("covers: [avfall.sopor]", "covers: [avfall.grovsopor]")
    .replace("vilken dag kommer sopbilen", "var slänger man möbler")
    .replace("- sophämtning", "- grovsopor")
    .replace("soptunnan är inte tömd", "soffan ska bort")
    .replace("nar hamtas soporna", "atervinningscentral soffa")
    .replace(
        "det luktar från tunnan, när kommer de och tömmer", "vi ska flytta och har ett gammalt skåp som ingen vill ha"
    )
    .replace("hämtdag avfall", "tippen möbler")
    .replace("related: [avfall.grovsopor]", "related: [avfall.sopor]")
    .replace(
        "Du ser din hämtdag hos Tekniska verken. De flesta får hämtning varannan vecka.",
        "Du lämnar den på en återvinningscentral. Det är gratis för dig som bor här.",
    )
)
ENGLISH = f"""---
id: avfall.sopor
lang: en
title: When is the rubbish collected?
variants:
  - when does the bin lorry come
  - bin day
  - my bin has not been emptied
follows:
  reviewed_on: 2026-11-20
  digest: "{digest_of(TITLE, ANSWER)}"
made_by: machine
---
You see your collection day at Tekniska verken. Most people get collection every other week.

## What to do
1. Open the page on [collection days](https://www.tekniskaverken.se).
2. Write your address.

## Contact
Phone us, [013-20 60 00](tel:+4613206000).
"""


def write_small_base(folder: Path) -> Path:
    """The folder as a knowledge base: two Swedish articles, each with an English translation."""
    write_catalogue(folder / "catalogue", "avfall")
    facts = "".join(f"- {{id: {fact}, area: avfall, title: {fact}}}\n" for fact in FACT_IDS)
    (folder / "facts.yml").write_text(facts, encoding="utf-8")
    (folder / "left_out.yml").write_text("facts: []\n", encoding="utf-8")
    (folder / "most_asked.yml").write_text("articles: []\n", encoding="utf-8")
    shutil.copy(PROJECT / "knowledge_base/danger.yml", folder / "danger.yml")
    put(folder, SOUND)
    put(folder, OTHER, "avfall/grovsopor.md")
    put(folder, ENGLISH, "avfall/sopor.en.md")
    put(folder, _other_in_english(), "avfall/grovsopor.en.md")
    return folder


def _other_in_english() -> str:
    title, answer = "Var lämnar jag en gammal soffa?", OTHER.partition("\n---\n")[2].strip()
    return (
        ENGLISH.replace("id: avfall.sopor", "id: avfall.grovsopor")
        .replace("When is the rubbish collected?", "Where do I leave an old sofa?")
        .replace("when does the bin lorry come", "where to throw furniture")
        .replace("bin day", "bulky waste")
        .replace("my bin has not been emptied", "the sofa has to go")
        .replace(digest_of(TITLE, ANSWER), digest_of(title, answer))
    )


def put(folder: Path, text: str, place: str = "avfall/sopor.md") -> Path:
    """An article's file, written."""
    file = folder / "articles" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file
