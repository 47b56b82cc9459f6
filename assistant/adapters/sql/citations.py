"""Sources as they are kept, in JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from assistant.domain.knowledge import Citation, Maker


def citation_kept(citation: Citation) -> Mapping[str, Any]:
    """What the database holds of a source."""
    return {**asdict(citation), "reviewed_on": citation.reviewed_on.isoformat()}


def citation_from(kept: Mapping[str, Any]) -> Citation:
    """The source again."""
    # What was recorded before there were translations lacks the last two.
    made_by = kept.get("translated_by")
    return Citation(
        kept["title"],
        kept["url"],
        kept["owner"],
        date.fromisoformat(kept["reviewed_on"]),
        bool(kept.get("may_have_changed", False)),
        Maker(made_by) if made_by else None,
    )
