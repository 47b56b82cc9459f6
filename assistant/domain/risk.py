"""Which of the assistant's running conversations a person should look at first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.conversation import Utterance
from assistant.domain.turn import TurnOutcome, TurnRecord

SILENT_AFTER = timedelta(minutes=2)
"""A citizen who has said nothing for so long after our words may be stuck with them. Ours; to be tuned in use."""
UNANSWERED_AFTER = timedelta(seconds=10)
"""So long a turn may take before something is wrong: the engine's patience is 8 s."""
UNSURE_BELOW = 0.9
"""An answer given with less is worth a look, though it was over the gate's threshold. Ours."""
LATEST = 3
"""How many of the latest turns speak of how it goes now: an old misunderstanding that was cleared up does not."""
ALIKE = 0.6
"""Share of words in common (Jaccard's index) from which two questions are the same, put in other words. Ours."""
FEWEST_WORDS = 3
"""Of a shorter utterance ("ja", "tack så") repeating says nothing."""

FAILED = frozenset({TurnOutcome.ERROR_ENGINE, TurnOutcome.ERROR_KNOWLEDGE, TurnOutcome.ERROR_OTHER})
NOT_ANSWERED = frozenset({TurnOutcome.UNANSWERED_NO_PASSAGE, TurnOutcome.UNANSWERED_NOT_UNDERSTOOD})


COMPLAINTS = frozenset({"complain_answer"})
UNCLEAR = frozenset({"nonsense", "nlu_fallback"})
"""Intents of the dialogue engine that say by themselves that it goes badly, whatever was answered."""


class Sign(StrEnum):
    """What makes a conversation worth a look, the gravest first."""

    DANGER = "danger"
    FAILED = "failed"
    DISPUTED = "disputed"
    UNANSWERED = "unanswered"
    REPEATED = "repeated"
    ABUSE = "abuse"
    NOT_UNDERSTOOD = "not_understood"
    UNSURE = "unsure"
    SILENT = "silent"


WEIGHTS = {sign: 2**rank for rank, sign in enumerate(reversed(Sign))}
"""Powers of two: no number of lesser signs outweighs a graver one, so that the order can be told in one sentence."""


def signs(turns: Sequence[TurnRecord], said: Sequence[Utterance], now: datetime) -> tuple[Sign, ...]:
    """The signs of one conversation, the gravest first.

    Args:
        turns: all of the conversation, in order.
        said: all that was said in it, in order.
        now: aware.
    """
    latest = turns[-LATEST:]
    found = {
        Sign.DANGER: any(turn.danger for turn in turns),
        Sign.FAILED: any(turn.outcome in FAILED for turn in latest),
        Sign.DISPUTED: any(turn.disputes is not None or _meant(turn) in COMPLAINTS for turn in latest),
        Sign.UNANSWERED: any(turn.closed_at is None and now - turn.opened_at > UNANSWERED_AFTER for turn in turns),
        Sign.REPEATED: _repeats(turns, said),
        Sign.ABUSE: any(turn.outcome is TurnOutcome.REFUSED_ABUSE for turn in latest),
        Sign.NOT_UNDERSTOOD: any(turn.outcome in NOT_ANSWERED or _meant(turn) in UNCLEAR for turn in latest),
        Sign.UNSURE: _is_unsure(turns),
        Sign.SILENT: bool(said) and not said[-1].by_citizen and now - said[-1].at > SILENT_AFTER,
    }
    return tuple(sign for sign in Sign if found[sign])


def risk(found: Sequence[Sign]) -> int:
    """0 where there is no sign; the higher the sooner a person should look."""
    return sum(WEIGHTS[sign] for sign in found)


def _meant(turn: TurnRecord) -> str | None:
    return turn.understanding.intent if turn.understanding is not None else None


def _is_unsure(turns: Sequence[TurnRecord]) -> bool:
    given = [turn for turn in turns if turn.article is not None]
    return bool(given) and (given[-1].confidence or 0.0) < UNSURE_BELOW


def _repeats(turns: Sequence[TurnRecord], said: Sequence[Utterance]) -> bool:
    """Whether the latest answer had been given before, or the latest question asked before in much the same words."""
    given = [turn.article for turn in turns if turn.article is not None]
    if given and given[-1] in given[:-1]:
        return True
    asked = [frozenset(one.said.text.casefold().split()) for one in said if one.by_citizen]
    if len(asked) < len(("before", "now")) or len(asked[-1]) < FEWEST_WORDS:
        return False
    return any(len(asked[-1] & other) / len(asked[-1] | other) >= ALIKE for other in asked[:-1])
