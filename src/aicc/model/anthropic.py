"""Anthropic's models, by its messages interface."""

import json
from collections.abc import Iterable, Iterator
from functools import partial

from aicc.deadline import Deadline
from aicc.domain.json import Json, JsonMap, as_count, as_map, as_text
from aicc.domain.model import (
    Message,
    ModelInfo,
    ModelRequest,
    Piece,
    Pieces,
    TextPiece,
    Usage,
)
from aicc.model.alternating import alternating
from aicc.model.answering import as_body, error_name, failed, json_object, pieces_of
from aicc.model.blocks import ROLES, SHAPED, SHAPED_ABOUT, ended, fragment_of, must_call
from aicc.model.tool_calls import ToolCalls
from aicc.wire.http import HttpWire
from aicc.wire.request import Request
from aicc.wire.server_events import server_events

ANTHROPIC = "https://api.anthropic.com"

_VERSION = "2023-06-01"


class AnthropicChat:
    def __init__(
        self, name: str, *, key: str, wire: HttpWire, base_url: str = "", window: int = 0
    ) -> None:
        self.about = ModelInfo(provider="anthropic", name=name, window=window)
        self._wire = wire
        self._url = f"{(base_url or ANTHROPIC).rstrip('/')}/v1/messages"
        self._headers = {
            "Content-Type": "application/json",
            "anthropic-version": _VERSION,
            "x-api-key": key,
        }

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        reading = partial(read, request)
        return pieces_of("anthropic", self._wire, partial(self._asked, request), deadline, reading)

    def _asked(self, request: ModelRequest) -> Request:
        body = as_body({"model": self.about.name, **_body_of(request)})
        return Request(method="POST", url=self._url, headers=self._headers, body=body)


def _body_of(request: ModelRequest) -> dict[str, Json]:
    body: dict[str, Json] = {
        "max_tokens": request.max_tokens,
        "messages": [_told(message) for message in alternating(request.messages)],
        "stream": True,
        "temperature": request.temperature,
    }
    if request.instructions:
        body["system"] = request.instructions
    tools: list[JsonMap] = [
        {"name": tool.name, "description": tool.about, "input_schema": tool.parameters}
        for tool in request.tools
    ]
    if request.shape is not None:
        shape = request.shape
        tools.append({"name": SHAPED, "description": SHAPED_ABOUT, "input_schema": shape})
    if tools:
        body["tools"] = tools
    if name := must_call(request):
        body["tool_choice"] = {"type": "tool", "name": name}
    return body


def _told(message: Message) -> JsonMap:
    blocks: list[JsonMap] = []
    for result in message.results:
        content = json.dumps(result.content, ensure_ascii=False)
        told: JsonMap = {"type": "tool_result", "tool_use_id": result.call_id, "content": content}
        blocks.append({**told, "is_error": True} if result.failed else told)
    if message.text.strip():
        blocks.append({"type": "text", "text": message.text})
    for call in message.calls:
        tool: JsonMap = {"type": "tool_use", "id": call.id, "name": call.name}
        blocks.append({**tool, "input": call.arguments})
    return {"role": ROLES[message.role], "content": blocks}


def read(request: ModelRequest, pieces: Iterable[bytes]) -> Iterator[Piece]:
    calls, usage, reason = ToolCalls(), Usage(), ""
    for event in server_events(pieces):
        data = json_object(event.data)
        kind = as_text(data.get("type"))
        if kind == "error":
            raise failed(error_name(data))
        if kind == "message_start":
            usage = _usage(as_map(as_map(data.get("message")).get("usage")), usage)
        elif kind == "content_block_start":
            block = as_map(data["content_block"])
            if block.get("type") == "tool_use":
                name, call_id = as_text(block["name"]), as_text(block["id"])
                calls.add(index=as_count(data["index"]), id=call_id, name=name, arguments="")
        elif kind == "content_block_delta":
            yield from _delta(request, calls, data)
        elif kind == "message_delta":
            usage = _usage(as_map(data.get("usage")), usage)
            reason = as_text(as_map(data["delta"]).get("stop_reason")) or reason
        elif kind == "message_stop":
            yield from ended(request, calls, reason, usage)
            return


def _delta(request: ModelRequest, calls: ToolCalls, data: JsonMap) -> Iterator[Piece]:
    delta = as_map(data["delta"])
    if text := as_text(delta.get("text")):
        yield TextPiece(text)
    if fragment := as_text(delta.get("partial_json")):
        yield from fragment_of(request, calls, as_count(data["index"]), fragment)


def _usage(told: JsonMap, before: Usage) -> Usage:
    """Both tallies are of the whole message; the second may leave the request out."""
    cached = as_count(told.get("cache_read_input_tokens"))
    fresh = as_count(told.get("input_tokens")) + as_count(told.get("cache_creation_input_tokens"))
    return Usage(
        input=max(before.input, fresh + cached),
        output=max(before.output, as_count(told.get("output_tokens"))),
        cached=max(before.cached, cached),
    )
