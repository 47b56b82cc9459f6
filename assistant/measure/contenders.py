"""All the systems that are asked, by name."""

from functools import partial
from pathlib import Path
from typing import Any

from assistant.measure.ablation import Ablated, vector_parts
from assistant.measure.dense_systems import open_folder, open_minilm
from assistant.measure.lexical_systems import SVM_EXAMPLES, Bm25, CharacterTfidf, LinearSvm
from assistant.measure.rasa_files import EPOCHS, QUESTIONS_PER_ARTICLE
from assistant.measure.rasa_system import RasaSelector
from assistant.measure.systems import Contender, Ours
from assistant.ports.knowledge import KnowledgeWorkshop

OURS, RASA = "ours", "rasa"

NAMES = (
    OURS,
    "lexical-only",
    "vectors-only",
    "lexical-refitted",
    "vectors-refitted",
    "bm25",
    "tfidf",
    "svm",
    RASA,
    "minilm",
    "model",
)


def contenders(workshop: KnowledgeWorkshop, rasa_python: Path, work: Path, model: Path | None) -> dict[str, Contender]:
    """The systems by name; `work` is a folder for what they make."""
    built = workshop.built()
    ours = Ours(built.search, len(built.shelf.articles()))
    found = [
        Contender(OURS, "the search that answers citizens", True, lambda *_: ours),
        *_ablated(workshop),
        Contender("bm25", "BM25, Swedish stems, over articles with their ways of asking", False, Bm25),
        Contender("tfidf", "TF-IDF of 3 to 5 characters, articles and questions to fit on", False, CharacterTfidf),
        Contender("svm", f"linear SVM, 2 to 5 characters, at most {SVM_EXAMPLES} examples an article", True, LinearSvm),
        Contender(RASA, _rasa_told(), True, partial(RasaSelector, rasa_python, work / "rasa")),
        Contender("minilm", "all-MiniLM-L6-v2 (English) and FAISS, a vector for each article", False, open_minilm),
    ]
    if model is not None:
        told = f"{model.name} and FAISS, articles, their lines and questions to fit on"
        found.append(Contender("model", told, False, lambda material, _: open_folder(model, material)))
    return {one.name: one for one in found}


def _rasa_told() -> str:
    return (
        f"Rasa's ResponseSelector (DIET), at most {QUESTIONS_PER_ARTICLE} examples an article, {EPOCHS} epochs,"
        " no hidden layers, so that two cores train it in minutes"
    )


def _ablated(workshop: Any) -> list[Contender]:
    vectors = vector_parts()
    parts = {"lexical": (~vectors, "our letters and words"), "vectors": (vectors, "our vectors and networks")}
    ways = {"only": (False, "the others' weights 0"), "refitted": (True, "weights fitted again")}
    return [
        Contender(
            f"{part}-{way}",
            f"{told} alone, {how}",
            False,
            lambda *_, heard=heard, refitted=refitted: Ablated(workshop, heard, refitted=refitted),
        )
        for way, (refitted, how) in ways.items()
        for part, (heard, told) in parts.items()
    ]
