"""A pack's own word for yes, anywhere in a short sentence that does not deny it."""

import pytest

from aicc.korean.answers.named import names_one

WORDS = ("불량", "찢어", "작동이 안 돼요")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("왜 안돼요 불량인데", True),
        ("찢어져서 왔다고요", True),
        ("불량은 아니에요", False),
        ("불량 없이 멀쩡해요", False),
        ("불량이면 얼마나 돌려받나요?", False),
        ("그냥 마음에 안 들어요", False),
    ],
)
def test_a_word_for_yes_is_one_unless_it_is_denied(said: str, named: bool) -> None:
    assert names_one(said, WORDS) == named
