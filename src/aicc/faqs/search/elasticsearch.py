"""FAQ entries in Elasticsearch: found there by nori, letter pairs and jamo, ranked as embedded.

A tenant has an alias, and behind it one index that a rebuild replaces. No scripts, no deletion by
query, no rights on the cluster are needed.
"""

from collections.abc import Mapping, Sequence

from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound, FaqHit
from aicc.errors import StoreError
from aicc.faqs.search.corpus import Corpus
from aicc.faqs.search.elasticsearch_client import SEARCH_S, WRITE_S, asking, send
from aicc.faqs.search.elasticsearch_query import search_body
from aicc.faqs.search.elasticsearch_schema import (
    SCHEMA,
    Body,
    alias_of,
    from_document,
    index_body,
    to_document,
)
from aicc.faqs.search.port import FaqQuery
from aicc.faqs.search.synonyms import Synonyms
from aicc.faqs.search.wording import LONGEST, Query, analysed, query_of
from aicc.ids import new_id
from aicc.korean.text.said import in_one_spelling, part_of
from aicc.redact import mask_said

_COMPARED = 20  # entries that are ranked on our side
_SWAPS = 3  # how often another process may come between
_MOST_TERMS = 65_536  # of one query, by Elasticsearch's default
_PRIVATE = "a private question is sent to no server"
_ALL: Body = {"match_all": {}}


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
        search_s: float = SEARCH_S,
    ) -> None:
        self._client = client
        self._synonyms = Synonyms(synonyms)
        self._body = index_body(synonyms, words)
        self._prefix = prefix
        self._search_s = search_s
        self._checked: dict[str, str] = {}  # by alias: the index whose schema was looked at

    def put_many(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        alias = alias_of(self._prefix, tenant_id)
        if self._index_behind(alias, deadline) is None:
            self._create_first(alias, deadline)
        send(self._client, alias, _documents(entries), deadline, refresh=True)

    def rebuild(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        """A change that another process makes meanwhile is lost when `entries` do not hold it.

        An index that holds exactly these entries already stays: many processes start with it.
        """
        alias = alias_of(self._prefix, tenant_id)
        documents = _documents(entries)
        if self._is_current(alias, documents, deadline):
            return
        fresh = f"{alias}-{new_id()}"
        with asking("faq.rebuild", self._client, deadline, WRITE_S) as client:
            client.indices.create(index=fresh, **self._body)
        try:
            send(self._client, fresh, documents, deadline, refresh=False)
            with asking("faq.rebuild", self._client, deadline, WRITE_S) as client:
                client.indices.refresh(index=fresh)
            self._swap(alias, fresh, deadline)
        except StoreError:
            self._drop([fresh])
            raise

    def remove(self, tenant_id: str, faq_id: str, deadline: Deadline) -> bool:
        alias = alias_of(self._prefix, tenant_id)
        if self._index_behind(alias, deadline) is None:
            return False
        with asking("faq.remove", self._client, deadline, WRITE_S) as client:
            try:
                client.delete(index=alias, id=faq_id, refresh=True)
            except NotFoundError:
                return False
        return True

    def get(self, tenant_id: str, faq_id: str, deadline: Deadline) -> FaqEntry | None:
        alias = alias_of(self._prefix, tenant_id)
        with asking("faq.get", self._client, deadline, self._search_s) as client:
            try:
                return from_document(client.get(index=alias, id=faq_id)["_source"])
            except NotFoundError:
                return None

    def search(self, tenant_id: str, asked: FaqQuery, deadline: Deadline) -> FaqFound:
        if asked.private:
            return FaqFound(degraded=_PRIVATE)
        masked = mask_said(in_one_spelling(asked.said))[:LONGEST]  # what leaves this process
        query = query_of(part_of(masked), self._synonyms)
        alias = alias_of(self._prefix, tenant_id)
        if query is None or self._index_behind(alias, deadline) is None:
            return FaqFound()
        body = search_body(masked, query, asked.only)
        with asking("faq.search", self._client, deadline, self._search_s) as client:
            size = max(_COMPARED, 2 * asked.limit)
            answer = client.search(
                index=alias, size=size, allow_partial_search_results=False, **body
            )
            found = answer["hits"]["hits"]
            entries = [from_document(each["_source"]) for each in found]
        if not entries:
            return FaqFound()
        if found[0]["_index"] != self._checked.get(alias):
            self._look_at(alias, deadline)
        return FaqFound(hits=self._ranked(alias, query, entries, asked.limit, deadline))

    def health(self, deadline: Deadline) -> str:
        """How the cluster says it is: green, yellow or red."""
        with asking("faq.health", self._client, deadline, self._search_s) as client:
            return str(client.cluster.health()["status"])

    def drop_all(self) -> None:
        """Every index under the prefix, of whichever tenant; not for one that others use."""
        with asking("faq.drop", self._client, Deadline(WRITE_S), WRITE_S) as client:
            names = list(client.indices.get(index=f"{self._prefix}-*"))
        self._drop(names)

    def _ranked(
        self, alias: str, asked: Query, entries: Sequence[FaqEntry], limit: int, deadline: Deadline
    ) -> tuple[FaqHit, ...]:
        """The entries found, ranked with the code of the embedded index: a score is a score."""
        corpus, grams = Corpus(), set(asked.grams)
        for each in analysed(entries):
            corpus.put(each)
            grams.update(*(text.grams for text in each.texts))
        with asking("faq.search", self._client, deadline, self._search_s) as client:
            answer = client.termvectors(
                index=alias,
                doc={"pairs": " ".join(sorted(grams))},
                per_field_analyzer={"pairs": "whitespace"},
                term_statistics=True,
                positions=False,
                offsets=False,
                filter_path="term_vectors.pairs.terms.*.doc_freq,term_vectors.*.field_statistics",
            )
            vectors = answer["term_vectors"]["pairs"]
            total = vectors["field_statistics"]["doc_count"]
            held = {gram: each.get("doc_freq", 0) for gram, each in vectors["terms"].items()}
        return corpus.rank(asked, limit, total, held)

    def _index_behind(self, alias: str, deadline: Deadline) -> str | None:
        """The index that the alias stands for, if there is one; its schema is looked at once."""
        return self._checked.get(alias) or self._look_at(alias, deadline)

    def _look_at(self, alias: str, deadline: Deadline) -> str | None:
        name, meta = self._meta_of(alias, deadline)
        if not name:
            return None
        schema = meta.get("schema")
        if schema != SCHEMA:
            self._checked.pop(alias, None)
            raise StoreError(f"{name} has schema {schema}, this release has {SCHEMA}: rebuild it")
        self._checked[alias] = name
        return name

    def _meta_of(self, alias: str, deadline: Deadline) -> tuple[str, Body]:
        """The index behind the alias and what it says of itself; an empty name when none is."""
        return next(iter(self._all_behind(alias, deadline).items()), ("", {}))

    def _all_behind(self, alias: str, deadline: Deadline) -> dict[str, Body]:
        with asking("faq.schema", self._client, deadline, self._search_s) as client:
            try:
                answer = client.indices.get_mapping(index=alias)
            except NotFoundError:
                return {}
            return {name: about["mappings"].get("_meta", {}) for name, about in answer.items()}

    def _is_current(self, alias: str, documents: Mapping[str, Body], deadline: Deadline) -> bool:
        """The same analysis, as many entries, and each with the same content."""
        _, meta = self._meta_of(alias, deadline)
        wanted: Body = self._body["mappings"]["_meta"]
        if meta | wanted != meta or len(documents) > _MOST_TERMS:
            return False
        same = {"terms": {"digest": [each["digest"] for each in documents.values()]}}
        with asking("faq.rebuild", self._client, deadline, self._search_s) as client:
            counts = {client.count(index=alias, query=each)["count"] for each in (same, _ALL)}
        return counts == {len(documents)}

    def _create_first(self, alias: str, deadline: Deadline) -> None:
        """Its name is the same for whoever makes it, so that two at once make one."""
        with asking("faq.create", self._client, deadline, WRITE_S) as client:
            try:
                client.indices.create(index=f"{alias}-first", aliases={alias: {}}, **self._body)
            except BadRequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise
        self._look_at(alias, deadline)

    def _swap(self, alias: str, fresh: str, deadline: Deadline) -> None:
        """The alias stands for the fresh index from one moment to the next.

        What it stood for stays until the next swap: searches under way end in it.
        """
        for _ in range(_SWAPS):
            with asking("faq.rebuild", self._client, deadline, WRITE_S) as client:
                old = self._all_behind(alias, deadline)
                actions: list[Body] = [{"remove": {"index": name, "alias": alias}} for name in old]
                actions.append({"add": {"index": fresh, "alias": alias}})
                try:
                    client.indices.update_aliases(actions=actions)
                except NotFoundError:
                    continue  # another process was faster: its index is the old one now
                meta = {**self._body["mappings"]["_meta"], "before": list(old)}
                client.indices.put_mapping(index=fresh, meta=meta)
            self._checked[alias] = fresh
            for each in old.values():
                self._drop(each.get("before", ()))
            return
        raise StoreError("faq.rebuild: other processes rebuild the same index")

    def _drop(self, indexes: Sequence[str]) -> None:
        """What nobody uses any more; one that cannot be dropped harms no search."""
        if not indexes:
            return
        try:
            client = self._client.options(request_timeout=WRITE_S)
            client.indices.delete(index=list(indexes), ignore_unavailable=True)
        except (ApiError, TransportError):
            return


def _documents(entries: Sequence[FaqEntry]) -> dict[str, Body]:
    return {entry.id: to_document(entry) for entry in entries}
