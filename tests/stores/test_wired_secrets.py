"""Which store keeps the secrets, and with which key, as the settings say."""

from pathlib import Path

import pytest

from aicc.errors import ConfigError
from aicc.settings import Settings
from aicc.stores.secrets.dynamodb import DynamoSecrets
from aicc.stores.secrets.memory import MemorySecrets
from aicc.stores.secrets.redis import RedisSecrets
from aicc.stores.secrets.sqlite import SqliteSecrets
from aicc.wiring import open_parts
from tests.servers.dynamodb import make_up_credentials

KEY = "a hundred small boats on the river at night"
SERVERS = {"AICC_SESSION_STORE": "memory", "AICC_HISTORY_STORE": "dynamodb"}
REDIS = {"AICC_SESSION_SECRETS": "redis", "REDIS_URL": "redis://127.0.0.1:1/0"}
MEMORY = {"AICC_SESSION_STORE": "memory", "AICC_HISTORY_STORE": "memory"}


@pytest.mark.parametrize(
    ("given", "store", "seals"),
    [
        ({}, SqliteSecrets, True),
        (MEMORY, MemorySecrets, False),
        (SERVERS, DynamoSecrets, False),
        ({**SERVERS, "AICC_SESSION_KEY": KEY}, DynamoSecrets, True),
        ({**SERVERS, **REDIS, "AICC_SESSION_KEY": KEY}, RedisSecrets, True),
        ({**MEMORY, "AICC_SESSION_SECRETS": "sqlite"}, SqliteSecrets, True),
    ],
    ids=["default", "memory", "no key", "key", "redis", "sqlite"],
)
def test_secrets_are_kept_beside_history_where_there_is_a_key(
    given: dict[str, str],
    store: type,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    seals: bool,
) -> None:
    make_up_credentials(monkeypatch)

    parts = open_parts(Settings.load({"AICC_DATA_DIR": str(tmp_path), **given}))

    assert isinstance(parts.secrets, store)
    assert (parts.seal is not None) is seals


def test_redis_is_asked_for_by_its_address() -> None:
    with pytest.raises(ConfigError, match="REDIS_URL is missing"):
        Settings.load({"AICC_SESSION_SECRETS": "redis"})
