"""Answers that are taken back without the words for it, and whose answer one is."""

import pytest

from aicc.korean.answers.corrections import behind_name, other_thing, takes_back
from aicc.korean.answers.guards import only_understood
from aicc.korean.answers.looks import look_said, turns_to_other
from aicc.korean.answers.number_ends import number_end
from aicc.korean.answers.reserves import has_reserves
from aicc.korean.answers.whose import own_part
from aicc.korean.text.said import as_said


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("아 끝자리 3이 아니라 5예요", "01012345675"),
        ("맨 뒤 번호가 5예요 3 아니고", "01012345675"),
        ("끝자리 삼이 아니라 오요", "01012345675"),
        ("뒤에 두 자리 34로 바꿔 주세요", "01012345634"),
        ("뒷자리가 8765예요", "01012348765"),
        ("앞자리가 011이에요", "01112345673"),
        ("끝자리 7이 아니라 5예요", None),  # it did not end in 7
    ],
)
def test_a_number_takes_another_end(said: str, number: str | None) -> None:
    end = number_end(as_said(said))

    assert end is not None
    assert end.put_into("01012345673") == number


@pytest.mark.parametrize(
    "said", ["마지막 3번이요", "끝났어요", "뒤에 가서 볼게요", "마지막 번호가 뭐예요?", "5예요"]
)
def test_other_words_change_no_number(said: str) -> None:
    assert number_end(as_said(said)) is None


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("저는 회사원이고 남편은 자영업이에요", "회사원이고"),
        ("와이프가 공무원이고 저는 개인택시 해요", "개인택시 해요"),
        ("제 건 사천이고 집사람 건 삼천이요", "사천이고"),
        ("남편이랑 둘이요", "남편이랑 둘이요"),
        ("제가 회사원이에요", "제가 회사원이에요"),
        ("남편은 자영업이에요", "남편은 자영업이에요"),
    ],
)
def test_of_two_people_the_callers_own_part_counts(said: str, own: str) -> None:
    assert own_part(as_said(said)).plain == own


@pytest.mark.parametrize(
    ("said", "turns"),
    [
        ("아침엔 없네요 오후로요", True),
        ("오후로요 아침은 안 돼요", True),
        ("오후는 안 되고 아침에 와 주세요", False),
        ("오후는 힘들어요 아침이 나아요", False),
        ("저녁에 와 주세요", False),
    ],
)
def test_the_other_of_two_options_is_meant(said: str, turns: bool) -> None:
    assert turns_to_other(as_said(said), ("오전", "아침"), ("오후", "저녁")) is turns


@pytest.mark.parametrize(
    ("said", "look"),
    [
        ("생각해 보니 검정색이 낫겠어요", "검정색"),
        ("XL로 바꿔 주세요", "XL"),
        ("흰색 말고 남색", ""),
        ("빨리 회사로 보내 주세요", ""),
        ("새로 해 주세요", ""),
    ],
)
def test_one_colour_or_size_is_said(said: str, look: str) -> None:
    assert look_said(as_said(said)) == look


@pytest.mark.parametrize(
    "said", ["수수료 없으면 할게요", "무료면 그렇게 해 주세요", "글쎄요 해도 될까요", "되나요"]
)
def test_a_condition_a_doubt_or_a_question_is_a_reserve(said: str) -> None:
    assert has_reserves(as_said(said))


@pytest.mark.parametrize(
    "said", ["그러면 해 주세요", "그 정도면 괜찮네요", "해 주시면 고맙죠", "어쩔 수 없죠 뭐"]
)
def test_what_only_sounds_like_a_condition_is_none(said: str) -> None:
    assert not has_reserves(as_said(said))


@pytest.mark.parametrize("said", ["다른 카드예요", "그거 말고요", "잘못 눌렀어요"])
def test_something_is_to_be_another(said: str) -> None:
    assert takes_back(as_said(said))


@pytest.mark.parametrize("said", ["막지 말고 두세요", "네 맞아요", "잘못되면 어떡해요"])
def test_nothing_is_to_be_another(said: str) -> None:
    assert not takes_back(as_said(said))


def test_what_is_to_be_another_has_a_name_or_none() -> None:
    assert other_thing(as_said("딴 날로 할게요")) == "날"
    assert other_thing(as_said("다른 거요")) == ""


def test_what_is_said_of_a_thing_stands_behind_its_name() -> None:
    assert behind_name(as_said("아까 연봉은 4천이에요"), "연봉") == "4천이에요"
    assert behind_name(as_said("4천이에요"), "연봉") is None


def test_thanks_for_what_was_explained_agree_to_nothing() -> None:
    assert only_understood(as_said("네 알겠습니다 감사합니다"))
    assert not only_understood(as_said("네 감사합니다"))
    assert not only_understood(as_said("알겠습니다"))
