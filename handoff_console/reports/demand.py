"""What people ask about: by topic and article, what rises, what had no answer, and what a change led to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.bootstrap import Assistant
from assistant.domain.measures import Dimension
from assistant.domain.measures.names import CountName
from assistant.domain.measures.reading import FEWEST_TOLD
from assistant.domain.period import local_day
from assistant.services.demand import MOST_TOLD, AskedAbout, Demand
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.reports.asked import lines_of, missing_before
from handoff_console.reports.choosing import Chosen
from handoff_console.reports.effect import Known, Looked, effect_of, looked_at, proposed, told_as
from handoff_console.reports.overview import around
from handoff_console.reports.parts import name_of_part, names_of_parts
from handoff_console.reports.topics_chart import topics_chart

router = APIRouter(prefix="/reports")

MOST_MOVING = 18
MOST_UNANSWERED = 10


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A topic with questions that had no sure answer: how many, and the part of the topic's questions (0..1)."""

    key: str
    missing: int
    share: float


@router.get("/demand")
async def demand(request: Request, assistant: Services, me: Supervisor, choice: Chosen) -> Response:  # noqa: ARG001 - supervisors only
    """Topics and articles of the days chosen, compared with the days before."""
    words, looked = words_of(request), looked_at(request, local_day(assistant.clock.now()))
    choice, known = choice.keeping(**looked.kept), await names_known(assistant, words)
    topics, articles = await assistant.demand.topics_and_articles(choice.stretch)
    topic_lines = lines_of(topics, Dimension.AREA, choice, known[Dimension.AREA], words)
    article_lines = lines_of(articles, Dimension.ARTICLE, choice, known[Dimension.ARTICLE], words)
    moving = [line for line in (*topic_lines, *article_lines) if line.rise]
    over_time = await assistant.demand.over_time(topics, choice.days)
    changes, more_changes = await proposed(assistant, looked, choice, known, words)
    page = {
        **around(request, choice),
        "topics": topic_lines[:MOST_TOLD],
        "articles": article_lines[:MOST_TOLD],
        "moving": moving[:MOST_MOVING],
        "more_moving": len(moving) - len(moving[:MOST_MOVING]),
        "missing_before": await missing_before(assistant, choice.stretch.before, words),
        "chart": topics_chart(over_time, topic_lines, known[Dimension.AREA], choice, words),
        "unanswered": _unanswered_told(topics, known[Dimension.AREA], words),
        "effect": await effect_of(assistant, looked, known, words),
        "changes": changes,
        "more_changes": more_changes,
        "choices": _choices(known, looked, words),
        "about": told_as(looked.about),
        "about_name": name_of_part(known[looked.about[0]], looked.about[1], words) if looked.about else "",
        "changed_on": looked.on or "",
    }
    return show(request, "reports/demand.html", page)


async def names_known(assistant: Assistant, words: Words) -> Known:
    """What topics and articles are called."""
    return {by: await names_of_parts(assistant, by, words) for by in (Dimension.AREA, Dimension.ARTICLE)}


def _choices(known: Known, looked: Looked, words: Words) -> Mapping[str, Sequence[tuple[str, str]]]:
    """What a change may have been of, in groups, by name; what is looked at is among them, were it withdrawn since."""
    titles = {Dimension.AREA: "Topics", Dimension.ARTICLE: "Articles"}
    groups = {by: {told_as((by, key)): name for key, name in names.items()} for by, names in known.items()}
    if looked.about is not None:
        by, key = looked.about
        groups[by][told_as(looked.about)] = name_of_part(known[by], key, words)
    return {titles[by]: sorted(names.items(), key=lambda each: each[1]) for by, names in groups.items()}


def unanswered_of(topics: Demand) -> list[Unanswered]:
    """Where questions had no sure answer most often; few are left out."""
    found = [_unanswered(each) for each in topics.parts]
    return sorted((each for each in found if each.missing >= FEWEST_TOLD), key=lambda each: (-each.missing, each.key))


def _unanswered(topic: AskedAbout) -> Unanswered:
    questions = topic.tally[CountName.QUESTIONS]
    missing = questions - topic.tally[CountName.COVERED]
    return Unanswered(topic.key, missing, missing / questions if questions else 0)


def _unanswered_told(topics: Demand, known: Mapping[str, str], words: Words) -> list[Mapping[str, Any]]:
    return [
        {
            "name": name_of_part(known, each.key, words),
            "number": local_words.number(each.missing, words.lang),
            "share": local_words.percent(each.share, words.lang, 0),
        }
        for each in unanswered_of(topics)[:MOST_UNANSWERED]
    ]
