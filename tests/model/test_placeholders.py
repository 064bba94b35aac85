"""What is personal stays here: stand-ins leave, and values come back in the answer."""

from collections.abc import Sequence

import pytest

from aicc.deadline import Deadline
from aicc.domain.model import (
    Ended,
    Message,
    ModelInfo,
    ModelRequest,
    Passage,
    Piece,
    Pieces,
    Role,
    Stop,
    TextPiece,
    ToolCall,
    ToolResult,
    Usage,
)
from aicc.korean.text.said import as_said
from aicc.model.masked import MaskedModel
from aicc.model.placeholders import Placeholders
from aicc.model.port import ChatModel
from aicc.redact import find
from tests.fakes import a_deadline
from tests.korean.personal_variants import variants

END = Ended(reason=Stop.ANSWERED, usage=Usage())
PHONE, OTHER = "010-1234-5678", "010-8765-4321"


class Scripted:
    """Says what it is told, and keeps what it was asked."""

    about = ModelInfo(provider="scripted", name="test")

    def __init__(self, *pieces: Piece) -> None:
        self.pieces = pieces
        self.asked: list[ModelRequest] = []
        self.is_closed = False

    def stream(self, request: ModelRequest, deadline: Deadline) -> Pieces:
        self.asked.append(request)
        try:
            yield from self.pieces
        finally:
            self.is_closed = True


def a_request(text: str) -> ModelRequest:
    return ModelRequest(messages=(Message(role=Role.USER, text=text),))


def said_by(model: ChatModel, text: str) -> str:
    pieces = model.stream(a_request(text), a_deadline())
    return "".join(piece.text for piece in pieces if isinstance(piece, TextPiece))


def masked_says(words: Sequence[str], asked: str) -> str:
    return said_by(MaskedModel(Scripted(*map(TextPiece, words), END)), asked)


def test_the_same_value_has_the_same_stand_in() -> None:
    known = Placeholders()

    hidden = known.hide(f"제 번호는 {PHONE}이고 아내는 {OTHER}, 저는 {PHONE}입니다")

    assert hidden == "제 번호는 〔phone1〕이고 아내는 〔phone2〕, 저는 〔phone1〕입니다"
    assert known.hide(PHONE) == "〔phone1〕"


@pytest.mark.parametrize("count", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_nothing_personal_is_left_in_what_leaves_and_all_of_it_comes_back(count: int) -> None:
    for variant in variants(count, seed=18):
        known = Placeholders()

        hidden = known.hide(variant.text)

        assert find(as_said(hidden)) == (), hidden
        assert variant.number not in hidden
        assert known.put_back(hidden) == variant.text


@pytest.mark.parametrize(
    "words",
    [
        ["번호는 〔phone1〕입니다."],
        ["번호는 〔", "phone", "1〕입니다."],
        [*"번호는 〔phone1〕입니다."],
    ],
)
def test_values_are_put_back_however_the_answer_is_cut(words: list[str]) -> None:
    assert masked_says(words, f"제 번호 {PHONE} 맞나요?") == f"번호는 {PHONE}입니다."


@pytest.mark.parametrize(
    "words", [["〔phone9〕"], ["〔 열린 ", "괄호"], ["끝에 〔pho"], ["〔" * 30]]
)
def test_what_is_no_stand_in_of_ours_stays_as_it_is(words: list[str]) -> None:
    assert masked_says(words, f"제 번호는 {PHONE}") == "".join(words)


def test_every_part_of_a_request_is_hidden() -> None:
    model = Scripted(END)
    request = ModelRequest(
        instructions=f"지시 {PHONE}",
        messages=(
            Message(role=Role.USER, text=f"말 {PHONE}"),
            Message(
                role=Role.MODEL,
                calls=(ToolCall(id="1", name="find", arguments={"a": [{"b": PHONE}]}),),
            ),
            Message(
                role=Role.USER,
                results=(ToolResult(call_id="1", name="find", content={"c": PHONE}),),
            ),
        ),
        sources=(Passage(title=PHONE, text=PHONE),),
    )

    list(MaskedModel(model).stream(request, a_deadline()))

    assert "5678" not in repr(model.asked[0])
    assert repr(model.asked[0]).count("〔phone1〕") == 6


def test_arguments_of_a_tool_get_their_values_back() -> None:
    call = ToolCall(
        id="1", name="find", arguments={"phone": "〔phone1〕", "more": ["〔phone1〕", 2]}
    )

    first, _ = MaskedModel(Scripted(call, END)).stream(a_request(PHONE), a_deadline())

    assert isinstance(first, ToolCall)
    assert first.arguments == {"phone": PHONE, "more": [PHONE, 2]}


def test_leaving_closes_the_model_behind_it() -> None:
    model = Scripted(TextPiece("하나"), TextPiece("둘"), END)
    stream = MaskedModel(model).stream(a_request("안녕"), a_deadline())
    next(stream)

    stream.close()

    assert model.is_closed
