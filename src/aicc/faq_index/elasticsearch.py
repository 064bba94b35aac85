"""FAQ entries in Elasticsearch: found there by nori, letter pairs and jamo, ranked as embedded.

A tenant has an alias, and behind it one index that a rebuild replaces. No scripts, no deletion by
query, no rights on the cluster are needed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound, FaqHit
from aicc.errors import ConfigError, StoreError
from aicc.faq_index.corpus import corpus_of
from aicc.faq_index.elasticsearch_query import search_body
from aicc.faq_index.elasticsearch_schema import (
    SCHEMA,
    Body,
    alias_of,
    from_document,
    index_body,
    to_document,
)
from aicc.faq_index.synonyms import Synonyms
from aicc.faq_index.wording import Query, query_of, texts_of
from aicc.ids import new_id
from aicc.korean.normalise import normalise
from aicc.redact import mask

SEARCH_S, WRITE_S = 0.4, 10.0
CONNECTIONS = 32

_COMPARED = 20  # entries that are ranked on our side
_PORT = 9200
_IN_A_BULK = 500
_NAMED = 5  # ids in an error
_SWAPS = 3  # how often another process may come between
_LONGEST = 500  # letters of a question


def connect(host: str, api_key: str = "") -> Elasticsearch:
    """A client that never tries again by itself; no connection is made yet.

    `host` is an address, or a name alone for http on port 9200.
    """
    url = host if "://" in host else f"http://{host}"
    if ":" not in url.partition("://")[2]:
        url = f"{url}:{443 if url.startswith('https') else _PORT}"
    try:
        return Elasticsearch(
            url,
            api_key=api_key or None,
            request_timeout=SEARCH_S,
            max_retries=0,
            retry_on_timeout=False,
            connections_per_node=CONNECTIONS,
        )
    except ValueError as error:
        raise ConfigError(f"ELASTICSEARCH_HOST: {error}") from error


class ElasticFaqIndex:
    """The client comes as `connect` makes it. A call that begins in time may end late by its own
    time-out, no more. Safe for threads.

    `synonyms` and `words` (names that nori must not cut in two) go into an index when it is made:
    after a change of them it wants a `rebuild`.
    """

    def __init__(
        self,
        client: Elasticsearch,
        *,
        synonyms: Sequence[Sequence[str]] = (),
        words: Sequence[str] = (),
        prefix: str = "aicc-faq",
    ) -> None:
        self._client = client
        self._synonyms = Synonyms(synonyms)
        self._body = index_body(synonyms, words)
        self._prefix = prefix
        self._checked: dict[str, str] = {}  # by alias: the index whose schema was looked at

    def put_many(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        alias = alias_of(self._prefix, tenant_id)
        if self._index_behind(alias, deadline) is None:
            self._create_first(alias, deadline)
        self._send(alias, entries, deadline, refresh=True)

    def rebuild(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        """A change that another process makes meanwhile is lost when `entries` do not hold it."""
        alias = alias_of(self._prefix, tenant_id)
        fresh = f"{alias}-{new_id()}"
        with _asking("faq.rebuild", self._client, deadline, WRITE_S) as client:
            client.indices.create(index=fresh, **self._body)
        try:
            self._send(fresh, entries, deadline, refresh=False)
            with _asking("faq.rebuild", self._client, deadline, WRITE_S) as client:
                client.indices.refresh(index=fresh)
            self._swap(alias, fresh, deadline)
        except StoreError:
            self._drop(fresh)
            raise

    def remove(self, tenant_id: str, faq_id: str, deadline: Deadline) -> bool:
        alias = alias_of(self._prefix, tenant_id)
        if self._index_behind(alias, deadline) is None:
            return False
        with _asking("faq.remove", self._client, deadline, WRITE_S) as client:
            try:
                client.delete(index=alias, id=faq_id, refresh=True)
            except NotFoundError:
                return False
        return True

    def get(self, tenant_id: str, faq_id: str, deadline: Deadline) -> FaqEntry | None:
        alias = alias_of(self._prefix, tenant_id)
        with _asking("faq.get", self._client, deadline, SEARCH_S) as client:
            try:
                return from_document(client.get(index=alias, id=faq_id)["_source"])
            except NotFoundError:
                return None

    def search(
        self, tenant_id: str, query: str, deadline: Deadline, *, category: str = "", limit: int = 5
    ) -> FaqFound:
        said = mask(normalise(query))[:_LONGEST]  # what leaves this process
        asked = query_of(said, self._synonyms)
        alias = alias_of(self._prefix, tenant_id)
        if asked is None or self._index_behind(alias, deadline) is None:
            return FaqFound()
        body = search_body(said, asked, category)
        with _asking("faq.search", self._client, deadline, SEARCH_S) as client:
            size = max(_COMPARED, 2 * limit)
            answer = client.search(
                index=alias, size=size, allow_partial_search_results=False, **body
            )
            found = answer["hits"]["hits"]
            entries = [from_document(each["_source"]) for each in found]
        if not entries:
            return FaqFound()
        if found[0]["_index"] != self._checked.get(alias):
            self._look_at(alias, deadline)
        return FaqFound(hits=self._ranked(alias, asked, entries, limit, deadline))

    def health(self, deadline: Deadline) -> str:
        """How the cluster says it is: green, yellow or red."""
        with _asking("faq.health", self._client, deadline, SEARCH_S) as client:
            return str(client.cluster.health()["status"])

    def _ranked(
        self, alias: str, asked: Query, entries: Sequence[FaqEntry], limit: int, deadline: Deadline
    ) -> tuple[FaqHit, ...]:
        """The entries found, ranked with the code of the embedded index: a score is a score."""
        grams = {gram for entry in entries for text in texts_of(entry) for gram in text.grams}
        with _asking("faq.search", self._client, deadline, SEARCH_S) as client:
            answer = client.termvectors(
                index=alias,
                doc={"pairs": " ".join(sorted(grams.union(asked.grams)))},
                per_field_analyzer={"pairs": "whitespace"},
                term_statistics=True,
                positions=False,
                offsets=False,
                filter_path="term_vectors.pairs.terms.*.doc_freq,term_vectors.*.field_statistics",
            )
            vectors = answer["term_vectors"]["pairs"]
            total = vectors["field_statistics"]["doc_count"]
            held = {gram: each.get("doc_freq", 0) for gram, each in vectors["terms"].items()}
        return corpus_of(entries).rank(asked, limit, total, held)

    def _index_behind(self, alias: str, deadline: Deadline) -> str | None:
        """The index that the alias stands for, if there is one; its schema is looked at once."""
        return self._checked.get(alias) or self._look_at(alias, deadline)

    def _look_at(self, alias: str, deadline: Deadline) -> str | None:
        with _asking("faq.schema", self._client, deadline, SEARCH_S) as client:
            try:
                answer = client.indices.get_mapping(index=alias)
            except NotFoundError:
                return None
            [(name, about)] = answer.items()
            schema = about["mappings"].get("_meta", {}).get("schema")
        if schema != SCHEMA:
            self._checked.pop(alias, None)
            raise StoreError(f"{name} has schema {schema}, this release has {SCHEMA}: rebuild it")
        self._checked[alias] = str(name)
        return str(name)

    def _create_first(self, alias: str, deadline: Deadline) -> None:
        """Its name is the same for whoever makes it, so that two at once make one."""
        with _asking("faq.create", self._client, deadline, WRITE_S) as client:
            try:
                client.indices.create(index=f"{alias}-first", aliases={alias: {}}, **self._body)
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise
        self._look_at(alias, deadline)

    def _send(
        self, index: str, entries: Sequence[FaqEntry], deadline: Deadline, *, refresh: bool
    ) -> None:
        for start in range(0, len(entries), _IN_A_BULK):
            lines: list[Body] = []
            for entry in entries[start : start + _IN_A_BULK]:
                lines += [{"index": {"_id": entry.id}}, to_document(entry)]
            with _asking("faq.put", self._client, deadline, WRITE_S) as client:
                answer = client.bulk(index=index, operations=lines, refresh=refresh)
                refused = _refused(answer["items"]) if answer["errors"] else {}
            if refused:
                raise StoreError(_named(refused))

    def _swap(self, alias: str, fresh: str, deadline: Deadline) -> None:
        """The alias stands for the fresh index from one moment to the next; the old one goes."""
        for _ in range(_SWAPS):
            with _asking("faq.rebuild", self._client, deadline, WRITE_S) as client:
                try:
                    old = list(client.indices.get_alias(name=alias))
                except NotFoundError:
                    old = []
                actions: list[Body] = [{"remove_index": {"index": name}} for name in old]
                actions.append({"add": {"index": fresh, "alias": alias}})
                try:
                    client.indices.update_aliases(actions=actions)
                except NotFoundError:
                    continue  # another process was faster: its index is the old one now
            self._checked[alias] = fresh
            return
        raise StoreError("faq.rebuild: other processes rebuild the same index")

    def _drop(self, index: str) -> None:
        """An index that nobody will use; what is in the way is no worse than before."""
        try:
            self._client.options(request_timeout=WRITE_S).indices.delete(index=index)
        except (ApiError, TransportError):
            return


@contextmanager
def _asking(
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


def _refused(items: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Why, by entry."""
    outcomes = [item["index"] for item in items]
    return {each["_id"]: each["error"]["type"] for each in outcomes if "error" in each}


def _named(refused: Mapping[str, str]) -> str:
    named = ", ".join(f"{name} ({why})" for name, why in list(refused.items())[:_NAMED])
    more = f" and {len(refused) - _NAMED} more" if len(refused) > _NAMED else ""
    return f"faq.put: {len(refused)} not taken: {named}{more}"
