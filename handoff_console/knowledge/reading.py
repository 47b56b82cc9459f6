"""The list of articles, one article, its history."""

from collections.abc import Mapping
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.period import local_day
from assistant.domain.staffing import Role, StaffMember
from assistant.services.answer import next_questions
from assistant.services.knowledge_shelf import Due, EditState, ShelfFilter, TextState
from handoff_console.access import Editor, Member, Services
from handoff_console.knowledge.archive import zipped
from handoff_console.knowledge.page import lines_between, on_every_page, people
from handoff_console.knowledge.places import LANGUAGES, PlaceNamed
from handoff_console.pages import is_fragment, show

router = APIRouter(prefix="/knowledge")

Choice = TypeVar("Choice", Due, TextState, AutonomyLevel, EditState)

FILTERS = ("q", "area", "owner", "due", "lang", "text", "level", "state")


@router.get("")
async def shelf(request: Request, assistant: Services, me: Member) -> Response:
    """The articles, narrowed down by what the address says (`FILTERS`)."""
    chosen = {name: request.query_params.get(name, "")[:100] for name in FILTERS}
    wanted = _filter(chosen)
    rows = await assistant.knowledge_shelf.rows()
    shown = {
        "rows": [row for row in rows if wanted.lets(row)],
        "count": len(rows),
        "areas": assistant.catalogue.areas,
        "owners": sorted({row.article.citation.owner for row in rows if row.article}),
        "chosen": chosen,
        "may_edit": may_edit(me),
        "texts_wanting": len(await assistant.review_answers.work()),
        "to_export": len((await assistant.bring_home.texts_to_export()).texts),
        **on_every_page(request),
    }
    return show(request, "knowledge/rows.html" if is_fragment(request) else "knowledge/shelf.html", shown)


def _filter(chosen: Mapping[str, str]) -> ShelfFilter:
    """What is no choice of a filter is taken for no choice at all."""
    return ShelfFilter(
        words=chosen["q"],
        area=chosen["area"],
        owner=chosen["owner"],
        due=_chosen(Due, chosen["due"]),
        lang=chosen["lang"] if chosen["lang"] in LANGUAGES else "",
        text=_chosen(TextState, chosen["text"]),
        level=_chosen(AutonomyLevel, chosen["level"]),
        state=_chosen(EditState, chosen["state"]),
    )


@router.get("/files.zip")
async def files(assistant: Services, me: Editor) -> Response:  # noqa: ARG001 - editors only
    """What was published here and is not in the files, as files for the repository."""
    export = await assistant.bring_home.texts_to_export()
    name = f"kontakt-{local_day(assistant.clock.now()).isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(zipped(export), media_type="application/zip", headers=headers)


@router.get("/{area}/{slug}")
async def read(request: Request, assistant: Services, me: Member, place: PlaceNamed, done: str = "") -> Response:
    """One article in one language: as citizens get it, what editors know of it, and what was done to it."""
    row = await assistant.knowledge_shelf.row(place.article)
    article = row.article
    opened = await assistant.edit_knowledge.open(place)
    spoken = article.held_in(place.lang) if article else None
    shelf = (await assistant.knowledge.now()).shelf
    before, after = (opened.in_force, opened.file) if opened.differs_from_file and opened.file else ("", "")
    shown = {
        "row": row,
        "place": place,
        "article": article,
        "shown": spoken,
        "opened": opened,
        "titles": {one.id: one.title for one in shelf.articles()},
        "next_titles": next_questions(spoken, shelf) if spoken else [],
        "facts": assistant.facts,
        "area": assistant.catalogue.areas.get(row.area),  # type: ignore[call-overload]
        "lines": await lines_between(request, assistant, place, before, after),
        "wanting": await assistant.review_answers.work_on(place.article),
        "history": await assistant.edit_knowledge.history(place.article),
        "people": await people(assistant),
        "may_edit": may_edit(me),
        "done": done,
        **on_every_page(request),
    }
    return show(request, "knowledge/article.html", shown)


@router.get("/{area}/{slug}/revisions/{number}")
async def revision(request: Request, assistant: Services, me: Member, place: PlaceNamed, number: int) -> Response:
    """One revision: who did what and why, and what it changed."""
    found = await assistant.edit_knowledge.revision(place.article, number)
    before = await assistant.edit_knowledge.before(found)
    opened = await assistant.edit_knowledge.open(found.place)
    shown = {
        "place": found.place,
        "revision": found,
        "opened": opened,
        "lines": await lines_between(request, assistant, found.place, before, found.text) if found.text else [],
        "people": await people(assistant),
        "may_edit": may_edit(me),
        **on_every_page(request),
    }
    return show(request, "knowledge/revision.html", shown)


def may_edit(me: StaffMember) -> bool:
    """Whether the member may change articles."""
    return me.role in {Role.EDITOR, Role.SUPERVISOR}


def _chosen(choices: type[Choice], given: str) -> Choice | None:
    return choices(given) if given in set(choices) else None
