"""What every suite may ask for."""

import sys
from collections.abc import Iterator

import pytest
from xdist.remote import Producer  # type: ignore[import-untyped]
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from aicc.settings import one_blas_thread
from tests.servers.ports import free_port

one_blas_thread()  # as the command, the service and the Lambdas do, before numpy is loaded


_ONE_SERVER = ("tests/browser/", "tests/contracts/")  # share a browser, or a search server


class _ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist has no types
    """What a file sets up is set up once, and by those suites' files together."""

    def _split_scope(self, nodeid: str) -> str:
        suite = next((each for each in _ONE_SERVER if nodeid.startswith(each)), "")
        return suite or nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _ByFile | None:
    return _ByFile(config, log) if config.getoption("dist") == "loadfile" else None


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
