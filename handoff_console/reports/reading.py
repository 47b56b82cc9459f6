"""One conversation to read, with what was done about each of the citizen's words, and how it ended."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.domain.conversation import ConversationId
from assistant.domain.handoff import Handoff, Stage
from assistant.domain.survey import Survey
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.grounds_words import why
from handoff_console.outcome_words import OUTCOMES
from handoff_console.pages import local_path, show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/reports")

STILL_OPEN = frozenset({Stage.WAITING, Stage.CLAIMED})


@router.get("/conversation/{conversation_id}")
async def conversation(
    request: Request, conversation_id: str, assistant: Services, me: Supervisor, back: str = "/reports"
) -> Response:
    """One conversation. `back`: the page of ours that it was opened from."""
    transcript = await assistant.transcripts.of(ConversationId(conversation_id))
    # Who looked at whose conversation can be told afterwards (requirement C-06).
    log.info("supervisor %s reads conversation %s", me.id, conversation_id)
    await assistant.aside.look(ConversationId(conversation_id), me)
    words, now = words_of(request), assistant.clock.now()
    staff = {str(member.id): member.full_name for member in await assistant.staff.members()}
    page = {
        "day_and_time": lambda moment: local_words.day_and_time(moment, words.lang),
        "percent": lambda value: local_words.percent(value, words.lang, 0),
        "reading": transcript,
        "turns": {turn.seq: turn for turn in transcript.turns},
        "danger": next((turn.danger for turn in transcript.turns if turn.danger), None),
        "outcomes": OUTCOMES,
        "why": why,
        "waited": waited(transcript.handoff, now) if transcript.handoff else None,
        "answered_by": answered_by(transcript.handoff, staff, words),
        "survey": survey_words(transcript.survey, words),
        "back": local_path(back, "/reports"),
    }
    return show(request, "reports/conversation.html", page)


def waited(handoff: Handoff, now: datetime) -> timedelta:
    """From the request to a person's first words, or to whatever ended the wait; until `now` when nothing has."""
    until = handoff.answered_at or handoff.abandoned_at or handoff.returned_at or handoff.ended_at or now
    return until - handoff.asked_at


def answered_by(handoff: Handoff | None, staff: Mapping[str, str], words: Words) -> str:
    """A person's name, the assistant, or nobody."""
    if handoff is None:
        return words("AI assistant")
    if handoff.answered_at is None:
        return words("Nobody yet") if handoff.stage in STILL_OPEN else words("Nobody")
    return staff.get(handoff.claimed_by or "", words("Agent"))


def survey_words(survey: Survey | None, words: Words) -> str:
    """The citizen's verdict in short; empty without one."""
    if survey is None:
        return ""
    solved = {True: words("Solved"), False: words("Not solved"), None: ""}[survey.resolved]
    rating = words("rating {rating} of 5", rating=survey.treatment) if survey.treatment else ""
    return ", ".join(part for part in (solved, rating) if part)
