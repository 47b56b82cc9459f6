"""A knowledge base of three articles, built for real once for all tests of this folder."""

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.sentence_encoder import open_encoder
from assistant.ingest.build_index import Drivers, build

TODAY = date(2026, 11, 22)
DRIVERS = Drivers(open_encoder, FaissIndex.of)
TOPICS = {
    "sopor": (
        "När hämtas soporna?",
        "Soporna hämtas varannan vecka.",
        ["sopbilen", "soptunnan", "sophämtning", "avfall"],
    ),
    "bad": ("När är badet öppet?", "Badet är öppet varje dag.", ["simhallen", "bassängen", "badhuset", "simma"]),
    "bok": (
        "Hur länge får jag låna en bok?",
        "Lånetiden är fyra veckor.",
        ["biblioteket", "lånekort", "låna om", "läsa"],
    ),
}
ASKED = ["vad gäller för {}", "{} tider", "jag undrar om {}", "fråga: {}", "hej, {} tack"]


def _article(name: str) -> str:
    title, answer, words = TOPICS[name]
    variants = "\n".join(f"  - {word} hur funkar det" for word in words)
    return (
        f"---\nid: prov.{name}\ntitle: {title}\narea: prov\ncovers: [prov.{name}]\nvariants:\n{variants}\n"
        "source:\n  title: Prov\n  url: https://www.example.se/prov\n  seen: i dag\nowner: Prov\n"
        f"reviewed_on: 2026-11-22\nreview_due_on: 2027-05-22\n---\n\n{answer}\n"
    )


def _write_knowledge_base(folder: Path) -> None:
    (folder / "articles/prov").mkdir(parents=True)
    (folder / "questions/fit").mkdir(parents=True)
    facts = "".join(f"- {{id: prov.{name}, area: prov, title: {name}}}\n" for name in TOPICS)
    (folder / "facts.yml").write_text(facts, encoding="utf-8")
    labelled, fit = [], ["none\thej hej", "none\tvad blir det för väder"]
    for name, (_, _, words) in TOPICS.items():
        (folder / f"articles/prov/{name}.md").write_text(_article(name), encoding="utf-8")
        fit += [f"prov.{name}\t{form.format(word)}" for word in words[:2] for form in ASKED]
        asked = [form.format(word) for word in words[2:] for form in ASKED]
        labelled += [{"q": question, "covers": [f"prov.{name}"]} for question in asked]
    labelled += [{"q": f"vem är nummer {number} i hockeylaget", "covers": []} for number in range(10)]
    (folder / "questions/fit/prov.tsv").write_text("\n".join(fit), encoding="utf-8")
    rows = [json.dumps({"id": f"c{n}", "lang": "sv", "voice": "everyday", **row}) for n, row in enumerate(labelled)]
    (folder / "questions/calibration.jsonl").write_text("\n".join(rows), encoding="utf-8")


@pytest.fixture(scope="package")
def knowledge_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("knowledge_base")
    _write_knowledge_base(folder)
    return folder


@pytest.fixture(scope="package")
def built(knowledge_base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("var") / "index"
    build(knowledge_base, out, TODAY, DRIVERS)
    return out


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy of the built folder that a test may harm."""
    target = tmp_path / "index"
    for file in built.rglob("*"):
        if file.is_file():
            place = target / file.relative_to(built)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
    return target
