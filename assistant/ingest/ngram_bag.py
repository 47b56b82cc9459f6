"""The encoder of our own as a module of sentence-transformers, so that its folder loads there, trusting our code."""

from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from sentence_transformers.base.modules import InputModule

from assistant.retrieval.encoder_terms import encoder_terms
from assistant.retrieval.vector_space import VectorSpace, space_from_arrays

WEIGHTS = "model.safetensors"
SPACE = "terms"


class NgramBag(InputModule):
    """Texts as bags of weighted terms, each term a row of a table: the sum is the sentence's vector.

    Args:
        space: the terms with their weights.
        table: float16, (terms, width).
    """

    def __init__(self, space: VectorSpace, table: torch.Tensor) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.space = space
        self.table = torch.nn.Parameter(table, requires_grad=False)

    def preprocess(self, inputs: Any, prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """The texts' terms, their weights, and where each text begins."""
        rows = [self.space.row((prompt or "") + text) for text in inputs]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])[:-1]
        return {
            "input_ids": torch.from_numpy(np.concatenate([columns for columns, _ in rows]).astype(np.int64)),
            "weights": torch.from_numpy(np.concatenate([values for _, values in rows])),
            "offsets": torch.from_numpy(starts),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """Adds `sentence_embedding`: (texts, width), not yet of unit length."""
        features["sentence_embedding"] = torch.nn.functional.embedding_bag(
            features["input_ids"],
            self.table.float(),
            features["offsets"],
            mode="sum",
            per_sample_weights=features["weights"],
        )
        return features

    def get_embedding_dimension(self) -> int:
        """Numbers in a vector."""
        return int(self.table.shape[1])

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        """Terms, weights and table in one file."""
        arrays = {**self.space.arrays(SPACE), "table": self.table.detach().numpy()}
        save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, Path(output_path) / WEIGHTS)

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", *_: Any, **__: Any) -> Self:
        """What `save` wrote; from a local folder alone."""
        arrays = load_file(Path(model_name_or_path) / subfolder / WEIGHTS)
        return cls(space_from_arrays(encoder_terms, arrays, SPACE), torch.from_numpy(arrays["table"]))
