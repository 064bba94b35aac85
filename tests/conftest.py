"""What every suite may ask for."""

import sys
from collections.abc import Iterator

import pytest

from aicc.settings import one_blas_thread
from tests.servers.ports import free_port

one_blas_thread()  # as the command, the service and the Lambdas do, before numpy is loaded


@pytest.fixture
def unused_port() -> int:
    return free_port()


@pytest.fixture(scope="session", autouse=True)
def _a_pack_is_learned_once() -> Iterator[None]:
    """By whoever imports `train` when it is needed, as engines do; its own tests do learn."""
    from aicc.understanding.training.train import train  # loads numpy
    from tests.learned_once import remembering

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules[train.__module__], train.__name__, remembering(train))
        yield
