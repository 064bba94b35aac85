"""/api/admin/inbox: turns that staff should look at, beside the unanswered questions."""

from datetime import datetime, timedelta
from typing import Annotated, Any, TypedDict

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from aicc.conversation.doubtful import Doubt, DoubtfulTurn
from aicc.domain.turn import Channel

from .admin import REFUSALS, a_deadline
from .dependencies import service_of
from .description import WITH_TOKEN
from .staff import Viewer

MOST_DAYS, MOST_LISTED = 90, 500

router = APIRouter(prefix="/api/admin", tags=["Topic administration"], responses=REFUSALS)


class DoubtfulState(BaseModel):
    """A turn and why it is here; personal numbers are masked."""

    doubt: Doubt
    session_id: str
    turn_id: str
    at: datetime
    channel: Channel
    said: str
    reply: str
    flow: str = Field(description="The scenario that moved in the turn; empty for none")
    step: str
    faq: str = Field(description="The entry that was the answer; empty for none")
    rule: str = Field(description="Which decided")
    trace: dict[str, Any] = Field(description="Why, as /chat shows it to staff")


class DoubtfulPage(BaseModel):
    total: int
    items: list[DoubtfulState]


class DoubtfulJson(TypedDict):
    doubt: Doubt
    session_id: str
    turn_id: str
    at: datetime
    channel: Channel
    said: str
    reply: str
    flow: str
    step: str
    faq: str
    rule: str
    trace: dict[str, Any]


class DoubtfulPageJson(TypedDict):
    total: int
    items: list[DoubtfulJson]


@router.get(
    "/inbox", response_model=DoubtfulPage, summary="Doubtful turns", openapi_extra=WITH_TOKEN
)
def get_inbox(
    request: Request,
    who: Viewer,
    days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7,
    doubt: Doubt | None = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_LISTED)] = 50,
) -> DoubtfulPageJson:
    """A scenario left at once, the same asked three times, thumbs down, gone in the middle of a
    scenario; newest first. History is read through: on DynamoDB that is billed."""
    service = service_of(request)
    now = service.clock()
    since = now - timedelta(days=days)
    found = [
        each
        for each in service.engine.upkeep.doubtful(who.tenant_id, since, now, a_deadline())
        if doubt is None or each.doubt is doubt
    ]
    return {"total": len(found), "items": [_json(each) for each in found[offset : offset + limit]]}


def _json(each: DoubtfulTurn) -> DoubtfulJson:
    record, reply = each.record, each.reply
    return {
        "doubt": each.doubt,
        "session_id": record.session_id,
        "turn_id": record.turn_id,
        "at": record.at,
        "channel": record.channel,
        "said": record.user_input,
        "reply": record.bot_response,
        "flow": reply.facts.flow_id,
        "step": reply.facts.step_id,
        "faq": reply.facts.faq_id,
        "rule": reply.facts.rule,
        "trace": dict(reply.trace),
    }
