"""The folder that a build of the index left: checked against its manifest, opened, and brought up to date."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from assistant.adapters.article_shelf import LoadedShelf
from assistant.adapters.faiss_index import FaissIndex
from assistant.adapters.sentence_encoder import open_encoder
from assistant.domain.confidence import Gate
from assistant.domain.errors import UnavailableError
from assistant.domain.knowledge import Article, ArticleId
from assistant.domain.labelled import LabelledQuestion
from assistant.ports.knowledge import Encoder, Knowledge
from assistant.retrieval.calibration import Calibrator
from assistant.retrieval.combine import Combiner
from assistant.retrieval.explain import Explainer
from assistant.retrieval.grouping import groups_by_meaning
from assistant.retrieval.kept import Kept, read_kept
from assistant.retrieval.ranker import Dense, Ranker
from assistant.retrieval.revise import Built, revise
from assistant.retrieval.search import ArticleSearch, Gallery
from assistant.retrieval.storage import (
    facts_from_arrays,
    head_from_arrays,
    lexicon_from_arrays,
    models_from_description,
    ranker_from_arrays,
)
from assistant.retrieval.thresholds import read_thresholds
from assistant.retrieval.topic import surroundings_of

FORMAT = 7
"""The build's; see `assistant.ingest.build_index`."""
REMEDY = "run `kontakt kb build`"


@dataclass(frozen=True, slots=True)
class BuiltIndex:
    """Implements `KnowledgeWorkshop` over an index's folder."""

    kept: Kept
    whole: Built
    encoder: Encoder
    models: tuple[Combiner, Calibrator]
    versions: Mapping[str, str]
    as_built: Knowledge

    def built(self) -> Knowledge:
        return self.as_built

    def texts(self) -> Mapping[ArticleId, Mapping[str, str]]:
        return self.kept.texts

    def labelled(self) -> Sequence[LabelledQuestion]:
        return self.kept.labelled

    def grouped(self, questions: Sequence[str]) -> Sequence[int]:
        return groups_by_meaning(self.encoder.encode(questions))

    def revised(self, articles: Sequence[Article], withdrawn: Collection[ArticleId], edition: str) -> Knowledge:
        changed = {article.id: article for article in articles}
        together = {article.id: article for article in self.kept.articles} | changed
        stays = tuple(together[key] for key in sorted(together) if key not in withdrawn)
        ranker = revise(self.whole, stays, changed.keys(), FaissIndex.of)
        versions = {**self.versions, "edition": edition}
        search = ArticleSearch(_gallery(stays), surroundings_of(stays), ranker, *self.models, versions)
        return Knowledge(search, LoadedShelf(stays), Explainer(ranker.spaces, stays, self.kept.asked))


def load_index(folder: Path) -> BuiltIndex:
    """The index in `folder`.

    Raises:
        UnavailableError: it is missing, damaged, or of another build's format.
    """
    manifest = _manifest(folder)
    _check_files(folder, manifest)
    try:
        kept = read_kept(folder)
        encoder = open_encoder(folder / "encoder")
        if encoder.name != manifest["encoder"]:
            raise UnavailableError(f"the knowledge index was built with encoder {manifest['encoder']}: {REMEDY}")
        models = models_from_description(json.loads((folder / "models.json").read_text(encoding="utf-8")))
        versions = {"index": str(manifest["inputs"])[:12], "encoder": encoder.name}
        whole = _whole(folder, encoder, kept)
        search = ArticleSearch(_gallery(kept.articles), surroundings_of(kept.articles), whole.ranker, *models, versions)
        explainer = Explainer(whole.ranker.spaces, kept.articles, kept.asked)
        return BuiltIndex(
            kept, whole, encoder, models, versions, Knowledge(search, LoadedShelf(kept.articles), explainer)
        )
    except (OSError, KeyError, ValueError, TypeError) as error:
        raise UnavailableError(f"the knowledge index in {folder} cannot be read: {REMEDY}") from error


def load_lexicon(folder: Path) -> Mapping[str, int]:
    """How often each folded word occurs in the articles and questions of the index in `folder`; nothing else is read.

    Raises:
        UnavailableError: the index is missing, damaged, or of another build's format.
    """
    _check_files(folder, _manifest(folder))
    try:
        with np.load(folder / "ranker.npz", allow_pickle=False) as file:
            return lexicon_from_arrays(file)
    except (OSError, KeyError, ValueError) as error:
        raise UnavailableError(f"the knowledge index in {folder} cannot be read: {REMEDY}") from error


def gate_of(folder: Path, precision: float) -> Gate:
    """The gate at which the index in `folder` answers with `precision` (0..1), as its build found.

    Cross-fitted on the calibration questions; the nearest precision at or above the wanted one that the build looked
    at counts, so that a promise is never weakened.

    Raises:
        UnavailableError: the index is missing, or its build looked at no such precision.
    """
    _manifest(folder)  # of our format
    try:
        found = read_thresholds(folder)
    except (OSError, ValueError) as error:
        raise UnavailableError(f"the thresholds of the knowledge index in {folder} cannot be read: {REMEDY}") from error
    enough = [looked_at for looked_at in found if looked_at >= precision - 1e-9]
    if not enough:
        raise UnavailableError(f"the knowledge index in {folder} was not fitted for precision {precision}: {REMEDY}")
    chosen = found[min(enough)]
    return Gate(chosen.threshold, {area: own.threshold for area, own in chosen.areas.items()})


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


def _whole(folder: Path, encoder: Encoder, kept: Kept) -> Built:
    with np.load(folder / "ranker.npz", allow_pickle=False) as file:
        arrays = dict(file)
    documents, lines = (FaissIndex.load(folder / f"{name}.faiss") for name in ("documents", "lines"))
    ranker: Ranker = ranker_from_arrays(arrays, Dense(encoder, documents, lines, head_from_arrays(arrays)))
    return Built(ranker, tuple(article.id for article in kept.articles), *facts_from_arrays(arrays))


def _gallery(articles: Sequence[Article]) -> Gallery:
    return Gallery([article.id for article in articles], [article.covers for article in articles])
