"""The staff's application: their desk, and the supervisor's pages."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, Depends, FastAPI
from fastapi.staticfiles import StaticFiles
from prometheus_client import CollectorRegistry

from assistant.bootstrap import Assistant, build
from assistant.services.demo_data import DemoData
from assistant.services.on_duty import OnDuty
from assistant.services.watch import Watch
from assistant.serving.headers import SafeHeaders
from assistant.serving.health import health_routes
from assistant.serving.process import prepare_process
from handoff_console import (
    alerts,
    approvals,
    audit,
    call_backs,
    cases,
    contact_api,
    contact_imports,
    contact_keys,
    contacts,
    desk,
    entrance,
    gaps,
    knowledge,
    live,
    look,
    mentions,
    monitor,
    moved,
    oversight,
    queue,
    recall,
    replies,
    reports,
    review,
    review_topics,
    shifts,
    staff,
    staffing,
    today,
    wallboard,
)
from handoff_console.access import guard_posts
from handoff_console.attempts import Attempts
from handoff_console.counters import counters_in
from handoff_console.demo_mark import mark_demo
from handoff_console.pace import Pace
from handoff_console.pages import HERE, pages_over
from handoff_console.problems import install_problems
from handoff_console.releases import Releases
from handoff_console.reports.monthly import MonthEnd
from handoff_console.sight import Sight, TellsOfActs

FEATURES: tuple[APIRouter, ...] = (
    entrance.router,
    live.router,
    look.router,
    queue.router,
    today.router,
    staff.router,
    staffing.router,
    shifts.router,
    desk.router,
    approvals.router,
    oversight.router,
    mentions.router,
    replies.router,
    cases.router,
    call_backs.router,
    moved.router,
    reports.router,
    contacts.router,
    contact_imports.router,
    contact_keys.router,
    contact_api.router,
    monitor.router,
    recall.router,
    gaps.router,
    knowledge.router,
    review.router,
    review_topics.router,
    audit.router,
    alerts.router,
    wallboard.router,
)
"""Every feature's routes. They do not know each other; each is named here and, if it has a page, in `base.html`."""


def create_app() -> FastAPI:
    """The application over the real parts, as uvicorn's factory."""
    return app_over(build(prepare_process()))


def app_over(assistant: Assistant) -> FastAPI:
    """The application over the given services, which it closes when it stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        month_end.start()
        # What is here now stays: looking through it again whenever many objects are made, as when a year is imported,
        # took a quarter of that time (`make bench-import`).
        gc.collect()
        gc.freeze()
        yield
        await month_end.stop()
        await releases.drain()
        await assistant.aclose()

    registry = CollectorRegistry()
    releases, month_end = Releases(assistant.messages), MonthEnd(assistant)
    app = FastAPI(
        title="Kontakt: the handoff console",
        lifespan=lifespan,
        dependencies=[Depends(guard_posts), Depends(mark_demo)],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    app.state.assistant = assistant
    app.state.pages = pages_over(assistant)
    app.state.attempts = Attempts(assistant.clock.now)
    app.state.key_attempts = Attempts(assistant.clock.now)
    app.state.counters = counters_in(registry)
    app.state.on_duty = OnDuty(assistant.staff.records, assistant.staff.agents)
    app.state.demo_data = DemoData(assistant.staff.records, assistant.clock)
    app.state.watch = Watch(assistant.stream)
    app.state.pace = Pace()
    app.state.sight = Sight(assistant.clock.now)
    app.state.releases = releases
    app.add_middleware(TellsOfActs, sight=app.state.sight)
    app.add_middleware(SafeHeaders)
    install_problems(app)
    for feature in FEATURES:
        app.include_router(feature)
    app.include_router(health_routes(assistant.health.parts, registry))
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    return app
