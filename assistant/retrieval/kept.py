"""What an index's folder keeps of the knowledge base: articles, their files' texts, questions, as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from assistant.domain.knowledge import Article, ArticleId, FactId
from assistant.domain.labelled import LabelledQuestion

ARTICLES, TEXTS, LABELLED, LINES = "articles.json", "texts.json", "labelled.json", "lines.json"

Texts = Mapping[ArticleId, Mapping[str, str]]
"""The text of an article's file, front matter and all, by article and language."""
Asked = Mapping[FactId, tuple[str, ...]]
"""Citizens' questions, by the fact that answers them. With the articles' own words they are the lines of the search."""
_ARTICLES = TypeAdapter(tuple[Article, ...])
_TEXTS = TypeAdapter(dict[ArticleId, dict[str, str]])
_LABELLED = TypeAdapter(tuple[LabelledQuestion, ...])
_LINES = TypeAdapter(dict[FactId, tuple[str, ...]])


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept. `labelled` are the calibration questions."""

    articles: tuple[Article, ...]
    texts: Texts
    labelled: tuple[LabelledQuestion, ...]
    asked: Asked


def keep(
    folder: Path, articles: Sequence[Article], texts: Texts, labelled: Sequence[LabelledQuestion], asked: Asked
) -> None:
    """Written to files in `folder`."""
    (folder / LINES).write_bytes(_LINES.dump_json(dict(asked), indent=1))
    (folder / ARTICLES).write_bytes(_ARTICLES.dump_json(tuple(articles), indent=1))
    (folder / TEXTS).write_bytes(_TEXTS.dump_json({key: dict(text) for key, text in texts.items()}, indent=1))
    (folder / LABELLED).write_bytes(_LABELLED.dump_json(tuple(labelled), indent=1))


def read_kept(folder: Path) -> Kept:
    """What `keep` wrote.

    Raises:
        OSError, ValueError: a file is missing or of another shape.
    """
    return Kept(
        _ARTICLES.validate_json((folder / ARTICLES).read_bytes()),
        _TEXTS.validate_json((folder / TEXTS).read_bytes()),
        _LABELLED.validate_json((folder / LABELLED).read_bytes()),
        _LINES.validate_json((folder / LINES).read_bytes()),
    )
