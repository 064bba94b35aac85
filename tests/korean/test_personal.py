"""Personal numbers are found in every form, and nothing else is."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from aicc.korean.numbers.spoken_digits import with_figures
from aicc.korean.personal.find import find
from aicc.korean.personal.span import PersonalKind
from aicc.korean.text.normalise import normalise
from aicc.korean.text.said import as_said
from aicc.redact import mask
from tests.korean.personal_variants import Variant, harmless, variant, variants

TABLE = YAML(typ="safe").load(Path(__file__).parent / "data" / "personal.yaml")
MEASURED = 5_000


@pytest.mark.parametrize(("text", "expected"), TABLE["masked"].items())
def test_a_personal_number_is_masked(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize("text", TABLE["kept"])
def test_everything_else_stays_readable(text: str) -> None:
    assert mask(text) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("010-1234-5678", PersonalKind.PHONE),
        ("900101-1234567", PersonalKind.RESIDENT),
        ("900101-6234567", PersonalKind.FOREIGNER),
        ("11-12-345678-90", PersonalKind.LICENCE),
        ("M12345678", PersonalKind.PASSPORT),
        ("4111 1111 1111 1111", PersonalKind.CARD),
        ("계좌 110-234-567890", PersonalKind.ACCOUNT),
        ("a@example.com", PersonalKind.EMAIL),
    ],
)
def test_the_kind_is_told(text: str, kind: PersonalKind) -> None:
    assert [span.kind for span in find(as_said(text))] == [kind]


def test_a_checksum_raises_confidence_and_never_clears() -> None:
    right, wrong = find(as_said("4111 1111 1111 1111"))[0], find(as_said("4111 1111 1111 1112"))[0]

    assert right.confidence > wrong.confidence > 0.5


def test_a_span_is_a_place_in_the_original_text() -> None:
    text = "네  ０１０-12\u200b34-5678 이요"

    (span,) = find(as_said(text))

    assert text[span.start : span.end] == "０１０-12\u200b34-5678"


def remaining(case: Variant) -> int:
    """Digits of the number that can still be read after masking."""
    shown = mask(case.text)
    if case.kind is PersonalKind.EMAIL:
        return 99 if case.number in shown else 0
    return sum(char.isdigit() for char in with_figures(normalise(shown)).text)


def test_nearly_every_generated_variant_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    cases = variants(MEASURED, seed=20261121)

    missed = [case for case in cases if remaining(case) > case.may_remain]

    with capsys.disabled():
        print(f"\nmasking recall {1 - len(missed) / MEASURED:.4f} of {MEASURED} variants")
    assert len(missed) <= MEASURED * 0.005, missed[:10]


def test_hardly_any_order_or_parcel_number_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    cases = harmless(MEASURED, seed=20261121)

    wrong = [text for text in cases if mask(text) != text]

    with capsys.disabled():
        print(f"\nfalse masks {len(wrong) / MEASURED:.4f} of {MEASURED} sentences")
    assert len(wrong) <= MEASURED * 0.005, wrong[:10]


@given(st.integers(min_value=0, max_value=2**32))
def test_a_masked_variant_shows_no_resident_number(seed: int) -> None:
    case = variant(Random(seed))
    if case.kind in {PersonalKind.RESIDENT, PersonalKind.FOREIGNER}:
        assert remaining(case) == 0, case


PIECES = st.sampled_from([
    "010-1234-5678", "공일공에 ", "이이삼삼", "사사오오", "900101-", "1234567", "일이삼사오육칠",
    " ", "-", ", ", "에 ", "계좌 ", "송장번호 ", "카드", "원", "12", "3456", "7890", "0", "*", "**",
    "M1234", "a@b.co", "@", " 골뱅이 ", "점 com", "2026-11-21", "이", "요", "\u200b", "\u1100",
    "o1o", "1,234", "여권 ", "서울 ", "12-345678-90", "엠 ", "(at)", "을", "입니다. ", "A", "ORD-",
])  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)

    assert mask(once) == once


@given(st.lists(PIECES, max_size=14).map("".join))
def test_spans_are_ordered_and_do_not_overlap(text: str) -> None:
    spans = find(as_said(text))

    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    "unit", ["1", "일 ", "1-", "010-1234-", "a@", "골뱅이 ", "M1", "여권 1", "*1"]
)
def test_a_very_long_text_is_masked_all_the_same(unit: str) -> None:
    text = unit * (10_000 // len(unit)) + " 끝. 제 번호는 010-1234-5678입니다"

    assert "1234-5678" not in mask(text)
