"""The Elasticsearch client as our index uses it: explicit times, no retries, errors of ours."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from aicc.deadline import Deadline
from aicc.errors import ConfigError, StoreError
from aicc.faqs.search.elasticsearch_schema import Body

SEARCH_S, WRITE_S = 0.4, 10.0
CONNECTIONS = 32

_PORTS = {"http": 9200, "https": 443}  # where an address names none
_IN_A_BULK = 40
_NAMED = 5  # ids in an error


def connect(host: str, api_key: str = "") -> Elasticsearch:
    """A client that never tries again by itself; no connection is made yet.

    `host` is an address, or a name alone for http on port 9200.
    """
    return Elasticsearch(
        _address(host),
        api_key=api_key or None,
        request_timeout=SEARCH_S,
        max_retries=0,
        retry_on_timeout=False,
        connections_per_node=CONNECTIONS,
    )


def _address(host: str) -> str:
    url = urlsplit(host if "://" in host else f"http://{host}")
    try:
        port = url.port or _PORTS.get(url.scheme)
    except ValueError:
        port = None
    if not port or not url.hostname:
        example = "https://search.example:9200"
        raise ConfigError(f"ELASTICSEARCH_HOST must be an address such as {example}")
    return url._replace(netloc=url.netloc if url.port else f"{url.netloc}:{port}").geturl()


@contextmanager
def asking(
    operation: str, client: Elasticsearch, deadline: Deadline, own_s: float
) -> Iterator[Elasticsearch]:
    """The client with the time there is; whatever goes wrong is a `StoreError`."""
    if deadline.is_over:
        raise StoreError(f"{operation}: no time left")
    try:
        yield client.options(request_timeout=deadline.cap(own_s))
    except ApiError as error:
        raise StoreError(f"{operation}: {error.meta.status} {error.message}") from error
    except TransportError as error:
        raise StoreError(f"{operation}: {error.message}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"{operation}: an answer of another shape: {error!r}") from error


def send(
    client: Elasticsearch,
    index: str,
    documents: Mapping[str, Body],
    deadline: Deadline,
    *,
    refresh: bool,
) -> None:
    """Documents by id; a `StoreError` names those that were not taken."""
    ids = list(documents)
    for start in range(0, len(ids), _IN_A_BULK):
        lines: list[Body] = []
        for name in ids[start : start + _IN_A_BULK]:
            lines += [{"index": {"_id": name}}, documents[name]]
        with asking("faq.put", client, deadline, WRITE_S) as asked:
            answer = asked.bulk(index=index, operations=lines, refresh=refresh)
            refused = _refused(answer["items"]) if answer["errors"] else {}
        if refused:
            raise StoreError(_named(refused))


def _refused(items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Why, by entry."""
    outcomes = [item["index"] for item in items]
    return {each["_id"]: each["error"]["type"] for each in outcomes if "error" in each}


def _named(refused: Mapping[str, str]) -> str:
    named = ", ".join(f"{name} ({why})" for name, why in list(refused.items())[:_NAMED])
    more = f" and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
    return f"faq.put: {len(refused)} not taken: {named}{more}"
