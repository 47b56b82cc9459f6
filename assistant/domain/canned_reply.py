"""Replies written once and used often: an agent's own, or shared by all."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from assistant.domain.conversation import LIMIT_CHARACTERS
from assistant.domain.errors import RefusedError
from assistant.domain.handoff import AgentId
from assistant.domain.knowledge import ORIGINAL

ReplyId = NewType("ReplyId", str)

VARIABLES = ("namn", "ärende", "agent")
"""What is filled in between braces: the citizen's name, the reference of the case, the agent's first name."""
TITLE_CHARACTERS = 100
_SHORTCUT = re.compile(r"[a-zåäö0-9-]{1,30}")
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_UNFILLED = re.compile(r"\{\s*(" + "|".join(VARIABLES) + r")\s*\}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CannedReply:
    """A reply kept for use. `owner` None: shared by all. `shortcut` is typed after a slash: `hej` for `/hej`.

    `texts` by language, Swedish always among them.
    """

    id: ReplyId
    shortcut: str
    title: str
    texts: Mapping[str, str] = field(repr=False)
    changed_at: datetime
    changed_by: AgentId
    owner: AgentId | None = None

    def __post_init__(self) -> None:
        """Raises RefusedError where shortcut, title or a text is malformed, or a variable is not one of ours."""
        if not _SHORTCUT.fullmatch(self.shortcut):
            raise RefusedError("a shortcut has 1 to 30 small letters, digits or hyphens")
        if not 0 < len(self.title.strip()) <= TITLE_CHARACTERS:
            raise RefusedError(f"a title has 1 to {TITLE_CHARACTERS} characters")
        if not self.texts.get(ORIGINAL, "").strip():
            raise RefusedError("a reply has Swedish words")
        if any(not 0 < len(text.strip()) <= LIMIT_CHARACTERS for text in self.texts.values()):
            raise RefusedError(f"a reply has 1 to {LIMIT_CHARACTERS} characters")
        unknown = {name for text in self.texts.values() for name in _VARIABLE.findall(text)} - set(VARIABLES)
        if unknown:
            raise RefusedError(f"no such variable: {', '.join(sorted(unknown))}")

    def lang_for(self, lang: str) -> str:
        """`lang` where the reply has it, else Swedish."""
        return lang if lang in self.texts else ORIGINAL


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with the variables that have a value filled in; the others stand, for the agent to see."""
    return _VARIABLE.sub(lambda found: values.get(found[1]) or found[0], text)


def unfilled(text: str) -> str | None:
    """The first variable that still stands in words to a citizen, with its braces; None where there is none."""
    found = _UNFILLED.search(text)
    return None if found is None else found[0]


def at_hand(replies: Collection[CannedReply], agent: AgentId) -> tuple[CannedReply, ...]:
    """What the agent can use, by shortcut: an own one goes before a shared one of the same shortcut."""
    mine = {reply.shortcut: reply for reply in replies if reply.owner is None}
    mine |= {reply.shortcut: reply for reply in replies if reply.owner == agent}
    return tuple(mine[shortcut] for shortcut in sorted(mine))
