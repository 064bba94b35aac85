"""The stores that may be in Redis, with TLS, with a user of few rights, behind sentinels, in a
cluster: on the real server."""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from redis import Redis

from aicc.clock import utc_now
from aicc.errors import ConfigError, StoreError
from aicc.stores.redis_client import connect
from aicc.stores.secrets.port import SecretItem
from aicc.stores.secrets.redis import RedisSecrets
from aicc.stores.sessions.port import Save
from aicc.stores.sessions.redis import RedisSessions
from aicc.systems.identity.redis import RedisCodes
from aicc.systems.identity.rules import CodeState
from tests.fakes import a_deadline, a_session
from tests.servers import redis_server, redis_shapes

SESSIONS = [f"s{number}" for number in range(12)]  # of a cluster's slots, some on each node


def with_tls(folder: Path) -> AbstractContextManager[str]:
    return redis_shapes.with_tls(folder)


def with_users(_folder: Path) -> AbstractContextManager[str]:
    return redis_shapes.with_users()


def as_cluster(_folder: Path) -> AbstractContextManager[str]:
    return redis_shapes.as_cluster()


SHAPES = {"TLS": with_tls, "users": with_users, "cluster": as_cluster}


@pytest.fixture(scope="module", params=list(SHAPES.values()), ids=list(SHAPES))
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    redis_server.skip_if_missing()
    make: Callable[[Path], AbstractContextManager[str]] = request.param
    with make(tmp_path_factory.mktemp("redis")) as found:
        yield found


def take_turns(client: Redis, sessions: list[str]) -> None:
    store = RedisSessions(client, ttl_s=60.0)
    for session_id in sessions:
        lease = store.open("bank", session_id, a_deadline())
        turns = lease.session.turns + 1 if lease.session else 1
        save = Save(lease=lease, session=a_session(session_id, turns=turns))
        store.save_many([save], a_deadline())


def test_sessions_are_kept(url: str) -> None:
    client = connect(url, timeout_s=2)

    take_turns(client, SESSIONS)
    take_turns(client, SESSIONS)

    store = RedisSessions(client, ttl_s=60.0)
    kept = [store.load("bank", each, a_deadline()) for each in SESSIONS]
    assert [session.turns if session else 0 for session in kept] == [2] * len(SESSIONS)
    store.erase("bank", "s0", a_deadline())
    assert store.load("bank", "s0", a_deadline()) is None


def test_secrets_and_codes_are_kept(url: str) -> None:
    client = connect(url, timeout_s=2)
    secrets, codes = RedisSecrets(client), RedisCodes(client)
    item = SecretItem(sealed=b"sealed", expires_at=utc_now() + timedelta(minutes=1))

    for session_id in SESSIONS:
        secrets.put("bank", session_id, item, a_deadline())
        codes.update(session_id, lambda state: (CodeState(), None), a_deadline())

    assert all(secrets.get("bank", each, a_deadline()) for each in SESSIONS)
    assert codes.update("s1", lambda state: (state, state), a_deadline()) == CodeState()


def test_a_failover_behind_sentinels_is_followed() -> None:
    redis_server.skip_if_missing()
    with redis_shapes.behind_sentinels() as (url, master):
        client = connect(url, timeout_s=2)
        until_kept(client)
        with Redis(port=master) as gone:
            gone.config_set("repl-diskless-sync-delay", "0")
            until_replicated(gone)
            gone.shutdown(nosave=True)

        until_kept(client)

        kept = RedisSessions(client, ttl_s=60.0).load("bank", "s1", a_deadline())
        assert kept is not None
        assert kept.turns == 2


@pytest.mark.parametrize("scheme", ["redis+sentinel", "rediss+sentinel"])
def test_sentinels_that_never_answer_take_what_the_turn_has_left(scheme: str) -> None:
    with ExitStack() as opened:
        silent = [
            opened.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            for _ in range(3)
        ]
        hosts = ",".join(f"127.0.0.1:{port}" for port in silent)
        client = opened.enter_context(connect(f"{scheme}://{hosts}/desk"))
        began = time.monotonic()

        with pytest.raises(StoreError, match="No master found"):
            RedisSessions(client, ttl_s=60.0).load("bank", "s1", a_deadline(0.5))

        assert time.monotonic() - began < 3.0  # the libraries would take a minute


def test_a_cluster_that_is_away_at_the_start_is_joined_when_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    redis_server.skip_if_missing()
    monkeypatch.setattr("aicc.stores.redis_client.REST_S", 0.05)
    with redis_shapes.as_cluster() as url:
        port = redis_shapes.ports_of(url)[0]
        with Redis(port=port) as node:
            node.client_pause(1500)
        client = connect(url.partition(",")[0])

        with pytest.raises(StoreError):
            take_turns(client, ["s1"])

        until_kept(client)


@pytest.mark.parametrize("scheme", ["redis+cluster", "rediss+cluster"])
def test_a_cluster_that_never_answers_takes_what_the_turn_has_left(scheme: str) -> None:
    with ExitStack() as opened:
        silent = [
            opened.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            for _ in range(3)
        ]
        client = connect(f"{scheme}://" + ",".join(f"127.0.0.1:{port}" for port in silent))
        began = time.monotonic()

        with pytest.raises(StoreError):
            RedisSessions(client, ttl_s=60.0).load("bank", "s1", a_deadline(0.5))

        assert time.monotonic() - began < 3.0  # the libraries would take a minute


def test_a_node_that_hangs_once_the_cluster_is_joined_takes_what_the_turn_has_left() -> None:
    redis_server.skip_if_missing()
    with redis_shapes.as_cluster() as url:
        client = connect(url, timeout_s=2)
        take_turns(client, ["s1"])
        for port in redis_shapes.ports_of(url):
            with Redis(port=port) as node:
                node.client_pause(3000)
        began = time.monotonic()

        with pytest.raises(StoreError):
            RedisSessions(client, ttl_s=60.0).load("bank", "s1", a_deadline(0.3))

        assert time.monotonic() - began < 3.0  # the libraries would take a minute


def until_kept(client: Redis) -> None:
    """Sentinels first look around, and later wait before they believe it."""
    deadline = a_deadline(60)
    while True:
        try:
            return take_turns(client, ["s1"])
        except StoreError:
            assert not deadline.is_over, "no server was found"


def until_replicated(master: Redis) -> None:
    deadline = a_deadline(30)
    while not master.wait(1, 500):
        assert not deadline.is_over, "the replica does not follow"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("redis+sentinel://127.0.0.1:26379", "service"),
        ("redis+sentinel://sentinel/desk", "HOST:PORT"),
        ("redis+cluster://node", "HOST:PORT"),
    ],
)
def test_a_wrong_url_is_a_setting_error(url: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        connect(url)
