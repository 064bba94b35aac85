"""POST /v1/feedback: thumbs up or down for an answer, or for the conversation where it ended."""

from http import HTTPStatus

from fastapi import APIRouter, Request

from aicc.conversation.record import rated_as
from aicc.deadline import TryHold
from aicc.domain.feedback import Rating, Thumb
from aicc.errors import NotFoundError

from .chat import REFUSALS
from .dependencies import VisitorDep, check_not_gone, deadline_of, service_of
from .description import WITH_TOKEN
from .placing import placed
from .schemas import FeedbackRequest

LOOKED_AT = 200  # turns of the session


def post_feedback(body: FeedbackRequest, request: Request, visitor: VisitorDep) -> None:
    """For an FAQ answer (`may_rate`), or the conversation (`is_end`). Once more replaces it. 404
    for any other turn, and for one that is not this session's."""
    service = service_of(request)
    service.limits.check_session(request, visitor.session_id)
    check_not_gone(request, visitor)
    engine, deadline = service.engine, deadline_of(request)
    turns = engine.upkeep.history(visitor.tenant_id, visitor.session_id, deadline, LOOKED_AT)
    about = next((rated_as(turn) for turn in turns if turn.turn_id == body.turn_id), "")
    if not about:
        raise NotFoundError("no answer of this session")
    rating = Rating(turn_id=body.turn_id, faq_id=about, thumb=Thumb(body.value), at=service.clock())
    engine.upkeep.feedback.rate(visitor.tenant_id, rating, deadline)


def routes(*, hold: TryHold | None) -> APIRouter:
    router = APIRouter(tags=["widget"], responses=REFUSALS)
    router.add_api_route(
        "/v1/feedback",
        placed(post_feedback, hold=hold),
        methods=["POST"],
        status_code=HTTPStatus.NO_CONTENT,
        response_model=None,
        summary="Rate an answer or the conversation",
        openapi_extra=WITH_TOKEN,
        responses={404: REFUSALS[422] | {"description": "No answer of this session"}},
    )
    return router
