"""What Anthropic and Bedrock have in common: answers in numbered blocks, and how they end."""

from collections.abc import Iterator

from aicc.domain.model import Ended, ModelRequest, Piece, Role, Stop, TextPiece, Usage
from aicc.errors import ProviderError
from aicc.model.answering import FILTERED
from aicc.model.tool_calls import ToolCalls

SHAPED = "answer"  # the tool whose arguments are an answer of a given shape
SHAPED_ABOUT = "The whole answer."
ROLES = {Role.USER: "user", Role.MODEL: "assistant"}

_REASONS = {
    "max_tokens": Stop.TOO_LONG,
    "model_context_window_exceeded": Stop.TOO_LONG,
    "tool_use": Stop.WANTS_TOOLS,
}
_FILTERED = frozenset({"refusal", "guardrail_intervened", "content_filtered"})


def must_call(request: ModelRequest) -> str:
    return SHAPED if request.shape is not None else request.must_call


def fragment_of(
    request: ModelRequest, calls: ToolCalls, index: int, fragment: str
) -> Iterator[TextPiece]:
    """Of a call's arguments, which are the answer itself where that has a shape."""
    if request.shape is not None:
        yield TextPiece(fragment)
    else:
        calls.add(index=index, id="", name="", arguments=fragment)


def ended(request: ModelRequest, calls: ToolCalls, reason: str, usage: Usage) -> Iterator[Piece]:
    """Nothing without a reason: then the answer broke off."""
    if reason in _FILTERED:
        raise ProviderError(FILTERED)
    if not reason:
        return
    stop = _REASONS.get(reason, Stop.ANSWERED)
    if request.shape is None:
        yield from calls.whole(is_cut=stop is Stop.TOO_LONG)
    elif stop is Stop.WANTS_TOOLS:
        stop = Stop.ANSWERED
    yield Ended(reason=stop, usage=usage)
