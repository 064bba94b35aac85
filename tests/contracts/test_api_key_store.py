"""What every store of keys promises, over all its adapters."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

from aicc.stores.api_keys.dynamodb import DynamoApiKeys
from aicc.stores.api_keys.memory import MemoryApiKeys
from aicc.stores.api_keys.port import ApiKeyStore
from aicc.stores.api_keys.sqlite import SqliteApiKeys
from aicc.stores.api_keys.written import known_key, new_key
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table


def memory_keys(_stack: ExitStack, _folder: Path, _: pytest.MonkeyPatch) -> ApiKeyStore:
    return MemoryApiKeys()


def sqlite_keys(stack: ExitStack, folder: Path, _: pytest.MonkeyPatch) -> ApiKeyStore:
    return SqliteApiKeys(stack.enter_context(SqliteFile(folder / "aicc.db")))


def dynamo_keys(stack: ExitStack, _folder: Path, monkeypatch: pytest.MonkeyPatch) -> ApiKeyStore:
    return DynamoApiKeys(stack.enter_context(a_state_table(monkeypatch)), STATE_TABLE)


STORES = {"memory": memory_keys, "sqlite": sqlite_keys, "dynamodb": dynamo_keys}


@pytest.fixture(params=list(STORES.values()), ids=list(STORES))
def store(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ApiKeyStore]:
    make: Callable[[ExitStack, Path, pytest.MonkeyPatch], ApiKeyStore] = request.param
    with ExitStack() as stack:
        yield make(stack, tmp_path, monkeypatch)


def given_out(store: ApiKeyStore, name: str, *, minute: int = 0) -> tuple[str, str]:
    kept, written = new_key(name, "editor", "bank", A_DAY + timedelta(minutes=minute))
    store.add(kept, a_deadline())
    return kept.id, written


def test_a_key_is_known_by_its_whole_text_alone(store: ApiKeyStore) -> None:
    _, written = given_out(store, "sheet import")

    known = known_key(store, written, a_deadline())

    assert known is not None
    assert (known.name, known.role, known.tenant_id) == ("sheet import", "editor", "bank")
    last = "0" if written[-1] != "0" else "1"
    for other in ("", "aicc_", written[:-1], written[:-1] + last, f"aicc_{'0' * 12}_{'0' * 64}"):
        assert known_key(store, other, a_deadline()) is None


def test_what_is_kept_does_not_tell_the_key(store: ApiKeyStore) -> None:
    _, written = given_out(store, "sheet import")

    assert written.rpartition("_")[2] not in str(store.all(a_deadline()))


def test_a_revoked_key_opens_nothing_and_stays_in_the_list(store: ApiKeyStore) -> None:
    key_id, written = given_out(store, "old")
    _, other = given_out(store, "new", minute=1)

    revoked = store.revoke(key_id, A_DAY, a_deadline())
    again = store.revoke(key_id, A_DAY + timedelta(days=1), a_deadline())

    assert (revoked, again, store.revoke("0" * 12, A_DAY, a_deadline())) == (True, True, False)
    assert known_key(store, written, a_deadline()) is None
    assert known_key(store, other, a_deadline()) is not None
    listed = [(key.name, key.revoked_at) for key in store.all(a_deadline())]
    assert listed == [("old", A_DAY), ("new", None)]
