"""A caller is known again by the number, and nobody reads the number back."""

from hashlib import blake2b

import pytest

from aicc.channels.callers import Callers

NUMBER = "+821000001234"
CALLERS = Callers("ab" * 32)


def test_the_same_number_is_the_same_caller() -> None:
    assert CALLERS.user_id("bank", NUMBER, "c1") == CALLERS.user_id("bank", NUMBER, "c2")


def test_it_is_written_in_several_ways() -> None:
    ways = (NUMBER, f"tel:{NUMBER}", "+82 10-0000-1234", f"sip:{NUMBER}@trunk.example")

    assert len({CALLERS.user_id("bank", way, "c1") for way in ways}) == 1


@pytest.mark.parametrize(
    ("other", "tenant"), [(Callers("cd" * 32), "bank"), (CALLERS, "shop")], ids=["key", "tenant"]
)
def test_another_installation_and_another_tenant_know_them_by_another_name(
    other: Callers, tenant: str
) -> None:
    assert other.user_id(tenant, NUMBER, "c1") != CALLERS.user_id("bank", NUMBER, "c1")


def test_trying_all_numbers_without_the_key_finds_nobody() -> None:
    plain = blake2b(NUMBER.encode(), digest_size=12).hexdigest()

    assert plain not in CALLERS.user_id("bank", NUMBER, "c1")


@pytest.mark.parametrize(
    "address",
    [None, "", "anonymous", "Unavailable", "restricted", "sip:anonymous@anonymous.invalid",
     "+000000000000", "0000000000", "1588-0000", "1004", "unknown 1234567890", 7, {"a": 1}],
)  # fmt: skip
def test_a_withheld_number_is_not_one_person(address: object) -> None:
    first, second = (CALLERS.user_id("bank", address, contact) for contact in ("c1", "c2"))

    assert (first, second) == ("contact:c1", "contact:c2")


def test_without_a_key_each_call_is_somebody_of_its_own() -> None:
    assert Callers("").user_id("bank", NUMBER, "c1") == "contact:c1"
