"""Rendering: one Jinja environment, words in the member's language, and what every page shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from assistant.bootstrap import Assistant
from assistant.domain.period import LOCAL
from assistant.wording.catalogue import LANGUAGES, Wording, Words
from assistant.wording.markdown import to_html
from handoff_console import names

HERE = Path(__file__).parent
ICONS = HERE / "static" / "vendor" / "icons"
LANGUAGE_COOKIE = "kontakt_lang"


@dataclass(frozen=True, slots=True)
class Pages:
    """The templates and the catalogues. Make it with `pages_over`."""

    environment: Environment
    wording: Wording


def pages_over(assistant: Assistant) -> Pages:
    """The console's pages. Features put their templates in a folder of their own under `templates/`."""
    return Pages(_environment(demo=assistant.settings.demo), assistant.wording)


@cache
def _environment(*, demo: bool) -> Environment:
    """Templates with what all of them may use. Made once a process: what is compiled is kept in it."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        gettext=_gettext,
        ngettext=_ngettext,
        icon=_Icons(ICONS),
        names=names,
        demo=demo,
        languages={"sv": "Svenska", "en": "English"},
    )
    environment.filters.update(
        clock_time=clock_time,
        epoch_ms=epoch_ms,
        minutes=minutes,
        markdown=lambda text: Markup(to_html(text)),
    )
    return environment


def show(request: Request, template: str, shown: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
    """The template as a page or fragment, with `shown` and what every page knows: words, member, CSRF key, time."""
    return HTMLResponse(written(request, template, shown), status, headers={"Cache-Control": "no-store"})


def written(request: Request, template: str, shown: Mapping[str, Any] | None = None) -> Markup:
    """As `show`, to stand inside another page."""
    pages: Pages = request.app.state.pages
    visiting = getattr(request.state, "visiting", None)
    words = words_of(request)
    known = {
        "request": request,
        "words": words,
        "lang": words.lang,
        "member": visiting.member if visiting else None,
        "csrf_key": visiting.visit.csrf_key if visiting else "",
        "made_up": getattr(request.state, "made_up", False),
        "now": request.app.state.assistant.clock.now(),
        "path": request.url.path,
        "here": f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path,
    }
    return Markup(pages.environment.get_template(template).render({**known, **(shown or {})}))


def words_of(request: Request) -> Words:
    """Words in the language of the member's cookie, Swedish without one."""
    lang = request.cookies.get(LANGUAGE_COOKIE, LANGUAGES[0])
    pages: Pages = request.app.state.pages
    return pages.wording.of(lang if lang in LANGUAGES else LANGUAGES[0])


def is_fragment(request: Request) -> bool:
    """Whether htmx asks, for a part of the page."""
    return request.headers.get("hx-request") == "true"


def local_path(path: str, otherwise: str) -> str:
    """`path` when it stays on this site, else `otherwise` (no open redirects)."""
    parts = urlsplit(path)
    is_local = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if is_local and path.isprintable() else otherwise


def clock_time(moment: datetime) -> str:
    """Hours and minutes where the municipality is."""
    return moment.astimezone(LOCAL).strftime("%H:%M")


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970, as browsers count."""
    return int(moment.timestamp() * 1000)


def minutes(span: timedelta) -> str:
    """Minutes and seconds, as a clock counts them: `1:23`, `12:05`."""
    seconds = max(0, int(span.total_seconds()))
    return f"{seconds // 60}:{seconds % 60:02}"


class _Icons:
    """`icon("Clock")`: the SVG itself, hidden from screen readers; nothing before `npm run build` has been run."""

    def __init__(self, folder: Path) -> None:
        self._svgs = {file.stem: _as_icon(file.read_text("utf-8")) for file in sorted(folder.glob("*.svg"))}

    def __call__(self, name: str) -> Markup:
        return self._svgs.get(name, Markup(""))


def _as_icon(svg: str) -> Markup:
    return Markup(svg.replace("<svg ", '<svg class="icon" aria-hidden="true" focusable="false" ', 1))


@pass_context
def _gettext(context: Context, message: str, **values: object) -> str:
    words: Words = context["words"]
    return words(message, **values)


@pass_context
def _ngettext(context: Context, one: str, many: str, number: int, **values: object) -> str:
    words: Words = context["words"]
    return words.plural(one, many, number, **values)
