"""Whether a citizen's question was solved, by what the agent said of it."""

from collections.abc import Iterable

from assistant.domain.handoff import Disposition, Handoff

RESOLVING = frozenset({Disposition.RESOLVED, Disposition.REFERRED, Disposition.CASE_OPENED})
"""Dispositions after which the citizen has an answer or knows who acts next."""


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
    if last.resolved is not None:
        return last.resolved
    return None if last.disposition is Disposition.CITIZEN_LEFT else last.disposition in RESOLVING
