"""Warnings before a target breaks: the strip on every page of a supervisor, their history, and who was told of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.delivery import AlertKind, ChannelName, Delivery, Fault
from assistant.domain.target_warning import GOALS, TargetWarning
from assistant.wording.alerts import lines_of, title_of
from assistant.wording.catalogue import Words
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of
from handoff_console.waiting import Look

router = APIRouter(prefix="/warnings", include_in_schema=False)

CHANNELS = {ChannelName.EMAIL: "E-mail", ChannelName.WEBHOOK: "Webhook"}
KINDS = {AlertKind.WARNING: "Warning", AlertKind.DANGER: "Danger", AlertKind.TRIAL: "Trial"}
FAULTS = {
    Fault.UNREACHABLE: "Could not be reached. Check the address and that the server is up.",
    Fault.TIMED_OUT: "Did not answer in time. Check that the server is up.",
    Fault.NOT_LET_IN: "Did not let us in. Check the name, password or secret in the settings.",
    Fault.REFUSED: "Said no. Read what it answered.",
    Fault.CUT_OFF: "Broke off in the middle. Perhaps it arrived all the same.",
}
"""Message ids of the catalogue."""


@router.get("")
async def page(request: Request, assistant: Services, me: Supervisor, done: str = "") -> Response:  # noqa: ARG001 - supervisors only
    """What stands, what is told to whom, and all that was warned of."""
    words = words_of(request)
    history = await assistant.warn.history()
    shown = {
        **await _told(assistant, words),
        "standing": [_warning(each, words) for each in history if each.cleared_at is None],
        "past": [_warning(each, words) for each in history if each.cleared_at is not None],
        "ways": assistant.alerts.ways,
        "of_danger": assistant.alerts.of_danger,
        "signed": assistant.settings.alert_webhook_secret is not None,
        "goals": {kind.value: local_words.percent(goal, words.lang, 0) for kind, goal in GOALS.items()},
        "said": words("A trial is on its way. Below you see whether it arrives.") if done == "trial" else "",
    }
    return show(request, "warnings/warnings.html", shown)


@router.get("/told")
async def told(request: Request, assistant: Services, me: Supervisor) -> Response:  # noqa: ARG001 - supervisors only
    """What became of what was sent, for a page that looks again."""
    return show(request, "warnings/told.html", await _told(assistant, words_of(request)))


async def strip(look: Look) -> tuple[str, Mapping[str, Any]]:
    """A banner of the warnings that stand; nothing otherwise."""
    words = words_of(look.request)
    return "warnings/strip.html", {"standing": [_warning(each, words) for each in await look.assistant.warn.standing()]}


@router.post("/trial")
async def trial(assistant: Services, me: Supervisor) -> Response:
    """A trial goes out by every channel that is set up."""
    await assistant.alerts.try_out(me)
    return RedirectResponse("/warnings?done=trial#told", 303)


def _warning(warning: TargetWarning, words: Words) -> Mapping[str, Any]:
    return {
        "warning": warning,
        "title": title_of(warning, words),
        "lines": list(lines_of(warning, words)),
        "raised": local_words.day_and_time(warning.raised_at, words.lang),
        "cleared": local_words.day_and_time(warning.cleared_at, words.lang) if warning.cleared_at else "",
    }


async def _told(assistant: Assistant, words: Words) -> dict[str, Any]:
    deliveries = await assistant.alerts.latest()
    return {
        "deliveries": [_delivery(each, words) for each in deliveries],
        "channels": CHANNELS,
    }


def _delivery(delivery: Delivery, words: Words) -> Mapping[str, Any]:
    def when(moment: datetime) -> str:
        return local_words.day_and_time(moment, words.lang)

    return {
        "delivery": delivery,
        "about": words(KINDS[delivery.kind]),
        "channel": words(CHANNELS[delivery.channel]),
        "made": when(delivery.made_at),
        "sent": when(delivery.sent_at) if delivery.sent_at else "",
        "again": when(delivery.due_at) if delivery.due_at and delivery.tried else "",
        "fault": words(FAULTS[delivery.fault]) if delivery.fault else "",
    }
