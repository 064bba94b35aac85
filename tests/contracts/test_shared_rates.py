"""Counts that processes have in common, on the real server: one limit, however many there are."""

from collections.abc import Iterator
from hashlib import sha256

import pytest
from redis import Redis

from aicc.deadline import Deadline
from aicc.errors import StoreError
from aicc.stores.rates.port import Full, Rate
from aicc.stores.rates.redis import RedisRates
from aicc.stores.redis_client import connect
from tests.fakes import a_deadline
from tests.servers import redis_server, redis_shapes


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    redis_server.skip_if_missing()
    with redis_server.running_redis() as url:
        yield url


def a_process(url: str) -> RedisRates:
    return RedisRates(connect(url, timeout_s=2))


def looking_at(url: str) -> Redis:
    return Redis.from_url(url, decode_responses=True)


def of_session(name: str, most: int = 3) -> Rate:
    return Rate(kind="session", name=name, most=most)


def of_address(name: str, most: int = 100) -> Rate:
    return Rate(kind="address", name=name, most=most)


def test_two_processes_hold_one_limit(url: str) -> None:
    one, other = a_process(url), a_process(url)

    told = [each.hit([of_session("shared")], a_deadline()) for each in (one, other, one, other)]

    assert told[:3] == [None] * 3
    assert isinstance(told[3], Full)
    assert 0 < told[3].wait_s <= 60


def test_where_one_count_is_full_nothing_is_counted_in_the_others(url: str) -> None:
    rates = a_process(url)
    full = [of_session("s", most=1), of_address("a", most=2)]
    assert rates.hit(full, a_deadline()) is None

    refused = [rates.hit(full, a_deadline()) for _ in range(5)]

    assert {each.kind for each in refused if each} == {"session"}
    assert rates.hit([of_address("a", most=2)], a_deadline()) is None
    last = rates.hit([of_address("a", most=2)], a_deadline())
    assert last is not None
    assert last.kind == "address"


def test_a_request_costs_one_command(url: str) -> None:
    rates = a_process(url)
    rates.hit([of_session("first")], a_deadline())  # teaches the script
    with looking_at(url) as looking:
        before = looking.info("commandstats")

        rates.hit([of_session("c"), of_address("c")], a_deadline())

        after = looking.info("commandstats")
    assert asked(after, "cmdstat_evalsha") - asked(before, "cmdstat_evalsha") == 1
    assert not {name for name in after.keys() - before.keys() if name != "cmdstat_info"}


def asked(stats: dict[str, dict[str, int]], name: str) -> int:
    return stats.get(name, {}).get("calls", 0)


def test_what_was_counted_windows_ago_weighs_nothing(url: str) -> None:
    rates = a_process(url)
    rate = of_session("old", most=2)
    rates.hit([rate], a_deadline())
    with looking_at(url) as looking:
        key = f"aicc:rate:session:{sha256(b'old').hexdigest()[:32]}"
        assert 0 < int(looking.pttl(key)) <= 120_000
        looking.hincrby(key, "slot", -5)

    assert [rates.hit([rate], a_deadline()) for _ in range(2)] == [None, None]


def test_names_are_of_any_length_and_stand_nowhere(url: str) -> None:
    rates = a_process(url)
    name = "203.0.113.7" * 10_000 + "\ud800"

    assert rates.hit([of_address(name)], a_deadline()) is None

    with looking_at(url) as looking:
        assert not [each for each in looking.scan_iter("aicc:rate:*") if "203.0" in each]


def test_a_server_that_is_away_is_a_store_error_in_time() -> None:
    rates = RedisRates(connect("redis://127.0.0.1:1/0"))

    with pytest.raises(StoreError):
        rates.hit([of_session("s")], Deadline(0.15))


def test_a_cluster_holds_them_too() -> None:
    redis_server.skip_if_missing()
    with redis_shapes.as_cluster() as url:
        rates = RedisRates(connect(url, timeout_s=2))

        told = [rates.hit([of_session("s"), of_address("a")], a_deadline()) for _ in range(4)]

    assert told[:3] == [None] * 3
    assert told[3] is not None
