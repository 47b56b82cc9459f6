"""A knowledge base of three articles, built for real once for all tests of this folder."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
from tokenizers import Tokenizer, models, pre_tokenizers

from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.sentence_encoder import open_encoder
from assistant.ingest.build_index import Drivers, build
from tests.small_catalogue import write_catalogue

TODAY = date(2026, 11, 22)
DRIVERS = Drivers(open_encoder, FaissIndex.of)
TOPICS = {
    "sopor": (
        "När hämtas soporna?",
        "Soporna hämtas varannan vecka.",
        ["sopbilen", "soptunnan", "sophämtning", "avfall", "sopkärl", "hushållssopor"],
    ),
    "bad": (
        "När är badet öppet?",
        "Badet är öppet varje dag.",
        ["simhallen", "bassängen", "badhuset", "simma", "bada", "simning"],
    ),
    "bok": (
        "Hur länge får jag låna en bok?",
        "Lånetiden är fyra veckor.",
        ["biblioteket", "lånekort", "låna om", "läsa", "låna böcker", "bibblan"],
    ),
}
WIDTH = 16
ASKED = ["vad gäller för {}", "{} tider", "jag undrar om {}", "fråga: {}", "hej, {} tack"]


@pytest.fixture(scope="session")
def another_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A static model of another's making, as one might bring along: a vector for each word of the topics."""
    folder = tmp_path_factory.mktemp("another") / "model"
    words = sorted({word for title, answer, others in TOPICS.values() for word in f"{title} {answer} {others}".split()})
    vocabulary = {"[UNK]": 0} | {word: number for number, word in enumerate(words, 1)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    table = np.random.default_rng(7).normal(size=(len(vocabulary), WIDTH)).astype(np.float32)
    modules: list[torch.nn.Module] = [StaticEmbedding(tokenizer, embedding_weights=table), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    return folder


def _article(name: str) -> str:
    title, answer, words = TOPICS[name]
    variants = "\n".join(f"  - {word} hur funkar det" for word in words)
    return (
        f"---\nid: prov.{name}\ntitle: {title}\narea: prov\ncovers: [prov.{name}]\nvariants:\n{variants}\n"
        "keywords: prov\nsource:\n  title: Prov\n  url: https://www.example.se/prov\n  seen: i dag\nowner: Prov\n"
        f"reviewed_on: 2026-11-22\nreview_due_on: 2027-05-22\n---\n\n{answer}\n\n## Kontakt\nRing oss.\n"
    )


def _write_knowledge_base(folder: Path) -> None:
    (folder / "articles/prov").mkdir(parents=True)
    (folder / "questions/fit").mkdir(parents=True)
    facts = "".join(f"- {{id: prov.{name}, area: prov, title: {name}}}\n" for name in TOPICS)
    (folder / "facts.yml").write_text(facts, encoding="utf-8")
    write_catalogue(folder / "catalogue", "prov")
    labelled, fit = [], ["none\thej hej", "none\tvad blir det för väder"]
    for name, (_, _, words) in TOPICS.items():
        (folder / f"articles/prov/{name}.md").write_text(_article(name), encoding="utf-8")
        fit += [f"prov.{name}\t{form.format(word)}" for word in words[:2] for form in ASKED]
        asked = [form.format(word) for word in words[2:4] for form in ASKED]
        labelled += [{"q": question, "covers": [f"prov.{name}"], "kind": "answerable"} for question in asked]
    labelled += [
        {"q": f"vem är nummer {number} i hockeylaget", "covers": [], "kind": "out_of_scope"} for number in range(10)
    ]
    (folder / "questions/fit/prov.tsv").write_text("\n".join(fit), encoding="utf-8")
    rows = [
        json.dumps({"id": f"c{n}", "lang": "sv", "voice": "everyday", "writer": "prov", **row})
        for n, row in enumerate(labelled)
    ]
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
