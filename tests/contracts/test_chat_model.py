"""One suite for every model: what comes, how it ends, and that every fault is ours, in time."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.domain.json import JsonMap
from aicc.domain.model import (
    Ended,
    Message,
    ModelRequest,
    Passage,
    Piece,
    Role,
    Stop,
    TextPiece,
    ToolCall,
    ToolResult,
    ToolSpec,
)
from aicc.errors import ProviderError
from aicc.model.embedded import EmbeddedModel
from aicc.model.port import ChatModel
from tests.fakes import a_deadline, no_time
from tests.model.services import CALLS, SERVICES, USED, WORDS, Streams
from tests.model.streams import Listening, drips, hangs_after, is_cut_after, streams
from tests.systems.system import Answer, a_system, hangs_up, is_silent, says
from tests.wire.splits import split

SHORT_S, LATE_S = 0.3, 0.1
TRIES = 3  # another process may hold the machine for longer than a tenth of a second
SOURCE = Passage(title="배송", text="배송은 이틀 걸립니다. 환불은 사흘 걸립니다.")
ASKED = ModelRequest(
    instructions="한국어로 짧게 답합니다.",
    messages=(Message(role=Role.USER, text="배송은 며칠 걸려요?"),),
    sources=(SOURCE,),
)
ORDER = ToolSpec(name="find_order", about="Finds an order.")
WITH_TOOLS = ModelRequest(
    messages=(
        Message(role=Role.USER, text="주문 A-1 어디예요?"),
        Message(role=Role.MODEL, calls=(
            ToolCall(id="c1", name="find_order", arguments={"number": "A-1"}),
            ToolCall(id="c2", name="find_order", arguments={"number": "A-2"}),
        )),
        Message(role=Role.USER, results=(
            ToolResult(call_id="c1", name="find_order", content={"state": "배송 중"}),
            ToolResult(call_id="c2", name="find_order", content={"error": "없음"}, failed=True),
        )),
        Message(role=Role.USER, text="그럼 언제 와요?"),
    ),
    tools=(ORDER,),
)  # fmt: skip


def all_of(model: ChatModel, request: ModelRequest = ASKED, seconds: float = 5.0) -> list[Piece]:
    return list(model.stream(request, a_deadline(seconds)))


@pytest.fixture(params=["embedded", *SERVICES])
def model(request: pytest.FixtureRequest) -> Iterator[ChatModel]:
    if request.param == "embedded":
        yield EmbeddedModel()
        return
    known = SERVICES[request.param]
    with a_system(known.refuse) as system:
        system.will(streams(known.words))
        yield known.make(system.address)


def test_words_come_in_pieces_and_one_end_comes_last(model: ChatModel) -> None:
    *words, end = all_of(model)

    assert "배송은 이틀 걸립니다." in "".join(map(text_of, words))
    assert isinstance(end, Ended)
    assert end.reason is Stop.ANSWERED


def test_without_time_nothing_is_asked(model: ChatModel) -> None:
    with pytest.raises(ProviderError, match="no time left"):
        list(model.stream(ASKED, no_time()))


def test_many_threads_may_ask_at_once(model: ChatModel) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: all_of(model), range(16)))

    assert all(answer == answers[0] for answer in answers)


def test_it_may_be_left_after_any_piece(model: ChatModel) -> None:
    stream = model.stream(ASKED, a_deadline())
    next(stream)

    stream.close()

    assert list(stream) == []


def test_only_the_embedded_one_says_that_it_quotes(model: ChatModel) -> None:
    assert model.about.is_embedded == (model.about.shown == "embedded (extractive)")
    assert model.about.is_embedded == isinstance(model, EmbeddedModel)


def text_of(piece: Piece) -> str:
    assert isinstance(piece, TextPiece)
    return piece.text


@pytest.fixture(params=SERVICES)
def known(request: pytest.FixtureRequest) -> Streams:
    return SERVICES[request.param]


@pytest.fixture
def answered(known: Streams) -> Iterator[Callable[..., list[Piece]]]:
    """What the model gives where its service answers so."""
    with ExitStack() as stack:
        system = stack.enter_context(a_system(known.refuse))

        def ask(answer: Answer, request: ModelRequest = ASKED, seconds: float = 5.0) -> list[Piece]:
            system.will(answer)
            return all_of(known.make(system.address), request, seconds)

        yield ask


Ask = Callable[..., list[Piece]]


def test_tokens_are_told_or_marked_as_an_estimate(known: Streams, answered: Ask) -> None:
    end = answered(streams(known.words))[-1]

    assert isinstance(end, Ended)
    assert end.usage.is_estimate is not known.tells_usage
    if known.tells_usage:
        assert (end.usage.input, end.usage.output) == USED
    else:
        assert end.usage.input > 0 < end.usage.output


def test_tool_calls_are_put_together(known: Streams, answered: Ask) -> None:
    *calls, end = answered(streams(known.calls), WITH_TOOLS)

    assert [(call.name, call.arguments) for call in calls if isinstance(call, ToolCall)] == [*CALLS]
    assert isinstance(end, Ended)
    assert end.reason is Stop.WANTS_TOOLS


def test_a_call_that_was_cut_at_the_length_is_left_out(known: Streams, answered: Ask) -> None:
    [end] = answered(streams(known.cut_at_length), WITH_TOOLS)

    assert isinstance(end, Ended)
    assert end.reason is Stop.TOO_LONG


@pytest.mark.parametrize("kind", ["must_call", "shape"])
def test_what_must_be_called_or_filled_is_asked_for(
    kind: str, known: Streams, answered: Ask
) -> None:
    messages = ASKED.messages
    shape: JsonMap = {"type": "object", "properties": {"day": {"type": "string"}}}
    asked = {
        "must_call": ModelRequest(messages=messages, tools=(ORDER,), must_call="find_order"),
        "shape": ModelRequest(messages=messages, shape=shape),
    }[kind]

    assert isinstance(answered(streams(known.words), asked)[-1], Ended)


def test_messages_of_one_side_in_a_row_and_blank_ones_are_taken(
    known: Streams, answered: Ask
) -> None:
    said = [(Role.MODEL, "안녕하세요"), (Role.USER, " "), (Role.USER, "저기요"), (Role.USER, "네")]
    asked = ModelRequest(messages=tuple(Message(role=role, text=text) for role, text in said))

    assert isinstance(answered(streams(known.words), asked)[-1], Ended)


def test_half_a_pair_of_surrogates_is_no_fault(known: Streams, answered: Ask) -> None:
    asked = ModelRequest(messages=(Message(role=Role.USER, text="\ud83d 배송"),))

    assert isinstance(answered(streams(known.words), asked)[-1], Ended)


FAULTS: dict[str, Callable[[Streams], Answer]] = {
    "silent": lambda known: is_silent,
    "hung up": lambda known: hangs_up,
    "cut": lambda known: is_cut_after(known.words[:3]),
    "drip": lambda known: drips(known.words),
    "hang": lambda known: hangs_after(known.words[:3]),
    "bad frame": lambda known: streams([*known.words[:3], known.garbage]),
    "429": lambda known: says({"error": {"code": "rate_limited", "message": "..."}}, 429),
    "500 without a body": lambda known: says(b"<html>", 500),
    "a redirect": lambda known: says(b"", 307, ["Location: http://127.0.0.1:1/"]),
    "error in a stream": lambda known: streams([*known.words[:3], known.error]),
    "filtered": lambda known: streams(known.filtered),
    "clean end without an end": lambda known: streams(known.words[: -known.end]),
    "nothing at all": lambda known: streams([]),
    "no stream": lambda known: says({"hello": 1}),
}
PASSES = {
    "silent", "hung up", "cut", "drip", "hang", "bad frame", "429", "500 without a body",
    "error in a stream", "clean end without an end", "nothing at all", "no stream",
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_a_provider_error_in_time(fault: str, known: Streams, answered: Ask) -> None:
    for _ in range(TRIES):
        began = monotonic()
        with pytest.raises(ProviderError) as raised:
            answered(FAULTS[fault](known), seconds=SHORT_S)
        took_s = monotonic() - began
        if took_s < SHORT_S + LATE_S:
            break

    assert took_s < SHORT_S + LATE_S
    assert raised.value.retryable == (fault in PASSES)
    assert "..." not in str(raised.value)
    assert "it broke" not in str(raised.value)


def test_where_nobody_listens_is_a_provider_error(known: Streams) -> None:
    with pytest.raises(ProviderError, match="no connection"):
        all_of(known.make("http://127.0.0.1:1"))


def test_leaving_a_stream_closes_its_connection(known: Streams) -> None:
    with a_system(known.refuse) as system:
        listening = Listening(events=known.words[: -known.end])
        system.will(listening)
        stream = known.make(system.address).stream(ASKED, a_deadline())
        next(stream)

        stream.close()

        assert listening.gone.wait(2.0)


@pytest.mark.parametrize("name", SERVICES)
@settings(deadline=None)
@given(data=st.data())
def test_any_split_of_a_stream_gives_the_same_pieces(name: str, data: st.DataObject) -> None:
    known = SERVICES[name]
    for events, request in ((known.words, ASKED), (known.calls, WITH_TOOLS)):
        whole = b"".join(events)

        cut = list(known.read(request, data.draw(split(whole))))

        assert cut == list(known.read(request, [whole]))
        assert isinstance(cut[-1], Ended)


def test_what_arrives_says_what_was_asked(known: Streams) -> None:
    with a_system(known.refuse) as system:
        system.will(streams(known.words))
        all_of(known.make(system.address), WITH_TOOLS)

    told = json.dumps(json.loads(system.asked[0].body), ensure_ascii=False)
    assert all(word in told for word in ("주문 A-1 어디예요?", "배송 중", "find_order", "A-2"))
    assert WORDS[0] not in told
