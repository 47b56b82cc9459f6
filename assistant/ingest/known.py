"""What articles may refer to: facts, areas and opening hours, read before any article is."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.catalogue import Catalogue
from assistant.domain.knowledge import Fact, FactId
from assistant.ingest.catalogue import read_catalogue
from assistant.ingest.facts import read_facts


@dataclass(frozen=True, slots=True)
class Known:
    """The facts by id, and the service catalogue."""

    facts: Mapping[FactId, Fact]
    catalogue: Catalogue


def read_known(knowledge_base: Path) -> Known:
    """What the folder says.

    Raises:
        RefusedError: a file is missing or not as it should be.
    """
    return Known(read_facts(knowledge_base / "facts.yml"), read_catalogue(knowledge_base / "catalogue"))
