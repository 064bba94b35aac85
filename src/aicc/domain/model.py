"""What is asked of a language model and what it gives, in no vendor's form."""

from collections.abc import Generator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self, TypeAlias

from aicc.domain.json import JsonMap


class Role(StrEnum):
    USER = "user"
    MODEL = "model"


class Stop(StrEnum):
    ANSWERED = "answered"
    WANTS_TOOLS = "wants_tools"
    TOO_LONG = "too_long"  # cut at `max_tokens`


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall:
    id: str
    name: str
    arguments: JsonMap


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    call_id: str
    name: str
    content: JsonMap
    failed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """`calls` are of a model's message, `results` of the user's that follows it: one for each."""

    role: Role
    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    results: tuple[ToolResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSpec:
    name: str
    about: str
    parameters: JsonMap = field(default_factory=lambda: {"type": "object", "properties": {}})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that an answer may stand on. `title` is what they are about."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRequest:
    """`sources` are what the embedded model quotes; for another one the caller writes them into a
    message. `must_call` names a tool; `shape` is a JSON Schema that the whole answer has then."""

    instructions: str = ""
    messages: tuple[Message, ...]
    tools: tuple[ToolSpec, ...] = ()
    sources: tuple[Passage, ...] = ()
    must_call: str = ""
    shape: JsonMap | None = None
    max_tokens: int = 600
    temperature: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens; `cached` of `input` were cheaper. An estimate is ours: the service told none."""

    input: int = 0
    output: int = 0
    cached: int = 0
    is_estimate: bool = False

    def __add__(self, other: Self) -> "Usage":
        return Usage(
            input=self.input + other.input,
            output=self.output + other.output,
            cached=self.cached + other.cached,
            is_estimate=self.is_estimate or other.is_estimate,
        )


@dataclass(frozen=True, slots=True)
class TextPiece:
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    reason: Stop
    usage: Usage


Piece: TypeAlias = TextPiece | ToolCall | Ended
Pieces: TypeAlias = Generator[Piece, None, None]  # to be closed by who leaves before the end


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelInfo:
    """`window` is how many tokens a request and its answer may have together; 0: not known."""

    provider: str
    name: str
    window: int = 0
    calls_tools: bool = True
    is_embedded: bool = False

    @property
    def shown(self) -> str:
        return "embedded (extractive)" if self.is_embedded else f"{self.provider}:{self.name}"
