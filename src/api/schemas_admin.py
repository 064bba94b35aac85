"""Bodies of what staff ask and get."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from aicc.domain.content import ContentStatus
from aicc.faqs.sheets.import_entries import Effect
from aicc.packs.schema.faq import FaqFile, MaybeLine, MaybeText

from .schemas import Problem

FAQ_ID = r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$"
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class FaqSaved(BaseModel):
    model_config = ConfigDict(extra="forbid")
    entry: FaqFile
    reason: Reason = Field("", description="Why; kept with the version")


class FaqSigned(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reason: Reason = ""


class FaqRolledBack(FaqSigned):
    version: int = Field(ge=0, le=10_000_000, description="0 is the pack's own entry")


class FaqState(BaseModel):
    """An entry in its latest version."""

    id: str
    version: int = Field(description="0 for an entry of the pack that nobody changed")
    status: ContentStatus
    published: bool = Field(description="Customers get this or an earlier version")
    author: str
    reason: str
    at: datetime | None
    entry: FaqFile


class FaqPage(BaseModel):
    total: int
    items: list[FaqState]


class FaqVersion(BaseModel):
    number: int
    status: ContentStatus
    author: str
    reason: str
    at: datetime
    entry: FaqFile


class FaqVersions(BaseModel):
    items: list[FaqVersion] = Field(description="Newest first")


class SheetFinding(BaseModel):
    row: int = Field(description="0 for the file as a whole")
    column: str
    message: str
    level: Literal["error", "warning"]


class SheetDuplicate(BaseModel):
    row: int
    id: str
    text: str
    other_row: int = Field(description="0 for an entry that is kept already")
    other_id: str
    other_text: str
    likeness: float


class SheetRow(BaseModel):
    row: int
    id: str
    effect: Effect
    status: ContentStatus


class SheetImported(BaseModel):
    written: bool
    counts: dict[Effect, int]
    errors: int
    findings: list[SheetFinding]
    near_duplicates: list[SheetDuplicate]
    rows: list[SheetRow] = Field(description="Those that change something")


class ImportProgress(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: str
    state: Literal["waiting", "reading", "done", "refused"]
    done: int = Field(description="Rows read so far")
    of: int
    answer: SheetImported | None = Field(description="Once it is done")
    why: str = Field(description="What is wrong with the file, once it is refused")


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")
    question: Annotated[MaybeText, StringConstraints(min_length=1)]


class FoundHit(BaseModel):
    id: str
    question: str
    score: float
    use: Literal["answer", "offer", "leave"]
    matched: str
    letters: list[str] = Field(description="What the question and the match have in common")
    signals: dict[str, float]


class Found(BaseModel):
    question: str
    answered_above: float
    offered_above: float
    degraded: str
    hits: list[FoundHit]


class Collision(BaseModel):
    text: str = Field(description="A wording of `id`, asked while the entry is without it")
    id: str
    found: str = Field(description="The entry that it finds instead")
    matched: str
    score: float


class Tried(BaseModel):
    texts: int
    lone_entries: int = Field(description="With one wording alone, which cannot be tried")
    hit_at_1: float
    hit_at_5: float
    answered: float
    precision: float = Field(description="How many of the answers are right")
    collisions: list[Collision]


class UnansweredCluster(BaseModel):
    id: str
    texts: list[str] = Field(description="Most asked first, masked")
    count: int
    last_at: datetime


class UnansweredPage(BaseModel):
    total: int
    items: list[UnansweredCluster]


class AsDraft(FaqSigned):
    answer: Annotated[MaybeText, StringConstraints(min_length=1)]
    category: MaybeLine = ""


class AsVariant(FaqSigned):
    faq_id: Annotated[str, StringConstraints(pattern=FAQ_ID)]


class RatedFaq(BaseModel):
    id: str
    question: str
    count: int = Field(description="How often it was the answer")
    up: int
    down: int


class FaqReported(BaseModel):
    """Lists of at most 20."""

    days: int
    answers: int
    up: int
    down: int
    unanswered: int
    most_asked: list[RatedFaq]
    worst_rated: list[RatedFaq]
    never_asked: list[RatedFaq]
    never_asked_count: int
    talks_up: int = Field(description="Thumbs for whole conversations")
    talks_down: int


class Conflict(Problem):
    """application/problem+json: somebody changed it meanwhile."""

    yours: dict[str, Any] | None = Field(None, description="The version your change began from")
    theirs: dict[str, Any] | None = Field(None, description="The latest version")
