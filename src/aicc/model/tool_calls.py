"""Tool calls that come in fragments, put together whatever a server leaves out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from aicc.domain.json import Json
from aicc.domain.model import ToolCall
from aicc.errors import ProviderError


@dataclass(slots=True, kw_only=True)
class _Call:
    index: int | None
    id: str
    name: str
    arguments: str = ""

    @property
    def is_whole(self) -> bool:
        try:
            json.loads(self.arguments)
        except ValueError:
            return False
        return True


class ToolCalls:
    """OpenAI numbers calls and gives id and name once. Ollama numbers all of them 0 or none, vLLM
    repeats the id, llama.cpp may give none: a new call begins with another number, another id, or
    a name after arguments that are whole."""

    def __init__(self) -> None:
        self._calls: list[_Call] = []

    def add(self, *, index: int | None, id: str, name: str, arguments: Json) -> None:
        call = self._of(index, id, name)
        if call is None:
            call = _Call(index=index, id=id, name=name)
            self._calls.append(call)
        call.id, call.name = call.id or id, call.name or name
        if isinstance(arguments, Mapping):  # whole, and no text at all
            call.arguments = json.dumps(arguments)
        elif isinstance(arguments, str):
            call.arguments += arguments

    def whole(self, *, is_cut: bool = False) -> list[ToolCall]:
        """In their order; ids are made up where they are missing. Of an answer that was cut at
        its length the last call may be broken: it is left out."""
        calls = self._calls
        if is_cut and calls and not calls[-1].is_whole:
            calls = calls[:-1]
        return [_made(number, call) for number, call in enumerate(calls, 1)]

    def _of(self, index: int | None, id: str, name: str) -> _Call | None:
        for call in reversed(self._calls):
            if id and call.id:
                if call.id == id:
                    return call
                continue
            if index == call.index and not (name and call.name and call.is_whole):
                return call
            if index is None or call.index is None:
                return None  # without numbers only the last one may go on
        return None


def _made(number: int, call: _Call) -> ToolCall:
    try:
        arguments: Json = json.loads(call.arguments or "{}")
    except ValueError as error:
        raise ProviderError("arguments of a tool are no JSON", retryable=True) from error
    if not isinstance(arguments, dict) or not call.name:
        raise ProviderError("a tool call without a name or an object", retryable=True)
    return ToolCall(id=call.id or f"call_{number}", name=call.name, arguments=arguments)
