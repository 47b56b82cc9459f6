"""How far the assistant may go: each topic's level, why and since when; set by supervisors, seen by agents. The off
switch; and the one-key verdict on a draft beside an agent's own answer.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.audit import LONGEST_REASON
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.conversation import ConversationId
from assistant.domain.drafts import JUDGEMENTS, Decision, Draft
from assistant.domain.errors import NotFoundError
from assistant.domain.handoff import HandoffId
from assistant.domain.staffing import Role
from assistant.domain.switches import EVERYTHING, of_conversation, of_topic
from assistant.services.oversight import Topic
from handoff_console import local_words
from handoff_console.access import Agent, NotAllowedError, Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.review_words import STANDINGS

router = APIRouter(prefix="/oversight", include_in_schema=False)

DONE = {
    "level": "The level holds from the next question on.",
    "off": "Switched off. Danger's fixed words are still said.",
    "on": "Switched on again.",
    "same": "It was so already; nothing has changed.",
}
VERDICT_KEYS = {Decision.AGREED: "+", Decision.DISAGREED: "-", Decision.CANNOT_TELL: "."}


@router.get("")
async def page(request: Request, assistant: Services, me: Agent, done: str = "") -> Response:  # noqa: ARG001
    """All topics, and whether the assistant as a whole is on."""
    topics = sorted(await assistant.oversight.topics(), key=_needs_eyes_first)
    shown = {
        **await _common(request, assistant, done),
        "topics": topics,
        "evidence": {one.topic: one for one in await assistant.evidence.topics()},
        "standings": STANDINGS,
        "counts": {level: sum(topic.level is level for topic in topics) for level in AutonomyLevel},
        "off": await assistant.off_switch.whole(),
        "subject": EVERYTHING,
        "events": await assistant.oversight.history_of_the_whole(),
        "fault": "",
    }
    return show(request, "oversight/oversight.html", shown)


@router.get("/topics/{area}")
async def topic_page(request: Request, area: str, assistant: Services, me: Agent, done: str = "") -> Response:  # noqa: ARG001
    """One topic: its level and how it came to be; for supervisors, the means to change it."""
    return await _topic(request, assistant, area, done=done)


@router.post("/topics/{area}/level")
async def set_level(
    request: Request,
    area: str,
    assistant: Services,
    me: Supervisor,
    level: Annotated[AutonomyLevel, Form()],
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> Response:
    """The topic has the level from now on."""
    if not reason.strip():
        fault = words_of(request)("Say why: colleagues and auditors read it.")
        return await _topic(request, assistant, area, fault=fault, status=422)
    await assistant.autonomy.set_level(area, level, me, reason.strip())
    return RedirectResponse(f"/oversight/topics/{area}?done=level", 303)


@router.get("/conversation/{conversation_id}")
async def conversation_page(
    request: Request,
    conversation_id: str,
    assistant: Services,
    me: Agent,  # noqa: ARG001 - agents only
    done: str = "",
) -> Response:
    """Whether the assistant answers in one conversation, and the switch for it."""
    subject = of_conversation(ConversationId(conversation_id))
    await assistant.follow.state(ConversationId(conversation_id))
    off = await assistant.off_switch.subject_off(subject)
    shown = {**await _common(request, assistant, done), "subject": subject, "off": off, "fault": ""}
    return show(request, "oversight/conversation.html", shown)


@router.post("/switch")
async def switch(
    assistant: Services,
    me: Agent,
    subject: Annotated[str, Form(max_length=200)],
    turn: Annotated[str, Form(pattern="^(off|on)$")],
    reason: Annotated[str, Form(max_length=LONGEST_REASON)] = "",
) -> Response:
    """The assistant is off, or on again: as a whole or on a topic by supervisors, in a conversation by agents too."""
    if not subject.startswith("conversation:") and me.role is not Role.SUPERVISOR:
        raise NotAllowedError(f"{me.id} may not switch {subject}")
    changed = await assistant.off_switch.turn(subject, me, reason, off=turn == "off")
    return RedirectResponse(f"{_page_of(subject)}?done={turn if changed else 'same'}", 303)


@router.get("/draft/{handoff_id}")
async def draft_beside(request: Request, handoff_id: str, assistant: Services, me: Agent) -> Response:
    """What the assistant would have answered in the handoff, with keys for a verdict; empty where it had nothing."""
    draft = await assistant.judge_drafts.latest_of(HandoffId(handoff_id))
    return _beside(request, draft, handoff_id, may_judge=await _answers(assistant, HandoffId(handoff_id), me.id))


@router.post("/draft/{handoff_id}/{seq}")
async def judge(
    request: Request,
    handoff_id: str,
    seq: int,
    assistant: Services,
    me: Agent,
    verdict: Annotated[Decision, Form()],
) -> Response:
    """The agent who answers says whether they would have said the same."""
    view = await assistant.desk.view(HandoffId(handoff_id))
    draft = await assistant.judge_drafts.judge(view.conversation.id, seq, me, verdict)
    return _beside(request, draft, handoff_id, may_judge=True)


async def _answers(assistant: Assistant, handoff_id: HandoffId, agent_id: str) -> bool:
    return (await assistant.desk.view(handoff_id)).handoff.claimed_by == agent_id


def _beside(request: Request, draft: Draft | None, handoff_id: str, *, may_judge: bool) -> Response:
    shown = {"draft": draft, "handoff_id": handoff_id, "may_judge": may_judge, "keys": VERDICT_KEYS}
    return show(request, "oversight/draft.html", {**shown, "judgements": JUDGEMENTS})


def _needs_eyes_first(topic: Topic) -> tuple[bool, int, bool]:
    """What is off, then the strictest, then what somebody has set; among these as catalogued."""
    return topic.off is None, list(AutonomyLevel).index(topic.level), topic.change is None


def _page_of(subject: str) -> str:
    kind, _, name = subject.partition(":")
    if kind == "topic":
        return f"/oversight/topics/{name}"
    return f"/oversight/conversation/{name}" if kind == "conversation" else "/oversight"


async def _topic(
    request: Request, assistant: Assistant, area: str, *, done: str = "", fault: str = "", status: int = 200
) -> Response:
    topic = next((one for one in await assistant.oversight.topics() if one.area.id == area), None)
    if topic is None:
        raise NotFoundError(f"no topic {area}")
    shown = {
        **await _common(request, assistant, done),
        "topic": topic,
        "levels": tuple(AutonomyLevel),
        "events": await assistant.oversight.history(area),
        "off": topic.off,
        "subject": of_topic(area),
        "fault": fault,
    }
    return show(request, "oversight/topic.html", shown, status)


async def _common(request: Request, assistant: Assistant, done: str) -> dict[str, Any]:
    words = words_of(request)
    return {
        "said": words(DONE[done]) if done in DONE else "",
        "staff": await assistant.oversight.names(),
        "moment": lambda at: local_words.day_and_time(at, words.lang),
        "most": LONGEST_REASON,
    }
