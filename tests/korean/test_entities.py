"""Everything that is found in a caller's sentence, seen from Saturday 21 November 2026."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.clock import KST
from aicc.korean.entities.digits import read_digits, read_phone
from aicc.korean.entities.extract import EntityKind, extract
from aicc.korean.text.normalise import normalise
from aicc.korean.text.said import as_said
from tests.korean.spoken_forms import phone_forms

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=KST)
CASES = YAML(typ="safe").load(Path(__file__).with_name("data") / "entities.yaml")
PHONES = st.tuples(
    st.sampled_from(["010", "011", "016"]),
    st.text("0123456789", min_size=4, max_size=4),
    st.text("0123456789", min_size=4, max_size=4),
)


def found(said: str, **options: object) -> list[dict[str, object]]:
    entities = extract(as_said(said), now=NOW, **options)  # type: ignore[arg-type]
    return [{"kind": e.kind, "text": e.text, "value": e.value} for e in entities]


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: case["said"])
def test_a_sentence_gives_its_entities_in_order(case: dict[str, object]) -> None:
    assert found(str(case["said"])) == case["found"]


@pytest.mark.parametrize("said", CASES["nothing"])
def test_everyday_words_hold_no_entity(said: str) -> None:
    assert found(said) == []


@pytest.mark.parametrize("case", CASES["asked"], ids=lambda case: f"{case['said']} {case['kind']}")
def test_the_kind_asked_for_wins(case: dict[str, object]) -> None:
    values = [entity["value"] for entity in found(str(case["said"]), kinds={case["kind"]})]

    assert values == case["values"]


@pytest.mark.parametrize(
    "case", CASES["expects"], ids=lambda case: f"{case['said']} {case['step']}"
)
def test_a_step_resolves_what_is_ambiguous(case: dict[str, object]) -> None:
    entity = extract(as_said(str(case["said"])), now=NOW, expects=str(case["step"]))[0]

    assert (entity.value, list(entity.alternatives)) == (case["value"], case["others"])


def test_spans_point_into_the_text_as_it_was_given() -> None:
    said = "  제 번호는   ０１０－１２３４－５６７８  이고요 오만\u200b원 낼게요"

    entities = extract(as_said(said), now=NOW)

    assert [said[entity.start : entity.end] for entity in entities] == [e.text for e in entities]
    assert [entity.value for entity in entities] == [
        "010-1234-5678",
        {"amount": 50_000, "currency": "KRW"},
    ]


@settings(max_examples=200)
@given(PHONES)
def test_every_form_of_a_mobile_number_gives_it_back(parts: tuple[str, str, str]) -> None:
    forms = phone_forms(parts)

    assert {form: read_phone(normalise(form)) for form in forms} == dict.fromkeys(
        forms, "-".join(parts)
    )


@pytest.mark.parametrize(
    ("said", "digits"),
    [("삼칠오", "375"), ("칠 칠 사 공이요", "7740"), ("1234", "1234"), ("하나 둘 셋 넷", "1234")],
)
def test_digits_are_read_one_by_one(said: str, digits: str) -> None:
    assert read_digits(normalise(said)) == digits


@settings(max_examples=200)
@given(st.text("일이삼십만년월일시분원에서부터까지전후 ~-./:,0129가나", max_size=120))
def test_found_entities_lie_in_order_and_never_overlap(said: str) -> None:
    entities = extract(as_said(said), now=NOW)

    edges = [edge for entity in entities for edge in (entity.start, entity.end)]
    assert edges == sorted(edges)
    assert all(said[e.start : e.end] == e.text and EntityKind(e.kind) for e in entities)


@pytest.mark.parametrize(
    "piece",
    ["1", "일", "가", "일 이 ", "1 ", "1,234,", "1:", "1-", "3일 ", "삼분의 ", "삼과 ", "다음 "],
)
def test_ten_thousand_characters_are_read_to_the_end(piece: str) -> None:
    said = (piece * 10_000)[:10_000]

    assert all(entity.end <= len(said) for entity in extract(as_said(said), now=NOW))
