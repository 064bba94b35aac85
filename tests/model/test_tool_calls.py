"""Two calls in the forms in which five servers stream them, after what their users reported."""

import json
from typing import Any

import pytest

from aicc.domain.model import Message, ModelRequest, Role, ToolCall
from aicc.errors import ProviderError
from aicc.model.openai_form import read
from aicc.model.tool_calls import ToolCalls

ASKED = ModelRequest(messages=(Message(role=Role.USER, text="주문이랑 재고 알려 주세요"),))
CALLS = [("find_order", {"number": "A-1"}), ("find_stock", {"name": "셔츠"})]
ORDER, STOCK = '{"number": "A-1"}', '{"name": "셔츠"}'


def part(arguments: Any = None, **fields: Any) -> dict[str, Any]:
    function = {
        name: value
        for name, value in (("name", fields.pop("name", None)), ("arguments", arguments))
        if value is not None
    }
    return {**fields, "function": function}


# One list a chunk
OPENAI = [
    [part("", index=0, id="call_a", type="function", name="find_order")],
    [part(ORDER[:4], index=0)],
    [part(ORDER[4:], index=0)],
    [part("", index=1, id="call_b", type="function", name="find_stock")],
    [part(STOCK[:9], index=1)],
    [part(STOCK[9:], index=1)],
]
AZURE = [
    [part("", index=0, id="call_a", type="function", name="find_order")],
    [part(ORDER, index=0)],
    [part(STOCK[:3], index=1, id="call_b", type="function", name="find_stock")],
    [part(STOCK[3:], index=1, id=None)],
]
VLLM = [
    [part("", index=0, id="chatcmpl-tool-a", type="function", name="find_order")],
    [part(ORDER[:7], index=0, id="chatcmpl-tool-a", name="find_order")],
    [part(ORDER[7:], index=0, id="chatcmpl-tool-a", name="find_order")],
    [part("", index=1, id="chatcmpl-tool-b", type="function", name="find_stock")],
    [part(STOCK, index=1, id="chatcmpl-tool-b")],
]
OLLAMA = [
    [part(ORDER, index=0, id="call_a", type="function", name="find_order")],
    [part(STOCK, index=0, id="call_b", type="function", name="find_stock")],
]
OLLAMA_BEFORE = [
    [part(ORDER, type="function", name="find_order"), part(STOCK, name="find_stock")],
]
LLAMA_CPP = [
    [part("{", index=0, id="", type="function", name="find_order")],
    [part(ORDER[1:], index=0)],
    [part("{", index=1, id="", type="function", name="find_stock")],
    [part(STOCK[1:], index=1)],
]
OBJECTS = [
    [part(json.loads(ORDER), name="find_order")],
    [part(json.loads(STOCK), name="find_stock")],
]
INTERLEAVED = [
    [
        part(ORDER[:5], index=0, id="a", name="find_order"),
        part(STOCK[:5], index=1, id="b", name="find_stock"),
    ],
    [part(ORDER[5:], index=0), part(STOCK[5:], index=1)],
]


@pytest.mark.parametrize(
    "chunks",
    [OPENAI, AZURE, VLLM, OLLAMA, OLLAMA_BEFORE, LLAMA_CPP, OBJECTS, INTERLEAVED],
    ids=[
        "openai", "azure", "vllm", "ollama", "ollama_before", "llama_cpp", "objects",
        "interleaved",
    ],
)  # fmt: skip
def test_two_calls_are_two_calls_whoever_streams_them(chunks: list[Any]) -> None:
    events = [{"choices": [{"index": 0, "delta": {"tool_calls": each}}]} for each in chunks]
    events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    whole = "".join(f"data: {json.dumps(event)}\n\n" for event in events).encode()

    *calls, _ = read(ASKED, [whole])

    assert [(call.name, call.arguments) for call in calls if isinstance(call, ToolCall)] == CALLS
    assert len({call.id for call in calls if isinstance(call, ToolCall)}) == 2


def test_a_call_without_arguments_has_none() -> None:
    calls = ToolCalls()
    calls.add(index=0, id="a", name="list_orders", arguments="")

    assert calls.whole() == [ToolCall(id="a", name="list_orders", arguments={})]


@pytest.mark.parametrize(("name", "arguments"), [("find", "{half"), ("find", "[1]"), ("", "{}")])
def test_a_call_that_cannot_be_made_is_a_provider_error(name: str, arguments: str) -> None:
    calls = ToolCalls()
    calls.add(index=0, id="a", name=name, arguments=arguments)

    with pytest.raises(ProviderError):
        calls.whole()
