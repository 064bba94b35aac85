"""An amount without its unit counts in myriads where it would else be too little."""

import pytest

from aicc.conversation.scenario.answers import Read, Refusal, read_answer
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import InputType, Step, Validation
from aicc.domain.validations import VALIDATIONS
from aicc.korean.text.said import as_said
from tests.fakes import A_DAY

LIMIT = Step(
    id="limit",
    message="얼마로 바꿀까요?",
    input_type=InputType.AMOUNT,
    validation=Validation(minimum=10_000, maximum=50_000_000),
)


@pytest.mark.parametrize(
    ("said", "won"),
    [("이백만원", 2_000_000), ("20000", 20_000)],
)
def test_an_amount_is_read_as_it_was_meant(said: str, won: int) -> None:
    assert read_answer(LIMIT, as_said(said), A_DAY) == Read(value=won)


@pytest.mark.parametrize(("said", "won"), [("천오백", 15_000_000), ("500", 5_000_000)])
def test_an_amount_without_its_unit_is_said_back(said: str, won: int) -> None:
    read = read_answer(LIMIT, as_said(said), A_DAY)

    assert read == Read(value=won, counted_as=SentenceKey.COUNTED_IN_MYRIADS)


def test_a_few_hundred_to_send_are_counted_in_myriads_and_said_back() -> None:
    to_send = Step(
        id="amount",
        message="얼마를 보내시겠습니까?",
        input_type=InputType.AMOUNT,
        validation=VALIDATIONS["amount"],
    )

    read = read_answer(to_send, as_said("오십이요"), A_DAY)

    assert read == Read(value=500_000, counted_as=SentenceKey.COUNTED_IN_MYRIADS)


def test_an_income_by_the_month_is_counted_for_the_year() -> None:
    income = Step(
        id="income",
        message="연소득은 얼마입니까?",
        input_type=InputType.AMOUNT,
        validation=VALIDATIONS["income_range"],
    )

    read = read_answer(income, as_said("월 이백오십 정도요"), A_DAY)

    assert read == Read(value=30_000_000, counted_as=SentenceKey.COUNTED_YEARLY)


@pytest.mark.parametrize("said", ["오천원", "구천만", "구천"])
def test_an_amount_out_of_range_with_or_without_its_unit_is_refused(said: str) -> None:
    assert read_answer(LIMIT, as_said(said), A_DAY) == Refusal(key=SentenceKey.REFUSED_RANGE)
