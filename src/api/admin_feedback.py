"""/api/admin: questions that nothing answered, and how the answers are liked."""

from dataclasses import asdict
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from aicc.faqs.report.thumbs import report
from aicc.faqs.report.unanswered import Cluster, UnansweredQuestions
from aicc.faqs.sheets.columns import no_category

from .admin import REFUSALS, a_deadline, book_of, signed, taken_over
from .admin_faqs import FaqJson, faq_json
from .dependencies import service_of
from .description import WITH_TOKEN
from .schemas_admin import (
    AsDraft,
    AsVariant,
    FaqReported,
    FaqState,
    UnansweredCluster,
    UnansweredPage,
)
from .staff import Editor, Staff, Viewer

MOST_LISTED = 500
ClusterId = Annotated[str, Path(pattern=r"^u-[0-9a-f]{12}$")]

router = APIRouter(prefix="/api/admin", tags=["FAQ administration"], responses=REFUSALS)


@router.get(
    "/unanswered",
    response_model=UnansweredPage,
    summary="Questions without an answer",
    openapi_extra=WITH_TOKEN,
)
def get_unanswered(
    request: Request,
    who: Viewer,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 50,
) -> dict[str, Any]:
    """Those of one sort together, most asked first; personal numbers are masked."""
    found = _unanswered(request, who).all(a_deadline())
    items = [asdict(each) for each in found[offset : offset + limit]]
    return {"total": len(found), "items": items}


@router.post(
    "/unanswered/{cluster_id}/draft",
    response_model=FaqState,
    status_code=HTTPStatus.CREATED,
    summary="Make a new entry of them",
    openapi_extra=WITH_TOKEN,
)
def post_draft(cluster_id: ClusterId, body: AsDraft, request: Request, who: Editor) -> FaqJson:
    """The most asked one is the question, the others are its variants."""
    unheard, cluster = _found(cluster_id, request, who)
    by = signed(request, who, body.reason)
    category = body.category or no_category(service_of(request).engine.upkeep.pack.locale)
    faq_id = unheard.draft(cluster, body.answer, category, by, a_deadline())
    return _written(faq_id, request, who)


@router.post(
    "/unanswered/{cluster_id}/variant",
    response_model=FaqState,
    summary="Add them to an entry",
    openapi_extra=WITH_TOKEN,
)
def post_variant(cluster_id: ClusterId, body: AsVariant, request: Request, who: Editor) -> FaqJson:
    """A draft of the entry that has them as variants."""
    unheard, cluster = _found(cluster_id, request, who)
    unheard.add_to(cluster, body.faq_id, signed(request, who, body.reason), a_deadline())
    return _written(body.faq_id, request, who)


@router.delete(
    "/unanswered/{cluster_id}",
    response_model=UnansweredCluster,
    summary="Leave them unanswered",
    openapi_extra=WITH_TOKEN,
)
def delete_cluster(cluster_id: ClusterId, request: Request, who: Editor) -> dict[str, Any]:
    """They leave the list; asked again, they come back."""
    unheard, cluster = _found(cluster_id, request, who)
    unheard.dismiss(cluster, a_deadline())
    return asdict(cluster)


@router.get(
    "/faq-report",
    response_model=FaqReported,
    summary="Most asked, never asked, worst rated",
    openapi_extra=WITH_TOKEN,
)
def get_report(
    request: Request, who: Viewer, days: Annotated[int, Query(ge=1, le=3650)] = 30
) -> dict[str, Any]:
    """Counted over the last days."""
    service = service_of(request)
    feedback, deadline = service.engine.upkeep.feedback, a_deadline()
    since = service.clock() - timedelta(days=days)
    kept = book_of(request, who).all(deadline)
    made = report(
        [each.published for each in kept if each.published],
        feedback.given(who.tenant_id, since, deadline),
        sum(each.count for each in feedback.unanswered(who.tenant_id, deadline)),
    )
    return {"days": days, **asdict(made)}


def _unanswered(request: Request, who: Staff) -> UnansweredQuestions:
    return UnansweredQuestions(
        service_of(request).engine.upkeep.feedback, who.tenant_id, book_of(request, who)
    )


def _found(cluster_id: str, request: Request, who: Staff) -> tuple[UnansweredQuestions, Cluster]:
    unheard = _unanswered(request, who)
    return unheard, unheard.get(cluster_id, a_deadline())


def _written(faq_id: str, request: Request, who: Staff) -> FaqJson:
    taken_over(request, who)
    return faq_json(book_of(request, who).get(faq_id, a_deadline()))
