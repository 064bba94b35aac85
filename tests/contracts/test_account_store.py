"""What every store of accounts promises, over all its adapters."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from aicc.domain.account import Account
from aicc.stores.accounts.dynamodb import DynamoAccounts
from aicc.stores.accounts.memory import MemoryAccounts
from aicc.stores.accounts.port import AccountStore
from aicc.stores.accounts.sqlite import SqliteAccounts
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table


def memory(_stack: ExitStack, _folder: Path, _: pytest.MonkeyPatch) -> AccountStore:
    return MemoryAccounts()


def sqlite(stack: ExitStack, folder: Path, _: pytest.MonkeyPatch) -> AccountStore:
    return SqliteAccounts(stack.enter_context(SqliteFile(folder / "aicc.db")))


def dynamodb(stack: ExitStack, _folder: Path, monkeypatch: pytest.MonkeyPatch) -> AccountStore:
    return DynamoAccounts(stack.enter_context(a_state_table(monkeypatch)), STATE_TABLE)


STORES = {"memory": memory, "sqlite": sqlite, "dynamodb": dynamodb}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[AccountStore]:
    make: Callable[[ExitStack, Path, pytest.MonkeyPatch], AccountStore] = request.param
    with ExitStack() as stack:
        yield make(stack, tmp_path, monkeypatch)


def an_account(name: str) -> Account:
    return Account(
        name=name,
        called="김가나",
        role="human_agent",
        tenant_id="bank",
        hashed="$argon2id$…",
        made_at=A_DAY,
        changed_at=A_DAY,
    )


def test_an_account_is_found_as_it_was_made(store: AccountStore) -> None:
    kim, lee = an_account("kim"), an_account("lee")

    assert store.add(lee, a_deadline())
    assert store.add(kim, a_deadline())

    assert store.find("kim", a_deadline()) == kim
    assert store.find("park", a_deadline()) is None
    assert list(store.all(a_deadline())) == [kim, lee]


def test_a_name_is_given_once(store: AccountStore) -> None:
    kim = an_account("kim")
    store.add(kim, a_deadline())

    assert not store.add(replace(kim, role="admin"), a_deadline())

    assert store.find("kim", a_deadline()) == kim


def test_an_account_is_changed_only_where_it_is(store: AccountStore) -> None:
    kim = an_account("kim")
    store.add(kim, a_deadline())
    changed = replace(kim, hashed="other", changed_at=A_DAY + timedelta(days=1))

    assert store.put(changed, a_deadline())
    assert not store.put(an_account("lee"), a_deadline())

    assert list(store.all(a_deadline())) == [changed]


def test_a_removed_account_is_gone(store: AccountStore) -> None:
    store.add(an_account("kim"), a_deadline())

    assert store.remove("kim", a_deadline())
    assert not store.remove("kim", a_deadline())

    assert store.find("kim", a_deadline()) is None
