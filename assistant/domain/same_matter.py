"""Whether a citizen who comes back in the same browser tab does so with the same matter."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from assistant.domain.conversation import Conversation
from assistant.domain.measures.of_conversations import RETURN_WITHIN
from assistant.domain.measures.told import Told


def may_be_return(earlier: Conversation, now: datetime) -> bool:
    """Whether a conversation opened `now` (aware) can be a return to `earlier`: it is over, its seven days not."""
    return earlier.closed_at is not None and now - earlier.opened_at <= RETURN_WITHIN


def is_same_matter(earlier: Told, later: Told) -> bool | None:
    """Whether the first thing asked in `later` lies in an area that `earlier` was about; None: not told yet.

    Source: our own. The first thing alone, since it is what the citizen came for: counting whatever is asked after it
    would make returns of long conversations. The area and not the article, since who was not helped asks otherwise.
    """
    about, came_for = _areas(earlier), next((turn.area for turn in later.turns if turn.area), None)
    return came_for in about if about and came_for is not None else None


def _areas(told: Told) -> AbstractSet[str]:
    """What agents said at the wrap-up that it was about, who know better; else what the questions were about."""
    said = {each.subject_area for each in told.handoffs if each.subject_area}
    return said or {turn.area for turn in told.turns if turn.area}
