"""Today's figures, as the stories of citizens and agents read them."""

from assistant.domain.measures import MEASURES, MeasureName
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.period import Period, local_day
from assistant.domain.share import Share
from assistant.services.figures import Readings
from tests.centre import Centre


def today(centre: Centre) -> Period:
    """The local day it is."""
    day = local_day(centre.clock.now())
    return Period(day, day)


async def todays_figures(centre: Centre) -> Readings:
    """All of them, so far."""
    return (await centre.assistant.figures.readings(today(centre)))[EVERYTHING]


async def todays_share(centre: Centre, name: MeasureName) -> Share:
    """A figure's part and whole, also of so few that no page tells it."""
    share = MEASURES[name].share
    assert share is not None
    return share((await todays_figures(centre)).tally)
