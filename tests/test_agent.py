"""`LLMService`: what goes to a model and what comes back."""

import pytest

from aicc.domain.json import JsonMap
from aicc.domain.model import Role, TextPiece
from aicc.errors import InvalidInputError
from aicc.model.embedded import EmbeddedModel
from chatbot_agent import LLMService
from tests.model.test_placeholders import END, Scripted

HELLO = [
    {"role": "system", "content": "짧게 답합니다."},
    {"role": "user", "content": "안녕하세요"},
    {"role": "assistant", "content": "네, 안녕하세요."},
    {"role": "user", "content": "배송은요?"},
]


def test_a_chat_is_the_text_or_its_pieces() -> None:
    model = Scripted(TextPiece("이틀 "), TextPiece("걸립니다."), END)

    assert LLMService(model).chat(HELLO) == "이틀 걸립니다."
    assert list(LLMService(model).chat(HELLO, stream=True)) == ["이틀 ", "걸립니다."]
    assert model.asked[0].instructions == "짧게 답합니다."
    assert [message.role for message in model.asked[0].messages] == [
        Role.USER, Role.MODEL, Role.USER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("messages", "why"),
    [
        ([{"role": "robot", "content": "x"}], "role"),
        ([{"role": "system", "content": "x"}], "the user says nothing"),
        ([], "the user says nothing"),
    ],
)
def test_messages_that_ask_nothing_are_refused(messages: list[dict[str, str]], why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        LLMService(EmbeddedModel()).chat(messages)


def test_sources_are_fenced_and_numbered_for_a_model_that_writes() -> None:
    model = Scripted(END)

    list(LLMService(model).answer("배송은요?", [("배송", "이틀"), ("환불", "사흘")]))

    [message] = model.asked[0].messages
    assert message.text.startswith("<source number=1>\n배송\n이틀\n</source>\n<source number=2>")
    assert message.text.endswith("배송은요?")


def test_the_embedded_model_answers_from_the_sources() -> None:
    service = LLMService(EmbeddedModel())

    assert "".join(service.answer("환불은요?", [("환불", "환불은 사흘 걸립니다.")])) == (
        "환불은 사흘 걸립니다. [1]"
    )
    assert service.about.is_embedded


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("", "불량률: 0.3\n온도: 71\n압력: [1, 2]"),
        ("온도가 어때요?", "온도: 71 [1]"),
    ],
)
def test_data_is_looked_at(question: str, said: str) -> None:
    data: JsonMap = {"불량률": 0.3, "온도": 71, "압력": [1, 2], "속도": 9}

    assert LLMService(EmbeddedModel()).analyze_data(data, question) == said


def test_data_is_fenced_for_a_model_that_writes() -> None:
    model = Scripted(TextPiece("온도가 높습니다."), END)

    assert LLMService(model).analyze_data({"온도": 71}) == "온도가 높습니다."
    assert "<data>\n온도: 71\n</data>" in model.asked[0].messages[0].text


def test_leaving_a_chat_closes_the_model() -> None:
    model = Scripted(TextPiece("하나"), TextPiece("둘"), END)
    pieces = LLMService(model).chat(HELLO, stream=True)
    next(pieces)

    del pieces

    assert model.is_closed
