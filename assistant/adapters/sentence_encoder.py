"""Sentence encoders from a local folder in sentence-transformers' layout. Nothing is ever fetched."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import UnavailableError
from assistant.retrieval.encoder_terms import encode_bags, encoder_terms
from assistant.retrieval.vector_space import VectorSpace, space_from_arrays

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

    from assistant.ports.knowledge import Encoder


def open_encoder(folder: Path) -> "Encoder":
    """The encoder in `folder`, by the lightest way that gives its vectors.

    Importing sentence_transformers takes some five seconds and 400 MB. Our own model and static ones (a table of
    vectors, their sum or mean, unit length) need none of it, so their folders are read directly; the contract tests
    hold the two ways to the same vectors.

    Raises:
        UnavailableError: there is no readable model.
    """
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
        if kinds == ["NgramBag", "Normalize"]:
            return NgramEncoder.load(folder, folder / str(modules[0]["path"]))
        if kinds == ["StaticEmbedding", "Normalize"]:
            return StaticEncoder.load(folder, folder / str(modules[0]["path"]))
        return SentenceEncoder.load(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnavailableError(f"no sentence encoder can be read from {folder.name}") from error


def folder_digest(folder: Path) -> str:
    """SHA-256 over names and bytes of all files: the revision in an encoder's name."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _name(folder: Path) -> str:
    return f"{folder.name}@{folder_digest(folder)[:12]}"


class NgramEncoder:
    """The Encoder of our own: see `assistant.retrieval.encoder_terms`."""

    def __init__(self, name: str, space: VectorSpace, table: NDArray[np.float16]) -> None:
        self._name = name
        self._space = space
        self._table = table

    @classmethod
    def load(cls, folder: Path, module: Path) -> "NgramEncoder":
        """The model in `folder`, whose NgramBag lies in `module`."""
        from safetensors.numpy import load_file

        arrays = load_file(module / "model.safetensors")
        return cls(_name(folder), space_from_arrays(encoder_terms, arrays, "terms"), arrays["table"])

    @property
    def name(self) -> str:
        return self._name

    @property
    def width(self) -> int:
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return encode_bags(self._space, self._table, texts)


class StaticEncoder:
    """The Encoder of a StaticEmbedding model: the mean of a text's token vectors, brought to unit length."""

    def __init__(self, name: str, tokenizer: "Tokenizer", table: NDArray[np.float32]) -> None:
        self._name = name
        self._tokenizer = tokenizer
        self._table = table

    @classmethod
    def load(cls, folder: Path, module: Path) -> "StaticEncoder":
        """The model in `folder`, whose StaticEmbedding lies in `module`."""
        # Imported late: a process that never searches should not pay for it.
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        table = load_file(module / "model.safetensors")["embedding.weight"]
        tokenizer = Tokenizer.from_file(str(module / "tokenizer.json"))
        tokenizer.no_padding()
        return cls(_name(folder), tokenizer, np.asarray(table, dtype=np.float32))

    @property
    def name(self) -> str:
        return self._name

    @property
    def width(self) -> int:
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(texts), add_special_tokens=False)):
            if encoding.ids:
                rows[row] = self._table[encoding.ids].mean(axis=0)
        return _unit(rows)


class SentenceEncoder:
    """The Encoder of any other model, through sentence_transformers."""

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self._name = name
        self._model = model

    @classmethod
    def load(cls, folder: Path) -> "SentenceEncoder":
        """The model in `folder`; local files only."""
        from sentence_transformers import SentenceTransformer

        return cls(_name(folder), SentenceTransformer(str(folder), device="cpu", local_files_only=True))

    @property
    def name(self) -> str:
        return self._name

    @property
    def width(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = self._model.encode(list(texts), convert_to_numpy=True, show_progress_bar=False)
        unit = _unit(np.asarray(rows, dtype=np.float32).reshape(len(texts), self.width))
        unit[[not text.strip() for text in texts]] = 0.0
        return unit


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return cast(NDArray[np.float32], np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0))
