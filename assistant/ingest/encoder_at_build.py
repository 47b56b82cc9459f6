"""Which encoder an index is built with, and the head over today's articles that goes with it."""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from assistant.domain.errors import RefusedError
from assistant.domain.knowledge import Article, ArticleId
from assistant.ingest.train_encoder import HEAD, HEAD_IDS, Lesson, Recipe, train_encoder
from assistant.ports.knowledge import Encoder
from assistant.retrieval.article_words import ways_of_asking
from assistant.retrieval.discriminative import Head, TrainedHead

_HUB = re.compile(r"hub:(?P<name>[\w.-]+/[\w.-]+)@(?P<revision>[\w.-]+)")
"""Said in full, so that a folder mistyped is never taken for somebody's model, and a build can be repeated."""

SMALL = Recipe(width=64, least_texts=2, rounds=20, batch=32)
"""For a knowledge base that brings no encoder: the few articles of a trial."""


def put_encoder(source: str | None, shipped: Path, lesson: Lesson, folder: Path) -> None:
    """The encoder stands in `folder`: the one that `source` names, else the shipped one, else one trained here.

    Args:
        source: a folder in sentence-transformers' layout, or `hub:owner/name@revision`; None: the knowledge base's own.
        shipped: where the knowledge base keeps its own.
        lesson: what one trained here would learn.
        folder: where it goes; not there yet.

    Raises:
        RefusedError: `source` names no model that can be had.
    """
    if source is None and not shipped.is_dir():
        train_encoder(lesson, folder, lambda _: None, SMALL)
    elif source is None or Path(source).is_dir():
        shutil.copytree(Path(source) if source else shipped, folder)
    elif found := _HUB.fullmatch(source):
        _fetch(found["name"], found["revision"], folder)
    else:
        raise RefusedError(f"the encoder {source} is no folder; one of a hub is written hub:owner/name@revision")


def _fetch(name: str, revision: str, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(name, revision=revision, device="cpu", model_kwargs={"use_safetensors": True})
    except (OSError, ValueError) as error:
        raise RefusedError(f"the encoder {name} cannot be fetched at revision {revision} ({error})") from error
    model.save(str(folder), create_model_card=False)


def head_of(folder: Path, encoder: Encoder, articles: Sequence[Article], lesson: Lesson) -> Head:
    """The head that was trained with the encoder in `folder`, for today's articles; else one fitted on its vectors."""
    if not (folder / HEAD).is_file():
        from assistant.ingest.train_head import train_head

        return train_head(encoder.encode(lesson.lines), lesson.owner, len(articles))
    arrays = load_file(folder / HEAD)
    ids = tuple(ArticleId(one) for one in json.loads((folder / HEAD_IDS).read_text(encoding="utf-8")))
    known = frozenset(ids)
    ways = {one.id: encoder.encode(ways_of_asking(one)) for one in articles if one.id not in known}
    head = Head(arrays["weights"].astype(np.float32), arrays["bias"].astype(np.float32))
    return TrainedHead(ids, head).for_articles([one.id for one in articles], ways)
