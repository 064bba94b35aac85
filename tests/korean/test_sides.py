"""The side of a matter that is asked for, and those that an answer tells of."""

from aicc.korean.text.clauses import joined
from aicc.korean.text.sides import asked_sides, told_sides


def test_a_question_asks_for_a_side() -> None:
    assert "money" in asked_sides("수수료는 얼마예요")
    assert "howlong" in asked_sides("며칠 걸려요")
    assert not asked_sides("그건 왜 그래요")


def test_an_answer_tells_of_a_side_by_a_figure_with_its_unit() -> None:
    assert {"money", "howlong"} <= told_sides(
        "보통 3영업일 안에 도착합니다. 한 번에 5,000원입니다."
    )
    assert "money" not in told_sides("보통 3영업일 안에 도착합니다.")


def test_two_nouns_are_two_matters() -> None:
    assert joined("환율이랑 환율 우대 알려주세요") == ("환율", "환율 우대 알려주세요")


def test_together_or_against_each_other_they_are_one() -> None:
    assert joined("쿠폰이랑 적립금 같이 쓸 수 있어요") is None
    assert joined("변동금리랑 고정금리 뭐가 달라요") is None


def test_somebody_is_no_matter_and_one_deed_after_another_is_two_clauses() -> None:
    assert joined("남편이랑 통장 만들러 가요") is None
    assert joined("주문 취소하고 다시 살래요") is None
