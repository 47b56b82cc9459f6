"""The index: everything the assistant answers from, built from the knowledge base into one folder, all or nothing."""

import hashlib
import json
import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.domain.knowledge import Article
from assistant.domain.labelled import LabelledQuestion
from assistant.ingest.articles import read_articles, read_texts
from assistant.ingest.corpus import corpus_of, lesson_of
from assistant.ingest.encoder_at_build import head_of, put_encoder
from assistant.ingest.known import read_known
from assistant.ingest.questions import FitQuestion, asked_about, read_fit_questions, read_labelled_questions
from assistant.ingest.trial import conversations_of
from assistant.ports.knowledge import Encoder, VectorIndex
from assistant.retrieval.discriminative import Head
from assistant.retrieval.fitting import Verdicts, at_threshold, cross_fit, figures, fit, ranks_by_language
from assistant.retrieval.kept import Texts, keep
from assistant.retrieval.lexical import Corpus, LexicalRanker, fit_spaces
from assistant.retrieval.ranker import Dense, Ranker
from assistant.retrieval.search import Gallery
from assistant.retrieval.storage import arrays_of_ranker, describe_models
from assistant.retrieval.swedish import Stems, count_words
from assistant.retrieval.thresholds import write_thresholds
from assistant.retrieval.topic import surroundings_of

log = logging.getLogger(__name__)

FORMAT = 7
"""Of the folder; a reader refuses any other."""
MANIFEST = "manifest.json"
ENCODER = "encoder"
PRECISIONS = (0.90, 0.95, 0.98)
"""Precisions for which thresholds are found, and the manifest tells coverage."""


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
    encoder: str | None = None
    """A folder or one of a hub, see `put_encoder`; None: the knowledge base's own."""


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
    texts: Texts
    fit: tuple[FitQuestion, ...]
    calibration: tuple[LabelledQuestion, ...]


def inputs_digest(knowledge_base: Path, encoder: str | None = None) -> str:
    """SHA-256 over all that a build reads: equal digests need no new build. Standard library only."""
    digest = hashlib.sha256(f"format {FORMAT} encoder {encoder}".encode())
    patterns = (
        "articles/**/*.md",
        "questions/fit/*.tsv",
        "catalogue/*.yml",
        "encoder/**/*.safetensors",
        "encoder/**/*.json",
    )
    kept = [file for pattern in patterns for file in knowledge_base.glob(pattern)]
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
        manifest = _fill(work, inputs, knowledge_base, today, drivers)
        _put_in_place(work, out)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return manifest


def _read(knowledge_base: Path, today: date) -> _Inputs:
    known = read_known(knowledge_base)
    articles = read_articles(knowledge_base / "articles", known, today)
    labelled = read_labelled_questions(knowledge_base / "questions/calibration.jsonl", known.facts.keys())
    return _Inputs(
        articles,
        {article.id: read_texts(knowledge_base / "articles", article) for article in articles},
        read_fit_questions(knowledge_base / "questions/fit", known.facts.keys()),
        labelled,
    )


def _alone(questions: Sequence[LabelledQuestion]) -> tuple[LabelledQuestion, ...]:
    """Those that have a meaning without a dialogue: what editors try a text on."""
    return tuple(question for question in questions if len(question.turns) == 1)


def _put_in_place(work: Path, out: Path) -> None:
    old = out.with_name(f"{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    work.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def _fill(work: Path, inputs: _Inputs, knowledge_base: Path, today: date, drivers: Drivers) -> Manifest:
    corpus = corpus_of(inputs.articles, inputs.fit)
    lesson = lesson_of(inputs.articles, inputs.fit)
    put_encoder(drivers.encoder, knowledge_base / ENCODER, lesson, work / ENCODER)
    encoder = drivers.open_encoder(work / ENCODER)
    head = head_of(work / ENCODER, encoder, inputs.articles, lesson)
    ranker, stems = _ranker(corpus, _index(work, corpus, encoder, head, drivers))
    np.savez(work / "ranker.npz", **arrays_of_ranker(ranker, stems, corpus))  # type: ignore[arg-type]
    found = _fit_models(work, inputs, ranker)
    keep(work, inputs.articles, inputs.texts, _alone(inputs.calibration), asked_about(inputs.fit))
    counts = {"articles": len(inputs.articles), "lines": len(corpus.lines), "calibration": len(inputs.calibration)}
    files = {path.relative_to(work).as_posix(): _sha256(path) for path in sorted(work.rglob("*")) if path.is_file()}
    digest = inputs_digest(knowledge_base, drivers.encoder)
    manifest = Manifest(FORMAT, digest, today.isoformat(), encoder.name, encoder.width, counts, found, files)
    _write_json(work / MANIFEST, asdict(manifest))
    return manifest


def _index(work: Path, corpus: Corpus, encoder: Encoder, head: Head, drivers: Drivers) -> Dense:
    documents = drivers.index_of(encoder.encode(corpus.documents))
    lines = drivers.index_of(encoder.encode(corpus.lines))
    documents.save(work / "documents.faiss")
    lines.save(work / "lines.faiss")
    return Dense(encoder, documents, lines, head)


def _ranker(corpus: Corpus, dense: Dense) -> tuple[Ranker, Stems]:
    texts = [*corpus.documents, *corpus.lines]
    stems = Stems(count_words(texts))
    spaces = fit_spaces(stems, texts)
    characters, by_stems = (
        LexicalRanker(space.matrix(corpus.documents), space.matrix(corpus.lines), corpus.line_article)
        for space in (spaces.characters, spaces.stems)
    )
    return Ranker(spaces, characters, by_stems, dense), stems


def _fit_models(work: Path, inputs: _Inputs, ranker: Ranker) -> dict[str, float]:
    gallery = Gallery([article.id for article in inputs.articles], [article.covers for article in inputs.articles])
    asked = conversations_of(inputs.calibration, ranker, surroundings_of(inputs.articles))
    judged = cross_fit(gallery, asked.trial)
    first = judged.some(asked.first)
    found = figures(first) | ranks_by_language(first, [one.lang for one in inputs.calibration if len(one.turns) == 1])
    found |= _of_follow_ups(judged.some(asked.following))
    found |= _fit_thresholds(work, gallery, judged.some(np.concatenate([asked.first, asked.following])))
    combiner, calibrator = fit(gallery, asked.trial)
    _write_json(work / "models.json", describe_models(combiner, calibrator))
    log.info("fitted: %s", found)
    return found


def _of_follow_ups(verdicts: Verdicts) -> dict[str, float]:
    answerable = verdicts.answerable
    if not answerable.any():
        return {}
    return {
        "follow_up.answerable": float(answerable.sum()),
        "follow_up.top_1": float((verdicts.rank[answerable] == 0).mean()),
        "follow_up.top_5": float((verdicts.rank[answerable] < 5).mean()),
    }


def _fit_thresholds(work: Path, gallery: Gallery, verdicts: Verdicts) -> dict[str, float]:
    """`thresholds.json`, and what is reached at the overall ones."""
    found: dict[str, float] = {}
    for precision, thresholds in write_thresholds(work, verdicts.answers(gallery), PRECISIONS).items():
        reached = at_threshold(verdicts, thresholds.threshold)
        name = f"at_precision_{precision:.2f}"
        found |= dict(zip((f"{name}.precision", f"{name}.answered_rightly", f"{name}.answered"), reached, strict=True))
        found |= {f"{name}.threshold": thresholds.threshold, f"{name}.proven": thresholds.proven}
    return found


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _write_json(file: Path, value: object) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n", encoding="utf-8")
