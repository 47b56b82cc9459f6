"""One conversation behind a figure, in words: how long, by whom, how it ended, whether and why it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from assistant.domain.handoff import Handoff, Stage
from assistant.domain.survey import Survey
from assistant.services.report import BehindRow, FigureName
from assistant.wording.catalogue import Words
from handoff_console import names

STILL_OPEN = frozenset({Stage.WAITING, Stage.CLAIMED})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list. `kept`: `yes` counts for, `no` against, `unknown` is left out."""

    row: BehindRow
    waited: timedelta | None
    answered_by: str
    disposition: str
    survey: str
    kept: str
    why: str


def line(figure: FigureName, row: BehindRow, staff: Mapping[str, str], now: datetime, words: Words) -> Line:
    """The row in words; `staff` has full names by id."""
    return Line(
        row,
        None if row.handoff is None else waited(row.handoff, now),
        answered_by(row.handoff, staff, words),
        words(names.DISPOSITIONS[row.handoff.disposition]) if row.handoff and row.handoff.disposition else "",
        survey_words(row.survey, words),
        {True: "yes", False: "no", None: "unknown"}[row.good],
        words(_WHY[figure](row), rating=row.survey.treatment if row.survey else None),
    )


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


def _why_share(row: BehindRow) -> str:
    return "Counts as a contact" if row.counted else "Left out: other channels' numbers are missing for the day"


def _why_resolution(row: BehindRow) -> str:
    if row.good is None:
        return "Left out: nobody has said how it went"
    if row.survey is not None and row.survey.resolved is not None:
        return "Solved, says the citizen" if row.good else "Not solved, says the citizen"
    return "Solved, by the agent's disposition" if row.good else "Not solved, by the agent's disposition"


def _why_service_level(row: BehindRow) -> str:
    handoff = row.handoff
    if row.good:
        return "Answer within 120 seconds"
    if handoff is None or handoff.answered_at is not None:
        return "Answer after more than 120 seconds"
    if handoff.stage in STILL_OPEN:
        return "No answer yet after 120 seconds" if row.counted else "Left out: waits, not yet 120 seconds"
    return "No answer within 120 seconds" if row.counted else "Left out: gone within 120 seconds"


def _why_abandonment(row: BehindRow) -> str:
    if row.good:
        return "Answered by a person"
    if row.counted:
        return "Left the queue without an answer"
    return "Left out: still waiting, or given back to the assistant"


def _why_satisfaction(row: BehindRow) -> str:
    if row.good is None:
        return "Left out: no rating"
    return "Satisfied: rating {rating} of 5" if row.good else "Not satisfied: rating {rating} of 5"


_WHY = {
    FigureName.CHAT_SHARE: _why_share,
    FigureName.RESOLUTION: _why_resolution,
    FigureName.SERVICE_LEVEL: _why_service_level,
    FigureName.ABANDONMENT: _why_abandonment,
    FigureName.SATISFACTION: _why_satisfaction,
}
