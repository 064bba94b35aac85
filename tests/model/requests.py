"""What the real services refuse of a request, checked by hand: unknown names, wrong order."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tests.systems.system import Asked

KEY = "a-key-of-nobody"

_OPENAI = {
    "model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens",
    "temperature", "tools", "tool_choice", "response_format",
}  # fmt: skip
_ANTHROPIC = {
    "model", "messages", "stream", "max_tokens", "temperature", "system", "tools", "tool_choice",
}  # fmt: skip
_BEDROCK = {"messages", "system", "inferenceConfig", "toolConfig"}


def openai(asked: Asked) -> str:
    if asked.headers.get("authorization") != f"Bearer {KEY}":
        return "no key"
    if asked.target != "/v1/chat/completions":
        return f"no such place: {asked.target}"
    body = json.loads(asked.body)
    return _first(_of_openai(body, _OPENAI, {"model", "messages"}))


def azure(asked: Asked) -> str:
    if asked.headers.get("api-key") != KEY:
        return "no key"
    path, _, query = asked.target.partition("?api-version=")
    if path != "/openai/deployments/gpt/chat/completions" or not query:
        return f"no such place: {asked.target}"
    body = json.loads(asked.body)
    if query < "2024-09-01" and "stream_options" in body:
        return "stream_options is not known in this version"
    return _first(_of_openai(body, _OPENAI - {"model"}, {"messages"}))


def anthropic(asked: Asked) -> str:
    if asked.headers.get("x-api-key") != KEY:
        return "no key"
    if asked.headers.get("anthropic-version") != "2023-06-01":
        return "no version"
    if asked.target != "/v1/messages":
        return f"no such place: {asked.target}"
    return _first(_of_anthropic(json.loads(asked.body)))


def bedrock(asked: Asked) -> str:
    """The signature is compared with boto3's elsewhere."""
    if "AWS4-HMAC-SHA256 Credential=AKID" not in asked.headers.get("authorization", ""):
        return "not signed"
    if asked.target != "/model/some.model-v1%3A0/converse-stream":
        return f"no such place: {asked.target}"
    return _first(_of_bedrock(json.loads(asked.body)))


def _first(found: Iterator[str]) -> str:
    return next(found, "")


def _keys(data: Mapping[str, Any], known: set[str], needed: set[str]) -> Iterator[str]:
    yield from (f"unknown: {name}" for name in data.keys() - known)
    yield from (f"missing: {name}" for name in needed - data.keys())


def _of_openai(body: Mapping[str, Any], known: set[str], needed: set[str]) -> Iterator[str]:
    yield from _keys(body, known, needed)
    open_calls: list[str] = []
    for message in body["messages"]:
        role = message["role"]
        names = {"system": set(), "user": set(), "assistant": {"tool_calls"}}
        allowed = {"role", "content"} | names.get(role, {"tool_call_id"})
        yield from _keys(message, allowed, {"role"} | (allowed & {"tool_call_id"}))
        if role == "tool":
            if message["tool_call_id"] not in open_calls:
                yield "a result of no call"
            open_calls.remove(message["tool_call_id"])
            continue
        if open_calls:
            yield f"calls without a result: {open_calls}"
        if not message.get("content", "-").strip():
            yield "an empty message"
        for call in message.get("tool_calls", ()):
            json.loads(call["function"]["arguments"])
            yield from _keys(call, {"id", "type", "function"}, {"id", "type", "function"})
            open_calls.append(call["id"])
    for tool in body.get("tools", ()):
        yield from _keys(tool["function"], {"name", "description", "parameters"}, {"name"})
    if "tool_choice" in body and body["tool_choice"]["function"]["name"] not in {
        tool["function"]["name"] for tool in body.get("tools", ())
    }:
        yield "a choice of no tool"
    if (shape := body.get("response_format")) is not None:
        yield from _keys(shape["json_schema"], {"name", "schema", "strict"}, {"name", "schema"})


def _of_anthropic(body: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys(body, _ANTHROPIC, {"model", "messages", "max_tokens"})
    blocks = [
        (message["role"], [(each["type"], each) for each in message["content"]])
        for message in body["messages"]
    ]
    known = {
        "text": {"type", "text"},
        "tool_use": {"type", "id", "name", "input"},
        "tool_result": {"type", "tool_use_id", "content", "is_error"},
    }
    for _, content in blocks:
        for kind, block in content:
            yield from _keys(block, known[kind], known[kind] - {"is_error"})
    yield from _in_turns(
        [
            (
                role,
                [block["text"] for kind, block in content if kind == "text"],
                [block["id"] for kind, block in content if kind == "tool_use"],
                [block["tool_use_id"] for kind, block in content if kind == "tool_result"],
            )
            for role, content in blocks
        ]
    )
    tools = body.get("tools", ())
    for tool in tools:
        yield from _keys(tool, {"name", "description", "input_schema"}, {"name", "input_schema"})
    if "tool_choice" in body and body["tool_choice"]["name"] not in [t["name"] for t in tools]:
        yield "a choice of no tool"


def _of_bedrock(body: Mapping[str, Any]) -> Iterator[str]:
    yield from _keys(body, _BEDROCK, {"messages"})
    turns = [
        (
            message["role"],
            [block["text"] for block in message["content"] if "text" in block],
            [each["toolUse"]["toolUseId"] for each in message["content"] if "toolUse" in each],
            [
                each["toolResult"]["toolUseId"]
                for each in message["content"]
                if "toolResult" in each
            ],
        )
        for message in body["messages"]
    ]
    yield from _in_turns(turns)
    if any(calls or results for _, _, calls, results in turns) and "toolConfig" not in body:
        yield "toolConfig is missing"


Turn = tuple[str, Sequence[str], Sequence[str], Sequence[str]]


def _in_turns(turns: Sequence[Turn]) -> Iterator[str]:
    """Role, texts, calls, results: sides alternate, and each call is answered at once."""
    before, asked = "assistant", list[str]()
    for role, texts, calls, results in turns:
        if role == before:
            yield "roles must alternate"
        if sorted(results) != sorted(asked):
            yield "each call must be answered by the next message"
        if not (texts or calls or results) or not all(text.strip() for text in texts):
            yield "an empty message"
        before, asked = role, list(calls)
    if not turns or asked:
        yield "the last call is not answered"
