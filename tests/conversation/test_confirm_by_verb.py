"""At a confirm the verb of the question is an answer, even where it is a command elsewhere."""

from datetime import UTC, datetime

import pytest

from aicc.conversation.scenario.answers import Read, Refusal, read_answer
from aicc.domain.flow import InputType, Step
from aicc.korean.text.said import as_said

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CANCEL = Step(id="sure", message="예약을 취소할까요?", input_type=InputType.CONFIRM)
SEND = Step(id="sure", message="보낼까요?", input_type=InputType.CONFIRM, yes=("가즈아",))


@pytest.mark.parametrize(
    ("step", "text", "value"),
    [
        (CANCEL, "네 취소해 주세요", "yes"),
        (CANCEL, "취소할게요", "yes"),
        (CANCEL, "취소하지 마세요", "no"),
        (CANCEL, "그만할게요", "no"),
        (SEND, "보내 주세요", "yes"),
        (SEND, "가즈아", "yes"),
    ],
)
def test_the_verb_is_the_answer(step: Step, text: str, value: str) -> None:
    read = read_answer(step, as_said(text), NOW)

    assert read == Read(value=value, branch=value, by_verb=True)


def test_a_no_beside_the_verb_is_asked_again_and_never_a_command() -> None:
    read = read_answer(CANCEL, as_said("아니요 취소해 주세요"), NOW)

    assert isinstance(read, Refusal)
    assert read.by_verb


def test_a_command_that_is_not_the_verb_stays_a_command() -> None:
    assert isinstance(read_answer(SEND, as_said("취소할게요"), NOW), Refusal)
