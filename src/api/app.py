"""The HTTP application: built from settings, with its engine."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from aicc import logs
from aicc.channels.company_token import TokenRules
from aicc.clock import Clock, utc_now
from aicc.errors import ConfigError
from aicc.metrics import Metrics
from aicc.packs.loader import find_pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.stores.keys import admin_key, session_key
from aicc.wiring import open_parts, with_pack
from chatbot_engine import ChatEngine, engine_from

from . import (
    admin_faqs,
    admin_feedback,
    admin_flows,
    admin_inbox,
    admin_not_here,
    admin_search,
    admin_sheets,
    admin_thresholds,
    admin_topic_sheet,
    admin_topics,
    chat,
    description,
    feedback,
    health,
    pages,
    plain,
    problems,
)
from .dependencies import Service
from .edge import Edge
from .limits import RateLimits
from .metrics import PrometheusSink
from .reload import PackReloader, Rebuild
from .tokens import SessionTokens
from .version import VERSION

log = logs.get("aicc.api")

ADMIN = (
    admin_faqs,
    admin_sheets,
    admin_search,
    admin_feedback,
    admin_flows,
    admin_topics,
    admin_topic_sheet,
    admin_not_here,
    admin_thresholds,
    admin_inbox,
)
ABOUT = """
One bot behind the phone and the web chat. Try it here:

1. `POST /v1/sessions` opens a session: keep its `token`.
2. Press **Authorize** and paste the token.
3. `POST /v1/chat` with a message. The same `message_id` again gives the same reply.

Servers that know their user themselves use `POST /chat`. Errors are `application/problem+json`,
in Korean or English by `Accept-Language`; `code` is stable.
"""


def create_app(
    settings: Settings | None = None, *, engine: ChatEngine | None = None, clock: Clock = utc_now
) -> FastAPI:
    chosen = settings or Settings.load()
    logs.configure(mask=mask_value, level=chosen.log_level)
    sink = PrometheusSink()
    metrics = Metrics(sink)
    lifespan = None
    if engine is None:
        parts = open_parts(chosen)
        engine = engine_from(parts, metrics=metrics, clock=clock)
        lifespan = _watching(
            chosen,
            lambda pack, earlier: engine_from(
                with_pack(parts, chosen, pack), metrics=metrics, clock=clock, earlier=earlier
            ),
        )
    app = FastAPI(
        title="AICC",
        version=VERSION,
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.service = Service(
        settings=chosen,
        engine=engine,
        tokens=SessionTokens(session_key(chosen)),
        company=TokenRules.of(chosen),
        limits=RateLimits(chosen),
        clock=clock,
        admin_key=_admin_key(chosen),
    )
    in_place = engine.upkeep.is_embedded
    app.include_router(chat.routes(in_place=in_place))
    app.include_router(feedback.routes(in_place=in_place))
    app.include_router(plain.routes(in_place=in_place))
    app.include_router(health.routes(sink, in_place=in_place))
    for each in ADMIN:
        app.include_router(each.router)
    pages.install(app)
    problems.install(app)
    description.install(app)
    if chosen.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=chosen.allowed_origins,
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=[
                "Authorization",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "X-Tenant-ID",
            ],
            expose_headers=["ETag", "Retry-After", "X-Request-ID"],
        )
    larger = dict.fromkeys((admin_sheets.PATH, admin_topic_sheet.PATH), chosen.max_import)
    app.add_middleware(Edge, max_body=chosen.max_body, larger=larger, sink=sink)
    return app


def _admin_key(settings: Settings) -> str:
    """Empty where nothing is let in by it: tokens are wanted, or there is no folder to keep it."""
    if settings.jwt_secret:
        return ""
    try:
        return admin_key(settings)
    except ConfigError as error:
        log.warning("admin.closed", error=str(error))
        return ""


Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def _watching(settings: Settings, rebuild: Rebuild) -> Lifespan | None:
    """An edited pack takes over while the service runs; a compiled one is not edited."""
    folder = find_pack(settings.pack)
    if not folder.is_dir():
        return None

    @asynccontextmanager
    async def watching(app: FastAPI) -> AsyncIterator[None]:
        def swap(engine: ChatEngine) -> None:
            app.state.service = replace(app.state.service, engine=engine)

        app.state.reloader = reloader = PackReloader(
            folder, rebuild, swap, app.state.service.engine.upkeep.pack
        )
        reloader.start()
        yield
        reloader.stop()

    return watching
