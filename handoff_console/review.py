"""Reviewing the assistant's answers: the queue, one answer with its judgement, and the texts that need work."""

import logging
from collections import Counter
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.catalogue import AreaId, spoken
from assistant.domain.conversation import ConversationId
from assistant.domain.knowledge import ArticleId
from assistant.domain.review import LONGEST_NOTE, TAKEN_BACK_WITHIN, Judgement
from assistant.domain.staffing import StaffMember
from assistant.services.review import Word
from assistant.services.review_queue import OpenedReview, ToJudge, Turn
from handoff_console import local_words
from handoff_console.access import Agent, Member, Services
from handoff_console.pages import show, words_of
from handoff_console.review_words import JUDGEMENTS, WHYS

log = logging.getLogger(__name__)
router = APIRouter(prefix="/review", include_in_schema=False)

LONGEST_SEARCH = 200


@router.get("")
async def queue(
    request: Request,
    assistant: Services,
    me: Agent,
    passed: Annotated[int, Query(ge=0, le=100_000)] = 0,
    done: str = "",
    judged: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
) -> Response:
    """The next answer to judge. `passed`: how many of the queue were passed over; `done`: what has just been said, of
    the turn `judged`.
    """
    waiting = await assistant.review_queue.of(me.id)
    place = passed if passed < len(waiting) else 0
    said = {"waiting": waiting, "whys": _counted(waiting), "passed": place, "done": done, "judged": judged}
    if not waiting:
        return show(request, "review/nothing.html", said)
    opened = await assistant.review_queue.open(waiting[place].turn, me.id)
    return _page(request, assistant, me, opened, said)


async def turn_named(conversation_id: str, seq: int) -> Turn:
    """The turn at an address."""
    return ConversationId(conversation_id), seq


async def word_given(
    judgement: Annotated[Judgement, Form()],
    right_article: Annotated[str, Form(max_length=200)] = "",
    note: Annotated[str, Form(max_length=LONGEST_NOTE)] = "",
) -> Word:
    """What the reviewer says. An article beside a word that is not "wrong" is left out: it was chosen before the
    reviewer thought better of it.
    """
    right = ArticleId(right_article) if right_article and judgement is Judgement.WRONG else None
    return Word(judgement, right, note)


TurnNamed = Annotated[Turn, Depends(turn_named)]


@router.get("/turn/{conversation_id}/{seq}")
async def turn(request: Request, assistant: Services, me: Agent, named: TurnNamed, done: str = "") -> Response:
    """One answer, whether it stands in the queue or not. `done`: what has just been done to it."""
    return _page(request, assistant, me, await assistant.review_queue.open(named, me.id), {"done": done})


@router.post("/turn/{conversation_id}/{seq}")
async def judge(
    assistant: Services, me: Agent, named: TurnNamed, word: Annotated[Word, Depends(word_given)]
) -> Response:
    """What the reviewer says is recorded; the next answer comes."""
    fell = await assistant.review_answers.judge(named, me, word)
    return RedirectResponse(f"/review?done={'fell' if fell else 'saved'}&judged={named[0]}/{named[1]}", 303)


@router.post("/turn/{conversation_id}/{seq}/take-back")
async def take_back(assistant: Services, me: Agent, named: TurnNamed) -> Response:
    """What the reviewer said is taken back; the answer is there to be judged again."""
    fell = await assistant.review_answers.take_back(named, me)
    return RedirectResponse(f"/review/turn/{named[0]}/{named[1]}?done={'fell' if fell else 'taken-back'}", 303)


@router.get("/find")
async def find(
    request: Request,
    assistant: Services,
    me: Agent,  # noqa: ARG001 - reviewers only
    find: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
    besides: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
) -> Response:
    """Articles that may have been the right one, to choose from. `besides`: the one that is judged, which was not."""
    found = [one for one in await assistant.review_answers.find(find) if one.id != besides]
    return show(request, "review/found.html", {"found": found, "searched": bool(find.strip())})


@router.get("/work")
async def work(request: Request, assistant: Services, me: Member) -> Response:  # noqa: ARG001 - all staff
    """Articles whose text reviewers want better."""
    lang = words_of(request).lang
    shown = {
        "work": await assistant.review_answers.work(),
        "area_of": lambda article: _area(assistant, article.area, lang),
        "day_and_time": lambda moment: local_words.day_and_time(moment, lang),
    }
    return show(request, "review/work.html", shown)


def _page(
    request: Request, assistant: Assistant, me: StaffMember, opened: OpenedReview, said: dict[str, Any]
) -> Response:
    # Who read whose conversation can be told afterwards (requirement C-06).
    log.info("reviewer %s reads turn %s of conversation %s", me.id, opened.turn[1], opened.turn[0])
    lang = words_of(request).lang
    shown = {
        "opened": opened,
        "area": _area(assistant, opened.topic, lang),
        "judgements": JUDGEMENTS,
        "longest_note": LONGEST_NOTE,
        "day_and_time": lambda moment: local_words.day_and_time(moment, lang),
        "waiting": (),
        "whys": (),
        "passed": None,
        "done": "",
        "judged": "",
        "minutes": TAKEN_BACK_WITHIN // timedelta(minutes=1),
        **said,
    }
    return show(request, "review/review.html", shown)


def _counted(waiting: tuple[ToJudge, ...]) -> list[tuple[int, str]]:
    counts = Counter(one.why for one in waiting)
    return [(counts[why], name) for why, name in WHYS.items() if counts[why]]


def _area(assistant: Assistant, topic: str, lang: str) -> str:
    area = assistant.catalogue.areas.get(AreaId(topic))
    return spoken(area.name, lang) if area else topic
