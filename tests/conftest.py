"""What every suite may ask for."""

import pytest

from tests.servers.ports import free_port


@pytest.fixture
def unused_port() -> int:
    return free_port()
