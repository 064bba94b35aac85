"""What every suite may ask for."""

import pytest

from aicc.settings import one_blas_thread
from tests.servers.ports import free_port

one_blas_thread()  # as the command, the service and the Lambdas do, before numpy is loaded


@pytest.fixture
def unused_port() -> int:
    return free_port()
