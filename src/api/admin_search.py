"""/api/admin/faq-test: what a question finds among the published entries, and why."""

from typing import Any

from fastapi import APIRouter, Request

from aicc.faq_report.explain import Explained, explain

from .admin import REFUSALS, a_deadline
from .dependencies import service_of
from .description import WITH_TOKEN
from .schemas_admin import Asked, Found
from .staff import Viewer

router = APIRouter(tags=["FAQ administration"], responses=REFUSALS)


@router.post(
    "/api/admin/faq-test",
    response_model=Found,
    summary="Try a question",
    openapi_extra=WITH_TOKEN,
)
def post_test(body: Asked, request: Request, who: Viewer) -> dict[str, Any]:
    """The ten entries that fit best, with their score by signal, and what the bot would do."""
    engine, deadline = service_of(request).engine, a_deadline()
    live = engine.live_faqs
    explained = explain(
        live.index,
        live.index_of(who.tenant_id, deadline),
        body.question,
        deadline,
        thresholds=engine.pack.thresholds,
    )
    return _found(explained)


def _found(explained: Explained) -> dict[str, Any]:
    thresholds = explained.thresholds
    return {
        "question": explained.query,
        "answered_above": thresholds.faq,
        "offered_above": round(thresholds.faq - thresholds.margin, 4),
        "degraded": explained.degraded,
        "hits": [
            {
                "id": hit.entry.id,
                "question": hit.entry.question,
                "score": round(hit.score, 4),
                "use": hit.use,
                "matched": hit.matched,
                "letters": hit.grams,
                "signals": hit.signals,
            }
            for hit in explained.hits
        ],
    }
