"""/api/admin/faq-test and faq-trial: what a question finds among the published entries, and why."""

from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request

from aicc.faqs.report.explain import Explained, explain
from aicc.faqs.report.trial import try_all
from aicc.faqs.report.trial_file import figures
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS

from .admin import REFUSALS, a_deadline, book_of
from .dependencies import service_of
from .description import WITH_TOKEN
from .problems import HttpProblem
from .schemas_admin import Asked, Found, Tried
from .staff import Viewer

MOST_TRIED, MOST_COLLISIONS = 2000, 100

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
    live = engine.upkeep.live.faqs
    explained = explain(
        live.index,
        live.index_of(who.tenant_id),
        as_said(body.question),
        deadline,
        thresholds=engine.upkeep.live.house(who.tenant_id).thresholds,
    )
    return _found(explained)


@router.post(
    "/api/admin/faq-trial",
    response_model=Tried,
    summary="Try all wordings",
    openapi_extra=WITH_TOKEN,
)
def post_trial(request: Request, who: Viewer) -> dict[str, Any]:
    """Every stored wording, asked while its entry is without it; at most 2,000 entries."""
    upkeep, kept = service_of(request).engine.upkeep, book_of(request, who).all(a_deadline())
    entries = [each.published for each in kept if each.published]
    if len(entries) > MOST_TRIED:
        detail = f"more than {MOST_TRIED:,} entries: use aicc faq test-all"
        raise HttpProblem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_input", detail=detail)
    synonyms = (*SYNONYMS, *upkeep.pack.synonyms)
    thresholds = upkeep.live.house(who.tenant_id).thresholds
    trial = try_all(entries, thresholds=thresholds, synonyms=synonyms)
    collisions = [
        {
            "text": each.text,
            "id": each.wanted,
            "found": each.found[0],
            "matched": each.matched,
            "score": round(each.score, 4),
        }
        for each in trial.collisions[:MOST_COLLISIONS]
    ]
    return {**figures(trial), "collisions": collisions}


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
