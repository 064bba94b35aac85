"""Is it up, is it ready, what is it, and what has it counted."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from aicc.deadline import Deadline

from .dependencies import service_of
from .metrics import PrometheusSink
from .placing import placed
from .schemas import Health, Info, Ready
from .version import VERSION

PROBE_S = 1.0


async def get_health() -> dict[str, str]:
    """The process answers. It asks no store."""
    return {"status": "healthy", "version": VERSION}


def get_ready(request: Request) -> dict[str, Any]:
    """Every store is asked; `degraded` names those that do not answer."""
    away = service_of(request).engine.upkeep.probe(Deadline(PROBE_S))
    return {"status": "degraded" if away else "ready", "degraded": away}


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
        "stores": {"sessions": settings.session_store, "history": settings.history_store},
    }


def routes(sink: PrometheusSink, *, in_place: bool) -> APIRouter:
    router = APIRouter(tags=["operations"])
    router.add_api_route("/health", get_health, response_model=Health, summary="Is it up?")
    router.add_api_route(
        "/ready", placed(get_ready, in_place=in_place), response_model=Ready, summary="Is it ready?"
    )
    router.add_api_route("/info", get_info, response_model=Info, summary="What is it?")

    async def get_metrics() -> PlainTextResponse:
        """Counters in the Prometheus text format."""
        return PlainTextResponse(sink.text(), media_type=CONTENT_TYPE_LATEST)

    router.add_api_route(
        "/metrics", get_metrics, response_class=PlainTextResponse, summary="Prometheus metrics"
    )
    return router
