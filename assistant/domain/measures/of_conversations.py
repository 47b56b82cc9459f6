"""What one conversation counts as: heard, solved, contained, surveyed; and each question in it."""

from datetime import datetime, timedelta

from assistant.domain.measures.names import UNIT_SECONDS, CountName, SpanName
from assistant.domain.measures.tally import Adding
from assistant.domain.measures.told import Told, ToldReview, ToldTurn
from assistant.domain.resolution import agent_says
from assistant.domain.turn import TurnOutcome

RETURN_WITHIN = timedelta(days=7)
"""Who comes back with the same matter within this was not helped for good. First-contact resolution is commonly judged
by a repeat window of some days; seven is the municipality's choice (issue 7)."""
WEIGHT_SCALE = 1_000_000
"""Weights of reviewed answers are counted in millionths, whole, so that tallies stay exact sums."""

PLEASANTRIES = frozenset({"greet", "thank", "goodbye"})
"""Intents that ask for nothing."""
BY_BOT = frozenset({TurnOutcome.ANSWERED_FROM_KNOWLEDGE, TurnOutcome.ANSWERED_FROM_DIALOGUE, TurnOutcome.CLARIFYING})
"""What the bot says by itself, at once."""
UNASKED = frozenset({TurnOutcome.PASSED_TO_PERSON, TurnOutcome.READ_WITH_NEXT, TurnOutcome.REFUSED_ABUSE})
"""Outcomes of turns that ask the bot for nothing."""
PERSON_NEEDED = frozenset(
    {
        TurnOutcome.HELD_FOR_APPROVAL,
        TurnOutcome.HANDED_OFF,
        TurnOutcome.PASSED_TO_PERSON,
        TurnOutcome.DANGER,
        TurnOutcome.UNANSWERED_NO_PASSAGE,
        TurnOutcome.UNANSWERED_NOT_UNDERSTOOD,
        TurnOutcome.REFUSED_MODE,
        TurnOutcome.ERROR_ENGINE,
        TurnOutcome.ERROR_KNOWLEDGE,
        TurnOutcome.ERROR_OTHER,
    }
)
"""Outcomes after which the citizen has no answer that the bot alone gave, whether anybody was there to ask or not."""
TO_KNOWLEDGE = frozenset(
    {
        TurnOutcome.ANSWERED_FROM_KNOWLEDGE,
        TurnOutcome.HELD_FOR_APPROVAL,
        TurnOutcome.CLARIFYING,
        TurnOutcome.UNANSWERED_NO_PASSAGE,
        TurnOutcome.ERROR_KNOWLEDGE,
    }
)
"""Outcomes of turns put to the knowledge base, even where it found nothing."""
_RATED = {
    1: CountName.RATED_1,
    2: CountName.RATED_2,
    3: CountName.RATED_3,
    4: CountName.RATED_4,
    5: CountName.RATED_5,
}


def count_conversation(told: Told, now: datetime, adding: Adding) -> None:
    """All that is true of it as a whole. `now` (aware): whether its seven days are over."""
    adding.count(CountName.CONVERSATIONS)
    adding.count(CountName.CLOSED, told.closed_at is not None or told.surveyed)
    adding.count(CountName.DANGER, any(turn.outcome is TurnOutcome.DANGER for turn in told.turns))
    _count_survey(told, adding)
    _count_resolution(told, now, adding)
    _count_bots_part(told, adding)
    if told.handoffs:
        adding.count(CountName.HANDED_OFF)
        adding.count(CountName(f"for_{told.handoffs[0].reason}"))


def _count_survey(told: Told, adding: Adding) -> None:
    adding.count(CountName.SURVEYED, told.surveyed)
    adding.count(CountName.SOLVED, told.solved is True)
    adding.count(CountName.NOT_SOLVED, told.solved is False)
    if told.treatment is not None:
        adding.count(_RATED[told.treatment])


def _count_resolution(told: Told, now: datetime, adding: Adding) -> None:
    by_agent = agent_says(told.handoffs)
    adding.count(CountName.AGENT_JUDGED, by_agent is not None)
    adding.count(CountName.AGENT_RESOLVED, by_agent is True)
    came_back = told.returned_at is not None and told.returned_at - told.opened_at <= RETURN_WITHIN
    adding.count(CountName.RETURNED, came_back)
    solved = by_agent if told.solved is None else told.solved
    if solved is not None and now - told.opened_at > RETURN_WITHIN:
        adding.count(CountName.SETTLED)
        adding.count(CountName.DURABLE, solved and not came_back)


def _count_bots_part(told: Told, adding: Adding) -> None:
    if not any(asks_something(turn) for turn in told.turns):
        return
    adding.count(CountName.TO_BOT)
    needed = told.handoffs or told.solved is False or any(turn.outcome in PERSON_NEEDED for turn in told.turns)
    adding.count(CountName.CONTAINED, not needed)
    first = next((turn for turn in told.turns if turn.outcome in BY_BOT), None)
    if first is not None:
        taken = (first.closed_at - first.opened_at) / timedelta(seconds=UNIT_SECONDS[SpanName.FIRST_RESPONSE])
        adding.lasted(SpanName.FIRST_RESPONSE, max(0, int(taken)))


def asks_something(turn: ToldTurn) -> bool:
    """Whether the turn wants something of the bot: more than a greeting, thanks or abuse, and not of a person there."""
    pleasantry = turn.outcome is TurnOutcome.ANSWERED_FROM_DIALOGUE and turn.intent in PLEASANTRIES
    return turn.outcome not in UNASKED and not pleasantry


def count_question(told: Told, turn: ToldTurn, adding: Adding) -> None:
    """What one turn of the conversation counts as."""
    if turn.searched or turn.outcome in TO_KNOWLEDGE:
        adding.count(CountName.QUESTIONS)
        adding.count(CountName.COVERED, turn.article is not None)
    if turn.article is not None and turn.outcome is TurnOutcome.ANSWERED_FROM_KNOWLEDGE:
        adding.count(CountName.GIVEN)
        adding.count(CountName.DISPUTED, any(later.disputes == turn.seq for later in told.turns))


def count_review(review: ToldReview, adding: Adding) -> None:
    """A judged answer, weighted by how many answers it stands for: one over the probability of its being drawn."""
    weight = round(WEIGHT_SCALE / review.probability)
    adding.count(CountName.REVIEWED)
    adding.count(CountName.WEIGHT, weight)
    adding.count(CountName.WEIGHT_RIGHT, weight if review.right else 0)
    adding.count(CountName.WEIGHT_SQUARED, weight * weight)
