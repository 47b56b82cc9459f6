"""Writing an article: the form, how it would look and what is wrong with it as one writes, and the last look."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.bootstrap import Assistant
from assistant.domain.answer_parts import HEADINGS
from assistant.domain.article_draft import ArticleDraft, blank_draft
from assistant.domain.autonomy import AutonomyLevel
from assistant.domain.catalogue import AreaId
from assistant.domain.errors import ConflictError, NotFoundError
from assistant.domain.knowledge import ORIGINAL, FollowUp, Maker
from assistant.domain.labelled import given
from assistant.domain.period import local_day
from assistant.domain.revision import Place
from assistant.services.answer import next_questions
from assistant.services.edit_knowledge import FaultyTextError, Judged, OpenedText
from assistant.services.try_knowledge import TrialStep
from handoff_console.access import Editor, Services, editor
from handoff_console.knowledge.acts import Follows
from handoff_console.knowledge.difference import Line
from handoff_console.knowledge.form import choices_for, paired_rows, read_form, rows_of
from handoff_console.knowledge.page import lines_between, on_every_page, people
from handoff_console.knowledge.places import PlaceNamed, path_of
from handoff_console.pages import Pages, show, words_of

router = APIRouter(prefix="/knowledge", dependencies=[Depends(editor)])


@router.get("/new")
async def new(request: Request, assistant: Services, fault: str = "", area: str = "", title: str = "") -> Response:
    """Where a new article begins: its area and its question."""
    shown = {"areas": assistant.catalogue.areas, "fault": fault, "chosen_area": area, "title": title}
    return show(request, "knowledge/new.html", shown)


@router.post("/new")
async def begin(
    request: Request,
    assistant: Services,
    me: Editor,
    area: Annotated[str, Form(max_length=100)] = "",
    title: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """The form of a new article, kept as a draft from the start."""
    words = words_of(request)
    if area not in assistant.catalogue.areas or not title.strip():
        shown = {"areas": assistant.catalogue.areas, "chosen_area": area, "title": title}
        fault = words("Choose an area and write the question.")
        return show(request, "knowledge/new.html", {**shown, "fault": fault}, 422)
    place = await assistant.edit_knowledge.free_place(area, title)
    owner = assistant.catalogue.authorities[assistant.catalogue.areas[AreaId(area)].authority].name[ORIGINAL]
    await assistant.edit_knowledge.save(blank_draft(place, _today(assistant), title.strip(), owner), 0, me)
    return RedirectResponse(path_of(place, "edit"), 303)


@router.get("/{area}/{slug}/edit")
async def edit(request: Request, assistant: Services, place: PlaceNamed, saved: str = "") -> Response:
    """The form, with the draft or with what citizens get."""
    opened = await assistant.edit_knowledge.open(place)
    draft = await _opened_draft(assistant, opened)
    return await _form(request, assistant, opened, draft, {"saved": saved})


@router.post("/{area}/{slug}/preview")
async def preview(request: Request, assistant: Services, place: PlaceNamed) -> Response:
    """What the citizen would see, and what is wrong, of what is written now. Nothing is recorded."""
    draft = await _written(request, assistant, place)
    judged = await assistant.edit_knowledge.judge(draft)
    return show(request, "knowledge/beside.html", {**await _beside(request, assistant, judged), "is_preview": True})


@router.post("/{area}/{slug}/save")
async def save(request: Request, assistant: Services, me: Editor, place: PlaceNamed, follows: Follows = 0) -> Response:
    """The draft is kept; then the form again, or the last look before publication.

    Where somebody else was first, the form again with what was written and what the other did: nothing is lost.
    """
    draft = await _written(request, assistant, place)
    try:
        await assistant.edit_knowledge.save(draft, follows, me)
    except ConflictError:
        return await _overtaken(request, assistant, draft)
    if (await request.form()).get("then") == "review":
        return RedirectResponse(path_of(place, "review"), 303)
    return RedirectResponse(path_of(place, "edit", "saved=yes"), 303)


@router.post("/{area}/{slug}/revisions/{number}/restore")
async def restore(assistant: Services, me: Editor, place: PlaceNamed, number: int, follows: Follows) -> Response:
    """A draft begins with an older text of the place."""
    found = await assistant.edit_knowledge.revision(place.article, number)
    draft = assistant.edit_knowledge.in_use.reader.draft_of(found.place, found.text)
    await assistant.edit_knowledge.save(draft, follows, me)
    return RedirectResponse(path_of(found.place, "edit", "saved=yes"), 303)


@router.get("/{area}/{slug}/save")
@router.get("/{area}/{slug}/revisions/{number}/restore")
async def came_back(place: PlaceNamed) -> Response:
    """Whoever reloads after an act, or signs in again in between, is back at the form."""
    return RedirectResponse(path_of(place, "edit"), 303)


@router.get("/{area}/{slug}/review")
async def review(request: Request, assistant: Services, place: PlaceNamed, overtaken: str = "") -> Response:
    """The last look: what is wrong, what changes in the text, and which questions would be answered otherwise."""
    opened = await assistant.edit_knowledge.open(place)
    draft = assistant.edit_knowledge.in_use.reader.draft_of(place, opened.text)
    judged = await assistant.edit_knowledge.judge(draft)
    shown = {
        **await _beside(request, assistant, judged),
        "opened": opened,
        "follows": opened.follows,
        "lines": await lines_between(request, assistant, place, opened.in_force, opened.text),
        "overtaken": overtaken,
        "people": await people(assistant),
        "threshold": assistant.try_knowledge.gate.threshold_for(place.article),
    }
    return show(request, "knowledge/review.html", shown)


@router.get("/{area}/{slug}/trial")
async def trial(request: Request, assistant: Services, place: PlaceNamed) -> EventSourceResponse:
    """How far the trial of the kept draft has come, step by step, and at last what it found, as HTML."""
    opened = await assistant.edit_knowledge.open(place)
    draft = assistant.edit_knowledge.in_use.reader.draft_of(place, opened.text)
    return EventSourceResponse(
        _trial_events(request, assistant, draft), headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    )


async def _trial_events(request: Request, assistant: Assistant, draft: ArticleDraft) -> AsyncIterator[ServerSentEvent]:
    try:
        async for step in assistant.try_knowledge.trial(draft):
            if step.changed is None:
                yield ServerSentEvent(json.dumps({"asked": step.asked, "questions": step.questions}), event="step")
            else:
                yield ServerSentEvent(await _found(request, assistant, step, draft), event="found")
    except FaultyTextError:
        words = words_of(request)
        yield ServerSentEvent(words("The draft has faults that must be mended before it can be tried."), event="failed")


async def _found(request: Request, assistant: Assistant, step: TrialStep, draft: ArticleDraft) -> str:
    gate = assistant.try_knowledge.gate
    shelf = (await assistant.knowledge.now()).shelf
    titles = {article.id: article.title for article in shelf.articles()} | {draft.place.article: draft.title}
    pages: Pages = request.app.state.pages
    words = words_of(request)
    template = pages.environment.get_template("knowledge/found.html")
    rows = [(one, given(one.before, gate), given(one.after, gate)) for one in step.changed or ()]
    better = sum(
        one.after.right and to is not None and not (one.before.right and was is not None) for one, was, to in rows
    )
    worse = sum(
        one.before.right and was is not None and not (one.after.right and to is not None) for one, was, to in rows
    )
    wrong = sum(to is not None and not one.after.right for one, _, to in rows)
    shown = {
        "rows": rows,
        "titles": titles,
        "questions": step.questions,
        "threshold": gate.threshold_for(draft.place.article),
        "better": better,
        "worse": worse,
        "wrong": wrong,
    }
    return template.render({**shown, "words": words, "lang": words.lang})


async def _opened_draft(assistant: Assistant, opened: OpenedText) -> ArticleDraft:
    """The fields to begin with; those of a new translation, or of nothing at all, filled in as far as they can be."""
    if opened.text:
        return assistant.edit_knowledge.in_use.reader.draft_of(opened.place, opened.text)
    if opened.place.lang == ORIGINAL or not opened.original:
        raise NotFoundError(f"there is nothing of {opened.place.article} to edit")
    return replace(blank_draft(opened.place, _today(assistant)), follows=opened.follows_original)


def _today(assistant: Assistant) -> date:
    return local_day(assistant.clock.now())


async def _written(request: Request, assistant: Assistant, place: Place) -> ArticleDraft:
    """The draft as it stands in the form that was posted."""
    return read_form(await request.form(), place, (await assistant.knowledge.now()).shelf.articles())


async def _overtaken(request: Request, assistant: Assistant, draft: ArticleDraft) -> Response:
    """The form with what was written, and what somebody else did to the text meanwhile."""
    opened = await assistant.edit_knowledge.open(draft.place)
    written = assistant.edit_knowledge.in_use.reader.text_of(draft)
    theirs = (await assistant.edit_knowledge.history(draft.place.article))[0]
    lines = await lines_between(request, assistant, draft.place, opened.text, written)
    return await _form(request, assistant, opened, draft, {"theirs": theirs, "lines": lines}, 409)


async def _form(
    request: Request,
    assistant: Assistant,
    opened: OpenedText,
    draft: ArticleDraft,
    extra: Mapping[str, Any],
    status: int = 200,
) -> Response:
    articles = (await assistant.knowledge.now()).shelf.articles()
    judged = await assistant.edit_knowledge.judge(draft)
    shown = {
        "saved": "",
        "theirs": None,
        "lines": [],
        "people": await people(assistant),
        **await _beside(request, assistant, judged),
        "follows": opened.follows,
        "opened": opened,
        "titles": {one.id: one.title for one in articles},
        "original": _original(assistant, opened),
        "original_lines": await _changed_original(request, assistant, opened, draft),
        "choices": choices_for(assistant, draft, articles),
        "rows_of": rows_of,
        "paired_rows": paired_rows,
        "headings": list(HEADINGS[draft.place.lang].values()),
        "follow_ups": list(FollowUp),
        "levels": list(AutonomyLevel),
        "makers": list(Maker),
        **extra,
    }
    return show(request, "knowledge/edit.html", shown, status)


async def _changed_original(
    request: Request, assistant: Assistant, opened: OpenedText, draft: ArticleDraft
) -> list[Line]:
    """What has changed in the Swedish text since the translation was made of it, as far as that is known."""
    followed = await assistant.edit_knowledge.original_followed(draft) if opened.original else ""
    swedish = Place(draft.place.article, ORIGINAL)
    return await lines_between(request, assistant, swedish, followed, opened.original) if followed else []


def _original(assistant: Assistant, opened: OpenedText) -> ArticleDraft | None:
    """The Swedish text that a translation is made of."""
    if not opened.original:
        return None
    return assistant.edit_knowledge.in_use.reader.draft_of(Place(opened.place.article, ORIGINAL), opened.original)


async def _beside(request: Request, assistant: Assistant, judged: Judged) -> dict[str, Any]:
    """What stands beside the form: the answer as citizens would see it, readability, faults in the reader's words."""
    words = words_of(request)
    draft = judged.draft
    spoken = judged.spoken
    shelf = (await assistant.knowledge.now()).shelf
    return {
        **on_every_page(request),
        "is_preview": False,
        "place": draft.place,
        "draft": draft,
        "judged": judged,
        "spoken": spoken,
        "faults": [(fault, words(fault.what, **fault.values)) for fault in judged.faults],
        "next_titles": next_questions(spoken, shelf) if spoken else [],
    }
