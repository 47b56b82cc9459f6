"""The citizens' application: the protocol, the widget, and a page to try it on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from fastapi.templating import Jinja2Templates
from prometheus_client import CollectorRegistry

from assistant.bootstrap import Assistant, build
from assistant.serving.headers import SafeHeaders
from assistant.serving.health import health_routes
from assistant.serving.limits import BodyLimit
from assistant.serving.process import prepare_process
from assistant.web import conversations, first_help
from assistant.web.answers import install_answers
from assistant.web.cases import install_cases
from assistant.web.problems import install_problems
from assistant.web.turns import Turns
from assistant.web.ways import Opening, opening_of
from assistant.wording.catalogue import LANGUAGES

HERE = Path(__file__).parent
CONTACT_CENTRE = "contact_centre_"
"""What the ids of the contact centre's own opening hours begin with."""
BUILT = HERE.parent / "widget" / "dist"


def create_app() -> FastAPI:
    """The application over the real parts, as uvicorn's factory."""
    return app_over(build(prepare_process()))


def app_over(assistant: Assistant) -> FastAPI:
    """The application over the given services, which it closes when it stops."""
    registry = CollectorRegistry()
    turns = Turns(assistant.take_turn, registry)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The first citizen shall not wait for the language model to be read.
        await asyncio.to_thread(assistant.take_turn.languages.detect, "hej")
        yield
        await turns.drain()
        await assistant.aclose()

    app = FastAPI(
        title="Kontakt: the citizens' protocol", version="1", lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.state.assistant = assistant
    app.state.turns = turns
    _add_guards(app, assistant)
    install_problems(app, assistant.wording)
    app.include_router(conversations.router)
    app.include_router(first_help.router)
    install_answers(app, assistant)
    install_cases(app, assistant)
    app.include_router(health_routes(assistant.health.parts, registry))
    _add_pages(app, assistant)
    return app


def _add_guards(app: FastAPI, assistant: Assistant) -> None:
    """What every request passes through."""
    app.add_middleware(SafeHeaders)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(assistant.settings.public_origins),
        allow_methods=["GET", "POST", "PUT"],
        allow_headers=["Authorization", "Content-Type", "Last-Event-ID", "Accept-Language"],
    )
    app.add_middleware(BodyLimit)


def _add_pages(app: FastAPI, assistant: Assistant) -> None:
    templates = Jinja2Templates(HERE / "templates")
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    app.mount("/fonts", StaticFiles(directory=BUILT / "fonts", check_dir=False), name="fonts")

    @app.get("/widget.js", include_in_schema=False)
    async def widget() -> Response:
        return FileResponse(BUILT / "widget.js", media_type="text/javascript", headers={"Cache-Control": "no-cache"})

    @app.get("/", include_in_schema=False)
    async def demo_page(request: Request, lang: str = LANGUAGES[0]) -> HTMLResponse:
        spoken = lang if lang in LANGUAGES else LANGUAGES[0]
        return templates.TemplateResponse(request, "demo.html", {"lang": spoken, "ways": _ways_open(assistant, spoken)})


def _ways_open(assistant: Assistant, lang: str) -> list[tuple[str, Opening]]:
    """Name and hours of what has opening hours, for the page."""
    words = assistant.wording.of(lang)
    return [
        (hours.name[lang], opening_of(assistant, hours, words))
        for hours in assistant.catalogue.opening_hours.values()
        if hours.id.startswith(CONTACT_CENTRE)
    ]
