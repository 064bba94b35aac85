"""What the tests of back ends share."""

from collections.abc import Iterator

import pytest

from tests.systems.system import System, a_system


@pytest.fixture
def system() -> Iterator[System]:
    with a_system() as running:
        yield running
