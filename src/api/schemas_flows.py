"""Bodies of what staff ask and get about scenarios."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from aicc.domain.content import ContentStatus

from .schemas import Problem
from .schemas_admin import FaqSigned, Reason


class FlowGiven(BaseModel):
    model_config = ConfigDict(extra="forbid")
    flow: dict[str, Any] = Field(description="As in a file of flows/: see /api/admin/flow-schema")


class FlowSaved(FlowGiven):
    reason: Reason = Field("", description="Why; kept with the version")


class FlowRolledBack(FaqSigned):
    version: int = Field(ge=0, le=10_000_000, description="0 is the pack's own scenario")


class FlowFinding(BaseModel):
    place: str = Field(description='Into the flow, such as "steps.2.next_step"')
    message: str
    level: str = Field(description="error or warning")


class FlowChecked(BaseModel):
    findings: list[FlowFinding]


class FlowRefused(Problem):
    """application/problem+json: the scenario has errors, or the request no such form."""

    findings: list[FlowFinding] = Field(default_factory=list)


class FlowState(BaseModel):
    """A scenario in its latest version."""

    id: str
    name: str
    version: int = Field(description="0 for a scenario of the pack that nobody changed")
    status: ContentStatus
    published: bool = Field(description="Customers get this or an earlier version")
    author: str
    reason: str
    at: datetime | None
    flow: dict[str, Any]


class FlowPage(BaseModel):
    items: list[FlowState]


class FlowVersion(BaseModel):
    number: int
    status: ContentStatus
    author: str
    reason: str
    at: datetime
    flow: dict[str, Any]


class FlowVersions(BaseModel):
    items: list[FlowVersion] = Field(description="Newest first")
