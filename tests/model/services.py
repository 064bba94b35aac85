"""The services of four kinds of models, as they stream: recorded forms with made-up content."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from botocore.credentials import Credentials

from aicc.domain.model import ModelRequest, Piece
from aicc.model import anthropic, bedrock, openai_form
from aicc.model.anthropic import AnthropicChat
from aicc.model.azure import AzureChat
from aicc.model.bedrock import BedrockChat
from aicc.model.openai_chat import OpenAiChat
from aicc.model.port import ChatModel
from aicc.wire.http import HttpWire
from aicc.wire.sigv4 import SigV4
from tests.model import requests
from tests.model.requests import KEY
from tests.systems.system import Asked
from tests.wire.frames import event, exception

NOBODY = Credentials("AKIDOFNOBODY", "a-secret-of-nobody")
WORDS = ("배송은 ", "이틀 ", "걸립니다.")
USED = (31, 9)  # tokens of the request and of the answer
CALLS = (("find_order", {"number": "A-1"}), ("find_stock", {"name": "셔츠", "sizes": [95, 100]}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Streams:
    """What one service sends, an event each: an answer in words, two tool calls, and how it fails.
    `end` is how many events of the answer come at its end and not before the reason to stop."""

    make: Callable[[str], ChatModel]
    refuse: Callable[[Asked], str]
    words: Sequence[bytes]
    calls: Sequence[bytes]
    cut_at_length: Sequence[bytes]
    filtered: Sequence[bytes]
    error: bytes
    garbage: bytes
    end: int
    read: Callable[[ModelRequest, Iterable[bytes]], Iterator[Piece]]
    tells_usage: bool = True


def sse(data: object, name: str = "") -> bytes:
    head = f"event: {name}\n" if name else ""
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    return f"{head}data: {text}\n\n".encode()


def _chunk(delta: object, finish: str | None = None, **more: object) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return sse({"id": "c-1", "object": "chat.completion.chunk", "choices": [choice], **more})


def _openai_call(index: int, name: str, arguments: object) -> list[bytes]:
    text = json.dumps(arguments, ensure_ascii=False)
    function = {"name": name, "arguments": ""}
    first = {"index": index, "id": f"call_{index}", "type": "function", "function": function}
    return [
        _chunk({"tool_calls": [first]}),
        *(
            _chunk({"tool_calls": [{"index": index, "function": {"arguments": text[cut]}}]})
            for cut in (slice(0, 5), slice(5, None))
        ),
    ]


_OPENAI_USAGE = sse(
    {"choices": [], "usage": {"prompt_tokens": USED[0], "completion_tokens": USED[1]}}
)
_DONE = sse("[DONE]")
_FIRST = _chunk({"role": "assistant", "content": ""})
_OPENAI_WORDS = [b": keep-alive\n\n", _FIRST, *(_chunk({"content": word}) for word in WORDS)]

OPENAI = Streams(
    make=lambda url: OpenAiChat("gpt", key=KEY, base_url=f"{url}/v1", wire=HttpWire()),
    refuse=requests.openai,
    read=openai_form.read,
    words=[*_OPENAI_WORDS, _chunk({}, "stop"), _OPENAI_USAGE, _DONE],
    calls=[
        _FIRST,
        *_openai_call(0, *CALLS[0]),
        *_openai_call(1, *CALLS[1]),
        _chunk({}, "tool_calls"),
        _OPENAI_USAGE,
        _DONE,
    ],
    cut_at_length=[_FIRST, *_openai_call(0, *CALLS[0])[:2], _chunk({}, "length"), _DONE],
    filtered=[*_OPENAI_WORDS, _chunk({}, "content_filter"), _DONE],
    error=sse({"error": {"message": "it broke", "type": "server_error", "code": None}}),
    garbage=sse('{"choices": [{'),
    end=3,
)

_AZURE_FIRST = sse({"choices": [], "prompt_filter_results": [{"prompt_index": 0}]})

AZURE = Streams(
    make=lambda url: AzureChat(
        "gpt", endpoint=f"{url}/", key=KEY, version="2024-02-15-preview", wire=HttpWire()
    ),
    refuse=requests.azure,
    read=openai_form.read,
    words=[_AZURE_FIRST, *_OPENAI_WORDS, _chunk({}, "stop"), _DONE],
    calls=[_AZURE_FIRST, *OPENAI.calls[:-2], _DONE],
    cut_at_length=[_AZURE_FIRST, *OPENAI.cut_at_length],
    filtered=[_AZURE_FIRST, *OPENAI.filtered],
    error=OPENAI.error,
    garbage=OPENAI.garbage,
    end=2,
    tells_usage=False,
)


def _said(kind: str, **data: object) -> bytes:
    return sse({"type": kind, **data}, kind)


def _anthropic_block(index: int, start: object, deltas: Sequence[object]) -> list[bytes]:
    return [
        _said("content_block_start", index=index, content_block=start),
        *(_said("content_block_delta", index=index, delta=delta) for delta in deltas),
        _said("content_block_stop", index=index),
    ]


def _anthropic_end(reason: str) -> list[bytes]:
    delta = {"stop_reason": reason, "stop_sequence": None}
    return [
        _said("message_delta", delta=delta, usage={"output_tokens": USED[1]}),
        _said("message_stop"),
    ]


def _anthropic_call(index: int, name: str, given: object) -> list[bytes]:
    text = json.dumps(given, ensure_ascii=False)
    start = {"type": "tool_use", "id": f"toolu_{index}", "name": name, "input": {}}
    parts = ["", text[:5], text[5:]]
    return _anthropic_block(
        index, start, [{"type": "input_json_delta", "partial_json": part} for part in parts]
    )


_TALLY = {"input_tokens": 20, "cache_read_input_tokens": 11, "output_tokens": 1}
_STARTED = [_said("message_start", message={"id": "m-1", "usage": _TALLY}), _said("ping")]
_ANTHROPIC_WORDS = [
    *_STARTED,
    *_anthropic_block(
        0,
        {"type": "text", "text": ""},
        [{"type": "text_delta", "text": word} for word in WORDS],
    ),
]

ANTHROPIC = Streams(
    make=lambda url: AnthropicChat("claude", key=KEY, base_url=url, wire=HttpWire()),
    refuse=requests.anthropic,
    read=anthropic.read,
    words=[*_ANTHROPIC_WORDS, *_anthropic_end("end_turn")],
    calls=[
        *_STARTED,
        *_anthropic_call(0, *CALLS[0]),
        *_anthropic_call(1, *CALLS[1]),
        *_anthropic_end("tool_use"),
    ],
    cut_at_length=[*_STARTED, *_anthropic_call(0, *CALLS[0])[:3], *_anthropic_end("max_tokens")],
    filtered=[*_ANTHROPIC_WORDS, *_anthropic_end("refusal")],
    error=_said("error", error={"type": "overloaded_error", "message": "it broke"}),
    garbage=sse("[1"),
    end=2,
)


def _bedrock_end(reason: str) -> list[bytes]:
    usage = {"inputTokens": 20, "cacheReadInputTokens": 11, "outputTokens": USED[1]}
    return [
        event("messageStop", {"stopReason": reason}),
        event("metadata", {"usage": usage, "metrics": {"latencyMs": 9}}),
    ]


def _bedrock_call(index: int, name: str, given: object) -> list[bytes]:
    text = json.dumps(given, ensure_ascii=False)
    tool = {"toolUse": {"toolUseId": f"tooluse_{index}", "name": name}}
    return [
        event("contentBlockStart", {"start": tool, "contentBlockIndex": index}),
        *(
            event(
                "contentBlockDelta",
                {"delta": {"toolUse": {"input": part}}, "contentBlockIndex": index},
            )
            for part in (text[:5], text[5:])
        ),
        event("contentBlockStop", {"contentBlockIndex": index}),
    ]


_BEDROCK_STARTED = event("messageStart", {"role": "assistant"})
_BEDROCK_WORDS = [
    _BEDROCK_STARTED,
    *(
        event("contentBlockDelta", {"delta": {"text": word}, "contentBlockIndex": 0})
        for word in WORDS
    ),
    event("contentBlockStop", {"contentBlockIndex": 0}),
]
_SPOILT = bytearray(_BEDROCK_WORDS[1])
_SPOILT[-1] ^= 1

BEDROCK = Streams(
    make=lambda url: BedrockChat(
        "some.model-v1:0",
        region="ap-northeast-2",
        sign=SigV4(lambda: NOBODY),
        endpoint=url,
        wire=HttpWire(),
    ),
    refuse=requests.bedrock,
    read=bedrock.read,
    words=[*_BEDROCK_WORDS, *_bedrock_end("end_turn")],
    calls=[
        _BEDROCK_STARTED,
        *_bedrock_call(0, *CALLS[0]),
        *_bedrock_call(1, *CALLS[1]),
        *_bedrock_end("tool_use"),
    ],
    cut_at_length=[
        _BEDROCK_STARTED,
        *_bedrock_call(0, *CALLS[0])[:2],
        *_bedrock_end("max_tokens"),
    ],
    filtered=[*_BEDROCK_WORDS, *_bedrock_end("guardrail_intervened")],
    error=exception("modelStreamErrorException", {"message": "it broke"}),
    garbage=bytes(_SPOILT),
    end=2,
)

SERVICES = {"openai": OPENAI, "azure": AZURE, "anthropic": ANTHROPIC, "bedrock": BEDROCK}
