"""/api/admin/sessions: what is hidden of a scenario under way, with a reason, in the audit."""

from typing import Annotated, Any, TypedDict

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel, ConfigDict, Field

from aicc.domain.audit import AuditEntry

from .admin import REFUSALS, a_deadline
from .dependencies import service_of
from .description import WITH_TOKEN
from .staff import Unmasker

UNMASKED = "unmasked"
SHORTEST_REASON = 5
LONGEST_REASON = 200

router = APIRouter(prefix="/api/admin", tags=["Personal data"], responses=REFUSALS)


class UnmaskRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: str = Field(
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        pattern=r"\S",
        description="For the audit",
    )


class UnmaskedState(BaseModel):
    """Answers and what was found with them, by the scenario's names."""

    values: dict[str, Any]
    lost: list[str] = Field(description="Names whose values nobody has any more")


class UnmaskedJson(TypedDict):
    values: dict[str, Any]
    lost: list[str]


@router.post(
    "/sessions/{session_id}/unmask",
    response_model=UnmaskedState,
    summary="What is hidden of a scenario under way",
    openapi_extra=WITH_TOKEN,
)
def post_unmask(
    request: Request,
    session_id: Annotated[str, Path(min_length=1, max_length=256)],
    body: UnmaskRequest,
    who: Unmasker,
) -> UnmaskedJson:
    """Supervisors alone, while the scenario runs: afterwards it is kept nowhere. Who saw it and why
    is in the audit before it is shown."""
    service = service_of(request)
    entry = AuditEntry(
        tenant_id=who.tenant_id,
        at=service.clock(),
        actor=who.author,
        what=UNMASKED,
        about=session_id,
        reason=body.reason,
    )
    service.audit.note([entry], a_deadline())
    unmasking = service.engine.upkeep.unmasking
    found = unmasking.of_session(who.tenant_id, session_id, a_deadline())
    return {"values": dict(found.values), "lost": list(found.lost)}
