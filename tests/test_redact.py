"""The masker as logs and history use it."""

import random
from uuid import UUID

import pytest

from aicc.redact import is_number_of_person, mask, mask_value


def test_text_without_personal_data_comes_back_as_it_was() -> None:
    text = "  잔액  알려 주세요 "

    assert mask(text) is text


def test_nested_values_are_masked_and_the_rest_kept() -> None:
    event = {
        "text": "010-1234-5678로 전화 주세요",
        "turns": [{"said": "900101-1234567"}, 7, None, ("계좌 110-234-567890",)],
        "took_ms": 1.5,
    }

    masked = mask_value(event)

    assert masked == {
        "text": "***-****-**78로 전화 주세요",
        "turns": [{"said": "******-*******"}, 7, None, ["계좌 ***-***-****90"]],
        "took_ms": 1.5,
    }


def test_the_original_value_is_left_alone() -> None:
    event = {"said": ["010-1234-5678"]}

    mask_value(event)

    assert event == {"said": ["010-1234-5678"]}


@pytest.mark.parametrize(
    ("name", "is_number"),
    [
        ("010-1234-5678", True),
        ("kakao_01012345678", True),
        ("tel:+821012345678", True),
        ("900101-1234567", True),
        ("4111-1111-1111-1111", True),
        ("kim@example.com", True),
        ("user123", False),
        ("1234567", False),
        ("order-20260001", False),
        ("7a3c1f90-4455-4123-8abc-0123456789ab", False),
        ("1712309308800", False),
        ("1355253023c193eb63a85e3c823373cd", False),
        ("web:01a22d4c1b3f5aa903c4905171155511", False),
        ("web:01a22d4c1b3f5aa903c49051 900101-1234567", True),
    ],
)
def test_an_id_may_be_somebodys_number(name: str, is_number: bool) -> None:
    assert is_number_of_person(name) == is_number


def test_an_id_that_chance_made_is_nobodys_number() -> None:
    chance = random.Random(7)
    made = [f"web:{chance.getrandbits(128):032x}" for _ in range(500)]
    made += [str(UUID(int=chance.getrandbits(128), version=4)) for _ in range(500)]
    made += [f"m-{chance.randrange(1_600_000_000_000, 2_000_000_000_000)}" for _ in range(500)]

    assert [each for each in made if is_number_of_person(each)] == []
