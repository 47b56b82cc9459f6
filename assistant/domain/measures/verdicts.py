"""Whether citizens were helped, and how they were treated: what each of those who can tell says, never mixed.

All count on the local day on which the conversation was opened, whenever the word came.
"""

from assistant.domain.measures.names import CountName
from assistant.domain.measures.reading import Reading, reading_of_index
from assistant.domain.measures.tally import Tally
from assistant.domain.share import Share

RATINGS = (CountName.RATED_1, CountName.RATED_2, CountName.RATED_3, CountName.RATED_4, CountName.RATED_5)
CONTENT = RATINGS[3:]
"""A rating of 4 or 5 of 5 counts as satisfied."""
INDEX_VALUES = (0.0, 25.0, 50.0, 75.0, 100.0)


def resolution_citizen(tally: Tally) -> Share:
    """The part of citizens who answered the survey's first question that say their matter was solved.

    Formula: yes / (yes + no).

    Source: first-contact resolution by the customer's own word, the way the COPC CX Standard prefers it.

    Left out: who did not answer: silence is neither yes nor no. Read it with the response rate.

    Target: none in figures; the plan says that it is to rise.

    Interval: Wilson, 95 %. It covers chance, not that those who answer may differ from those who do not.
    """
    return Share(tally[CountName.SOLVED], tally[CountName.SOLVED] + tally[CountName.NOT_SOLVED])


def solved_said(tally: Tally) -> Share:
    """The part of all conversations in which the citizen has said that the matter was solved: the least that is sure.

    Formula: yes / conversations closed.

    Source: our own: the lower end of what `resolution_citizen` may be, were all silent citizens dissatisfied.

    Left out: conversations not closed yet.

    Target: none.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.SOLVED], tally[CountName.CLOSED])


def resolution_agent(tally: Tally) -> Share:
    """The part of wrapped-up conversations that the agent judged solved.

    Formula: solved / (solved + not solved). The agent's word at the wrap-up counts; else the disposition: solved,
    referred or case opened is solved, not solved or not for us is not.

    Source: first-contact resolution by the agent's coding; known to flatter beside the customer's own word, which is
    why the two are never mixed.

    Left out: conversations that no person spoke in, those not wrapped up, and those in which the citizen left.

    Target: none.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.AGENT_RESOLVED], tally[CountName.AGENT_JUDGED])


def resolution_durable(tally: Tally) -> Share:
    """The part that was solved and stayed so: no known return with the same matter within seven days.

    Formula: (solved by the citizen's word, else by the agent's, and without a known return within 7 days of the
    opening) / conversations that the citizen or the agent has judged.

    Source: repeat-contact windows as in first-contact-resolution practice; seven days by issue 7. A return is known
    where the same page of a browser opens a new conversation after one that has ended, and what is asked first lies in
    an area of the former one, or an agent says at the wrap-up that it is the same matter. An agent's word without such
    a page tells that somebody came back, not to which conversation, and moves nothing here. Who comes back by telephone
    or in another browser is not known: the figure is an upper bound.

    Left out: conversations opened less than seven days ago; those that nobody has judged.

    Target: none in figures; it is to rise.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.DURABLE], tally[CountName.SETTLED])


def satisfaction(tally: Tally) -> Share:
    """The part of ratings of the treatment that are 4 or 5 of 5.

    Formula: ratings of 4 and 5 / all ratings.

    Source: the "top-2 box" score (CSAT) as Qualtrics defines it ("What is CSAT").

    Left out: who did not rate. Read it with the response rate.

    Target: at least 85 % (the municipality's plan for Kontakt Linköping).

    Interval: Wilson, 95 %.
    """
    return Share(sum(tally[name] for name in CONTENT), sum(tally[name] for name in RATINGS))


def treatment_index(tally: Tally) -> Reading:
    """How citizens rate their treatment on the scale from 0 to 100 that Swedish municipalities compare with.

    Formula: the mean of (rating - 1) / 4 * 100.

    Source: the 0-100 index of SKR's citizen and business surveys (Nöjd-Kund-Index), which maps the ends of the scale
    to 0 and 100; theirs weighs three questions of ten steps, ours is one of five: compare the trend, not the level.

    Left out: who did not rate.

    Target: none of its own; the satisfied share has it.

    Interval: normal approximation, 95 %, within 0 and 100; rough below some thirty ratings.
    """
    return reading_of_index([tally[name] for name in RATINGS], INDEX_VALUES)


def response_rate(tally: Tally) -> Share:
    """The part of closed conversations whose citizen answered any of the two questions.

    Formula: conversations with an answer / conversations closed.

    Source: AAPOR, "Standard Definitions", response rate 2: partial answers count.

    Left out: conversations not closed yet.

    Target: none; the lower it is, the less the figures beside it say.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.SURVEYED], tally[CountName.CLOSED])


def chat_share(tally: Tally) -> Share:
    """The chat's share of all contacts, by number of contacts.

    Formula: chat conversations / (chat conversations + contacts by telephone, e-mail, visit, e-service and other), on
    the days for which the telephone's number is known and above nought.

    Source: the municipality's plan for Kontakt Linköping: 10 % of some 250,000 contacts a year.

    Left out: conversations in which the citizen wrote nothing; days without the telephone's number, by far the
    largest: without it the share would look too high.

    Target: at least 10 %.

    Interval: Wilson, 95 %.
    """
    chats = tally[CountName.CHATS_TOLD]
    return Share(chats, chats + tally[CountName.CONTACTS_ELSEWHERE])
