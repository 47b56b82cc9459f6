"""How much of agents' time citizens take."""

from assistant.domain.measures.names import CountName
from assistant.domain.measures.reading import Reading, reading_without_interval
from assistant.domain.measures.tally import Tally
from assistant.domain.share import Share


def occupied_share(tally: Tally) -> Share:
    """Seconds occupied, of seconds on duty."""
    return Share(tally[CountName.OCCUPIED_SECONDS], tally[CountName.ON_DUTY_SECONDS])


def occupancy(tally: Tally) -> Reading:
    """The part of agents' time on duty in which they had at least one conversation or a wrap-up.

    Formula: seconds with at least one conversation or wrap-up / (those + seconds available without any). Two
    conversations at once occupy once. Stamps are cut to whole seconds; each half hour is counted by itself.

    Source: occupancy as in the COPC CX Standard and ICMI: handling time over handling plus available time.

    Left out: breaks, lunch, meetings, training and other work, except while a conversation still goes on; time signed
    out; wrap-ups left lying for more than an hour; an earlier holder's time where a conversation was passed on; what
    was forgotten: the time of a status or a conversation from the third day on.

    Target: none: above some 85-90 % people wear out, and waits grow.

    Interval: none, it is time, not cases. `cases` are agents' half hours with any time on duty; fewer than five are not
    told.
    """
    return reading_without_interval(occupied_share(tally), tally[CountName.ON_DUTY_HALF_HOURS])
