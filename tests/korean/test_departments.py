"""과 closes a department's name as often as it joins two nouns."""

import pytest

from aicc.korean.text.clauses import joined


@pytest.mark.parametrize(
    "said", ["산부인과 예약 부탁드려요", "신경과 진료비 알려 주세요", "안과 위치 알려 주세요"]
)
def test_a_department_is_one_matter(said: str) -> None:
    assert joined(said) is None


def test_two_nouns_are_two_matters() -> None:
    assert joined("환전과 송금 수수료 알려 주세요") == ("환전", "송금 수수료 알려 주세요")
