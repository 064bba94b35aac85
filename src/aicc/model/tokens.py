"""How many tokens a text may be, where nobody tells: for limits, and marked as an estimate."""

import json
import math

from aicc.domain.model import Message, ModelRequest, Usage

# Three bytes a token is one Hangul syllable each: what older tokenizers make of Korean, and more
# than newer ones make of it or of English (about four).
_BYTES = 3
_FRAME = 4  # what surrounds a message


def tokens_in(text: str) -> int:
    return math.ceil(len(text.encode(errors="replace")) / _BYTES)


def tokens_of(request: ModelRequest) -> int:
    """Of the request alone; its answer may have `max_tokens` more."""
    tools = [[tool.name, tool.about, dict(tool.parameters)] for tool in request.tools]
    said = [request.instructions, *map(_text, request.messages)]
    extra = json.dumps([*tools, request.shape], ensure_ascii=False) if tools else ""
    return sum(tokens_in(text) + _FRAME for text in (*said, extra) if text)


def estimated(request: ModelRequest, answer: str) -> Usage:
    return Usage(input=tokens_of(request), output=tokens_in(answer), is_estimate=True)


def _text(message: Message) -> str:
    parts = [message.text]
    parts += [f"{call.name}{json.dumps(call.arguments)}" for call in message.calls]
    parts += [json.dumps(result.content, ensure_ascii=False) for result in message.results]
    return "".join(parts)
