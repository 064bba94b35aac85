"""Servers that the contract suites run against, started when a suite first asks."""

from collections.abc import Iterator

import pytest

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.faqs.search.elasticsearch import ElasticFaqIndex
from aicc.faqs.search.elasticsearch_client import connect
from aicc.faqs.search.port import FaqQuery
from aicc.korean.text.said import as_said
from tests.servers import elasticsearch_node, redis_server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    redis_server.skip_if_missing()
    with redis_server.running_redis() as url:
        yield url


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    with elasticsearch_node.running_elasticsearch() as url:
        _search_once(url)
        yield url


def _search_once(url: str) -> None:
    """The first search loads half the server; a test with short times must not pay for it."""
    with connect(url) as client:
        index = ElasticFaqIndex(client, search_s=elasticsearch_node.START_S)
        deadline = Deadline(elasticsearch_node.START_S)
        index.put_many("first", [FaqEntry(id="f1", question="질문", answer="답")], deadline)
        index.search("first", FaqQuery(said=as_said("질문")), deadline)
