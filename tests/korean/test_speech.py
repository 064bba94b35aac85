"""Replies for the ear: what a Korean voice says for what is written."""

import re
from datetime import date, time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.korean.numbers.words import say_count, say_date, say_number, say_phone, say_time
from aicc.korean.speech.speak import to_speech, to_ssml

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "speech.yaml")
WRITTEN = st.text(
    st.sampled_from("0123456789,.-~/:()*%원만억일월시분개번명 가나KTabm@#[]!?\n&<>\"'😀"),
    max_size=40,
)


@pytest.mark.parametrize(("written", "heard"), TABLE.items())
def test_a_reply_is_said_as_a_person_would(written: str, heard: str) -> None:
    assert to_speech(written) == heard


def test_the_table_is_large_enough_to_trust() -> None:
    assert len(TABLE) >= 120


@given(st.sampled_from(list(TABLE)))
def test_speech_of_speech_is_the_same(written: str) -> None:
    once = to_speech(written)

    assert to_speech(once) == once


@given(WRITTEN)
def test_nothing_is_left_that_only_the_eye_can_read(written: str) -> None:
    said = to_speech(written)

    assert not re.search(r"[0-9*#<>\[\]()@😀~]|https?:", said), said


@given(WRITTEN)
def test_ssml_is_well_formed_and_says_the_same(written: str) -> None:
    tree = ElementTree.fromstring(to_ssml(written))

    assert tree.tag == "speak"
    said = "".join(tree.itertext())
    assert said.replace(" ", "") == re.sub(
        r"(?<=[공일이삼사오육칠팔구]{2}), (?=[공일이삼사오육칠팔구]{2})", "", to_speech(written)
    ).replace(" ", "")


def test_digit_groups_and_sentences_get_pauses() -> None:
    ssml = to_ssml("번호는 010-1234-5678입니다. 감사합니다.")

    assert ssml == (
        '<speak>번호는 공일공<break time="250ms"/> 일이삼사<break time="250ms"/> 오육칠팔입니다.'
        '<break time="350ms"/> 감사합니다.</speak>'
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "영"),
        (10, "십"),
        (11, "십일"),
        (110, "백십"),
        (1_111, "천백십일"),
        (10_000, "만"),
        (11_111, "만 천백십일"),
        (100_000_000, "일억"),
        (100_010_000, "일억 일만"),
        (12_345_678_901_234, "십이조 삼천사백오십육억 칠천팔백구십만 천이백삼십사"),
        (-7, "마이너스 칠"),
        (10**24, "일공공공공공공공공공공공공공공공공공공공공공공공공"),
    ],
)
def test_numbers_are_said_with_their_powers(number: int, said: str) -> None:
    assert say_number(number) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "한"), (3, "세"), (20, "스무"), (21, "스물한"), (99, "아흔아홉"), (0, "영")],
)
def test_counters_take_native_numbers(number: int, said: str) -> None:
    assert say_count(number) == said


def test_june_and_october_drop_their_final() -> None:
    assert say_date(date(2026, 6, 10)) == "이천이십육년 유월 십일"
    assert say_date(date(2026, 10, 1)) == "이천이십육년 시월 일일"


def test_noon_and_midnight_have_names() -> None:
    assert [say_time(time(0)), say_time(time(12, 5))] == ["밤 열두 시", "낮 열두 시 오 분"]


def test_a_telephone_number_is_said_in_its_groups() -> None:
    assert say_phone("0212345678") == "공이, 일이삼사, 오육칠팔"
