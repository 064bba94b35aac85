"""Passwords: kept so that they cannot be read, and known again."""

import unicodedata

import pytest

from aicc.errors import InvalidInputError
from aicc.stores.accounts.passwords import hashed, is_password


def test_a_password_is_known_again_and_never_kept() -> None:
    kept = hashed("열두 글자 비밀번호")

    assert kept.startswith("$argon2id$")
    assert "비밀" not in kept
    assert is_password("열두 글자 비밀번호", kept)
    assert not is_password("열두 글자 비밀번혼", kept)


def test_hangul_in_pieces_is_the_same_password() -> None:
    kept = hashed("열두 글자 비밀번호")

    assert is_password(unicodedata.normalize("NFD", "열두 글자 비밀번호"), kept)


def test_nobodys_password_is_no_password() -> None:
    assert not is_password("열두 글자 비밀번호", None)


def test_a_short_password_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        hashed("short")
