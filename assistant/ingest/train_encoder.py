"""A small Swedish sentence encoder, trained when the index is built from nothing but the knowledge base's own text.

A static model: a table of token vectors, their mean, unit length. No weights lie in the repository; two cores train it
in about a minute.
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
STEPS = 800
BATCH = 384
RATE = 0.02
"""Adam's, after 30 steps of warming up and falling in a straight line to a twentieth."""
DROPOUT = 0.15
"""Share of tokens left out, so that no single one carries an article."""
DOCUMENT_KEPT = 0.25
"""Share of an article's tokens drawn at each step: reading them all was most of the work, for no certain gain."""
SCALE = 20.0
"""Of cosines before the softmax."""
SEED = 20261122


@dataclass(frozen=True, slots=True)
class _Bags:
    """Texts as token ids, one after the other; `starts` has one end more than there are texts."""

    tokens: NDArray[np.int64]
    starts: NDArray[np.int64]

    def pick(
        self, places: NDArray[np.int64], kept: float, chance: np.random.Generator
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Tokens and offsets of some texts; each token is kept with the chance `kept`, the first where none was."""
        lengths = self.starts[places + 1] - self.starts[places]
        offsets = np.cumsum(lengths) - lengths
        within = np.arange(int(lengths.sum())) - np.repeat(offsets, lengths)
        keep = chance.random(len(within)) < kept
        keep[offsets[np.add.reduceat(keep, offsets) == 0]] = True
        tokens = self.tokens[(np.repeat(self.starts[places], lengths) + within)[keep]]
        counts = np.add.reduceat(keep, offsets)
        return torch.from_numpy(tokens), torch.from_numpy(np.cumsum(counts) - counts)


class _Fellows:
    """Draws, for articles, one line each of those that belong to them."""

    def __init__(self, line_article: NDArray[np.int64]) -> None:
        self._order = np.argsort(line_article, kind="stable")
        self._sizes = np.bincount(line_article)
        self._starts = np.cumsum(self._sizes) - self._sizes

    def draw(self, articles: NDArray[np.int64], chance: np.random.Generator) -> NDArray[np.int64]:
        """The places of the lines drawn."""
        within = (chance.random(len(articles)) * self._sizes[articles]).astype(np.int64)
        places: NDArray[np.int64] = self._order[self._starts[articles] + within]
        return places


def train_encoder(corpus: Corpus, folder: Path) -> None:
    """The trained model saved under `folder`, in sentence-transformers' layout."""
    # One thread: the steps are too small to share, and threads that wait for each other cost more than they give.
    torch.set_num_threads(1)
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
    rate = torch.optim.Adam(table.parameters(), lr=RATE, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(rate, _share_of_rate)
    for _ in range(STEPS):
        rate.zero_grad()
        loss = _loss(table, documents, lines, corpus.line_article, chance)
        loss.backward()  # type: ignore[no-untyped-call]
        rate.step()
        schedule.step()
    log.info("encoder trained: %d tokens, last loss %.3f", table.num_embeddings, float(loss.detach()))
    return table.weight.detach()


def _share_of_rate(step: int) -> float:
    return min(1.0, (step + 1) / 30) * max(0.05, 1 - step / STEPS)


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
    articles = np.arange(len(documents.starts) - 1)
    answered = np.flatnonzero(line_article < len(articles))
    ones = chance.choice(answered, min(BATCH, len(answered)), replace=False)
    owners = line_article[ones]
    others = _Fellows(line_article).draw(owners, chance)
    one = _encode(table, *lines.pick(ones, 1 - DROPOUT, chance))
    other = _encode(table, *lines.pick(others, 1 - DROPOUT, chance))
    document = _encode(table, *documents.pick(articles, DOCUMENT_KEPT, chance))
    target = torch.from_numpy(owners)
    to_article = functional.cross_entropy(SCALE * one @ document.T, target)
    same = (target[:, None] == target[None, :]).float()
    to_fellow = functional.cross_entropy(SCALE * one @ other.T, same / same.sum(dim=1, keepdim=True))
    return (to_article + to_fellow) / 2


def _encode(table: torch.nn.EmbeddingBag, tokens: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
    return functional.normalize(table(tokens, offsets), dim=1)


def _save(tokenizer: Tokenizer, table: torch.Tensor, folder: Path) -> None:
    # Imported here: it takes seconds, and only saving needs it.
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    modules: list[torch.nn.Module] = [StaticEmbedding(tokenizer, embedding_weights=table), Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder), create_model_card=False)
