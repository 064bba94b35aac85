"""Bodies of what staff ask and get about topics, what is not done here, and thresholds."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from aicc.domain.content import ContentStatus
from aicc.packs.schema.pack import Name, NotHereTopicFile, Sentence, Thresholds

from .schemas_admin import FaqSigned, Reason


class TaughtTopic(BaseModel):
    """What an intent of the pack is learned from."""

    model_config = ConfigDict(extra="forbid")
    name: Name
    examples: list[Sentence] = Field(min_length=1)
    contrasts: list[Sentence] = Field(
        default=[], alias="not", description="Look like it, and are not it"
    )


class _Saved(BaseModel):
    model_config = ConfigDict(extra="forbid")
    reason: Reason = Field("", description="Why; kept with the version")


class _State(BaseModel):
    id: str
    version: int = Field(description="0 for what is as the pack has it")
    status: ContentStatus
    published: bool = Field(description="Customers get this or an earlier version")
    author: str
    reason: str
    at: datetime | None


class _Version(BaseModel):
    number: int
    status: ContentStatus
    author: str
    reason: str
    at: datetime


class RolledBack(FaqSigned):
    version: int = Field(ge=0, le=10_000_000, description="0 is what the pack has")


class TopicSaved(_Saved):
    topic: TaughtTopic


class TopicState(_State):
    """A topic in its latest version."""

    topic: TaughtTopic


class TopicPage(BaseModel):
    items: list[TopicState]


class TopicVersion(_Version):
    topic: TaughtTopic


class TopicVersions(BaseModel):
    items: list[TopicVersion] = Field(description="Newest first")


class TopicSheetImported(BaseModel):
    written: bool
    changed: list[str] = Field(description="Topics that differ from what is kept")


class NotHereSaved(_Saved):
    topic: NotHereTopicFile


class NotHereState(_State):
    """A topic that is not done here, in its latest version."""

    topic: NotHereTopicFile


class NotHerePage(BaseModel):
    items: list[NotHereState]


class NotHereVersion(_Version):
    topic: NotHereTopicFile


class NotHereVersions(BaseModel):
    items: list[NotHereVersion] = Field(description="Newest first")


class ThresholdsSaved(_Saved):
    thresholds: Thresholds


class ThresholdsState(_State):
    """The thresholds in their latest version."""

    thresholds: Thresholds


class ThresholdsVersion(_Version):
    thresholds: Thresholds


class ThresholdsVersions(BaseModel):
    items: list[ThresholdsVersion] = Field(description="Newest first")
