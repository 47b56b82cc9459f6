"""The sentence encoder of our own, trained on citizens' questions, with general Swedish pairs beside them.

A bag of character n-grams and words: each has a row in a table, the weighted sum of a text's rows is its vector. It is
trained as a whole with a softmax over articles (after fastText's classifier, Joulin and others 2016), which on
calibration questions put the right article first far oftener than ridge regression, transformers of one and two layers
trained from scratch, or a contrastive loss alone: see docs/adr/0006-retrieval.md.
"""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy import sparse
from torch.nn import functional

from assistant.domain.knowledge import ArticleId
from assistant.ingest.ngram_bag import NgramBag
from assistant.retrieval.discriminative import SCALE
from assistant.retrieval.encoder_terms import encoder_terms
from assistant.retrieval.vector_space import VectorSpace, fit_space

log = logging.getLogger(__name__)

HEAD, HEAD_IDS = "head.safetensors", "head.json"


@dataclass(frozen=True, slots=True)
class Recipe:
    """The settings of a training; the defaults are those of the weights that lie in the repository."""

    width: int = 256
    least_texts: int = 3
    """Texts a term must stand in to get a row."""
    rounds: int = 8
    """Times each question is seen."""
    batch: int = 256
    rate: float = 0.004
    """Adam's, after 50 steps of warming up and falling in a straight line to a fiftieth. .01 lost .02 top-1."""
    dropout: float = 0.5
    """Share of a text's terms left out, so that no single one carries an article. .3 lost .01, 0 lost .03."""
    vector_dropout: float = 0.2
    smoothing: float = 0.02
    pair_batch: int = 96
    pair_every: int = 2
    """Steps from one batch of pairs to the next: they cost more than questions and teach less."""
    pair_weight: float = 0.3
    pair_scale: float = 20.0
    seed: int = 20261130


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is learnt from: lines, each with its article's place in `ids` (`len(ids)`: none); pairs alike in sense."""

    lines: tuple[str, ...]
    owner: NDArray[np.int64]
    ids: tuple[ArticleId, ...]
    pairs: tuple[tuple[str, str], ...]


class _Bags:
    """Texts as rows of a space, drawn in batches."""

    def __init__(self, matrix: sparse.csr_matrix) -> None:
        self._columns = matrix.indices.astype(np.int64)
        self._values = matrix.data.astype(np.float32)
        self._ends = matrix.indptr.astype(np.int64)

    def draw(self, places: NDArray[np.int64]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Columns, where each text begins, and values."""
        lengths = self._ends[places + 1] - self._ends[places]
        starts = np.cumsum(lengths) - lengths
        at = np.repeat(self._ends[places] - starts, lengths) + np.arange(int(lengths.sum()))
        return torch.from_numpy(self._columns[at]), torch.from_numpy(starts), torch.from_numpy(self._values[at])


class _Model(torch.nn.Module):
    def __init__(self, terms: int, answers: int, recipe: Recipe) -> None:
        super().__init__()
        self.recipe = recipe
        self.table = torch.nn.EmbeddingBag(terms, recipe.width, mode="sum")
        self.head = torch.nn.Linear(recipe.width, answers)
        torch.nn.init.normal_(self.table.weight, std=recipe.width**-0.5)
        torch.nn.init.normal_(self.head.weight, std=recipe.width**-0.5)

    def encode(self, bags: tuple[torch.Tensor, torch.Tensor, torch.Tensor]) -> torch.Tensor:
        columns, starts, values = bags
        kept = (torch.rand(len(values)) > self.recipe.dropout).float()
        return functional.normalize(self.table(columns, starts, per_sample_weights=values * kept), dim=1)

    def loss_of_questions(
        self, bags: tuple[torch.Tensor, torch.Tensor, torch.Tensor], owner: torch.Tensor
    ) -> torch.Tensor:
        vectors = functional.dropout(self.encode(bags), self.recipe.vector_dropout)
        return functional.cross_entropy(SCALE * self.head(vectors), owner, label_smoothing=self.recipe.smoothing)

    def loss_of_pairs(
        self,
        ones: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
        others: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
    ) -> torch.Tensor:
        alike = self.recipe.pair_scale * self.encode(ones) @ self.encode(others).T
        own = torch.arange(len(alike))
        return (functional.cross_entropy(alike, own) + functional.cross_entropy(alike.T, own)) / 2


def train_encoder(lesson: Lesson, folder: Path, tell: Callable[[str], None], recipe: Recipe | None = None) -> None:
    """The trained model and its head under `folder`, in sentence-transformers' layout; `tell` hears each round."""
    recipe = recipe or Recipe()
    space = fit_space(encoder_terms, lesson.lines, recipe.least_texts)
    tell(f"{len(lesson.lines)} lines, {len(lesson.pairs)} pairs, {space.width} terms")
    model = _fit(lesson, space, recipe, tell)
    _save(model, space, lesson.ids, folder)
    (folder / "recipe.json").write_text(json.dumps(asdict(recipe), indent=1) + "\n", encoding="utf-8")


def _fit(lesson: Lesson, space: VectorSpace, recipe: Recipe, tell: Callable[[str], None]) -> _Model:
    torch.manual_seed(recipe.seed)
    chance = np.random.default_rng(recipe.seed)
    lines = _Bags(space.matrix(lesson.lines))
    sides = [_Bags(space.matrix([pair[side] for pair in lesson.pairs])) for side in (0, 1)]
    model = _Model(space.width, len(lesson.ids) + 1, recipe)
    adam = torch.optim.Adam(model.parameters(), lr=recipe.rate, fused=True)
    steps = max(1, len(lesson.lines) // recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, lambda step: _share_of_rate(step, recipe.rounds * steps))
    for number in range(1, recipe.rounds + 1):
        order = chance.permutation(len(lesson.lines))
        total = 0.0
        for step in range(steps):
            places = order[step * recipe.batch : (step + 1) * recipe.batch]
            loss = model.loss_of_questions(lines.draw(places), torch.from_numpy(lesson.owner[places]))
            if lesson.pairs and step % recipe.pair_every == 0:
                drawn = chance.integers(0, len(lesson.pairs), recipe.pair_batch)
                loss = loss + recipe.pair_weight * model.loss_of_pairs(*(side.draw(drawn) for side in sides))
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
            schedule.step()
            total += float(loss.detach())
        tell(f"round {number} of {recipe.rounds}: loss {total / steps:.3f}")
    return model


def _share_of_rate(step: int, steps: int) -> float:
    return min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)


def _save(model: _Model, space: VectorSpace, ids: Sequence[ArticleId], folder: Path) -> None:
    # Imported here: it takes seconds, and only saving needs it.
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize

    modules: list[torch.nn.Module] = [NgramBag(space, model.table.weight.detach().half()), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
    head = {"weights": model.head.weight.detach().numpy(), "bias": model.head.bias.detach().numpy()}
    save_file(head, folder / HEAD)
    (folder / HEAD_IDS).write_text(json.dumps(list(ids), indent=0) + "\n", encoding="utf-8")
