"""The HTTP application: built from settings, with its engine."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import replace

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from aicc import logs, session_stores
from aicc.channels.company_token import TokenRules
from aicc.clock import Clock, utc_now
from aicc.conversation.announcing import Announcing, TellingRules
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import ConfigError
from aicc.metrics import Metrics
from aicc.packs.loader import find_pack
from aicc.redact import mask_value
from aicc.settings import Settings
from aicc.stores.accounts.memory import MemoryAccounts
from aicc.stores.accounts.port import AccountStore
from aicc.stores.api_keys.memory import MemoryApiKeys
from aicc.stores.api_keys.port import ApiKeyStore
from aicc.stores.keys import admin_key, session_key
from aicc.systems.announcing.choose import announcers
from aicc.wiring import memory_audit, open_parts, with_pack
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
    admin_unmask,
    chat,
    console,
    description,
    desk,
    desk_events,
    desk_watch,
    feedback,
    health,
    pages,
    plain,
    problems,
    visitor_events,
    welcome,
)
from .console_tokens import ConsoleTokens
from .dependencies import Service
from .edge import Edge, EdgeLimits
from .events import DeskEvents
from .exposure import check_exposure
from .imports import Imports
from .limits import RateLimits
from .metrics import PrometheusSink
from .origins import Hosts
from .quick import QuickTurns
from .reload import PackReloader, Rebuild
from .shown import Shown
from .sign_in_limits import SignInLimits
from .streams import STREAMS, StreamKeys
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
    admin_unmask,
    desk,
    desk_events,
    console,
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
    settings: Settings | None = None,
    *,
    engine: ChatEngine | None = None,
    clock: Clock = utc_now,
    limits: RateLimits | None = None,
) -> FastAPI:
    chosen = settings or Settings.load()
    check_exposure(chosen)
    logs.configure(mask=mask_value, level=chosen.log_level)
    sink = PrometheusSink()
    metrics = Metrics(sink)
    watching: Lifespan | None = None
    audit = memory_audit(session_key(chosen))
    api_keys: ApiKeyStore = MemoryApiKeys()
    accounts: AccountStore = MemoryAccounts()
    if engine is None:
        parts = open_parts(chosen)
        audit, api_keys = parts.audit or audit, parts.api_keys
        accounts = parts.accounts
        engine = engine_from(parts, metrics=metrics, clock=clock)
        watching = _watching(
            chosen,
            lambda pack, earlier: engine_from(
                with_pack(parts, chosen, pack), metrics=metrics, clock=clock, earlier=earlier
            ),
        )
    app = FastAPI(
        title="AICC",
        version=VERSION,
        description=ABOUT,
        openapi_url="/openapi.json" if chosen.docs else None,
        docs_url=None,
        redoc_url=None,
        lifespan=_living(watching, desk_watch.watching),
    )
    app.state.service = Service(
        settings=chosen,
        engine=engine,
        tokens=SessionTokens(session_key(chosen)),
        company=TokenRules.of(chosen),
        limits=limits or RateLimits(chosen, session_stores.rates(chosen), metrics),
        clock=clock,
        hosts=Hosts.of(chosen),
        audit=audit,
        api_keys=api_keys,
        admin_key=_admin_key(chosen),
        events=DeskEvents(engine.upkeep.desk.store, most=chosen.most_streams),
        stream_keys=StreamKeys(session_key(chosen)),
        accounts=accounts,
        console=ConsoleTokens(session_key(chosen)),
        sign_ins=SignInLimits(),
        announcing=_announcing(chosen, engine, clock),
    )
    app.state.imports = Imports()
    hold = engine.upkeep.try_hold if engine.upkeep.is_embedded and chosen.workers == 1 else None
    app.include_router(chat.routes(hold=hold))
    app.include_router(feedback.routes(hold=hold))
    app.include_router(welcome.routes(hold=hold))
    app.include_router(visitor_events.router)
    app.include_router(plain.routes(hold=hold))
    app.include_router(health.routes(sink, token=chosen.metrics_token))
    for each in ADMIN:
        app.include_router(each.router)
    policies = pages.install(app, has_docs=chosen.docs)
    problems.install(app)
    description.install(app)
    app.add_middleware(QuickTurns, hold=hold)
    _add_edge(app, chosen, Shown(policies), sink)
    return app


def _announcing(settings: Settings, engine: ChatEngine, clock: Clock) -> Announcing:
    """The desk's address is the service's own name in browsers, where one is given."""
    upkeep = engine.upkeep
    link = f"https://{settings.public_hosts[0]}/console" if settings.public_hosts else ""
    zone = upkeep.live.house(DEFAULT_TENANT).hours.zone
    rules = TellingRules(too_long_s=settings.desk_wait_s, zone=zone, link=link)
    told_by = announcers(settings, clock)
    return Announcing(upkeep.desk, told_by, upkeep.pack.sentence, rules, clock)


def _add_edge(app: FastAPI, settings: Settings, shown: Shown, sink: PrometheusSink) -> None:
    """From the inside out. What a page elsewhere may read, it may read of a refusal too."""
    sheets = (admin_sheets.PATH, admin_sheets.JOBS, admin_topic_sheet.PATH)
    app.add_middleware(
        Edge,
        limits=EdgeLimits(
            max_body=settings.max_body,
            larger=dict.fromkeys(sheets, settings.max_import),
            most_at_once=settings.most_at_once,
            turn_s=settings.chat_deadline_s,
            always=frozenset({"/health", "/ready", "/metrics"}),
            streams=STREAMS,
        ),
        rates=app.state.service.limits,
        shown=shown,
        sink=sink,
    )
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
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
    if settings.trusted_proxies:
        app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.trusted_proxies))


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


def _living(*parts: Lifespan | None) -> Lifespan:
    """What runs beside the requests, from the first to the last."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for part in filter(None, parts):
                await stack.enter_async_context(part(app))
            yield

    return living


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
