"""Our codec against a real server: llama.cpp with a small English model."""

import json
from collections.abc import Iterator
from time import monotonic

import pytest

from aicc.domain.json import JsonMap
from aicc.domain.model import Ended, Message, ModelRequest, Piece, Role, Stop, TextPiece
from aicc.errors import ProviderError
from aicc.model.openai_chat import OpenAiChat
from aicc.wire.http import HttpWire
from tests.fakes import a_deadline
from tests.servers import llama_server

ENOUGH_S = 60.0
DAY: JsonMap = {
    "type": "object",
    "properties": {"day": {"type": "string", "enum": ["Monday", "Tuesday"]}},
    "required": ["day"],
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def model() -> Iterator[OpenAiChat]:
    llama_server.skip_if_missing()
    with llama_server.running_llama() as url:
        yield OpenAiChat("smollm2", base_url=url, wire=HttpWire())


def a_request(text: str, *, max_tokens: int = 24, shape: JsonMap | None = None) -> ModelRequest:
    return ModelRequest(
        messages=(Message(role=Role.USER, text=text),), max_tokens=max_tokens, shape=shape
    )


def all_of(model: OpenAiChat, request: ModelRequest) -> tuple[str, Ended]:
    *words, end = model.stream(request, a_deadline(ENOUGH_S))
    assert isinstance(end, Ended)
    return "".join(map(text_of, words)), end


def text_of(piece: Piece) -> str:
    assert isinstance(piece, TextPiece)
    return piece.text


def test_it_answers_from_what_it_is_given_and_tells_its_tokens(model: OpenAiChat) -> None:
    asked = "Source: A refund takes three days.\nHow long does a refund take?"

    said, end = all_of(model, a_request(asked))

    assert "refund" in said
    assert end.reason is Stop.ANSWERED
    assert end.usage.input > 10
    assert 0 < end.usage.output <= 24
    assert not end.usage.is_estimate


def test_a_shape_is_held(model: OpenAiChat) -> None:
    said, _ = all_of(model, a_request("Which day comes after Monday?", shape=DAY, max_tokens=40))

    assert json.loads(said)["day"] in {"Monday", "Tuesday"}


def test_an_answer_that_is_cut_at_its_length_says_so(model: OpenAiChat) -> None:
    _, end = all_of(model, a_request("Tell me a long story.", max_tokens=5))

    assert (end.reason, end.usage.output) == (Stop.TOO_LONG, 5)


def test_leaving_a_long_answer_frees_the_server_for_the_next(model: OpenAiChat) -> None:
    long = model.stream(a_request("Tell me a long story.", max_tokens=1500), a_deadline(ENOUGH_S))
    next(long)

    long.close()
    began = monotonic()
    all_of(model, a_request("Say hello.", max_tokens=3))

    assert monotonic() - began < 10.0  # the story would take a minute and more


def test_an_answer_that_takes_too_long_is_cut_at_the_deadline(model: OpenAiChat) -> None:
    with pytest.raises(ProviderError, match="openai: no answer in time"):
        list(model.stream(a_request("Tell me a long story.", max_tokens=1500), a_deadline(0.7)))
