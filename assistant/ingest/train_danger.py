"""Fitting the danger classifier: a network of one hidden layer over hashed features, and the bands it is used with."""

import json
import logging
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from assistant.domain.danger_features import BUCKETS, Concepts, features, read_concepts, words_of
from assistant.domain.danger_scores import Bands
from assistant.ingest.danger_fit import CLASSES, Told, bent

log = logging.getLogger(__name__)
Probabilities = NDArray[np.float32]


@dataclass(frozen=True)
class Recipe:
    """How the network is fitted, and what share of ordinary questions may be disturbed.

    ``alarm_share`` and ``help_share``: the bands lie where so many of the ordinary questions, each judged by a network
    that had not seen it, are above. ``dropout`` of features and ``inner_dropout`` of the hidden layer.
    """

    width: int = 32
    rounds: int = 6
    batch: int = 512
    rate: float = 0.006
    dropout: float = 0.5
    inner_dropout: float = 0.3
    smoothing: float = 0.02
    ordinary_weight: float = 0.5
    folds: int = 3
    alarm_share: float = 0.003
    help_share: float = 0.03
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

    def __init__(self, recipe: Recipe) -> None:
        """Small random numbers, the same for the same seed."""
        super().__init__()
        self.table = torch.nn.EmbeddingBag(BUCKETS, recipe.width, mode="sum")
        torch.nn.init.normal_(self.table.weight, 0, 0.05)
        self.hidden = torch.nn.Parameter(torch.zeros(recipe.width))
        self.out = torch.nn.Linear(recipe.width, len(CLASSES))
        self._recipe = recipe

    def forward(self, buckets: Tensor, offsets: Tensor, weights: Tensor) -> Tensor:
        """The logits, (texts, classes)."""
        if self.training:
            kept = torch.rand_like(weights) > self._recipe.dropout
            weights = weights * kept / (1 - self._recipe.dropout)
        inner = torch.relu(self.table(buckets, offsets, per_sample_weights=weights) + self.hidden)
        logits: Tensor = self.out(functional.dropout(inner, self._recipe.inner_dropout, self.training))
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
    """All rows as bags, class ``wanted`` and weight by row, and which are ``told``, their ``bent`` copies, ordinary.

    ``told`` and ``bent`` run side by side, so that a fold leaves out a row with its copy.
    """

    bags: Bags
    wanted: Tensor
    weights: Tensor
    told: range
    bent: range
    ordinary: range

    def fitted_on(self, fold: int | None, folds: int) -> list[int]:
        """The rows to fit on, one fold left out; all of them for None."""
        parts = (self.told, self.bent, self.ordinary)
        return [row for part in parts for at, row in enumerate(part) if fold is None or at % folds != fold]


def train_danger(told: Sequence[Told], ordinary: Sequence[Told], folder: Path, recipe: Recipe) -> None:
    """`folder` has model.npz and model.json, made of its concepts.tsv and the rows. Some ten minutes on two cores."""
    concepts = read_concepts((folder / "concepts.tsv").read_text(encoding="utf-8").splitlines())
    material = _material(told, ordinary, concepts, recipe)
    bands, recall = _cross_validated(material, recipe)
    log.info("bands %s; recall on utterances not seen: %s", bands, recall)
    _write(_fitted(material, material.fitted_on(None, recipe.folds), recipe), folder / "model.npz")
    names = [str(one) for one in CLASSES if one is not None]
    said = {"classes": names, "bands": asdict(bands), "cross_validated": recall, "recipe": asdict(recipe)}
    (folder / "model.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _material(told: Sequence[Told], ordinary: Sequence[Told], concepts: Concepts, recipe: Recipe) -> Material:
    rows = [*told, *bent(told, recipe.seed), *ordinary]
    weights = torch.ones(len(rows))
    weights[-len(ordinary) :] = recipe.ordinary_weight
    return Material(
        bags_of([one.text for one in rows], concepts),
        torch.tensor([CLASSES.index(one.danger) for one in rows]),
        weights,
        range(len(told)),
        range(len(told), 2 * len(told)),
        range(2 * len(told), len(rows)),
    )


def _cross_validated(material: Material, recipe: Recipe) -> tuple[Bands, dict[str, float]]:
    """The bands, and the share of danger above each of them, every row judged by a network that had not seen it."""
    in_danger: list[float] = []
    harmless: list[float] = []
    none = len(CLASSES) - 1
    for fold in range(recipe.folds):
        network = _fitted(material, material.fitted_on(fold, recipe.folds), recipe)
        mine = list(material.told[fold :: recipe.folds])
        judged = zip(mine, _any_danger(network, material.bags, mine), strict=True)
        in_danger += [share for row, share in judged if material.wanted[row] != none]
        harmless += _any_danger(network, material.bags, list(material.ordinary[fold :: recipe.folds]))
        log.info("fold %d of %d", fold + 1, recipe.folds)
    alarm, help_ = (float(np.quantile(harmless, 1 - share)) for share in (recipe.alarm_share, recipe.help_share))
    seen = np.asarray(in_danger)
    return Bands(alarm, help_), {"alarmed": float((seen >= alarm).mean()), "helped": float((seen >= help_).mean())}


def _fitted(material: Material, rows: Sequence[int], recipe: Recipe) -> Network:
    torch.manual_seed(recipe.seed)
    network = Network(recipe)
    optimizer = torch.optim.Adam(network.parameters(), lr=recipe.rate)
    steps = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.1, recipe.rounds)
    for _ in range(recipe.rounds):
        for batch in _batches(rows, recipe.batch):
            logits = network(*material.bags.of(batch))
            losses = functional.cross_entropy(
                logits, material.wanted[batch], reduction="none", label_smoothing=recipe.smoothing
            )
            optimizer.zero_grad()
            (losses * material.weights[batch]).mean().backward()  # type: ignore[no-untyped-call] # torch has no types here
            optimizer.step()
        steps.step()
    return network.eval()


def _batches(rows: Sequence[int], size: int) -> Iterator[list[int]]:
    order = [rows[place] for place in torch.randperm(len(rows)).tolist()]
    for start in range(0, len(order), size):
        yield order[start : start + size]


def _any_danger(network: Network, bags: Bags, rows: Sequence[int], size: int = 1_000) -> list[float]:
    """The probability, 0..1, of any danger in each row."""
    found: list[float] = []
    with torch.no_grad():
        for start in range(0, len(rows), size):
            shares = torch.softmax(network(*bags.of(rows[start : start + size])), dim=1)
            found += (1 - shares[:, -1]).tolist()
    return found


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
