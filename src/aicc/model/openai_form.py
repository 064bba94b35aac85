"""Chat completions as OpenAI writes them, and Azure, vLLM, Ollama, llama.cpp after it."""

import json
from collections.abc import Iterable, Iterator

from aicc.domain.json import Json, JsonMap, as_count, as_map, as_maps, as_text
from aicc.domain.model import (
    Ended,
    Message,
    ModelRequest,
    Piece,
    Role,
    Stop,
    TextPiece,
    ToolCall,
    Usage,
)
from aicc.errors import ProviderError
from aicc.model.answering import FILTERED, error_name, failed, json_object
from aicc.model.tokens import estimated
from aicc.model.tool_calls import ToolCalls
from aicc.wire.server_events import server_events

_DONE = "[DONE]"
_ROLES = {Role.USER: "user", Role.MODEL: "assistant"}


def body_of(request: ModelRequest) -> dict[str, Json]:
    """Without the names of the model and of its limit, which differ between services."""
    body: dict[str, Json] = {"messages": list(_messages(request)), "stream": True}
    if request.tools:
        body["tools"] = [
            {
                "type": "function",
                "function": {
                    "name": tool.name,
                    "description": tool.about,
                    "parameters": tool.parameters,
                },
            }
            for tool in request.tools
        ]
    if request.must_call:
        body["tool_choice"] = {"type": "function", "function": {"name": request.must_call}}
    if request.shape is not None:
        shape: JsonMap = {"name": "answer", "schema": request.shape, "strict": True}
        body["response_format"] = {"type": "json_schema", "json_schema": shape}
    return body


def read(request: ModelRequest, pieces: Iterable[bytes]) -> Iterator[Piece]:
    """The end is a reason to finish: some servers never send `[DONE]`, and a tally of tokens may
    come behind the reason."""
    calls, said, finished = ToolCalls(), list[str](), ""
    usage: Usage | None = None
    for event in server_events(pieces):
        if event.data.strip() == _DONE:
            break
        chunk = json_object(event.data)
        if chunk.get("error") or event.name == "error":
            raise failed(error_name(chunk))
        usage = _usage(as_map(chunk.get("usage"))) or usage
        for choice in as_maps(chunk.get("choices"))[:1]:  # Azure's first chunk has none
            delta = as_map(choice.get("delta"))
            if text := as_text(delta.get("content")) or as_text(delta.get("refusal")):
                said.append(text)
                yield TextPiece(text)
            for call in as_maps(delta.get("tool_calls")):
                _add(calls, call)
            finished = as_text(choice.get("finish_reason")) or finished
    if finished == "content_filter":
        raise ProviderError(FILTERED)
    if finished:
        made = calls.whole(is_cut=finished == "length")
        yield from made
        yield Ended(
            reason=_reason(finished, made), usage=usage or estimated(request, "".join(said))
        )


def _reason(finished: str, calls: list[ToolCall]) -> Stop:
    if finished == "length":
        return Stop.TOO_LONG
    return Stop.WANTS_TOOLS if calls else Stop.ANSWERED  # some say "stop" after calls


def _add(calls: ToolCalls, call: JsonMap) -> None:
    function, index = as_map(call.get("function")), call.get("index")
    calls.add(
        index=index if isinstance(index, int) else None,
        id=as_text(call.get("id")),
        name=as_text(function.get("name")),
        arguments=function.get("arguments"),
    )


def _usage(told: JsonMap) -> Usage | None:
    if not told:
        return None
    details = as_map(told.get("prompt_tokens_details"))
    return Usage(
        input=as_count(told.get("prompt_tokens")),
        output=as_count(told.get("completion_tokens")),
        cached=as_count(details.get("cached_tokens")),
    )


def _messages(request: ModelRequest) -> Iterator[JsonMap]:
    if request.instructions:
        yield {"role": "system", "content": request.instructions}
    for message in request.messages:
        yield from _told(message)


def _told(message: Message) -> Iterator[JsonMap]:
    for result in message.results:
        content = json.dumps(result.content, ensure_ascii=False)
        yield {"role": "tool", "tool_call_id": result.call_id, "content": content}
    if message.text.strip() or message.calls:
        told: dict[str, Json] = {"role": _ROLES[message.role]}
        if message.text.strip():
            told["content"] = message.text
        if message.calls:
            told["tool_calls"] = [_call(call) for call in message.calls]
        yield told


def _call(call: ToolCall) -> JsonMap:
    arguments = json.dumps(call.arguments, ensure_ascii=False)
    function: JsonMap = {"name": call.name, "arguments": arguments}
    return {"id": call.id, "type": "function", "function": function}
