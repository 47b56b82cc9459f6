"""The pages on which a citizen follows a case, by its reference and key, and adds to it. No signing in, no cookie."""

import logging
import secrets
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response
from fastapi.routing import APIRoute

from assistant.bootstrap import Assistant
from assistant.domain.case import NOTE_CHARACTERS, CaseEvent, CaseEventId, Doer
from assistant.domain.errors import ConflictError, NotFoundError, RefusedError, TooManyError, UnavailableError
from assistant.domain.period import LOCAL
from assistant.services.case_links import case_path, read_key
from assistant.services.cases import CaseView
from assistant.web.addresses import map_address
from assistant.web.reader import Reader, reader_of
from assistant.web.ways import opening_of
from assistant.web.wrong_keys import WrongKeys
from assistant.wording.cases import KINDS, PLACE, TOLD_STATUSES, details_in_order, next_step
from assistant.wording.catalogue import LANGUAGES, Words
from assistant.wording.hours import clock
from assistant.wording.translated import day_in_words

log = logging.getLogger(__name__)

PRIVATE = {
    "Cache-Control": "no-store",
    # The address holds the key: no page that is gone on to may learn it, and no search engine keep it.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}
ID_CHARACTERS = 64
GROUP = 4
REFERENCE_CHARACTERS, KEY_CHARACTERS = 40, 80
"""Of what is typed, blanks and hyphens among it."""

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class CaseRoute(APIRoute):
    """Whatever comes of a request is a page, and stays between us and who asked."""

    def get_route_handler(self) -> Handler:
        """The route's own, with failures as pages and with headers that keep the address to oneself."""
        handle = super().get_route_handler()

        async def privately(request: Request) -> Response:
            try:
                response = await handle(request)
            except (NotFoundError, TooManyError, UnavailableError) as error:
                response = _failed(request, error)
            response.headers.update(PRIVATE)
            return response

        return privately


router = APIRouter(prefix="/case", include_in_schema=False, route_class=CaseRoute)


def install_cases(app: FastAPI, assistant: Assistant) -> None:
    """The pages of cases are served."""
    app.state.wrong_keys = WrongKeys(assistant.clock.now)
    app.include_router(router)


@router.get("")
async def ask(request: Request) -> Response:
    """Where one types reference and key."""
    return _asked(request, 200)


@router.post("")
async def find(request: Request, reference: Annotated[str, Form()] = "", key: Annotated[str, Form()] = "") -> Response:
    """To the case, where the key is its own; else the form again with what was typed, the key too.

    Its 26 signs are not typed twice for one slip, and the page of the case would show them as well.
    """
    request.state.typed = {"reference": reference[:REFERENCE_CHARACTERS], "key": key[:KEY_CHARACTERS]}
    assistant: Assistant = request.app.state.assistant
    view = await assistant.cases.followed(reference, key)
    return RedirectResponse(f"{case_path(view.case.reference, read_key(key))}{_lang_query(request)}", 303)


@router.get("/{reference}/{key}")
async def follow(request: Request, reference: str, key: str, added: bool = False) -> Response:
    """The case: what was reported, how it stands, what has happened and what happens next."""
    assistant: Assistant = request.app.state.assistant
    view = await assistant.cases.followed(reference, key)
    reader = _reader(request, view.case.lang)
    said = reader.words("What you wrote is added to your case.") if added else ""
    return _case(reader, view, key, {"said": said})


@router.post("/{reference}/{key}/notes")
async def add(
    request: Request,
    reference: str,
    key: str,
    note: Annotated[str, Form()] = "",
    id: Annotated[str, Form()] = "",  # noqa: A002 - the form's name of it
) -> Response:
    """The citizen's words are added, and the case shown with them; or it says why not, with the words kept."""
    assistant: Assistant = request.app.state.assistant
    view = await assistant.cases.followed(reference, key)
    reader = _reader(request, view.case.lang)
    note, id = note.replace("\r\n", "\n"), id.replace("\x00", "")  # noqa: A001 - PostgreSQL keeps no NUL
    try:
        note_id = CaseEventId(f"citizen-{id[:ID_CHARACTERS] or secrets.token_hex(8)}")
        await assistant.cases.add_note(reference, key, note_id, note)
    except (RefusedError, ConflictError) as error:
        status, fault = _fault(error, reader.words)
        return _case(reader, view, key, {"fault": fault, "written": note}, status)
    query = f"&lang={reader.lang}" if reader.lang != view.case.lang else ""
    return RedirectResponse(f"{case_path(view.case.reference, read_key(key))}?added=true{query}#history", 303)


def _fault(error: RefusedError | ConflictError, words: Words) -> tuple[int, str]:
    if isinstance(error, TooManyError):
        return 429, words("You have added many times today. Try again tomorrow, or tell us in the chat or by phone.")
    if isinstance(error, RefusedError):
        return 422, words("Write something of at most {most} characters.", most=NOTE_CHARACTERS)
    return 409, words("Your case has changed in the meantime. See how it stands, and try again if you can.")


def _case(reader: Reader, view: CaseView, key: str, extra: Mapping[str, Any], status: int = 200) -> Response:
    case, words, assistant = view.case, reader.words, reader.assistant
    now = assistant.clock.now()
    place = map_address(assistant.settings.map_url, case.details.get(PLACE, "")) if PLACE in case.details else ""
    shown = {
        **_common(reader),
        "case": case,
        "kind": words(KINDS[case.kind]),
        "status": words(TOLD_STATUSES[case.status]),
        "next_step": next_step(case, now, words),
        "details": [(name, words(label), text) for name, label, text in details_in_order(case)],
        "place_name": PLACE,
        "map": place,
        "events": list(reversed(view.events)),
        "who": lambda event: _who(event, words),
        "became": lambda event: words(TOLD_STATUSES[event.status]) if event.status else "",
        "moment": lambda at: _moment(at, words),
        "path": case_path(case.reference, read_key(key)),
        "grouped_key": _grouped(read_key(key)),
        "note_id": secrets.token_hex(8),
        "most": NOTE_CHARACTERS,
        "said": "",
        "fault": "",
        "written": "",
        **extra,
    }
    return reader.page("cases/case.html", shown, status)


def _grouped(key: str) -> str:
    """In fours, as people read such things aloud."""
    return "-".join(key[start : start + GROUP] for start in range(0, len(key), GROUP))


def _who(event: CaseEvent, words: Words) -> str:
    match event.by:
        case Doer.CITIZEN:
            return words("You")
        case Doer.AGENT | Doer.SYSTEM:  # pragma: no branch - the last of all
            return "Kontakt Linköping"


def _moment(at: datetime, words: Words) -> str:
    here = at.astimezone(LOCAL)
    return f"{day_in_words(here.date(), words)} {clock(here.time(), words.lang)}"


def _asked(request: Request, status: int, fault: str = "", headers: Mapping[str, str] | None = None) -> Response:
    reader = _reader(request, LANGUAGES[0])
    response = reader.page("cases/find.html", {**_common(reader), "fault": fault, **_typed(request)}, status)
    response.headers.update(headers or {})
    return response


def _typed(request: Request) -> Mapping[str, Any]:
    """What stands in the fields of the form, and how long it may be."""
    typed = getattr(request.state, "typed", {"reference": "", "key": ""})
    return {"typed": typed, "most": {"reference": REFERENCE_CHARACTERS, "key": KEY_CHARACTERS}}


def _failed(request: Request, error: Exception) -> Response:
    """The form again, with why. Of a case that is not and of a wrong key the very same is said (requirement F-03)."""
    words = _reader(request, LANGUAGES[0]).words
    try:
        if isinstance(error, NotFoundError):
            wrong: WrongKeys = request.app.state.wrong_keys
            wrong.count(request.client.host if request.client else "unknown")
            return _asked(request, 404, words("We find no case with that reference and key. Check both and try again."))
    except TooManyError as many:
        error = many
    if isinstance(error, TooManyError):
        wait = {"Retry-After": str(error.retry_after_seconds)}
        return _asked(request, 429, words("Too many wrong keys. Wait a few minutes and try again."), wait)
    log.error("unavailable: %s", error)
    return _asked(request, 503, words("We cannot show cases right now. Try again in a while, or phone us."))


def _common(reader: Reader) -> dict[str, Any]:
    assistant = reader.assistant
    return {
        "langs": LANGUAGES,
        "query": _lang_query(reader.request),
        "opening": opening_of(assistant, assistant.chat_hours.hours(), reader.words),
    }


def _lang_query(request: Request) -> str:
    lang = request.query_params.get("lang", "")
    return f"?lang={lang}" if lang in LANGUAGES else ""


def _reader(request: Request, otherwise: str) -> Reader:
    lang = request.query_params.get("lang", otherwise)
    return reader_of(request, lang if lang in LANGUAGES else LANGUAGES[0])
