"""Which answers citizens have said were wrong."""

from collections.abc import Sequence

from assistant.domain.conversation import Speaker, Utterance
from assistant.domain.turn import TurnRecord


def disputed_answers(turns: Sequence[TurnRecord], said: Sequence[Utterance]) -> frozenset[int]:
    """The numbers of the utterances in which the assistant gave them.

    Of a turn with several answers it is the one that the turn is about; of one given several times, the latest before
    the citizen said that it was wrong.

    Args:
        turns: all of the conversation.
        said: all of the conversation, in order.
    """
    articles = {turn.seq: turn.article for turn in turns if turn.article is not None}
    found = (
        _given(said[: turn.seq - 1], articles[turn.disputes])
        for turn in turns
        if turn.disputes is not None and turn.disputes in articles
    )
    return frozenset(utterance.seq for utterance in found if utterance is not None)


def _given(before: Sequence[Utterance], article: str) -> Utterance | None:
    by_us = (one for one in reversed(before) if one.said.speaker is Speaker.ASSISTANT)
    return next((one for one in by_us if one.said.article == article), None)
