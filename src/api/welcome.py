"""GET /v1/welcome: what the widget shows before anything was said."""

from typing import Any

from fastapi import APIRouter, Request

from aicc.channels import web
from aicc.conversation.welcome import welcome
from aicc.deadline import TryHold

from .chat import REFUSALS
from .dependencies import NewcomerDep, deadline_of, service_of
from .placing import placed
from .schemas import Welcome


def get_welcome(request: Request, tenant_id: NewcomerDep) -> dict[str, Any]:
    """Who answers here, whether people are there now, what can be done and is often asked. It needs
    no session and opens none."""
    service = service_of(request)
    live = service.engine.upkeep.live
    return web.write_welcome(welcome(live, tenant_id, service.clock(), deadline_of(request)))


def routes(*, hold: TryHold | None) -> APIRouter:
    router = APIRouter(prefix="/v1", tags=["widget"], responses=REFUSALS)
    router.add_api_route(
        "/welcome",
        placed(get_welcome, hold=hold),
        methods=["GET"],
        response_model=Welcome,
        summary="What to show first",
    )
    return router
