"""Tries to sign in, as they are counted."""

from contextlib import ExitStack

import pytest

from api.problems import HttpProblem
from api.sign_in_limits import SignInLimits


def test_tries_that_are_under_way_count() -> None:
    limits = SignInLimits()

    with ExitStack() as under_way:
        for _ in range(5):
            under_way.enter_context(limits.trying("kim", "192.0.2.1"))

        with pytest.raises(HttpProblem), limits.trying("kim", "192.0.2.1"):
            pass


def test_tries_that_went_well_leave_no_count() -> None:
    limits = SignInLimits()

    for _ in range(40):
        with limits.trying("kim", "192.0.2.1"):
            limits.succeeded("kim", "192.0.2.1")

    with limits.trying("kim", "192.0.2.1"):
        pass


def test_wrong_keys_of_others_lock_nobody_else_out() -> None:
    limits = SignInLimits()

    for number in range(40):
        with limits.trying("", f"192.0.2.{number}"):
            limits.failed("", f"192.0.2.{number}")

    with limits.trying("", "198.51.100.1"):
        pass
