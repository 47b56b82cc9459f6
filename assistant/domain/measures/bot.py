"""How the bot does: what it handles alone, how fast, how much of what is asked it covers, and how often it is right.

All count on the local day on which the conversation was opened.
"""

from collections.abc import Mapping

from assistant.domain.handoff import HandoffReason
from assistant.domain.measures.names import UNIT_SECONDS, CountName, SpanName
from assistant.domain.measures.reading import Reading, reading_of_share, reading_of_time, reading_of_weighted
from assistant.domain.measures.tally import Tally
from assistant.domain.share import Share


def containment(tally: Tally) -> Share:
    """The part of conversations that asked the bot for something in which no person was asked for or needed.

    Formula: contained / conversations with at least one message that asks for something. Contained: no handoff of any
    kind; every answer the bot's own, at once, none held for a person's approval; nothing unanswered, not understood,
    failed, dangerous or switched off; and the citizen has not said that the matter was not solved.

    Source: our own. What peers get wrong: they count every chat that ended without a transfer, and so take for
    contained who gave up, was not understood, or found nobody at the desk; and chats of a mere greeting.

    Left out: conversations of greetings, thanks or abuse alone, and those that went straight to a waiting person.

    Target: none: a contained conversation is good only where the answer was right; see precision.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.CONTAINED], tally[CountName.TO_BOT])


def first_response(tally: Tally) -> Reading:
    """How long the bot took from the citizen's first message that it answered itself to its answer, counted in tenths
    of a second, cut down.

    Formula: turn closed - turn opened, of the first turn of a conversation that ended in an answer, words of the
    dialogue or a question back.

    Source: first response time as commonly used for chat, measured at our door: the citizen's network is not in it.

    Left out: conversations in which the bot answered nothing itself; later turns.

    Target: none here; docs/measures/speed.md has what is aimed at.

    Interval: of the median, from order statistics (Hahn and Meeker 1991), 95 %.
    """
    return reading_of_time(tally.histogram(SpanName.FIRST_RESPONSE), UNIT_SECONDS[SpanName.FIRST_RESPONSE])


def precision(tally: Tally) -> Reading:
    """The part of the bot's answers that are right, estimated from those drawn by chance and judged by people.

    Formula: sum of weights of the right / sum of weights of the judged; the weight of an answer is one over the
    probability with which it was drawn (in whole millionths). Where two judged and differ, the answer counts as wrong.

    Source: Hájek's estimator (Särndal, Swensson and Wretman, "Model Assisted Survey Sampling", 1992, section 5.7).

    Left out: answers not drawn, drawn but not judged yet, and judged without having been drawn. Answers that the bot
    only proposed to a person are among them.

    Target: what `KONTAKT_ANSWER_PRECISION` says, 95 % where nobody set it.

    Interval: Wilson at Kish's effective number of answers, 95 %; right for one look, not for repeated ones
    (`domain/earned.py` decides about levels).
    """
    weights = (tally[CountName.WEIGHT_RIGHT], tally[CountName.WEIGHT], tally[CountName.WEIGHT_SQUARED])
    return reading_of_weighted(weights, tally[CountName.REVIEWED])


def coverage(tally: Tally) -> Share:
    """The part of questions put to the knowledge base that it had an answer to.

    Formula: questions answered by an article (or with one held for approval) / questions put to the knowledge base.
    Whether the answer was right is another figure: precision. The two multiplied are the questions answered rightly.

    Source: coverage as in selective answering (El-Yaniv and Wiener, "On the Foundations of Noise-free Selective
    Classification", 2010).

    Left out: messages that the dialogue, a form or danger's fixed words answered; what was said to a person.

    Target: none alone: it is easily raised by wrong answers.

    Interval: Wilson, 95 %; questions of one conversation are alike, so that it is somewhat too narrow.
    """
    return Share(tally[CountName.COVERED], tally[CountName.QUESTIONS])


def handoff_rate(tally: Tally) -> Share:
    """The part of conversations in which a person was asked for or stepped in; also by the reason of the first time.

    Formula: conversations with a handoff / conversations; by reason: conversations whose first handoff had that
    reason / conversations. The rates by reason add up to the whole.

    Source: our own, as the complement that peers call deflection.

    Left out: conversations in which the citizen wrote nothing.

    Target: none: who needs a person shall have one.

    Interval: Wilson, 95 %.
    """
    return Share(tally[CountName.HANDED_OFF], tally[CountName.CONVERSATIONS])


def handoff_rates(tally: Tally) -> Mapping[HandoffReason, Reading]:
    """The hand-off rate by reason of the first handoff; every reason is there."""
    return {
        reason: reading_of_share(Share(tally[CountName(f"for_{reason}")], tally[CountName.CONVERSATIONS]))
        for reason in HandoffReason
    }
