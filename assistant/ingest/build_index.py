"""The index: everything the assistant answers from, built from the knowledge base into one folder, all or nothing."""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Article
from assistant.ingest.articles import read_articles
from assistant.ingest.corpus import corpus_of, training_lines
from assistant.ingest.facts import read_facts
from assistant.ingest.questions import FitQuestion, LabelledQuestion, read_fit_questions, read_labelled_questions
from assistant.ingest.train_encoder import train_encoder
from assistant.ports.knowledge import Encoder, VectorIndex
from assistant.retrieval.discriminative import fit_linear
from assistant.retrieval.fitting import Trial, at_threshold, cross_fit, figures, fit, threshold_for
from assistant.retrieval.lexical import Corpus, LexicalRanker, fit_spaces
from assistant.retrieval.ranker import Dense, Ranker
from assistant.retrieval.search import Gallery
from assistant.retrieval.storage import arrays_of_ranker, describe_models
from assistant.retrieval.swedish import Stems, count_words

log = logging.getLogger(__name__)

FORMAT = 2
"""Of the folder; a reader refuses any other."""
MANIFEST = "manifest.json"
ENCODER = "encoder"
PRECISIONS = (0.90, 0.95)
"""Precisions for which the manifest tells threshold and coverage."""


class WritableIndex(VectorIndex, Protocol):
    """A VectorIndex that can be written to a file."""

    def save(self, file: Path) -> None:
        """Written to `file`."""
        ...


@dataclass(frozen=True, slots=True)
class Drivers:
    """The drivers a build needs; the composition root names them."""

    open_encoder: Callable[[Path], Encoder]
    index_of: Callable[[NDArray[np.float32]], WritableIndex]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a built folder holds, and how good it was found to be.

    `figures` are cross-fitted on the calibration questions; `files` are SHA-256 by path.
    """

    format: int
    inputs: str
    built_on: str
    encoder: str
    width: int
    counts: Mapping[str, int]
    figures: Mapping[str, float]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Inputs:
    articles: tuple[Article, ...]
    fit: tuple[FitQuestion, ...]
    calibration: tuple[LabelledQuestion, ...]


def inputs_digest(knowledge_base: Path) -> str:
    """SHA-256 over all that a build reads: equal digests need no new build. Standard library only."""
    digest = hashlib.sha256(f"format {FORMAT}".encode())
    kept = [*knowledge_base.glob("articles/**/*.md"), *knowledge_base.glob("questions/fit/*.tsv")]
    kept += [knowledge_base / "facts.yml", knowledge_base / "questions/calibration.jsonl"]
    for file in sorted(kept):
        digest.update(f"\n{file.relative_to(knowledge_base).as_posix()}\n".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def build(knowledge_base: Path, out: Path, today: date, drivers: Drivers) -> Manifest:
    """The index of `knowledge_base` stands in `out`, whole; what stood there before is replaced at the last moment.

    Raises:
        ArticleFaults, QuestionFaults, RefusedError: the knowledge base may not be published as it is on `today`.
    """
    inputs = _read(knowledge_base, today)
    work = out.with_name(f"{out.name}.building")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        manifest = _fill(work, inputs, inputs_digest(knowledge_base), today, drivers)
        _put_in_place(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def _read(knowledge_base: Path, today: date) -> _Inputs:
    facts = read_facts(knowledge_base / "facts.yml")
    return _Inputs(
        read_articles(knowledge_base / "articles", facts, today),
        read_fit_questions(knowledge_base / "questions/fit", facts.keys()),
        read_labelled_questions(knowledge_base / "questions/calibration.jsonl", facts.keys()),
    )


def _put_in_place(work: Path, out: Path) -> None:
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    work.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _fill(work: Path, inputs: _Inputs, digest: str, today: date, drivers: Drivers) -> Manifest:
    corpus = corpus_of(inputs.articles, inputs.fit)
    train_encoder(corpus, work / ENCODER)
    encoder = drivers.open_encoder(work / ENCODER)
    ranker, stems = _fit_ranker(corpus, inputs, _index(work, corpus, encoder, drivers))
    np.savez(work / "ranker.npz", **arrays_of_ranker(ranker, stems))  # type: ignore[arg-type]
    found = _fit_models(work, inputs, ranker)
    _write_json(work / "articles.json", [asdict(article) for article in inputs.articles])
    counts = {"articles": len(inputs.articles), "lines": len(corpus.lines), "calibration": len(inputs.calibration)}
    files = {path.relative_to(work).as_posix(): _sha256(path) for path in sorted(work.rglob("*")) if path.is_file()}
    manifest = Manifest(FORMAT, digest, today.isoformat(), encoder.name, encoder.width, counts, found, files)
    _write_json(work / MANIFEST, asdict(manifest))
    return manifest


def _index(work: Path, corpus: Corpus, encoder: Encoder, drivers: Drivers) -> Dense:
    documents = drivers.index_of(encoder.encode(corpus.documents))
    lines = drivers.index_of(encoder.encode(corpus.lines))
    documents.save(work / "documents.faiss")
    lines.save(work / "lines.faiss")
    return Dense(encoder, documents, lines)


def _fit_ranker(corpus: Corpus, inputs: _Inputs, dense: Dense) -> tuple[Ranker, Stems]:
    texts = [*corpus.documents, *corpus.lines]
    stems = Stems(count_words(texts))
    spaces = fit_spaces(stems, texts)
    asked = training_lines(inputs.articles, inputs.fit)
    labels = np.array([place for _, place in asked], dtype=np.int64)
    linear = fit_linear(spaces.joint([text for text, _ in asked]), labels, len(corpus.documents))
    characters, by_stems = (
        LexicalRanker(space.matrix(corpus.documents), space.matrix(corpus.lines), corpus.line_article)
        for space in (spaces.characters, spaces.stems)
    )
    return Ranker(spaces, characters, by_stems, linear, dense), stems


def _fit_models(work: Path, inputs: _Inputs, ranker: Ranker) -> dict[str, float]:
    gallery = Gallery([article.id for article in inputs.articles], [article.covers for article in inputs.articles])
    weighed = ranker.weigh([question.text for question in inputs.calibration])
    trial = Trial(weighed, tuple(question.covers for question in inputs.calibration))
    verdicts = cross_fit(gallery, trial)
    found = figures(verdicts)
    for precision in PRECISIONS:
        threshold = threshold_for(verdicts, precision)
        reached = at_threshold(verdicts, threshold)
        name = f"at_precision_{precision:.2f}"
        found |= dict(zip((f"{name}.precision", f"{name}.answered_rightly", f"{name}.answered"), reached, strict=True))
        found[f"{name}.threshold"] = threshold
    _write_json(work / "models.json", describe_models(*fit(gallery, trial)))
    log.info("fitted: %s", found)
    return found


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
