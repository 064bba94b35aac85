"""Models of Amazon Bedrock, by ConverseStream; the request is the one that boto3 would send."""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote

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
from aicc.model.answering import failed, json_object, pieces_of
from aicc.model.blocks import ROLES, SHAPED, SHAPED_ABOUT, ended, fragment_of, must_call
from aicc.model.tokens import estimated
from aicc.model.tool_calls import ToolCalls
from aicc.wire.aws_events import FrameKind, aws_events
from aicc.wire.http import HttpWire
from aicc.wire.request import Request
from aicc.wire.sigv4 import Sign


class BedrockChat:
    """`sign` adds what shows that we may ask: a signature, or a bearer token of Bedrock's."""

    def __init__(
        self,
        model_id: str,
        *,
        region: str,
        sign: Sign,
        wire: HttpWire,
        endpoint: str = "",
        window: int = 0,
    ) -> None:
        self.about = ModelInfo(provider="bedrock", name=model_id, window=window)
        self._region = region
        self._sign = sign
        self._wire = wire
        host = endpoint.rstrip("/") or f"https://bedrock-runtime.{region}.amazonaws.com"
        self._url = f"{host}/model/{quote(model_id, safe='-._~')}/converse-stream"

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        reading = partial(read, request)
        return pieces_of("bedrock", self._wire, partial(self._asked, request), deadline, reading)

    def _asked(self, request: ModelRequest) -> Request:
        headers = {"Content-Type": "application/json"}
        body = json.dumps(_body_of(request)).encode()
        asked = Request(method="POST", url=self._url, headers=headers, body=body)
        return self._sign(asked, "bedrock", self._region)


def _body_of(request: ModelRequest) -> dict[str, Json]:
    turns = alternating(request.messages)
    body: dict[str, Json] = {"messages": [_told(message) for message in turns]}
    if request.instructions:
        body["system"] = [{"text": request.instructions}]
    body["inferenceConfig"] = {
        "maxTokens": request.max_tokens,
        "temperature": request.temperature,
    }
    tools = [_tool(tool.name, tool.about, tool.parameters) for tool in request.tools]
    if request.shape is not None:
        tools.append(_tool(SHAPED, SHAPED_ABOUT, request.shape))
    if not tools:  # calls in what was said before want their tools named
        named = dict.fromkeys(call.name for message in turns for call in message.calls)
        tools = [_tool(name, name, {"type": "object"}) for name in named]
    if tools:
        config: dict[str, Json] = {"tools": tools}
        if name := must_call(request):
            config["toolChoice"] = {"tool": {"name": name}}
        body["toolConfig"] = config
    return body


def _tool(name: str, about: str, schema: JsonMap) -> JsonMap:
    return {"toolSpec": {"name": name, "description": about, "inputSchema": {"json": schema}}}


def _told(message: Message) -> JsonMap:
    blocks: list[JsonMap] = [
        {
            "toolResult": {
                "toolUseId": result.call_id,
                "content": [{"json": result.content}],
                "status": "error" if result.failed else "success",
            }
        }
        for result in message.results
    ]
    if message.text.strip():
        blocks.append({"text": message.text})
    for call in message.calls:
        tool: JsonMap = {"toolUseId": call.id, "name": call.name, "input": call.arguments}
        blocks.append({"toolUse": tool})
    return {"role": ROLES[message.role], "content": blocks}


def read(request: ModelRequest, pieces: Iterable[bytes]) -> Iterator[Piece]:
    """`metadata` comes behind the reason to stop and is the end."""
    calls, said, reason = ToolCalls(), list[str](), ""
    for event in aws_events(pieces):
        if event.kind is not FrameKind.EVENT:
            raise failed(event.name)
        data = json_object(event.payload)
        if event.name == "contentBlockStart":
            if tool := as_map(as_map(data["start"]).get("toolUse")):
                name, call_id = as_text(tool["name"]), as_text(tool["toolUseId"])
                calls.add(index=_index(data), id=call_id, name=name, arguments="")
        elif event.name == "contentBlockDelta":
            for piece in _delta(request, calls, data):
                said.append(piece.text)
                yield piece
        elif event.name == "messageStop":
            reason = as_text(data["stopReason"])
        elif event.name == "metadata":
            yield from ended(request, calls, reason, _usage(as_map(data["usage"])))
            return
    yield from ended(request, calls, reason, estimated(request, "".join(said)))


def _index(data: JsonMap) -> int:
    return as_count(data["contentBlockIndex"])


def _delta(request: ModelRequest, calls: ToolCalls, data: JsonMap) -> Iterator[TextPiece]:
    delta = as_map(data["delta"])
    if text := as_text(delta.get("text")):
        yield TextPiece(text)
    if fragment := as_text(as_map(delta.get("toolUse")).get("input")):
        yield from fragment_of(request, calls, _index(data), fragment)


def _usage(told: JsonMap) -> Usage:
    cached = as_count(told.get("cacheReadInputTokens"))
    fresh = as_count(told.get("inputTokens")) + as_count(told.get("cacheWriteInputTokens"))
    return Usage(input=fresh + cached, output=as_count(told.get("outputTokens")), cached=cached)
