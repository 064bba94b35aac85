"""Sessions in Redis: what the contract does not see, and a server that is away."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import monotonic

import pytest
from redis import Redis

from aicc.deadline import Deadline
from aicc.errors import ConfigError, StoreError, StoreRestingError
from aicc.ids import new_id
from aicc.stores.redis_client import connect
from aicc.stores.sessions.port import Lease, Save
from aicc.stores.sessions.redis import RedisSessions
from tests.fakes import a_deadline, a_session, no_time, until


@pytest.fixture
def client(redis_url: str) -> Iterator[Redis]:
    with connect(redis_url) as client:
        yield client


@pytest.fixture
def prefix() -> str:
    return f"test-{new_id()}"


def a_full_turn(sessions: RedisSessions) -> None:
    lease = sessions.open("bank", "s1", a_deadline())
    sessions.save_many([Save(lease=lease, session=a_session(turns=1))], a_deadline())


def test_a_turn_is_two_commands(client: Redis, prefix: str) -> None:
    sessions = RedisSessions(client, ttl_s=60.0, prefix=prefix)
    a_full_turn(sessions)  # teaches the server the scripts
    client.config_resetstat()

    a_full_turn(sessions)

    assert client.info("commandstats")["cmdstat_evalsha"]["calls"] == 2


def test_a_session_lives_no_longer_than_its_time(client: Redis, prefix: str) -> None:
    a_full_turn(RedisSessions(client, ttl_s=60.0, prefix=prefix))

    [key] = client.scan_iter(f"{prefix}:*")
    assert 0 < client.pttl(key) <= 60_000


def test_a_server_that_forgot_the_scripts_is_taught_again(client: Redis, prefix: str) -> None:
    sessions = RedisSessions(client, ttl_s=60.0, prefix=prefix)
    a_full_turn(sessions)
    lease = sessions.open("bank", "s1", a_deadline())
    client.script_flush()

    sessions.save_many([Save(lease=lease, session=a_session(turns=2))], a_deadline())

    assert sessions.open("bank", "s1", a_deadline()).session == a_session(turns=2)


def test_a_damaged_session_is_a_store_error(client: Redis, prefix: str) -> None:
    sessions = RedisSessions(client, ttl_s=60.0, prefix=prefix)
    a_full_turn(sessions)
    [key] = client.scan_iter(f"{prefix}:*")
    client.hset(key, "state", '{"v":1}')

    with pytest.raises(StoreError, match="tenant_id"):
        sessions.load("bank", "s1", a_deadline())


def test_a_client_that_does_not_decode_its_answers_will_do(redis_url: str, prefix: str) -> None:
    with Redis.from_url(redis_url) as plain:
        sessions = RedisSessions(plain, ttl_s=60.0, prefix=prefix)
        a_full_turn(sessions)

        assert sessions.load("bank", "s1", a_deadline()) == a_session(turns=1)
        assert sessions.open("bank", "s1", a_deadline()).session == a_session(turns=1)


def test_nothing_is_asked_when_the_time_is_over(client: Redis, prefix: str) -> None:
    sessions = RedisSessions(client, ttl_s=60.0, prefix=prefix)

    with pytest.raises(StoreError, match="no time left"):
        sessions.load("bank", "s1", no_time())


def test_a_bad_address_is_a_setting_error() -> None:
    with pytest.raises(ConfigError, match="REDIS_URL"):
        connect("http://localhost")


def every_call_fails(url: str) -> Deadline:
    """Each method raises `StoreError`; the deadline they had together."""
    lease = Lease(tenant_id="bank", session_id="s1", fence=1, session=None)
    deadline = Deadline(10.0)
    with connect(url, timeout_s=0.05) as client:
        sessions = RedisSessions(client, ttl_s=60.0)
        for call in (
            lambda: sessions.open("bank", "s1", deadline),
            lambda: sessions.save_many([Save(lease=lease, session=a_session())], deadline),
            lambda: sessions.release(lease, deadline),
            lambda: sessions.load("bank", "s1", deadline),
            lambda: sessions.erase("bank", "s1", deadline),
        ):
            with pytest.raises(StoreError, match=r"^sessions\."):
                call()
    return deadline


def test_a_server_that_is_gone_is_a_store_error_soon() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # taken, but nobody listens

        deadline = every_call_fails(f"redis://127.0.0.1:{unused.getsockname()[1]}/0")

    assert not deadline.is_over


def test_a_server_that_never_answers_is_a_store_error_within_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        deadline = every_call_fails(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")

    assert not deadline.is_over


@contextmanager
def a_server_that_never_answers() -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("left_s", [0.05, 0.15])
def test_a_server_that_hangs_takes_no_more_than_the_turn_has_left(left_s: float) -> None:
    with a_server_that_never_answers() as url:
        sessions = RedisSessions(connect(url), ttl_s=60.0)
        began = monotonic()

        with pytest.raises(StoreError):
            sessions.open("bank", "s1", Deadline(left_s))

        assert monotonic() - began < left_s + 0.1


def test_a_server_that_is_away_is_let_rest() -> None:
    with a_server_that_never_answers() as url:
        sessions = RedisSessions(connect(url, timeout_s=0.02), ttl_s=60.0)
        for number in range(3):
            with pytest.raises(StoreError):
                sessions.open("bank", f"s{number}", a_deadline())
        began = monotonic()

        with pytest.raises(StoreRestingError):
            sessions.open("bank", "s4", a_deadline())

        assert monotonic() - began < 0.02


def test_a_server_that_was_given_no_time_is_not_let_rest(client: Redis, prefix: str) -> None:
    sessions = RedisSessions(client, ttl_s=60.0, prefix=prefix)
    with a_server_that_never_answers() as url:
        hanging = RedisSessions(connect(url), ttl_s=60.0)
        for number in range(5):
            with pytest.raises(StoreError) as error:
                hanging.open("bank", f"s{number}", Deadline(0.02))
            assert not isinstance(error.value, StoreRestingError)

    assert sessions.open("bank", "s1", a_deadline()).session is None


def test_a_waiter_in_another_process_is_woken_when_the_lease_comes_back(
    redis_url: str, prefix: str
) -> None:
    """Without asking over and over: who holds the lease says when it is free."""
    with connect(redis_url) as one, connect(redis_url) as other:
        here, there = (RedisSessions(each, ttl_s=60.0, prefix=prefix) for each in (one, other))
        waits: list[float] = []
        one.config_resetstat()

        for number in range(20):
            lease = here.open("bank", f"s{number}", a_deadline())
            freed, taken = [0.0], [0.0]

            def wait(number: int = number, taken: list[float] = taken) -> None:
                there.release(there.open("bank", f"s{number}", a_deadline()), a_deadline())
                taken[0] = monotonic()

            waiter = Thread(target=wait)
            waiter.start()
            until(lambda: is_blocked(one))
            freed[0] = monotonic()
            here.release(lease, a_deadline())
            waiter.join()
            waits.append(taken[0] - freed[0])

        asked = one.info("commandstats")["cmdstat_evalsha"]["calls"]
    assert asked <= 20 * 6
    print(
        f"\nwoken after {1000 * sorted(waits)[10]:.1f} ms (p50), {1000 * max(waits):.1f} ms at most"
    )
    assert sorted(waits)[10] < 0.15


def is_blocked(client: Redis) -> bool:
    return int(client.info("clients")["blocked_clients"]) > 0
