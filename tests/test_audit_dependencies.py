"""`make audit` fails for a known hole, and says so when nobody could be asked."""

import json

import pytest

from tools.audit_dependencies import judge

GOOD = {"name": "idna", "version": "3.10", "vulns": []}
HOLE = {"id": "MADE-UP-1", "fix_versions": ["3.2"]}


def test_packages_without_a_known_hole_pass() -> None:
    verdict = judge("requirements.txt", json.dumps({"dependencies": [GOOD]}), "")

    assert not verdict.is_bad
    assert verdict.says == "requirements.txt: 1 packages, 0 known holes"


def test_a_known_hole_fails_and_is_named_with_its_cure() -> None:
    bad = {"name": "jinja", "version": "3.1", "vulns": [HOLE]}

    verdict = judge("requirements.txt", json.dumps({"dependencies": [GOOD, bad]}), "")

    assert verdict.is_bad
    assert "jinja 3.1: MADE-UP-1, mended in 3.2" in verdict.says


@pytest.mark.parametrize(
    ("errors", "is_bad"),
    [
        ("Traceback\nrequests.exceptions.ConnectionError: Failed to resolve the service", False),
        ("Traceback\nServiceError: Could not connect: Timeout", False),
        ("ERROR: a package has no hash", True),
        ("", True),
    ],
)
def test_a_service_that_was_not_reached_is_said_and_fails_nothing(
    errors: str, is_bad: bool
) -> None:
    verdict = judge("requirements.txt", "", errors)

    assert verdict.is_bad == is_bad
    assert ("NOT CHECKED" in verdict.says) != is_bad
