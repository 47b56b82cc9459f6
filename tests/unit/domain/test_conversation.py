"""Who may pass a conversation to whom, and what an utterance must carry."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.conversation import (
    SWEDISH,
    Conversation,
    ConversationId,
    Holder,
    NewUtterance,
    Speaker,
    Utterance,
    UtteranceId,
)
from assistant.domain.errors import ConflictError, RefusedError
from assistant.domain.knowledge import ArticleId, Citation

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PERMITTED = {
    (Holder.ASSISTANT, Holder.QUEUE),  # a person is asked for
    (Holder.ASSISTANT, Holder.AGENT),  # an agent steps in
    (Holder.ASSISTANT, Holder.NOBODY),  # closed without a person
    (Holder.QUEUE, Holder.AGENT),  # claimed
    (Holder.QUEUE, Holder.ASSISTANT),  # abandoned
    (Holder.QUEUE, Holder.NOBODY),  # the citizen leaves while waiting
    (Holder.AGENT, Holder.QUEUE),  # the agent vanished
    (Holder.AGENT, Holder.ASSISTANT),  # given back
    (Holder.AGENT, Holder.NOBODY),  # ended
}


def held_by(holder: Holder) -> Conversation:
    return Conversation(ConversationId("c"), "digest", SWEDISH, holder, MORNING)


@pytest.mark.parametrize("holder", Holder)
@pytest.mark.parametrize("to", Holder)
def test_a_conversation_passes_only_along_the_moves_the_contact_centre_knows(holder: Holder, to: Holder) -> None:
    if (holder, to) in PERMITTED:
        held_by(holder).check_move(to)
    else:
        with pytest.raises(ConflictError):
            held_by(holder).check_move(to)


@given(st.lists(st.sampled_from(Holder), max_size=12))
def test_whatever_is_tried_a_closed_conversation_stays_closed(wishes: list[Holder]) -> None:
    holder, closed = Holder.ASSISTANT, False
    for wish in wishes:
        try:
            held_by(holder).check_move(wish)
        except ConflictError:
            continue
        assert not closed
        holder, closed = wish, wish is Holder.NOBODY


def test_a_closed_conversation_comes_to_no_agent() -> None:
    """From the queue by a claim, from the assistant by stepping in; nowhere else from."""
    assert {holder for holder, to in PERMITTED if to is Holder.AGENT} == {Holder.ASSISTANT, Holder.QUEUE}
    with pytest.raises(ConflictError, match="conversation c cannot pass from nobody to agent"):
        held_by(Holder.NOBODY).check_move(Holder.AGENT)


def test_an_answer_from_an_article_without_its_source_cannot_even_be_made() -> None:
    """Requirement B-09."""
    with pytest.raises(RefusedError):
        NewUtterance(UtteranceId("u"), Speaker.ASSISTANT, "Svar", SWEDISH, article=ArticleId("avfall.sophamtning"))


def test_an_answer_with_its_source_and_words_without_an_article_can() -> None:
    citation = Citation("Sophämtning", "https://www.linkoping.se/avfall", "Kontakt Linköping", date(2026, 11, 22))
    article = ArticleId("avfall.sophamtning")
    answer = NewUtterance(UtteranceId("u"), Speaker.ASSISTANT, "S", SWEDISH, article=article, citations=(citation,))
    assert answer.citations == (citation,)
    assert NewUtterance(UtteranceId("v"), Speaker.AGENT, "Hej", SWEDISH).article is None


@pytest.mark.parametrize("speaker", Speaker)
def test_only_the_citizens_own_words_are_by_the_citizen(speaker: Speaker) -> None:
    said = NewUtterance(UtteranceId("u"), speaker, "Hej", SWEDISH)
    assert Utterance(ConversationId("c"), 1, MORNING, said).by_citizen == (speaker is Speaker.CITIZEN)


def test_a_citizens_words_do_not_show_when_an_utterance_is_logged() -> None:
    """Citizens' words are never in logs (house rule 13), not even through a careless `%r`."""
    said = NewUtterance(UtteranceId("u"), Speaker.CITIZEN, "min diagnos", SWEDISH)
    assert "diagnos" not in repr(Utterance(ConversationId("c"), 1, MORNING, said))
