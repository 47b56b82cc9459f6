"""Words are deleted by age, by decision alone, and what the figures count stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from pydantic import ValidationError

from assistant.domain.case import CaseEventId, CaseStatus
from assistant.domain.conversation import ConversationId
from assistant.domain.errors import NotFoundError
from assistant.domain.measures import MEASURES, MeasureName, Reading
from assistant.domain.measures.names import EVERYTHING
from assistant.domain.measures.of_conversations import RETURN_WITHIN
from assistant.domain.period import Period
from assistant.domain.survey import Survey
from assistant.services import forget
from assistant.services.cases import CaseChange
from assistant.services.forget import EVERY, Forget
from assistant.settings import LEAST_KEEP_DAYS, Settings
from tests.centre import UNSURE_QUESTION, WASTE_QUESTION, Centre, open_centre
from tests.unit.services.test_cases import opened

DECISION = "KS 2026-123"
IN_DANGER = "jag vill inte leva längre"
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
async def centre() -> Centre:
    """One whose municipality has decided: conversations 60 days, cases 90."""
    return await open_centre(Settings(disposal_decision=DECISION, keep_conversations_days=60, keep_cases_days=90))


def forgetting(centre: Centre) -> Forget:
    return centre.assistant.sweep.forget


async def over(centre: Centre, *words: str) -> ConversationId:
    """A conversation that the citizen has judged and left."""
    conversation = await centre.opens()
    for text in words:
        await centre.says(conversation, text)
    verdict = Survey(conversation, centre.clock.now(), resolved=True, treatment=4, comment="Tack, Anna Andersson!")
    await centre.assistant.converse.judge(verdict)
    await centre.assistant.converse.leave(conversation)
    return conversation


async def words_of(centre: Centre, conversation: ConversationId) -> str:
    return "".join(one.said.text for one in await centre.heard(conversation))


async def promised(centre: Centre) -> dict[MeasureName, Reading]:
    """What the year's promises come to: of other figures, time alone changes some."""
    tally = (await centre.assistant.figures.tally(YEAR))[EVERYTHING]
    return {name: measure.read(tally) for name, measure in MEASURES.items() if measure.target}


async def test_a_conversation_has_its_words_for_sixty_days_and_its_stamps_for_ever(centre: Centre) -> None:
    """Requirement C-08."""
    conversation = await over(centre, WASTE_QUESTION, UNSURE_QUESTION, IN_DANGER)
    before = await centre.assistant.transcripts.of(conversation)
    figures = await promised(centre)
    centre.later(days=26)  # the year is not out
    assert await forgetting(centre).forget_due() == 0
    assert await words_of(centre, conversation) != ""
    shorter = replace(forgetting(centre), keep_conversations=timedelta(days=25), keep_cases=None, next_at=None)
    assert await shorter.forget_due() == 1
    after = await centre.assistant.transcripts.of(conversation)
    assert await words_of(centre, conversation) == ""
    assert [(one.seq, one.at, one.said.speaker, one.said.article) for one in after.utterances] == [
        (one.seq, one.at, one.said.speaker, one.said.article) for one in before.utterances
    ]
    assert [(turn.outcome, turn.article, turn.closed_at) for turn in after.turns] == [
        (turn.outcome, turn.article, turn.closed_at) for turn in before.turns
    ]
    assert {turn.danger for turn in after.turns} == {None}
    assert {turn.grounds for turn in after.turns} == {None}
    assert after.survey is not None
    assert (after.survey.treatment, after.survey.comment) == (4, "")
    assert await promised(centre) == figures


async def test_nobody_opens_a_conversation_any_longer_whose_words_are_gone(centre: Centre) -> None:
    opened_one = await centre.assistant.converse.open("sv")
    await centre.assistant.converse.leave(opened_one.conversation.id)
    centre.later(days=61)
    await centre.assistant.sweep.once()
    with pytest.raises(NotFoundError):
        await centre.assistant.converse.authorised(opened_one.conversation.id, opened_one.token)
    with pytest.raises(NotFoundError):
        await centre.assistant.converse.authorised(opened_one.conversation.id, "")


async def test_what_goes_on_keeps_its_words_however_old_it_is(centre: Centre) -> None:
    handoff = await centre.waits()
    await centre.assistant.hand_offs.claim(handoff.id, centre.anna)
    centre.later(days=400)
    assert await forgetting(centre).forget_due() == 0
    assert UNSURE_QUESTION in await words_of(centre, handoff.conversation_id)


async def test_without_a_decision_nothing_is_deleted(centre: Centre) -> None:
    """Requirement D-07."""
    conversation = await over(centre, WASTE_QUESTION)
    centre.later(days=4000)
    undecided = replace(forgetting(centre), decision=None, keep_conversations=timedelta(days=1))
    assert await undecided.forget_due() == 0
    assert WASTE_QUESTION in await words_of(centre, conversation)


async def test_nought_days_keep_all(centre: Centre) -> None:
    kept = await open_centre(Settings(disposal_decision=DECISION, keep_conversations_days=0, keep_cases_days=0))
    conversation = await over(kept, WASTE_QUESTION)
    kept.later(days=4000)
    await kept.assistant.sweep.once()
    assert WASTE_QUESTION in await words_of(kept, conversation)


async def test_a_case_that_is_over_loses_its_words_and_its_page_and_stays_in_the_count(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    view = await centre.assistant.cases.followed(reference, key)
    change = CaseChange(CaseEventId("1"), 0, status=CaseStatus.DONE, note="Lampan lyser.", internal="Lagad av Bo.")
    await centre.assistant.cases.change(reference, change, centre.anna)
    centre.later(days=89)
    await centre.assistant.sweep.once()
    assert (await centre.assistant.cases.read(reference)).case.details == view.case.details
    centre.later(days=2)
    await centre.assistant.sweep.once()
    left = await centre.assistant.cases.read(reference)
    assert (dict(left.case.details), left.case.status, left.case.opened_at) == (
        {},
        CaseStatus.DONE,
        view.case.opened_at,
    )
    assert [(event.status, event.note, event.internal) for event in left.events] == [(CaseStatus.DONE, "", "")]
    with pytest.raises(NotFoundError):
        await centre.assistant.cases.followed(reference, key)


async def test_a_case_that_somebody_has_still_to_see_to_keeps_its_words(centre: Centre) -> None:
    reference, key, _ = await opened(centre)
    centre.later(days=400)
    await centre.assistant.sweep.once()
    assert (await centre.assistant.cases.followed(reference, key)).case.details


async def test_it_is_looked_for_once_an_hour_and_again_at_once_where_much_is_due(
    centre: Centre, caplog: pytest.LogCaptureFixture
) -> None:
    many = [await over(centre, WASTE_QUESTION) for _ in range(3)]
    centre.later(days=61)
    caplog.set_level("INFO", logger=forget.__name__)
    assert await forgetting(centre).forget_due() == len(many)
    assert f"words of 3 conversations and 0 cases were deleted by the decision {DECISION}" in caplog.text
    assert await forgetting(centre).forget_due() == 0
    late = await over(centre, WASTE_QUESTION)
    centre.later(days=61)
    forgetting(centre).next_at = centre.clock.now() + EVERY
    assert await forgetting(centre).forget_due() == 0
    centre.later(hours=1)
    assert await forgetting(centre).forget_due() == 1
    assert await words_of(centre, late) == ""


@pytest.mark.parametrize("days", [1, LEAST_KEEP_DAYS - 1])
def test_words_are_kept_at_least_until_it_is_known_whether_the_citizen_came_back(days: int) -> None:
    with pytest.raises(ValidationError, match="KONTAKT_KEEP_CONVERSATIONS_DAYS must be 0"):
        Settings(keep_conversations_days=days)
    assert Settings(keep_conversations_days=LEAST_KEEP_DAYS).keep_conversations_days == LEAST_KEEP_DAYS
    # A day is frozen with its first conversation, and its last is opened a day later.
    assert timedelta(days=LEAST_KEEP_DAYS) - timedelta(days=1) >= RETURN_WITHIN
