"""The service we promised: how long citizens wait for a person, and how many are lost waiting.

The clock runs from the moment a person is asked for to that person's first words: not to the claim, and not between
the citizen's own messages. It does not stop at closing time: outside opening hours nobody is put in the queue but who
may be in danger, and their wait counts like any other. Where an agent stepped in by themselves nobody had waited; if
that agent leaves the citizen waiting for another, the wait counts from then on. Each wait counts in the half hour and
on the local day in which it began.
"""

from assistant.domain.measures.names import UNIT_SECONDS, CountName, SpanName
from assistant.domain.measures.reading import Reading, reading_of_time
from assistant.domain.measures.tally import Tally
from assistant.domain.share import Share


def service_level(tally: Tally) -> Share:
    """The part of those who waited for a person that got a person's first words within 120 seconds.

    Formula: answered within 120 s / (answered + lost after more than 120 s + unanswered for more than 120 s).

    Source: callcentrehelper.com, "Service Level Threshold Calculations", formula 4, the one most used: who gives up
    within the threshold could still have been answered in time. On that page's example day (1,000 answered, 860 in
    time, 20 lost within the threshold and 40 after it) it gives 860 / 1,040 = 83 %.

    Left out: who left within 120 seconds; who still waits, or was given back to the assistant, within 120 seconds.

    Target: at least 90 % (the municipality's plan for Kontakt Linköping).

    Interval: Wilson, 95 %.
    """
    lost_late = tally[CountName.LOST] - tally[CountName.LOST_IN_TIME]
    return Share(tally[CountName.IN_TIME], tally[CountName.ANSWERED] + lost_late + tally[CountName.OVERDUE])


def service_level_all_abandoned(tally: Tally) -> Share:
    """The service level where everybody who gave up counts against it, however soon.

    Formula: answered within 120 s / (answered + all lost + unanswered for more than 120 s).

    Source: callcentrehelper.com, "Service Level Threshold Calculations", formula 3; the example day gives
    860 / 1,060 = 81 %. Never higher than the default.

    Left out: who still waits, or was given back to the assistant, within 120 seconds.

    Target: none of its own; shown so that the default can be judged.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.IN_TIME], tally[CountName.ANSWERED] + tally[CountName.LOST] + tally[CountName.OVERDUE])


def service_level_without_abandoned(tally: Tally) -> Share:
    """The service level of those who were answered alone. It flatters: the worse one answers, the more leave.

    Formula: answered within 120 s / answered.

    Source: callcentrehelper.com, "Service Level Threshold Calculations", formula 2, which the page itself advises
    against; the example day gives 860 / 1,000 = 86 %. Never lower than the default. Shown because others report it.

    Left out: everybody who was not answered.

    Target: none.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.IN_TIME], tally[CountName.ANSWERED])


def speed_of_answer(tally: Tally) -> Reading:
    """How long those who were answered waited for a person's first words, in whole seconds, cut down.

    Formula: first words - request; told are the median (the figure itself), the mean (what is commonly called ASA)
    and the ninetieth percentile (nearest rank).

    Source: ASA as in the COPC CX Standard; the median and percentile because waits are skewed: a few long ones move
    the mean, and nobody waits the mean.

    Left out: who was never answered. It therefore says too little alone: read it with the abandonment.

    Target: none of its own; the service level has it.

    Interval: of the median, from order statistics (Hahn and Meeker 1991), 95 %.
    """
    return reading_of_time(tally.histogram(SpanName.WAITED), UNIT_SECONDS[SpanName.WAITED])


def abandonment(tally: Tally) -> Share:
    """The part of those who waited that were lost before a person's first words.

    Formula: lost / (answered + lost). Lost: the citizen left, or either closed the conversation, before a word; a claim
    alone saves nobody.

    Source: the abandon rate of the COPC CX Standard and of callcentrehelper.com, "How to Calculate Abandon Rate",
    without the common exclusion of the first five seconds: a citizen who leaves at once is still lost.

    Left out: who still waits; who was given back to the assistant unanswered, and is served on.

    Target: below 5 % (the municipality's plan for Kontakt Linköping).

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.LOST], tally[CountName.ANSWERED] + tally[CountName.LOST])


def short_abandons(tally: Tally) -> Share:
    """The part of those who waited that left within five seconds: they hardly waited, and are in the abandonment too.

    Formula: lost within 5 s / (answered + lost).

    Source: callcentrehelper.com, "How to Calculate Abandon Rate", which takes such "short abandons" off; we show them
    apart, so that whoever compares with a centre that does can.

    Left out: as for the abandonment.

    Target: none.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.LOST_AT_ONCE], tally[CountName.ANSWERED] + tally[CountName.LOST])


def handling_time(tally: Tally) -> Reading:
    """How long a person's part of a conversation took, in whole seconds, cut down. Of each conversation by itself:
    agents have several at once, so that handling times add up to more than the time worked.

    Formula: end (or giving back) - claim. After a transfer only the last holder's part is known.

    Source: average handling time as in the COPC CX Standard, but without the wrap-up, which is told apart.

    Left out: conversations that still go on; those in which the person never said a word.

    Target: none: a short talk is no aim.

    Interval: of the median, from order statistics (Hahn and Meeker 1991), 95 %.
    """
    return reading_of_time(tally.histogram(SpanName.HANDLING), UNIT_SECONDS[SpanName.HANDLING])


def wrap_up_time(tally: Tally) -> Reading:
    """How long the wrap-up took, in whole seconds, cut down.

    Formula: wrapped up - end of the talk.

    Source: after-call work as in the COPC CX Standard.

    Left out: wrap-ups not done yet; those done after more than an hour, which were left lying, not worked on (our own
    limit).

    Target: none; the console is made for ten seconds.

    Interval: of the median, from order statistics (Hahn and Meeker 1991), 95 %.
    """
    return reading_of_time(tally.histogram(SpanName.WRAP_UP), UNIT_SECONDS[SpanName.WRAP_UP])
