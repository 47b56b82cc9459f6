"""What the desk shows, for all of its routes: its three panes, an open conversation, and the parts that look again."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.canned_reply import CannedReply, filled
from assistant.domain.conversation import Speaker, Utterance
from assistant.domain.given_name import given_name_in
from assistant.domain.handoff import Handoff, HandoffId, Stage
from assistant.domain.measures.in_time import THRESHOLD
from assistant.domain.note import Note
from assistant.domain.staffing import StaffMember, Status
from assistant.services.aside import Aside
from assistant.services.desk import DeskView
from assistant.wording.cases import STATUSES
from assistant.wording.plain import to_plain
from handoff_console.grounds_words import why
from handoff_console.names import FAREWELL
from handoff_console.pages import is_fragment, show, words_of
from handoff_console.waiting import fresh_look, waiting_pane

AT_THE_DESK = frozenset({Stage.CLAIMED, Stage.ENDED})


def is_mine(handoff: Handoff, me: StaffMember) -> bool:
    """Whether the agent talks in the conversation or has it to wrap up."""
    return handoff.claimed_by == me.id and handoff.stage in AT_THE_DESK


def status_words(request: Request) -> str:
    """What claiming has made of the agent's status, where it was another."""
    is_new = request.query_params.get("now") == Status.AVAILABLE
    return words_of(request)("You are available now.") if is_new else ""


async def panes(request: Request, me: StaffMember, at: str) -> dict[str, Any]:
    """What stands on the desk whatever is open. `at`: the page's path, also where a refused form is shown again."""
    return {**await waiting_pane(fresh_look(request, me, at)), "path": at, "opened_id": "", "came_back": ""}


async def opened(
    request: Request,
    assistant: Assistant,
    me: StaffMember,
    view: DeskView,
    extra: Mapping[str, object],
    status: int = 200,
) -> Response:
    """The desk with one conversation open. `extra`: what else, or otherwise, its templates show."""
    await assistant.aside.look(view.conversation.id, me)
    aside = await assistant.aside.of(view.handoff, me)
    shown = {
        **await panes(request, me, f"/desk/{view.handoff.id}"),
        **_conversation(view, aside),
        "opened_id": view.handoff.id,
        "said": "",
        "draft": "",
        "fault": "",
        "doing": "",
        "ended_by_citizen": _ended_by_citizen(view),
        "utterance_id": uuid.uuid4(),
        "guess_ids": [uuid.uuid4() for _ in view.guesses],
        "plain": to_plain,
        "why": why,
        "canned": _at_hand(await assistant.canned_replies.at_hand(me), view, aside, me),
        "areas": assistant.catalogue.areas,
        "authorities": assistant.catalogue.authorities.values(),
        "correcting": None,
        "note_id": uuid.uuid4(),
        **extra,
    }
    return show(request, "desk/desk.html", shown, status)


def _conversation(view: DeskView, aside: Aside) -> dict[str, object]:
    return {
        "opened": view,
        "aside": aside,
        "entries": in_order(view.utterances, aside.notes),
        "limit_seconds": int(THRESHOLD.total_seconds()),
        "case_statuses": STATUSES,
    }


def _ended_by_citizen(view: DeskView) -> bool:
    return view.handoff.stage is Stage.ENDED and any(u.said.id == FAREWELL for u in view.utterances)


def in_order(utterances: Sequence[Utterance], notes: Sequence[Note]) -> list[Utterance | Note]:
    """What was said by its numbers, each note before the first thing said after it."""
    entries: list[Utterance | Note] = []
    waiting = list(notes)
    for utterance in utterances:
        while waiting and waiting[0].at < utterance.at:
            entries.append(waiting.pop(0))
        entries.append(utterance)
    return [*entries, *waiting]


def _at_hand(
    replies: Sequence[CannedReply], view: DeskView, aside: Aside, me: StaffMember
) -> list[tuple[CannedReply, str, str]]:
    """Each canned reply with its language and its words for this conversation."""
    values = {"agent": me.first_name, "ärende": aside.cases[-1].reference if aside.cases else "", "namn": _name(view)}
    langs = [reply.lang_for(view.citizen_lang) for reply in replies]
    return [(reply, lang, filled(reply.texts[lang], values)) for reply, lang in zip(replies, langs, strict=True)]


def _name(view: DeskView) -> str:
    """What the citizen is called, as last said in this conversation; empty where they did not say."""
    said = (one.said.text for one in reversed(view.utterances) if one.said.speaker is Speaker.CITIZEN)
    return next((name for name in map(given_name_in, said) if name), "")


async def look_again(request: Request, assistant: Assistant, me: StaffMember, view: DeskView) -> Response:
    """The parts of an open conversation that change by themselves."""
    await assistant.aside.look(view.conversation.id, me)
    return show(request, "desk/look_again.html", _conversation(view, await assistant.aside.of(view.handoff, me)))


async def after_act(request: Request, assistant: Assistant, me: StaffMember, handoff_id: HandoffId) -> Response:
    """The conversation as it stands after something was done in it: its parts for htmx, else its page."""
    if not is_fragment(request):
        return RedirectResponse(f"/desk/{handoff_id}", 303)
    return await look_again(request, assistant, me, await assistant.desk.view(handoff_id))
