"""Passwords that customers write out are masked; lengths and counts are not."""

import pytest

from aicc.redact import mask


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("비밀번호는 1234예요", "비밀번호는 ****예요"),
        ("카드 비번 987654 맞나요", "카드 비번 ****** 맞나요"),
        ("CVC: 112", "CVC: ***"),
        ("인증번호 135790 왔어요", "인증번호 135790 왔어요"),
        ("비밀번호 4자리를 잊었어요", "비밀번호 4자리를 잊었어요"),
        ("비밀번호를 365일 안 바꿨어요", "비밀번호를 365일 안 바꿨어요"),
        ("비밀번호가 틀려요", "비밀번호가 틀려요"),
    ],
)
def test_a_password_is_kept_nowhere(said: str, kept: str) -> None:
    assert mask(said) == kept
    assert mask(kept) == kept
