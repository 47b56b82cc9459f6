"""Canned replies: one's own, and those shared by all."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from assistant.bootstrap import Assistant
from assistant.domain.canned_reply import VARIABLES, ReplyId
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError
from assistant.domain.staffing import StaffMember
from assistant.services.canned_replies import KEEPERS, Written
from assistant.wording.catalogue import SPOKEN
from handoff_console.access import Member, Services
from handoff_console.pages import show, words_of

router = APIRouter(prefix="/replies", include_in_schema=False)

DONE = {"kept": "Saved.", "removed": "The reply is removed."}


@router.get("")
async def replies(request: Request, assistant: Services, me: Member, change: str = "", done: str = "") -> Response:
    """All that the member can use, and a form: for a new one, or for the one to `change`."""
    listed = await assistant.canned_replies.all_for(me)
    changed = next((reply for reply in listed if reply.id == change), None)
    written: dict[str, Any] = {"shortcut": "", "title": "", "texts": {}, "shared": False, "reply_id": ""}
    if changed is not None:
        written = {
            "shortcut": changed.shortcut,
            "title": changed.title,
            "texts": changed.texts,
            "shared": changed.owner is None,
            "reply_id": changed.id,
        }
    said = words_of(request)(DONE[done]) if done in DONE else ""
    return await _page(request, assistant, me, {"written": written, "said": said})


@router.post("")
async def keep(request: Request, assistant: Services, me: Member) -> Response:
    """The reply is kept, or the form comes back with what is wrong."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    texts = {lang: form.get(f"text-{lang}", "") for lang in SPOKEN}
    reply_id = ReplyId(form["reply_id"]) if form.get("reply_id") else None
    written = Written(form.get("shortcut", ""), form.get("title", ""), texts, bool(form.get("shared")), reply_id)
    try:
        await assistant.canned_replies.keep(me, written)
    except (ConflictError, RefusedError) as error:
        shown = {"written": written, "fault": _fault(request, error)}
        return await _page(request, assistant, me, shown, 422)
    return RedirectResponse("/replies?done=kept", 303)


@router.post("/{reply_id}/remove")
async def remove(reply_id: str, assistant: Services, me: Member) -> Response:
    """The reply is there no longer; one that was removed already, likewise."""
    try:
        await assistant.canned_replies.remove(me, ReplyId(reply_id))
    except NotFoundError:
        return RedirectResponse("/replies", 303)
    return RedirectResponse("/replies?done=removed", 303)


async def _page(
    request: Request, assistant: Assistant, me: StaffMember, shown: dict[str, object], status: int = 200
) -> Response:
    known: dict[str, object] = {
        "replies": await assistant.canned_replies.all_for(me),
        "may_share": me.role in KEEPERS,
        "tongues": SPOKEN,
        "variables": VARIABLES,
        "fault": "",
        "said": "",
    }
    return show(request, "replies/replies.html", {**known, **shown}, status)


def _fault(request: Request, error: Exception) -> str:
    words = words_of(request)
    if isinstance(error, ConflictError):
        return words("There is a reply with that shortcut already. Choose another shortcut.")
    return words("Check shortcut, name and Swedish words, and that braces hold no other words than those named below.")
