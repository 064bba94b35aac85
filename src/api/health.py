"""Is it up, is it ready, what is it, and what has it counted."""

import hmac
from http import HTTPStatus
from typing import Any

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from aicc import logs
from aicc.deadline import Deadline
from aicc.model.choose import choice_of

from .dependencies import WWW, bearer, service_of
from .metrics import PrometheusSink
from .problems import HttpProblem
from .schemas import Health, Info, Ready
from .version import VERSION

PROBE_S = 1.0
PROBES_AT_ONCE = 2
AWAY, WAITING = "away", "waiting"

log = logs.get("aicc.api")


async def get_health() -> dict[str, str]:
    """The process answers. It asks no store."""
    return {"status": "healthy", "version": VERSION}


async def get_info(request: Request) -> dict[str, Any]:
    """What this service can do."""
    service = service_of(request)
    pack, settings = service.engine.upkeep.pack, service.settings
    return {
        "name": "AICC",
        "version": VERSION,
        "pack": pack.id,
        "locale": pack.locale,
        "capabilities": [
            "intent_classification",
            "entity_extraction",
            "sentiment_analysis",
            "scenarios",
            "faq_search",
            "escalation",
            "conversation_history",
            "web_widget",
        ],
        "scenarios": sorted(pack.flows),
        "model": choice_of(settings, pack.model).shown,
        "stores": {"sessions": settings.session_store, "history": settings.history_store},
    }


def routes(sink: PrometheusSink, *, token: str) -> APIRouter:
    router = APIRouter(tags=["operations"])
    router.add_api_route("/health", get_health, response_model=Health, summary="Is it up?")
    own_threads = CapacityLimiter(PROBES_AT_ONCE)  # turns may hold all the others

    async def get_ready(request: Request) -> dict[str, Any]:
        """Every store is asked, the sessions' to write too; `degraded` names those that do not
        answer. Why, with the addresses of what is behind, is told to the log alone."""
        probe = service_of(request).engine.upkeep.probe
        found = await to_thread.run_sync(probe, Deadline(PROBE_S), limiter=own_threads)
        if found:
            log.warning("ready.degraded", **found)
        away = {name: WAITING if name == "history_spool" else AWAY for name in found}
        return {"status": "degraded" if away else "ready", "degraded": away}

    router.add_api_route("/ready", get_ready, response_model=Ready, summary="Is it ready?")
    router.add_api_route("/info", get_info, response_model=Info, summary="What is it?")

    async def get_metrics(request: Request) -> PlainTextResponse:
        """Counters in the Prometheus text format."""
        if not hmac.compare_digest(bearer(request).encode(), token.encode()) and token:
            raise HttpProblem(HTTPStatus.UNAUTHORIZED, "unauthorized", headers=WWW)
        waiting = service_of(request).engine.upkeep.turns_waiting
        turns = await to_thread.run_sync(waiting, Deadline(PROBE_S), limiter=own_threads)
        sink.show("HistoryTurnsWaiting", turns)
        return PlainTextResponse(sink.text(), media_type=CONTENT_TYPE_LATEST)

    router.add_api_route(
        "/metrics", get_metrics, response_class=PlainTextResponse, summary="Prometheus metrics"
    )
    return router
