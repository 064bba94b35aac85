"""A no before what is insisted on: only the question's own verb makes a yes of it."""

import pytest

from aicc.clock import TEST_NOW
from aicc.conversation.scenario.answers import Read, read_answer
from aicc.domain.flow import InputType, Step
from aicc.korean.text.said import as_said

SEND = "50,000원을 보낼까요? 수수료는 없습니다."
BLOCK = "지금 정지할까요?"


def answered(question: str, said: str) -> str:
    step = Step(id="ask", message=question, input_type=InputType.CONFIRM)
    answer = read_answer(step, as_said(said), TEST_NOW)
    return answer.branch if isinstance(answer, Read) else "asked again"


@pytest.mark.parametrize(
    "said",
    [
        "당장 취소하라고요",
        "당장 취소해",
        "당장 끊어",
        "당연히 취소죠",
        "당연히 거절이죠",
        "아니 당장 취소하라고",
        "아니 당연히 취소해야죠",
        "아니, 당연하죠",
        "아니, 당장",
    ],
)
def test_no_money_goes_out_by_an_adverb(said: str) -> None:
    assert answered(SEND, said) != "yes"


@pytest.mark.parametrize(
    "said", ["아니 빨리 정지하라고요", "아니 당연히 막아야지", "아니 막으라니까"]
)
def test_what_is_insisted_on_is_a_yes(said: str) -> None:
    assert answered(BLOCK, said) == "yes"
