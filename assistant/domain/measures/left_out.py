"""How many a figure says nothing of, though they belong to its days: told beside it, lest it be read as one of all."""

from collections.abc import Mapping

from assistant.domain.measures import MEASURES, MeasureName, Tally
from assistant.domain.measures.names import CountName

AMONG: Mapping[MeasureName, CountName] = {
    MeasureName.SERVICE_LEVEL: CountName.ASKED,
    MeasureName.ABANDONMENT: CountName.ASKED,
    MeasureName.RESOLUTION_CITIZEN: CountName.CONVERSATIONS,
    MeasureName.SATISFACTION: CountName.CONVERSATIONS,
}
"""Whom the figure would be of, could something be said of all: those who waited, or all conversations."""


def counts_beside(name: MeasureName) -> frozenset[CountName]:
    """Which counts `left_out` asks for, besides those of the figure."""
    if name is MeasureName.CHAT_SHARE:
        return frozenset({CountName.CONVERSATIONS})
    return frozenset({AMONG[name]}) if name in AMONG else frozenset()


def left_out(name: MeasureName, tally: Tally) -> int:
    """How many of those it is `AMONG` are not in the figure's whole; of the chat's share, the conversations of days
    without the other channels' numbers. Nought for figures that nobody is left out of in this sense.
    """
    if name is MeasureName.CHAT_SHARE:
        return tally[CountName.CONVERSATIONS] - tally[CountName.CHATS_TOLD]
    among, share = AMONG.get(name), MEASURES[name].share
    return 0 if among is None or share is None else tally[among] - share(tally).whole
