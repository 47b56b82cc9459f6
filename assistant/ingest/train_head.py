"""The softmax over articles for an encoder that brought none of its own: any model of another's making."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from assistant.retrieval.discriminative import SCALE, Head

ROUNDS, BATCH, RATE, DROPOUT, DECAY, SEED = 20, 256, 0.004, 0.2, 1e-4, 20261130


def train_head(vectors: NDArray[np.float32], owner: NDArray[np.int64], articles: int) -> Head:
    """A head fitted on lines' `vectors` (lines, width) and the article of each; `articles` stands for none of ours."""
    torch.manual_seed(SEED)
    given, wanted = torch.from_numpy(vectors), torch.from_numpy(owner)
    layer = torch.nn.Linear(vectors.shape[1], articles + 1)
    adam = torch.optim.Adam(layer.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(ROUNDS):
        for places in torch.randperm(len(owner)).split(BATCH):  # type: ignore[no-untyped-call]
            scores = SCALE * layer(functional.dropout(given[places], DROPOUT))
            loss = functional.cross_entropy(scores, wanted[places])
            adam.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            adam.step()
    return Head(layer.weight.detach().numpy(), layer.bias.detach().numpy())
