"""A desk in front of a made-up account, for every suite of deployment."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from moto import mock_aws

from tests.deploy.fake_account import FakeAccount
from tests.deploy.made import Desk, a_checkout
from tests.servers.dynamodb import make_up_credentials


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAccount]:
    make_up_credentials(monkeypatch)
    with mock_aws():
        yield FakeAccount()


@pytest.fixture
def desk(account: FakeAccount, tmp_path: Path) -> Desk:
    return Desk(tmp_path / "data", account)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return a_checkout(tmp_path / "checkout")
