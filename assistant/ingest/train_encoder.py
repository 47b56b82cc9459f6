"""A small Swedish sentence encoder, trained when the index is built from nothing but the knowledge base's own text.

A static model: a table of token vectors, their mean, unit length. No weights lie in the repository; two cores train it
in well under a minute, the same way each time.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers
from torch.nn import functional

from assistant.retrieval.lexical import Corpus

log = logging.getLogger(__name__)

VOCABULARY = 12_000
WIDTH = 256
STEPS = 300
BATCH = 384
RATE = 0.02
"""Adam's, after 30 steps of warming up and falling in a straight line to a twentieth."""
DROPOUT = 0.15
"""Share of tokens left out, so that no single one carries an article."""
SCALE = 20.0
"""Of cosines before the softmax."""
SEED = 20261122


@dataclass(frozen=True, slots=True)
class _Bags:
    """Texts as token ids, one after the other; `starts` has one end more than there are texts."""

    tokens: NDArray[np.int64]
    starts: NDArray[np.int64]

    def pick(self, places: NDArray[np.int64], chance: np.random.Generator | None) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens and offsets of some texts, some tokens left out where `chance` is given."""
        parts = [self.tokens[self.starts[place] : self.starts[place + 1]] for place in places]
        if chance is not None:
            parts = [part[chance.random(len(part)) >= DROPOUT] if len(part) > 1 else part for part in parts]
        offsets = np.cumsum([0, *(len(part) for part in parts[:-1])])
        return torch.from_numpy(np.concatenate(parts)), torch.from_numpy(offsets)


def train_encoder(corpus: Corpus, folder: Path) -> None:
    """The trained model saved under `folder`, in sentence-transformers' layout."""
    tokenizer = _train_tokenizer([*corpus.documents, *corpus.lines])
    table = _train_table(tokenizer, corpus)
    _save(tokenizer, table, folder)


def _train_tokenizer(texts: Sequence[str]) -> Tokenizer:
    tokenizer = Tokenizer(models.Unigram())
    # å, ä and ö are folded: many residents write without them, and little else tells those words apart.
    fold = [normalizers.NFC(), normalizers.Lowercase(), normalizers.NFD(), normalizers.StripAccents()]
    tokenizer.normalizer = normalizers.Sequence(fold)
    # No mark for the beginning of a word: "plats" is one token inside and outside a compound.
    cuts = [pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation("removed"), pre_tokenizers.Digits()]
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(cuts)
    trainer = trainers.UnigramTrainer(
        vocab_size=VOCABULARY, special_tokens=["[UNK]"], unk_token="[UNK]", max_piece_length=16, show_progress=False
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def _bags(tokenizer: Tokenizer, texts: Sequence[str]) -> _Bags:
    ids = [encoding.ids or [0] for encoding in tokenizer.encode_batch(list(texts), add_special_tokens=False)]
    starts = np.cumsum([0, *(len(row) for row in ids)])
    return _Bags(np.concatenate([np.array(row, dtype=np.int64) for row in ids]), starts)


def _train_table(tokenizer: Tokenizer, corpus: Corpus) -> torch.Tensor:
    torch.manual_seed(SEED)
    chance = np.random.default_rng(SEED)
    documents, lines = _bags(tokenizer, corpus.documents), _bags(tokenizer, corpus.lines)
    table = torch.nn.EmbeddingBag(tokenizer.get_vocab_size(), WIDTH, mode="mean")
    with torch.no_grad():
        table.weight.copy_(torch.randn_like(table.weight) * _rarity(documents, lines, table.num_embeddings))
    rate = torch.optim.Adam(table.parameters(), lr=RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(rate, lambda step: min(1, (step + 1) / 30) * max(0.05, 1 - step / STEPS))
    for _ in range(STEPS):
        rate.zero_grad()
        loss = _loss(table, documents, lines, corpus.line_article, chance)
        loss.backward()  # type: ignore[no-untyped-call]
        rate.step()
        schedule.step()
    log.info("encoder trained: %d tokens, last loss %.3f", table.num_embeddings, float(loss.detach()))
    return table.weight.detach()


def _rarity(documents: _Bags, lines: _Bags, vocabulary: int) -> torch.Tensor:
    # Smooth inverse frequency (Arora and others 2017): frequent tokens start short.
    counts = np.bincount(np.concatenate([documents.tokens, lines.tokens]), minlength=vocabulary)
    share = torch.from_numpy(counts / counts.sum()).float()
    return (1e-3 / (1e-3 + share)).unsqueeze(1)


def _loss(
    table: torch.nn.EmbeddingBag,
    documents: _Bags,
    lines: _Bags,
    line_article: NDArray[np.int64],
    chance: np.random.Generator,
) -> torch.Tensor:
    """A question picks its article among all, and its fellow question among a batch; the mean of both losses."""
    answered = np.flatnonzero(line_article < len(documents.starts) - 1)
    ones = chance.choice(answered, BATCH, replace=False)
    owners = line_article[ones]
    others = np.array([chance.choice(np.flatnonzero(line_article == owner)) for owner in owners])
    one = _encode(table, lines, ones, chance)
    other = _encode(table, lines, others, chance)
    document = _encode(table, documents, np.arange(len(documents.starts) - 1), None)
    target = torch.from_numpy(owners)
    to_article = functional.cross_entropy(SCALE * one @ document.T, target)
    same = (target[:, None] == target[None, :]).float()
    wanted = same / same.sum(dim=1, keepdim=True)
    to_fellow = functional.cross_entropy(SCALE * one @ other.T, wanted)
    return (to_article + to_fellow) / 2


def _encode(
    table: torch.nn.EmbeddingBag, bags: _Bags, places: NDArray[np.int64], chance: np.random.Generator | None
) -> torch.Tensor:
    tokens, offsets = bags.pick(places, chance)
    return functional.normalize(table(tokens, offsets), dim=1)


def _save(tokenizer: Tokenizer, table: torch.Tensor, folder: Path) -> None:
    # Imported here: it takes seconds, and only saving needs it.
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    modules = [StaticEmbedding(tokenizer, embedding_weights=table), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
