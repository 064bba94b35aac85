"""A birth date has a year: nobody who calls was born last Saturday."""

import pytest

from aicc.conversation.scenario.answers import Read, Refusal, read_answer
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.flow import InputType, Step
from aicc.domain.validations import VALIDATIONS
from aicc.korean.text.said import as_said
from tests.fakes import A_DAY

BIRTH = Step(id="born", input_type=InputType.DATE, validation=VALIDATIONS["birth_date"])


@pytest.mark.parametrize(
    "said", ["850302", "19850302", "1985년 3월 2일", "천구백팔십오년 삼월 이일이요", "85년 3월 2일"]
)
def test_a_day_with_its_year_is_a_birth_date(said: str) -> None:
    assert read_answer(BIRTH, as_said(said), A_DAY) == Read(value="1985-03-02")


@pytest.mark.parametrize(
    "said", ["2", "3월 2일", "어제", "토요일에도 문을 여나요?", "구일일칠삼팔", "내일"]
)
def test_a_day_of_the_last_year_is_none(said: str) -> None:
    assert read_answer(BIRTH, as_said(said), A_DAY) == Refusal(key=SentenceKey.REFUSED_DATE)
