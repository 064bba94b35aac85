"""What an Elasticsearch may answer on a bad day, and what leaves for it on any day."""

import json
import socket
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound
from aicc.errors import StoreError
from aicc.faqs.search.elasticsearch import ElasticFaqIndex
from aicc.faqs.search.elasticsearch_client import connect
from aicc.faqs.search.elasticsearch_schema import SCHEMA, to_document
from aicc.faqs.search.port import FaqQuery
from aicc.korean.text.said import as_said
from tests.fakes import a_deadline, no_time
from tests.servers.fake_elasticsearch import Answer, Asked, Script, fake_elasticsearch, refusal

ENTRY = FaqEntry(id="f1", question="환전 수수료", answer="답")
CALLS: dict[str, Callable[[ElasticFaqIndex, Deadline], object]] = {
    "put": lambda index, deadline: index.put_many("bank", [ENTRY], deadline),
    "rebuild": lambda index, deadline: index.rebuild("bank", [ENTRY], deadline),
    "remove": lambda index, deadline: index.remove("bank", "f1", deadline),
    "get": lambda index, deadline: index.get("bank", "f1", deadline),
    "search": lambda index, deadline: index.search(
        "bank", FaqQuery(said=as_said("환전")), deadline
    ),
    "health": lambda index, deadline: index.health(deadline),
}
FAULTS = {
    "too many requests": refusal(429, "es_rejected_execution_exception"),
    "not available": refusal(503, "no_shard_available_action_exception"),
    "a broken server": refusal(500, "illegal_state_exception"),
    "forbidden": refusal(403, "security_exception"),
    "half a JSON": Answer(body=b'{"hits": {"hits": ['),
    "JSON of another shape": Answer(body={"ok": True}),
    "another product": Answer(body={}, headers={}),
    "an HTML page": Answer(body=b"<html>proxy</html>", status=502),
}


def healthy(asked: Asked) -> Answer:
    """One entry behind the alias, and it is found by every query."""
    if asked.path.endswith("/_mapping"):
        return Answer(body={"i1": {"mappings": {"_meta": {"schema": SCHEMA}}}})
    if asked.path.endswith("/_termvectors"):
        return Answer(
            body={
                "term_vectors": {
                    "pairs": {
                        "field_statistics": {"doc_count": 1},
                        "terms": {"환전": {"doc_freq": 1}},
                    }
                }
            }
        )
    return Answer(body={"hits": {"hits": [{"_index": "i1", "_source": to_document(ENTRY)}]}})


def answered(script: Script, call: Callable[[ElasticFaqIndex], object]) -> list[Asked]:
    """What was asked meanwhile."""
    with fake_elasticsearch(script) as (url, asked), connect(url) as client:
        call(ElasticFaqIndex(client))
    return asked


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", CALLS)
def test_a_fault_is_a_store_error_and_nothing_is_tried_twice(name: str, fault: str) -> None:
    with (
        fake_elasticsearch(lambda _: FAULTS[fault]) as (url, asked),
        connect(url) as client,
        pytest.raises(StoreError, match=r"^faq\."),
    ):
        CALLS[name](ElasticFaqIndex(client), a_deadline())

    assert len(asked) == len({(each.method, each.path) for each in asked}) == 1


@pytest.mark.parametrize("at", ["/_search", "/_termvectors"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_middle_of_a_search_is_a_store_error(at: str, fault: str) -> None:
    def script(asked: Asked) -> Answer:
        return FAULTS[fault] if asked.path.endswith(at) else healthy(asked)

    with pytest.raises(StoreError, match=r"^faq\.search: "):
        answered(
            script, lambda index: index.search("bank", FaqQuery(said=as_said("환전")), a_deadline())
        )


def test_the_script_without_faults_finds_its_entry() -> None:
    found: list[FaqFound] = []

    answered(
        healthy,
        lambda index: found.append(
            index.search("bank", FaqQuery(said=as_said("환전")), a_deadline())
        ),
    )

    assert [hit.entry for hit in found[0].hits] == [ENTRY]


@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_asked_when_the_time_is_over(name: str) -> None:
    with (
        fake_elasticsearch(healthy) as (url, asked),
        connect(url) as client,
        pytest.raises(StoreError, match="no time left"),
    ):
        CALLS[name](ElasticFaqIndex(client), no_time())

    assert asked == []


def test_a_server_that_never_answers_is_a_store_error_within_the_deadline() -> None:
    deadline = Deadline(20.0)
    with ExitStack() as stack:
        silent = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        client = stack.enter_context(connect(f"127.0.0.1:{silent.getsockname()[1]}"))
        index = ElasticFaqIndex(client)
        for call in CALLS.values():
            with pytest.raises(StoreError, match=r"^faq\.\w+: "):
                call(index, Deadline(0.2))

    assert not deadline.is_over


def test_entries_that_are_not_taken_are_named() -> None:
    def script(asked: Asked) -> Answer:
        if not asked.path.endswith("/_bulk"):
            return healthy(asked)
        names = [line["index"]["_id"] for line in map(json.loads, asked.body.splitlines()[::2])]
        error = {"type": "document_parsing_exception"}
        items = [{"_id": name, "error": error} if name != "f1" else {"_id": name} for name in names]
        return Answer(body={"errors": True, "items": [{"index": each} for each in items]})

    entries = [ENTRY, *(FaqEntry(id=f"bad{i}", question="질문", answer="답") for i in range(7))]

    with pytest.raises(StoreError, match=r"7 not taken: bad0 \(document_.*\), bad1 .* and 2 more"):
        answered(script, lambda index: index.put_many("bank", entries, a_deadline()))


def test_a_rebuild_that_fails_leaves_the_alias_alone_and_drops_what_it_made() -> None:
    def script(asked: Asked) -> Answer:
        return FAULTS["not available"] if asked.path.endswith("/_bulk") else healthy(asked)

    asked: list[Asked] = []
    with fake_elasticsearch(script) as (url, log), connect(url) as client:
        with pytest.raises(StoreError, match=r"^faq\.put: 503"):
            ElasticFaqIndex(client).rebuild("bank", [ENTRY], a_deadline())
        asked = log

    made = next(each.path for each in asked if each.method == "PUT")
    assert [each.path for each in asked if each.method == "DELETE"] == [made]
    assert not [each for each in asked if "_aliases" in each.path]


@pytest.mark.parametrize("schema", [SCHEMA + 1, None])
def test_an_index_of_another_schema_is_named_with_what_to_do(schema: int | None) -> None:
    def script(_: Asked) -> Answer:
        return Answer(body={"i-of-old": {"mappings": {"_meta": {"schema": schema}}}})

    with pytest.raises(
        StoreError, match=rf"i-of-old has schema {schema}, .* has {SCHEMA}.*rebuild"
    ):
        answered(
            script, lambda index: index.search("bank", FaqQuery(said=as_said("환전")), a_deadline())
        )


@pytest.mark.parametrize(
    ("said", "secret"),
    [("제 번호는 010-0000-1234 환전", "12"), ("공일공 공공공공 일이삼사 환전", "일이")],
)
def test_a_personal_number_does_not_leave(said: str, secret: str) -> None:
    asked = answered(
        healthy, lambda index: index.search("bank", FaqQuery(said=as_said(said)), a_deadline())
    )

    bodies = [json.loads(each.body) for each in asked if each.body]
    for body in bodies:
        body.pop("knn", None)  # numbers too, of the masked question
    sent = json.dumps(bodies, ensure_ascii=False)
    assert "환전" in sent
    assert secret not in sent


def test_a_private_question_is_not_sent_at_all() -> None:
    asked = answered(
        healthy,
        lambda index: index.search(
            "bank", FaqQuery(said=as_said("환전"), private=True), a_deadline()
        ),
    )

    assert asked == []
