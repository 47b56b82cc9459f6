"""Fitting the danger classifier: a network of one hidden layer over hashed features, and the bands it is used with."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from assistant.domain.danger import DangerClass, DangerDetector, Scores
from assistant.domain.danger_features import BUCKETS, Concepts, features, parts_of, read_concepts, words_of
from assistant.ingest.danger_bands import Bearable, chosen_bands
from assistant.ingest.danger_copies import bent, joined
from assistant.ingest.danger_fit import CLASSES, Told

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recipe:
    """How ``networks`` of a ``width`` each are fitted, from one seed and the next: their mean errs less than each.

    ``dropout`` of features and ``inner_dropout`` of the hidden layer.
    """

    width: int = 32
    rounds: int = 6
    batch: int = 512
    rate: float = 0.006
    dropout: float = 0.5
    inner_dropout: float = 0.3
    smoothing: float = 0.02
    ordinary_weight: float = 0.5
    networks: int = 2
    seed: int = 20261130


@dataclass(frozen=True)
class Bags:
    """Texts as bags of features: all buckets and weights in a row, and where each text begins."""

    buckets: Tensor
    weights: Tensor
    starts: NDArray[np.int64]

    def of(self, rows: Sequence[int]) -> tuple[Tensor, Tensor, Tensor]:
        """Buckets, offsets and weights of some texts, as EmbeddingBag wants them."""
        spans = [torch.arange(int(self.starts[row]), int(self.starts[row + 1])) for row in rows]
        lengths = torch.tensor([0, *(len(span) for span in spans[:-1])])
        places = torch.cat(spans)
        return self.buckets[places], lengths.cumsum(0), self.weights[places]


class Network(torch.nn.Module):
    """Features to a hidden layer to classes."""

    def __init__(self, recipe: Recipe, width: int) -> None:
        """Small random numbers, the same for the same seed."""
        super().__init__()
        self.table = torch.nn.EmbeddingBag(BUCKETS, width, mode="sum")
        torch.nn.init.normal_(self.table.weight, 0, 0.05)
        self.hidden = torch.nn.Parameter(torch.zeros(width))
        self.out = torch.nn.Linear(width, len(CLASSES))
        self.recipe = recipe

    def forward(self, buckets: Tensor, offsets: Tensor, weights: Tensor) -> Tensor:
        """The logits, (texts, classes)."""
        if self.training:
            kept = torch.rand_like(weights) > self.recipe.dropout
            weights = weights * kept / (1 - self.recipe.dropout)
        inner = torch.relu(self.table(buckets, offsets, per_sample_weights=weights) + self.hidden)
        logits: Tensor = self.out(functional.dropout(inner, self.recipe.inner_dropout, self.training))
        return logits


def bags_of(texts: Sequence[str], concepts: Concepts) -> Bags:
    """The texts as bags, each judged whole."""
    found = [features(words_of(text), concepts) or {0: 0.0} for text in texts]
    starts = np.cumsum([0, *(len(one) for one in found)])
    buckets = np.fromiter((bucket for one in found for bucket in one), np.int64, int(starts[-1]))
    weights = np.fromiter((weight for one in found for weight in one.values()), np.float32, int(starts[-1]))
    return Bags(torch.from_numpy(buckets), torch.from_numpy(weights), starts)


@dataclass(frozen=True)
class Material:
    """All rows as bags, and class ``wanted`` and weight by row."""

    bags: Bags
    wanted: Tensor
    weights: Tensor


@dataclass(frozen=True)
class Calm:
    """What the bands are chosen on: the reviewed phrases, ordinary questions not fitted on, ``talk`` in dialogue."""

    rules: DangerDetector
    questions: Sequence[str]
    talk: Sequence[str]
    bearable: Bearable


def train_danger(told: Sequence[Told], ordinary: Sequence[Told], calm: Calm, folder: Path, recipe: Recipe) -> None:
    """`folder` has model.npz and model.json, made of its concepts.tsv and the rows. Some ten minutes on two cores."""
    concepts = read_concepts((folder / "concepts.tsv").read_text(encoding="utf-8").splitlines())
    material = _material(told, ordinary, concepts, recipe)
    network = _united([_fitted(material, recipe, seed) for seed in range(recipe.seed, recipe.seed + recipe.networks)])
    bands = chosen_bands(calm.rules, _scores_of(network, concepts), calm.questions, calm.talk, calm.bearable)
    log.info("bands %s", bands)
    _write(network, folder / "model.npz")
    said = {
        "classes": [str(one) for one in CLASSES if one is not None],
        "bands": asdict(bands),
        "bearable": asdict(calm.bearable) | {"questions": len(calm.questions)},
        "recipe": asdict(recipe) | {"told": len(told), "ordinary": len(ordinary)},
    }
    (folder / "model.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _material(told: Sequence[Told], ordinary: Sequence[Told], concepts: Concepts, recipe: Recipe) -> Material:
    rows = [*told, *bent(told, recipe.seed), *joined(told, ordinary, recipe.seed), *ordinary]
    weights = torch.ones(len(rows))
    weights[-len(ordinary) :] = recipe.ordinary_weight
    wanted = torch.tensor([CLASSES.index(one.danger) for one in rows])
    return Material(bags_of([one.text for one in rows], concepts), wanted, weights)


def _fitted(material: Material, recipe: Recipe, seed: int) -> Network:
    torch.manual_seed(seed)
    network = Network(recipe, recipe.width)
    optimizer = torch.optim.Adam(network.parameters(), lr=recipe.rate)
    steps = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.1, recipe.rounds)
    for _ in range(recipe.rounds):
        for batch in _batches(len(material.wanted), recipe.batch):
            logits = network(*material.bags.of(batch))
            losses = functional.cross_entropy(
                logits, material.wanted[batch], reduction="none", label_smoothing=recipe.smoothing
            )
            optimizer.zero_grad()
            (losses * material.weights[batch]).mean().backward()  # type: ignore[no-untyped-call] # torch has no types here
            optimizer.step()
        steps.step()
        log.info("seed %d: a round done", seed)
    return network.eval()


def _batches(rows: int, size: int) -> Iterator[list[int]]:
    order = torch.randperm(rows).tolist()
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _united(networks: Sequence[Network]) -> Network:
    """One network, as wide as all together, whose logits are the mean of theirs."""
    united = Network(networks[0].recipe, sum(len(one.hidden) for one in networks))
    with torch.no_grad():
        united.table.weight.copy_(torch.cat([one.table.weight for one in networks], dim=1))
        united.hidden.copy_(torch.cat([one.hidden for one in networks]))
        united.out.weight.copy_(torch.cat([one.out.weight for one in networks], dim=1) / len(networks))
        united.out.bias.copy_(torch.stack([one.out.bias for one in networks]).mean(dim=0))
        # As it will be written, so that the bands are chosen for what is used.
        scale = united.table.weight.abs().max(dim=0).values / 127
        united.table.weight.copy_((united.table.weight / scale).round() * scale)
    return united.eval()


def _scores_of(network: Network, concepts: Concepts) -> Scores:
    """The network as a classifier: the probabilities in the part of a text where danger is likeliest."""

    @cache
    def scores(text: str) -> Mapping[DangerClass, float]:
        parts = [" ".join(part) for part in parts_of(words_of(text))]
        if not parts:
            return {}
        with torch.no_grad():
            shares = torch.softmax(network(*bags_of(parts, concepts).of(range(len(parts)))), dim=1)
        worst = shares[int(shares[:, -1].argmin())].tolist()
        return {one: share for one, share in zip(CLASSES, worst, strict=True) if one is not None}

    return scores


def _write(network: Network, file: Path) -> None:
    """The table in int8, one scale a column: a quarter of the size, and no decision changes that matters."""
    table = network.table.weight.detach().numpy()
    scale = np.abs(table).max(axis=0) / 127
    np.savez_compressed(
        file,
        table=np.round(table / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        hidden=network.hidden.detach().numpy(),
        out=network.out.weight.detach().numpy().T,
        out_bias=network.out.bias.detach().numpy(),
    )
