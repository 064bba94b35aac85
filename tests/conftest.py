"""What every suite may ask for."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from aicc.settings import one_blas_thread
from tests.servers.ports import free_port

one_blas_thread()  # as the command, the service and the Lambdas do, before numpy is loaded


_TESTS = Path(__file__).parent
_ONE_SERVER = ("browser", "contracts")  # suites whose files share a browser, or a search server


@pytest.hookimpl(tryfirst=True)  # before xdist looks at the marks
def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Two processes share the tests by files, so that what a file sets up is set up once."""
    for item in items:
        suite = item.path.relative_to(_TESTS).parts[0]
        group = suite if suite in _ONE_SERVER else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


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
