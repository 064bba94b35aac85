"""The FAQ index on a real Elasticsearch: what the contract does not see."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter

import pytest
from elasticsearch import Elasticsearch

from aicc.domain.faq import FaqEntry
from aicc.domain.turn import Incoming
from aicc.errors import StoreError
from aicc.faqs.report.measure import measure
from aicc.faqs.report.questions import Question
from aicc.faqs.search.choose import server_index
from aicc.faqs.search.elasticsearch import ElasticFaqIndex
from aicc.faqs.search.elasticsearch_client import connect
from aicc.faqs.search.elasticsearch_schema import SCHEMA, alias_of
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqQuery
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS as BUILT_IN
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from chatbot_engine import build_engine
from chatbot_faq import FAQManager
from tests.fakes import a_deadline, until
from tests.servers.elasticsearch_node import PATIENT_S

SYNONYMS = (("이체", "송금", "계좌이체"), ("한도", "최대 금액"))
ENTRIES = [
    FaqEntry(id="limit", question="이체 한도는 얼마인가요?", answer="하루 천만 원입니다."),
    FaqEntry(id="fee", question="환전 수수료가 궁금해요", answer="답"),
]


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with connect(elasticsearch_url) as client:
        yield client.options(request_timeout=10)


@pytest.fixture
def prefix() -> str:
    return f"t-{new_id()}"


def an_index(
    client: Elasticsearch,
    *,
    prefix: str,
    synonyms: Sequence[Sequence[str]] = (),
    words: Sequence[str] = (),
) -> ElasticFaqIndex:
    return ElasticFaqIndex(
        client, synonyms=synonyms, words=words, prefix=prefix, search_s=PATIENT_S
    )


@pytest.fixture
def index(client: Elasticsearch, prefix: str) -> ElasticFaqIndex:
    index = an_index(client, synonyms=SYNONYMS, words=["모아통장"], prefix=prefix)
    index.rebuild("bank", ENTRIES, a_deadline())
    return index


def tokens(client: Elasticsearch, index: str, analyzer: str, text: str) -> list[str]:
    answer = client.indices.analyze(index=index, analyzer=analyzer, text=text)
    return [each["token"] for each in answer["tokens"]]


def indexes(client: Elasticsearch, prefix: str) -> list[str]:
    return sorted(client.indices.get(index=f"{prefix}-*"))


@pytest.mark.usefixtures("index")
def test_nori_drops_particles_and_endings_and_keeps_compounds_beside_their_parts(
    client: Elasticsearch, prefix: str
) -> None:
    alias = alias_of(prefix, "bank")

    assert tokens(client, alias, "korean", "수수료가 궁금해요")[0] == "수수료"
    assert "가" not in tokens(client, alias, "korean", "수수료가 궁금해요")
    assert tokens(client, alias, "korean", "가곡역은") == ["가곡역", "가곡", "역"]
    assert tokens(client, alias, "korean_query", "가곡역은") == ["가곡", "역"]


@pytest.mark.usefixtures("index")
def test_a_name_of_the_pack_is_one_word_for_nori(client: Elasticsearch, prefix: str) -> None:
    assert tokens(client, alias_of(prefix, "bank"), "korean", "모아통장을") == ["모아통장"]


@pytest.mark.usefixtures("index")
def test_synonyms_are_in_a_query_and_not_in_the_index(client: Elasticsearch, prefix: str) -> None:
    alias = alias_of(prefix, "bank")

    assert {"송금", "이체", "계좌이체"} <= set(tokens(client, alias, "korean_query", "송금"))
    assert tokens(client, alias, "korean", "송금") == ["송금"]


def test_a_score_is_what_the_embedded_index_gives(index: ElasticFaqIndex) -> None:
    embedded = FAQManager(synonyms=SYNONYMS)
    embedded.add_entries(ENTRIES)

    for query in ("송금 최대 금액", "이체한도", "환전 수수로", "수수료"):
        here = index.search("bank", FaqQuery(said=as_said(query)), a_deadline()).hits
        there = embedded.search(query, a_deadline()).hits
        assert [hit.entry.id for hit in here] == [hit.entry.id for hit in there]
        assert here[0].score == pytest.approx(there[0].score, abs=1e-6)


def test_a_score_means_the_same_where_entries_have_variants(
    client: Elasticsearch, prefix: str
) -> None:
    pack = load_pack("banking")
    synonyms = (*BUILT_IN, *pack.synonyms)
    there, here = (
        an_index(client, prefix=prefix, synonyms=synonyms),
        EmbeddedFaqIndex(synonyms=synonyms),
    )
    for each in (there, here):
        each.rebuild("bank", pack.faqs, a_deadline(30))
    asked = [text for intent in pack.intents.values() for text in intent.examples[:3]]

    best = [
        [
            index.search("bank", FaqQuery(said=as_said(text)), a_deadline()).hits[:1]
            for index in (there, here)
        ]
        for text in asked
    ]

    apart = [abs(one[0].score - other[0].score) for one, other in best if one and other]
    assert len(apart) > 40
    assert sum(apart) / len(apart) < 0.03
    assert max(apart) < 0.2


def test_many_rebuilds_leave_one_index_and_the_one_before(
    client: Elasticsearch, index: ElasticFaqIndex, prefix: str
) -> None:
    for number in range(3):
        entry = FaqEntry(id="f", question=f"질문 {number}", answer="답")
        index.rebuild("bank", [entry], a_deadline())

    assert len(indexes(client, prefix)) == 2
    assert len(client.indices.get_alias(name=alias_of(prefix, "bank"))) == 1


def test_a_process_that_starts_with_the_same_entries_builds_nothing(
    client: Elasticsearch, index: ElasticFaqIndex, prefix: str
) -> None:
    before = indexes(client, prefix)

    another = an_index(client, synonyms=SYNONYMS, words=["모아통장"], prefix=prefix)
    another.rebuild("bank", ENTRIES, a_deadline())

    assert indexes(client, prefix) == before


def test_other_synonyms_are_a_reason_to_build_anew(
    client: Elasticsearch, index: ElasticFaqIndex, prefix: str
) -> None:
    before = indexes(client, prefix)

    an_index(client, prefix=prefix).rebuild("bank", ENTRIES, a_deadline())

    assert indexes(client, prefix) != before


def test_processes_that_start_at_once_end_with_one_index(
    client: Elasticsearch, prefix: str
) -> None:
    def start(number: int) -> None:
        entry = FaqEntry(id=f"f{number}", question="환전 수수료", answer="답")
        an_index(client, prefix=prefix).put_many("bank", [entry], a_deadline(10))

    with ThreadPoolExecutor(max_workers=3) as threads:
        list(threads.map(start, range(3)))

    hits = (
        an_index(client, prefix=prefix)
        .search("bank", FaqQuery(said=as_said("환전")), a_deadline())
        .hits
    )
    assert {hit.entry.id for hit in hits} == {"f0", "f1", "f2"}
    assert len(indexes(client, prefix)) == 1


def test_another_process_sees_a_rebuild_and_a_schema_it_does_not_know(
    client: Elasticsearch, index: ElasticFaqIndex, prefix: str
) -> None:
    other = an_index(client, synonyms=SYNONYMS, prefix=prefix)
    seen = other.search("bank", FaqQuery(said=as_said("이체 한도")), a_deadline()).hits[0].entry.id
    index.rebuild("bank", [FaqEntry(id="anew", question="이체 한도", answer="답")], a_deadline())
    seen_anew = (
        other.search("bank", FaqQuery(said=as_said("이체 한도")), a_deadline()).hits[0].entry.id
    )
    [name] = client.indices.get_alias(name=alias_of(prefix, "bank"))
    client.indices.put_mapping(index=name, meta={"schema": SCHEMA + 1})

    assert (seen, seen_anew) == ("limit", "anew")
    with pytest.raises(StoreError, match=f"{name} has schema {SCHEMA + 1}"):
        an_index(client, prefix=prefix).search(
            "bank", FaqQuery(said=as_said("이체 한도")), a_deadline()
        )


def test_an_index_of_another_schema_is_cured_by_a_rebuild(
    client: Elasticsearch, index: ElasticFaqIndex, prefix: str
) -> None:
    [name] = client.indices.get_alias(name=alias_of(prefix, "bank"))
    client.indices.put_mapping(index=name, meta={"schema": SCHEMA + 1})
    fresh = an_index(client, prefix=prefix)

    fresh.rebuild("bank", ENTRIES, a_deadline())

    assert (
        fresh.search("bank", FaqQuery(said=as_said("이체 한도")), a_deadline()).hits[0].entry
        == ENTRIES[0]
    )


def test_an_entry_that_cannot_be_kept_is_named_and_the_others_are_kept(
    index: ElasticFaqIndex,
) -> None:
    new = FaqEntry(id="new", question="휴일 안내", answer="답")
    wrong = FaqEntry(id="wrong", question="야간 예약", answer="답", category="분류" * 20_000)

    with pytest.raises(StoreError, match=r"^faq\.put: 1 not taken: wrong \("):
        index.put_many("bank", [wrong, new], a_deadline())

    assert index.get("bank", "new", a_deadline()) == new
    assert index.get("bank", "wrong", a_deadline()) is None


def test_the_health_of_one_node_is_green(index: ElasticFaqIndex) -> None:
    assert index.health(a_deadline()) in {"green", "yellow"}


def test_tenants_with_names_alike_have_indexes_of_their_own() -> None:
    names = {alias_of("p", each) for each in ("bank", "Bank", "은행", "bank ", "a" * 300, "")}

    assert len(names) == 6
    assert all(name == name.lower() and len(name) < 100 for name in names)


def test_a_faq_on_a_host_is_searched_by_another_manager(elasticsearch_url: str) -> None:
    tenant_id = new_id()
    one, other = (FAQManager(elasticsearch_host=elasticsearch_url) for _ in range(2))

    faq_id = one.add_faq(
        category="banking",
        question="비밀번호를 잊었어요",
        answer="앱에서 다시 정하실 수 있습니다.",
        keywords=["비밀번호", "재설정"],
        priority=2,
        tenant_id=tenant_id,
    )

    found = other.search_faq("비밀번호 재설정", tenant_id=tenant_id)
    assert found[0]["id"] == faq_id
    assert other.get_faq(faq_id, tenant_id=tenant_id)["keywords"] == ["비밀번호", "재설정"]


def test_an_engine_on_a_host_answers_from_it(elasticsearch_url: str) -> None:
    settings = Settings(
        pack="general",
        session_store="memory",
        history_store="memory",
        elasticsearch_host=elasticsearch_url,
    )

    engine = build_engine(settings)
    asked = Incoming(session_id="s1", user_id="u1", message_id="m1", text="영업시간 알려 주세요")
    engine.reply(asked, a_deadline(30))  # by which a start that had no time for it catches up

    until(lambda: engine.upkeep.probe(a_deadline(10)) == {}, 60)
    with connect(elasticsearch_url) as client:
        held = client.options(request_timeout=10).count(index=alias_of("aicc-faq", "default"))
    assert held["count"] == len(engine.upkeep.pack.searched)


def test_an_index_for_measuring_finds_what_the_embedded_finds_and_is_gone_afterwards(
    client: Elasticsearch, elasticsearch_url: str
) -> None:
    rows = [Question(text=entry.question, label=entry.id) for entry in ENTRIES]
    asked = [Question(text="이체한도", label="limit"), Question(text="수수료", label="fee")]
    before = indexes(client, "aicc-trial")

    with server_index(elasticsearch_url) as index:
        there = measure(index, rows, asked, seconds=perf_counter)
    here = measure(EmbeddedFaqIndex(), rows, asked, seconds=perf_counter)

    assert there["recall_at_1"] == here["recall_at_1"] == 1.0
    assert indexes(client, "aicc-trial") == before
