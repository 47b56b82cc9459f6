"""Keys with which other systems send their numbers: made, told once, revoked."""

import logging
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.contact_interval import LONGEST_SOURCE
from assistant.domain.contact_upload import KeyId
from assistant.domain.errors import ConflictError
from handoff_console import local_words
from handoff_console.access import Services, Supervisor
from handoff_console.pages import show, words_of

log = logging.getLogger(__name__)
router = APIRouter(prefix="/contacts/keys", include_in_schema=False)


@router.get("")
async def keys(request: Request, assistant: Services, me: Supervisor, done: str = "") -> Response:  # noqa: ARG001
    """All keys, and a form for a new one."""
    said = words_of(request)("The key is revoked. Nothing more can be sent with it.") if done == "revoked" else ""
    return await _page(request, assistant, {"said": said})


@router.post("")
async def make(request: Request, assistant: Services, me: Supervisor, source: Annotated[str, Form()] = "") -> Response:
    """A new key, shown this once: the page is not to be kept, nor loaded again."""
    if not 0 < len(source.strip()) <= LONGEST_SOURCE:
        fault = words_of(request)("Write what system the numbers come from, such as Telia ACE.")
        return await _page(request, assistant, {"fault": fault, "source": source}, 422)
    made = await assistant.receive_contacts.make_key(me, source)
    log.info("supervisor %s makes key %s", me.id, made.key.id)
    return await _page(request, assistant, {"made": made})


@router.post("/{key_id}/revoke")
async def revoke(assistant: Services, me: Supervisor, key_id: str) -> Response:
    """The key opens nothing from now on; one that was revoked already, likewise."""
    try:
        await assistant.receive_contacts.revoke_key(me, KeyId(key_id))
    except ConflictError:
        return RedirectResponse("/contacts/keys", 303)
    return RedirectResponse("/contacts/keys?done=revoked", 303)


async def _page(request: Request, assistant: Services, shown: dict[str, object], status: int = 200) -> Response:
    lang = words_of(request).lang
    known: dict[str, object] = {
        "keys": await assistant.receive_contacts.keys(),
        "people": {member.id: member.full_name for member in await assistant.staff.members()},
        "moment": lambda value: local_words.day_and_time(value, lang),
        "made": None,
        "fault": "",
        "source": "",
        "said": "",
    }
    return show(request, "contacts/keys.html", {**known, **shown}, status)
