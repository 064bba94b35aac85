"""Playful polite endings put back; words that end alike stay."""

import pytest

from aicc.korean.text.endings import written_politely


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("할게여", "할게요"),
        ("취소해주세염", "취소해주세요"),
        ("언제 돼용?", "언제 돼요?"),
        ("안 와욤", "안 와요"),
        ("재발급이여", "재발급이요"),
        ("비용", "비용"),
        ("카드 사용", "카드 사용"),
        ("수영", "수영"),
        ("여", "여"),
        ("해요", "해요"),
    ],
)
def test_only_an_ending_is_put_back(typed: str, written: str) -> None:
    assert written_politely(typed) == written
