"""An amount without its unit counts in myriads where it would else be too little."""

import pytest

from aicc.conversation.scenario.answers import Read, Refusal, read_answer
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import InputType, Step, Validation
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
    [("천오백", 15_000_000), ("500", 5_000_000), ("이백만원", 2_000_000), ("20000", 20_000)],
)
def test_an_amount_is_read_as_it_was_meant(said: str, won: int) -> None:
    assert read_answer(LIMIT, as_said(said), A_DAY) == Read(value=won)


@pytest.mark.parametrize("said", ["오천원", "구천만", "구천"])
def test_an_amount_out_of_range_with_or_without_its_unit_is_refused(said: str) -> None:
    assert read_answer(LIMIT, as_said(said), A_DAY) == Refusal(key=SentenceKey.REFUSED_RANGE)
