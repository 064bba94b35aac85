"""What is sealed can be read with the installation's key, for the session that it is of, alone."""

from base64 import b64encode, urlsafe_b64encode

import pytest

from aicc.errors import ConfigError
from aicc.settings import Settings
from aicc.stores.keys import key_bytes
from aicc.stores.secrets.seal import Seal, UnreadableSealError

RAW = bytes(range(32))
PASSPHRASE = "a hundred small boats on the river at night"


@pytest.mark.parametrize("key", [b64encode(RAW).decode(), RAW.hex(), PASSPHRASE])
def test_what_was_sealed_is_read_by_another_container_with_the_same_key(key: str) -> None:
    sealed = Seal(key).close("bank", "s1", b"1234567")

    assert b"1234567" not in sealed
    assert Seal(key).open("bank", "s1", sealed) == b"1234567"


def test_the_same_text_never_looks_the_same() -> None:
    seal = Seal(PASSPHRASE)

    assert seal.close("bank", "s1", b"1234567") != seal.close("bank", "s1", b"1234567")


@pytest.mark.parametrize(
    ("tenant_id", "session_id"), [("bank", "s2"), ("shop", "s1"), ("ban", "ks1"), ("banks", "1")]
)
def test_it_is_unreadable_in_another_sessions_place(tenant_id: str, session_id: str) -> None:
    seal = Seal(PASSPHRASE)
    sealed = seal.close("bank", "s1", b"1234567")

    with pytest.raises(UnreadableSealError):
        seal.open(tenant_id, session_id, sealed)


@pytest.mark.parametrize("at", [0, 1, 13, -1])
def test_it_is_unreadable_once_a_bit_of_it_was_changed(at: int) -> None:
    seal = Seal(PASSPHRASE)
    sealed = bytearray(seal.close("bank", "s1", b"1234567"))

    sealed[at] ^= 1

    with pytest.raises(UnreadableSealError):
        seal.open("bank", "s1", bytes(sealed))


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01short"])
def test_what_is_no_seal_is_unreadable(sealed: bytes) -> None:
    with pytest.raises(UnreadableSealError):
        Seal(PASSPHRASE).open("bank", "s1", sealed)


def test_with_another_key_it_is_unreadable() -> None:
    sealed = Seal(PASSPHRASE).close("bank", "s1", b"1234567")

    with pytest.raises(UnreadableSealError):
        Seal(PASSPHRASE + "!").open("bank", "s1", sealed)


@pytest.mark.parametrize(
    "key", [b64encode(RAW).decode(), urlsafe_b64encode(RAW).decode().rstrip("="), RAW.hex()]
)
def test_a_key_of_random_bytes_is_taken_as_it_is(key: str) -> None:
    assert key_bytes(key) == RAW
    assert Settings.load({"AICC_SESSION_KEY": key}).session_key == key


@pytest.mark.parametrize("key", ["short", "x" * 40, "1212" * 20, b64encode(RAW[:16]).decode()])
def test_a_bad_key_is_refused_with_how_a_good_one_is_made(key: str) -> None:
    with pytest.raises(ConfigError, match="AICC_SESSION_KEY must be 32 random bytes"):
        Settings.load({"AICC_SESSION_KEY": key})
