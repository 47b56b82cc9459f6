"""The folder that a build of the index left: checked against its manifest, and opened."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.article_shelf import LoadedShelf
from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.sentence_encoder import open_encoder
from assistant.domain.errors import UnavailableError
from assistant.domain.knowledge import Article, ArticleId, Citation, FactId
from assistant.ports.knowledge import ArticleShelf, KnowledgeSearch
from assistant.retrieval.ranker import Dense, Ranker
from assistant.retrieval.search import ArticleSearch, Gallery
from assistant.retrieval.storage import models_from_description, ranker_from_arrays

FORMAT = 2
"""The build's; see `assistant.ingest.build_index`."""
REMEDY = "run `kontakt kb build`"


def load_index(folder: Path) -> tuple[KnowledgeSearch, ArticleShelf]:
    """The search and the shelf of the index in `folder`.

    Raises:
        UnavailableError: it is missing, damaged, or of another build's format.
    """
    manifest = _manifest(folder)
    _check_files(folder, manifest)
    try:
        articles = _articles(folder)
        return _search(folder, manifest, articles), LoadedShelf(articles)
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise UnavailableError(f"the knowledge index in {folder} cannot be read: {REMEDY}") from error


def threshold_of(folder: Path, precision: float) -> float:
    """The least confidence at which the index in `folder` answers with `precision` (0..1), as its build found.

    Cross-fitted on the calibration questions; the nearest precision at or above the wanted one that the build looked
    at counts, so that a promise is never weakened.

    Raises:
        UnavailableError: the index is missing, or its build looked at no such precision.
    """
    sign, end = "at_precision_", ".threshold"
    figures: Mapping[str, float] = _manifest(folder)["figures"]
    found = {float(n.removeprefix(sign).removesuffix(end)): v for n, v in figures.items() if n.endswith(end)}
    enough = [looked_at for looked_at in found if looked_at >= precision - 1e-9]
    if not enough:
        raise UnavailableError(f"the knowledge index in {folder} was not fitted for precision {precision}: {REMEDY}")
    return float(found[min(enough)])


def _manifest(folder: Path) -> Mapping[str, Any]:
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise UnavailableError(f"there is no knowledge index in {folder}: {REMEDY}") from error
    except ValueError as error:
        raise UnavailableError(f"the manifest of the knowledge index in {folder} is damaged: {REMEDY}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise UnavailableError(f"the knowledge index in {folder} is of another format than {FORMAT}: {REMEDY}")
    return manifest


def _check_files(folder: Path, manifest: Mapping[str, Any]) -> None:
    for name, digest in manifest["files"].items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise UnavailableError(f"{name} of the knowledge index in {folder} is missing or damaged: {REMEDY}")


def _search(folder: Path, manifest: Mapping[str, Any], articles: Sequence[Article]) -> ArticleSearch:
    encoder = open_encoder(folder / "encoder")
    if encoder.name != manifest["encoder"]:
        raise UnavailableError(f"the knowledge index was built with encoder {manifest['encoder']}: {REMEDY}")
    dense = Dense(encoder, FaissIndex.load(folder / "documents.faiss"), FaissIndex.load(folder / "lines.faiss"))
    combiner, calibrator = models_from_description(json.loads((folder / "models.json").read_text(encoding="utf-8")))
    gallery = Gallery([article.id for article in articles], [article.covers for article in articles])
    versions = {"index": str(manifest["inputs"])[:12], "encoder": encoder.name}
    return ArticleSearch(gallery, _ranker(folder, dense), combiner, calibrator, versions)


def _ranker(folder: Path, dense: Dense) -> Ranker:
    with np.load(folder / "ranker.npz", allow_pickle=False) as arrays:
        return ranker_from_arrays(dict(arrays), dense)


def _articles(folder: Path) -> tuple[Article, ...]:
    rows = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
    return tuple(_article(row) for row in rows)


def _article(row: Mapping[str, Any]) -> Article:
    cited = row["citation"]
    reviewed_on = date.fromisoformat(cited["reviewed_on"])
    return Article(
        id=ArticleId(row["id"]),
        area=row["area"],
        title=row["title"],
        answer=row["answer"],
        variants=tuple(row["variants"]),
        covers=tuple(FactId(fact) for fact in row["covers"]),
        citation=Citation(cited["title"], cited["url"], cited["owner"], reviewed_on),
        review_due_on=date.fromisoformat(row["review_due_on"]),
        volatile=row["volatile"],
        lang=row["lang"],
    )
