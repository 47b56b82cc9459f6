"""What editors did to articles in the console: rows are added, the latest says what holds."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ORIGINAL, ArticleId


class RevisionKind(StrEnum):
    """What a revision does."""

    DRAFT = "draft"
    """A text is kept; citizens see nothing of it."""
    DISCARDED = "discarded"
    """The draft is given up; what citizens see stays."""
    PUBLISHED = "published"
    """Citizens get this text from now on, whatever the file says."""
    WITHDRAWN = "withdrawn"
    """Citizens no longer get the article, or the translation."""
    FROM_FILE = "from_file"
    """What the file says holds again."""
    CAME_HOME = "came_home"
    """The file says the same by now, and holds from here on, whatever it comes to say."""


IN_FORCE = frozenset({RevisionKind.PUBLISHED, RevisionKind.WITHDRAWN, RevisionKind.FROM_FILE, RevisionKind.CAME_HOME})
"""Kinds that change what citizens get."""
FILES_HOLD = frozenset({RevisionKind.FROM_FILE, RevisionKind.CAME_HOME})
"""Of those, the kinds after which the file's text holds."""
NEW_TEXT = frozenset({RevisionKind.PUBLISHED, RevisionKind.WITHDRAWN, RevisionKind.FROM_FILE})
"""Of those, the kinds after which citizens get other words than before."""
WRITING = frozenset({RevisionKind.DRAFT, RevisionKind.DISCARDED, RevisionKind.PUBLISHED})
"""Kinds that begin, go on with or end a draft. What else is done to the text leaves a draft under way."""


@dataclass(frozen=True, slots=True)
class Place:
    """An article in one language: what one file holds."""

    article: ArticleId
    lang: str

    @property
    def file(self) -> Path:
        """Where the text stands in the knowledge base: `articles/bygglov/altan.en.md`."""
        area, _, slug = self.article.partition(".")
        return Path("articles") / area / (f"{slug}.md" if self.lang == ORIGINAL else f"{slug}.{self.lang}.md")


@dataclass(frozen=True, slots=True)
class Revision:
    """One act of an editor on one text. `number` counts over all revisions; 0 while it is not recorded.

    `text` is a whole file, empty unless the kind is a draft or a publication. `follows` is the number of the revision
    of the same place that the editor had before the eyes, 0 for none: of two that follow the same one, the second is
    refused. `note` says why. `over` is the digest of the file's text as built when this was done, empty for no file.
    """

    place: Place
    kind: RevisionKind
    text: str
    by: AgentId
    at: datetime
    follows: int = 0
    note: str = ""
    over: str = ""
    number: int = 0

    def has_come_home(self, built: str) -> bool:
        """Whether the file, as built, says what this made citizens get."""
        match self.kind:
            case RevisionKind.PUBLISHED:
                return built.strip() == self.text.strip()
            case RevisionKind.WITHDRAWN:
                return not built
            case _:
                return False

    def is_outrun_by(self, built: str) -> bool:
        """Whether the file has been changed since, to something else than what this made citizens get."""
        changes = self.kind in {RevisionKind.PUBLISHED, RevisionKind.WITHDRAWN}
        return changes and digest_of_text(built) != self.over and not self.has_come_home(built)


@dataclass(frozen=True, slots=True)
class TextChange:
    """Citizens got other words at `at`: a revision of a kind in `NEW_TEXT`, without its text. `note` says why."""

    place: Place
    kind: RevisionKind
    at: datetime
    note: str


SLUG = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
"""What areas and articles are called in ids, files' names and addresses."""
_LONGEST_SLUG = 60
_FOLDED = str.maketrans("åäöéü", "aaoeu")


def slug_of(title: str) -> str:
    """A file's name of a title: `Sök förskola` is `sok_forskola`; of a title without a Latin letter `utan_titel`."""
    latin = re.sub(r"[^a-z0-9]+", "_", title.casefold().translate(_FOLDED))
    return latin.strip("_")[:_LONGEST_SLUG].rstrip("_") or "utan_titel"


def draft_under_way(revisions: Sequence[Revision]) -> Revision | None:
    """The draft among a place's revisions, newest first."""
    last = next((one for one in revisions if one.kind in WRITING), None)
    return last if last is not None and last.kind is RevisionKind.DRAFT else None


def digest_of_text(text: str) -> str:
    """SHA-256 in hexadecimal digits of a file's text; empty for none."""
    return hashlib.sha256(text.strip().encode()).hexdigest() if text.strip() else ""
