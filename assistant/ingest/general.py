"""What the encoder learns beside citizens' questions: the lexicon of everyday words, and general Swedish pairs."""

import gzip
from pathlib import Path

MOST_CHARACTERS = 160
"""Of a general text's beginning: more cost training time and taught nothing (docs/adr/0006-retrieval.md)."""


def read_pairs(knowledge_base: Path) -> tuple[tuple[str, str], ...]:
    """Pairs alike in sense: term and everyday word (`synonyms.tsv`), heading and text (`general/*.tsv.gz`)."""
    return (*_synonyms(knowledge_base / "synonyms.tsv"), *_headed(knowledge_base / "general"))


def _synonyms(file: Path) -> tuple[tuple[str, str], ...]:
    if not file.is_file():
        return ()
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()[1:])
    return tuple((row[0], row[1]) for row in rows)


def _headed(folder: Path) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for file in sorted(folder.glob("*.tsv.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                heading, _, text = line.rstrip("\n").partition("\t")
                if text:
                    found.append((heading, text[:MOST_CHARACTERS]))
    return tuple(found)
