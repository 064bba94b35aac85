"""Names of persons, and the many things that are none."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from aicc.korean.answers.person_name import introduced_in, named_in, read_person_name, told_beside

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "person_names.yaml")


def rows(group: str) -> list[tuple[str, str]]:
    return [(text, name) for name, texts in TABLE[group].items() for text in texts]


@pytest.mark.parametrize(("text", "name"), rows("names"))
def test_a_name_is_read_without_what_is_said_around_it(text: str, name: str) -> None:
    assert read_person_name(text) == name


@pytest.mark.parametrize("text", TABLE["none"])
def test_a_time_a_wish_or_an_everyday_word_is_no_name(text: str) -> None:
    assert read_person_name(text) is None


@pytest.mark.parametrize(("text", "name"), rows("in_sentence"))
def test_a_sentence_that_calls_something_a_name_tells_it(text: str, name: str) -> None:
    assert named_in(text) == name


@pytest.mark.parametrize("text", TABLE["not_in_sentence"])
def test_a_sentence_that_calls_nothing_a_name_tells_none(text: str) -> None:
    assert named_in(text) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("저는 김영수고요 공일공 일이삼사 오육칠팔로 전화 주세요", "김영수"),
        ("안녕하세요 저 박지영인데요 요금 때문에 전화 좀 주세요", "박지영"),
        ("저는 남궁민수라고 하는데 상담 예약할게요", "남궁민수"),
        ("저는 정규직인데요 대출 될까요", None),
        ("저는 주부인데요 전화 주세요", None),
        ("저는 대리인인데요", None),
        ("전 그냥 해지요", None),
    ],
)
def test_who_introduces_oneself_beside_a_wish(said: str, name: str | None) -> None:
    assert introduced_in(said) == name


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for name, texts in TABLE["beside"].items() for text in texts]
)
def test_a_name_is_told_before_other_things(text: str, name: str) -> None:
    assert told_beside(text) == name


@pytest.mark.parametrize("text", TABLE["not_beside"])
def test_what_is_told_first_may_be_no_name(text: str) -> None:
    assert told_beside(text) is None
