"""What changes what citizens get: publication, withdrawal, going back to the file; and giving up a draft."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from assistant.domain.errors import ConflictError
from assistant.domain.revision import Place
from assistant.services.edit_knowledge import FaultyTextError
from handoff_console.access import Editor, Services
from handoff_console.knowledge.places import PlaceNamed, path_of

router = APIRouter(prefix="/knowledge/{area}/{slug}")

Follows = Annotated[int, Form(ge=0)]
Note = Annotated[str, Form(max_length=500)]


@router.post("/publish")
async def publish(assistant: Services, me: Editor, place: PlaceNamed, follows: Follows, note: Note = "") -> Response:
    """Citizens get the kept draft from now on; with a grave fault in it, or somebody first, back to the last look."""
    opened = await assistant.edit_knowledge.open(place)
    draft = assistant.edit_knowledge.in_use.reader.draft_of(place, opened.text)
    try:
        await assistant.edit_knowledge.publish(draft, follows, me, note)
    except FaultyTextError:
        return RedirectResponse(path_of(place, "review"), 303)
    except ConflictError:
        return RedirectResponse(path_of(place, "review", "overtaken=yes"), 303)
    return _done(place, "published")


@router.post("/discard")
async def discard(assistant: Services, me: Editor, place: PlaceNamed, follows: Follows) -> Response:
    """The draft is given up."""
    await assistant.edit_knowledge.discard(place, follows, me)
    return _done(place, "discarded")


@router.post("/withdraw")
async def withdraw(assistant: Services, me: Editor, place: PlaceNamed, follows: Follows, note: Note = "") -> Response:
    """Citizens no longer get it."""
    await assistant.edit_knowledge.withdraw(place, follows, me, note)
    return _done(place, "withdrawn")


@router.post("/from-file")
async def from_file(assistant: Services, me: Editor, place: PlaceNamed, follows: Follows, note: Note = "") -> Response:
    """What the file says holds again."""
    await assistant.edit_knowledge.take_from_file(place, follows, me, note)
    return _done(place, "from-file")


@router.get("/publish")
@router.get("/discard")
@router.get("/withdraw")
@router.get("/from-file")
async def came_back(request: Request, place: PlaceNamed) -> Response:  # noqa: ARG001 - nothing is done by looking
    """Whoever reloads after an act, or signs in again in between, sees the article."""
    return RedirectResponse(path_of(place), 303)


def _done(place: Place, what: str) -> Response:
    return RedirectResponse(path_of(place, word=f"done={what}"), 303)
