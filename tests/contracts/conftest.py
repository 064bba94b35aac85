"""Servers that the contract suites run against, started when a suite first asks."""

from collections.abc import Iterator

import pytest

from tests.servers import redis_server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    redis_server.skip_if_missing()
    with redis_server.running_redis() as url:
        yield url
