"""Servers that the contract suites run against, started when a suite first asks."""

from collections.abc import Iterator

import pytest

from tests.servers import elasticsearch_node, redis_server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    redis_server.skip_if_missing()
    with redis_server.running_redis() as url:
        yield url


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    with elasticsearch_node.running_elasticsearch() as url:
        yield url
