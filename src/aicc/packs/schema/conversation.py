"""The conversation tests of a pack as people write them: tests/*.yaml."""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from aicc.domain.turn import Channel, Source
from aicc.packs.schema.pack import Duration, FileModel, Name, Sentence


def _compiled(pattern: str) -> str:
    try:
        return re.compile(pattern).pattern
    except re.error as error:
        raise ValueError(f"pattern {pattern!r}: {error}") from error


def _as_kept(value: Any) -> Any:  # whatever YAML made of it; the field's type is checked next
    """YAML reads a bare day as a date; answers are kept as text."""
    return value.isoformat() if isinstance(value, date) else value


Scalar = Annotated[str | int | float | bool | None, BeforeValidator(_as_kept)]
Pattern = Annotated[str, AfterValidator(_compiled)]


class AnswerFile(FileModel):
    """One answer of the back end."""

    outcome: Name
    values: dict[Name, Scalar | list[dict[Name, Scalar]]] = Field(default_factory=dict)


Answer = AnswerFile | Literal["away", "nonsense"]
Answers = Annotated[list[Answer], Field(min_length=1)]


class ExpectFile(FileModel):
    """What must hold after the turn; only what is written is looked at."""

    intent: Name | None = None
    source: Source | None = None
    step: Name | None = None
    faq: str | None = None
    reply: Pattern | None = None  # found in the reply
    not_reply: Pattern | None = None
    handoff: bool | None = None
    queue: Name | None = None
    corrects: Name | None = None
    slots: dict[str, Scalar | list[Scalar]] = Field(default_factory=dict)
    slot_missing: list[str] = Field(default_factory=list)
    ended: bool | None = None


class TurnFile(FileModel):
    """Exactly one of say, keys and silence."""

    say: str | None = None
    keys: str | None = None
    silence: bool = False
    after: Duration | None = None
    expect: ExpectFile = ExpectFile()

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if [self.say is None, self.keys is None, not self.silence].count(False) != 1:
            raise ValueError("give one of say, keys and silence")
        return self


class ConversationFile(FileModel):
    """tests/*.yaml; `now` is local time in Korea."""

    name: Sentence
    description: str = ""
    channels: list[Channel] = Field(default_factory=lambda: [Channel.CHAT, Channel.VOICE])
    now: datetime | None = None
    backend: dict[str, Answer | Answers] = Field(default_factory=dict)
    turns: list[TurnFile] = Field(min_length=1)
