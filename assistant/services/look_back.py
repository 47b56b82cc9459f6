"""What was before an utterance: what it goes on from, what it may lean upon, what it tells together with others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain.conversation import Conversation, Speaker, Utterance
from assistant.domain.drafts import Decision, Draft
from assistant.domain.knowledge import ArticleId
from assistant.domain.turn import TurnOutcome, TurnRecord
from assistant.ports import Records
from assistant.services.case_links import links_in
from assistant.services.conclusion import Asked
from assistant.services.read_together import answers, in_a_row, joined, last_words

TURNS_REMEMBERED = 3
"""Back to which a follow-up may lean upon an answer."""


async def asked_in(records: Records, conversation: Conversation, utterance: Utterance) -> Asked:
    """The utterance with what was before it, and what it goes on from."""
    async with records.reading() as unit:
        turns = await unit.turns.of(utterance.conversation_id)
        said = await unit.conversations.utterances(utterance.conversation_id)
        drafts = {one.seq: one for one in await unit.drafts.of(utterance.conversation_id)}
    turns = [_as_given(turn, drafts) for turn in turns]
    before = tuple(turn for turn in reversed(turns) if turn.seq < utterance.seq)
    heard = [turn for turn in before if turn.outcome is not TurnOutcome.READ_WITH_NEXT]
    last_said = last_words(said[: utterance.seq - 1])
    return Asked(
        conversation,
        utterance,
        # Never two questions back in a row: one more would help nobody whom the first has not helped.
        may_ask_back=not heard or heard[0].outcome is not TurnOutcome.CLARIFYING,
        topic=_topic(heard),
        before=tuple(heard),
        last_said=last_said,
        cases=links_in(one.said.text for one in said if one.said.speaker is Speaker.ASSISTANT),
        # The words of a button are complete: "hej" before them adds nothing, and would hide whose they are.
        meant=None if answers(last_said, utterance) else joined(utterance, before, said),
    )


async def words_in_a_row(records: Records, utterance: Utterance) -> str | None:
    """The citizen's latest words up to these, see `read_together.in_a_row`."""
    async with records.reading() as unit:
        turns = await unit.turns.of(utterance.conversation_id)
        said = await unit.conversations.utterances(utterance.conversation_id)
    return in_a_row(utterance, turns, said)


def _as_given(turn: TurnRecord, drafts: Mapping[int, Draft]) -> TurnRecord:
    """The turn, with the article that a person has let the citizen have after it was over."""
    draft = drafts.get(turn.seq)
    if draft is None or draft.decision not in {Decision.APPROVED, Decision.EDITED}:
        return turn
    return replace(turn, article=draft.article)


def _topic(before: Sequence[TurnRecord]) -> ArticleId | None:
    """What the conversation was about just now: thanks in between do not make it forget."""
    return next((turn.topic for turn in before[:TURNS_REMEMBERED] if turn.topic), None)
