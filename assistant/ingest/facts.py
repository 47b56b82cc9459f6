"""The facts an article may say that it covers: `knowledge_base/facts.yml`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from assistant.domain.errors import RefusedError
from assistant.domain.knowledge import Fact, FactId
from assistant.ingest.yaml_field import FAST_LOADER


def read_facts(file: Path) -> Mapping[FactId, Fact]:
    """All facts by id.

    Raises:
        RefusedError: the file is missing, not YAML, or a row lacks a field or repeats an id.
    """
    try:
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=FAST_LOADER)
        facts = [Fact(FactId(str(row["id"])), str(row["area"]), str(row["title"])) for row in rows]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise RefusedError(f"{file}: not a list of facts with id, area and title ({error})") from error
    known = {fact.id: fact for fact in facts}
    if len(known) != len(facts):
        raise RefusedError(f"{file}: a fact's id stands twice")
    return known
