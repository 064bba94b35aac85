"""What packs and library users add to the entities: lists of names, and patterns."""

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from aicc.errors import InvalidInputError
from aicc.korean.entities.listed_names import SLIP_CONFIDENCE
from aicc.korean.text.said import as_said
from aicc.packs.patterns import LONGEST_TEXT, compile_pattern
from aicc.understanding.pack_entities import find_listed, find_patterns, listed_names
from chatbot_nlu import ChatbotNLU

DATA: dict[str, Any] = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("data") / "listed_names.yaml"
)
NAMES = listed_names(DATA["entities"])
PLAIN_PATTERNS = [
    r"CT-[0-9]{6}",
    r"(\d{3}-\d{2}-\d{6})",
    r"\d+-\d+-\d+",
    r"계약번호\s*:?\s*(\d+)",
    r"[가-힣]+ ?동",
    r"(?:\d{1,3},)*\d{1,3}원",
    r"\d+(?:,\d+)*원",
    r"(?:[가-힣]+ )+[0-9]",
    r"(?:신용|신한)+카드",
    r"(?i)order-?(\d+)",
    r"(?<!\d)\d{6}(?!\d)",
    r"[\w.+-]+@[\w-]+\.[\w.]+",
    r"(\w+) \1",
    r"(?>a+)+b",
    r"^.*끝$",
]


@pytest.mark.parametrize("row", DATA["sentences"], ids=lambda row: row["say"] or "nothing")
def test_names_of_a_list_are_found(row: dict[str, Any]) -> None:
    found = [
        [
            each.kind,
            each.text,
            each.value,
            *(["slip"] if each.confidence == SLIP_CONFIDENCE else []),
        ]
        for each in find_listed(NAMES, as_said(row["say"]))
    ]

    assert found == row["found"]


@pytest.mark.parametrize("row", DATA["sentences"], ids=lambda row: row["say"] or "nothing")
def test_a_name_has_its_place_in_the_text_as_given(row: dict[str, Any]) -> None:
    text = f" \u200b{row['say']}"

    for each in find_listed(NAMES, as_said(text)):
        assert text[each.start : each.end] == each.text


def test_a_synonym_of_two_values_gives_the_other_as_an_alternative() -> None:
    values = [{"value": "가입", "synonyms": ["신청"]}, {"value": "해지", "synonyms": ["신청"]}]

    (found,) = find_listed(listed_names([{"name": "topic", "values": values}]), as_said("신청이요"))

    assert (found.value, found.alternatives) == ("가입", ("해지",))


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w*)\1x",
        r"(a*)\1\1b",
        r"(?:a*+b|a)*+x",
        r"(?:(?:a*+b)?a)*+x",
        r"(?:a(?=\w*+))*+x",
    ],
)
def test_a_pattern_that_reads_the_same_again_and_again_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError, match="could run for"):
        compile_pattern(pattern)


def test_no_list_finds_nothing() -> None:
    assert find_listed(listed_names([]), as_said("예금이요")) == ()


def test_names_behind_the_longest_text_are_not_looked_for() -> None:
    text = "가" * LONGEST_TEXT + " 예금계좌"

    assert find_listed(NAMES, as_said(text)) == ()


def test_a_pattern_gives_its_group_or_all_it_found() -> None:
    patterns = {"contract": r"CT-(\d{6})", "order": r"ORD-\d{4}", "note": r"비고(:\d)?"}

    found = find_patterns(patterns, as_said("CT-000001, ORD-0001, 비고"))

    assert [(each.kind, each.text, each.value) for each in found] == [
        ("contract", "CT-000001", "000001"),
        ("order", "ORD-0001", "ORD-0001"),
        ("note", "비고", "비고"),
    ]


def test_a_pattern_that_finds_nothing_in_particular_finds_no_entity() -> None:
    assert find_patterns({"digits": r"\d*"}, as_said("가 1")) == find_patterns(
        {"digits": r"\d+"}, as_said("가 1")
    )


def test_patterns_do_not_look_behind_the_longest_text() -> None:
    assert find_patterns({"order": r"ORD-\d{4}"}, as_said("가" * LONGEST_TEXT + "ORD-0001")) == ()


@pytest.mark.parametrize("pattern", PLAIN_PATTERNS)
def test_a_harmless_pattern_is_taken(pattern: str) -> None:
    assert compile_pattern(pattern).pattern == pattern


@pytest.mark.parametrize("pattern", ["(", "[", "a{2,1}", "a{99999999999999999999}", "(?(1)a|b)"])
def test_a_broken_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError, match="pattern"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(?:a*)*b",
        r"(a?)*b",
        r"(.*a)*b",
        r"([a-z]+)*1",
        r"(\w+\s?)*x",
        r"(x+x+)+y",
        r"(?:[가-힣]+ ?)+[0-9]",
        r"(?:\w|가나)+x",
        r"(?:a|b|ab)+$",
        r"(?:(?:a|ab|b){1,9}){1,9}c",
        r"(?i)(?:a|A|Ab)*b",
    ],
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError, match="could run for ever"):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w*)\1x",
        r"(?:a*+b|a)*+c",
        r"((?:(?:a*?b?a++)?\w){1,3}+)*-x",
        r"(.*(?:(?:1+-*)[ab]{1,3}+){2,5}){1,3}+",
        r"(?:(?=.*x)a)*b",
    ],
    ids=[
        "a back-reference",
        "a possessive in another",
        "possessives deep down",
        "ways inside one",
        "a look ahead",
    ],
)
def test_a_pattern_that_looks_far_ahead_in_vain_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError, match="could run for"):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", [r"(\d{2})-\1", r"\d++x", r"(?:\d{3}-)*+x", r"(?=\d)\w+"])
def test_one_that_does_not_is_taken(pattern: str) -> None:
    assert compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [r".*a.*b", r"\d+\d+\d+x", r"[가-힣]+.*[가-힣]+끝", r"(?=.*.*.*x)a", r"\s*,?\s*,?\s*;"],
)
def test_a_pattern_whose_quantifiers_share_characters_is_refused(pattern: str) -> None:
    with pytest.raises(InvalidInputError, match="take each other's characters"):
        compile_pattern(pattern)


def test_the_list_of_a_pack_is_among_the_entities() -> None:
    nlu = ChatbotNLU(pack="banking")

    assert nlu.extract_entities("월급통장 잔액이요")["account_type"] == ["예금계좌"]
    assert nlu.comprehensive_analysis("마통이요")["entities"]["account_type"] == ["대출계좌"]


def test_a_dangerous_pattern_of_a_user_is_refused_by_name() -> None:
    nlu = ChatbotNLU()
    nlu.entity_patterns["contract"] = r"(\d+)+x"

    with pytest.raises(InvalidInputError, match="entity contract: pattern"):
        nlu.extract_entities("1111")
