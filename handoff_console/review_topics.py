"""What reviewed answers prove of each topic: a table for supervisors, a rise to grant, falls that were not seen yet."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.audit import LONGEST_REASON
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import spoken
from assistant.domain.earned import Standing, right_answers_to_rise
from assistant.services.evidence import TopicEvidence
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import local_path, show, words_of
from handoff_console.review_words import STANDINGS
from handoff_console.waiting import Look

router = APIRouter(prefix="/review", include_in_schema=False)


@router.get("/topics")
async def topics(request: Request, assistant: Services, me: Supervisor, done: str = "") -> Response:  # noqa: ARG001 - supervisors only
    """The topics with what is known of each. `done`: what has just been granted or seen."""
    words = words_of(request)
    evidence = await assistant.evidence.whole()
    rows = [_row(one, assistant, words) for one in evidence.topics]
    shown = {
        **_in_words(words),
        "rows": [row for row in rows if row["touched"]],
        "untouched": [row for row in rows if not row["touched"]],
        "proposed": [row for row in rows if row["evidence"].proposed],
        "fallen": await _fallen(assistant, words),
        "agreement": evidence.agreement,
        "wanted": assistant.evidence.wanted,
        "standings": STANDINGS,
        "longest_reason": LONGEST_REASON,
        "done": done,
    }
    return show(request, "review/topics.html", shown)


async def fallen(look: Look) -> tuple[str, Mapping[str, Any]]:
    """A banner of topics that fell and no supervisor has seen it; nothing otherwise."""
    return "review/fallen.html", {"fallen": await _fallen(look.assistant, words_of(look.request)), "at": look.at}


@router.post("/topics/{topic}/raise")
async def raise_level(
    assistant: Services,
    me: Supervisor,
    topic: str,
    to: Annotated[AutonomyLevel, Form()],
    reason: Annotated[str, Form(min_length=1, max_length=LONGEST_REASON)],
) -> Response:
    """The topic gets the level that it has earned."""
    await assistant.evidence.raise_level(topic, to, me, reason)
    return RedirectResponse("/review/topics?done=raised", 303)


@router.post("/topics/{topic}/seen")
async def seen(
    assistant: Services, me: Supervisor, topic: str, back: Annotated[str, Form(max_length=500)] = "/review/topics"
) -> Response:
    """The supervisor has seen that the topic fell: the banner goes."""
    await assistant.evidence.acknowledge(topic, me)
    return RedirectResponse(local_path(back, "/review/topics"), 303)


async def _fallen(assistant: Assistant, words: Words) -> list[Mapping[str, Any]]:
    return [
        {"change": change, "name": _name(change.topic, assistant, words)}
        for change in await assistant.evidence.fallen()
    ]


def _row(one: TopicEvidence, assistant: Assistant, words: Words) -> dict[str, Any]:
    weighed = one.earned
    holds = weighed.standing is Standing.HOLDS
    top = one.level is AutonomyLevel.AUTONOMOUS
    return {
        "evidence": one,
        "name": _name(one.topic, assistant, words),
        "touched": bool(weighed.reviewed or one.waiting or one.change or one.agreement.pairs),
        "still": right_answers_to_rise(weighed) if holds and not top and weighed.reviewed else None,
        "reason": words(
            "{right} of {reviewed} reviewed answers were right", right=weighed.right, reviewed=weighed.reviewed
        ),
    }


def _name(topic: str, assistant: Assistant, words: Words) -> str:
    area = {str(area.id): area for area in assistant.catalogue.areas.values()}.get(topic)
    return spoken(area.name, words.lang) if area else topic


def _in_words(words: Words) -> Mapping[str, Any]:
    return {
        "percent": lambda value: local_words.percent(value, words.lang),
        "whole_percent": lambda value: local_words.percent(value, words.lang, 0),
        "decimal": lambda value: local_words.decimal(value, words.lang),
        "day_and_time": lambda moment: local_words.day_and_time(moment, words.lang),
    }
