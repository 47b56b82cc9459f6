"""Whether a citizen's question was solved, told by whoever knows best."""

from collections.abc import Iterable
from dataclasses import dataclass

from assistant.domain.handoff import Disposition, Handoff
from assistant.domain.share import Share

RESOLVING = frozenset({Disposition.RESOLVED, Disposition.REFERRED, Disposition.CASE_OPENED})
"""Dispositions after which the citizen has an answer or knows who acts next."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of how a closed conversation went: the citizen's word and the agent's last disposition."""

    citizen_says: bool | None
    disposition: Disposition | None

    @property
    def resolved(self) -> bool | None:
        """The citizen's word; else the agent's; else None: nobody said, and silence is not success."""
        if self.citizen_says is not None:
            return self.citizen_says
        if self.disposition is None or self.disposition is Disposition.CITIZEN_LEFT:
            return None
        return self.disposition in RESOLVING


def resolution(endings: Iterable[Ending]) -> Share:
    """Resolved over those where somebody said whether it was.

    Our own definition (no standard fits a chat that a bot may end alone): conversations that nobody judged are left out
    of both numbers and shown beside the figure, since counting a silent citizen as a satisfied one is how peers'
    figures come to flatter.
    """
    judged = [ending.resolved for ending in endings if ending.resolved is not None]
    return Share(sum(judged), len(judged))


def agent_says(handoffs: Iterable[Handoff]) -> bool | None:
    """Whether it is solved by the last wrap-up of a person who spoke to the citizen; None where no such wrap-up tells.

    What the agent says of it outright counts, else the disposition: `RESOLVING` ones are solved, and a citizen who
    left tells nothing. A person who never said a word has resolved nothing, whatever was chosen in wrap-up.
    `handoffs`: of one conversation, by time of request.
    """
    told = [each for each in handoffs if each.answered_at is not None and each.disposition is not None]
    if not told:
        return None
    last = told[-1]
    return last.resolved if last.resolved is not None else Ending(None, last.disposition).resolved
