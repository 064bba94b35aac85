"""A server with the embedded index behind it: when which one answers, and who is told."""

from collections.abc import Sequence

import pytest

from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound
from aicc.domain.turn import Incoming
from aicc.errors import StoreError
from aicc.faqs.search.choose import faq_index
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.fallback import FAILURES, REST_S, FallbackFaqIndex
from aicc.faqs.search.port import FaqQuery
from aicc.korean.text.said import as_said
from aicc.settings import Settings
from chatbot_engine import build_engine
from chatbot_faq import FAQManager
from tests.fakes import a_deadline, until

ENTRIES = [
    FaqEntry(id="f1", question="환전 수수료", answer="답"),
    FaqEntry(id="f2", question="이체 한도", answer="답"),
]
NEW = FaqEntry(id="f3", question="야간 예약", answer="답")


class Server(EmbeddedFaqIndex):
    """A server's index that can be away, and counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.is_away = False
        self.searches = 0

    def put_many(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        self._answer()
        super().put_many(tenant_id, entries, deadline)

    def rebuild(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        self._answer()
        super().rebuild(tenant_id, entries, deadline)

    def remove(self, tenant_id: str, faq_id: str, deadline: Deadline) -> bool:
        self._answer()
        return super().remove(tenant_id, faq_id, deadline)

    def search(self, tenant_id: str, asked: FaqQuery, deadline: Deadline) -> FaqFound:
        self.searches += 1
        self._answer()
        return super().search(tenant_id, asked, deadline)

    def _answer(self) -> None:
        if self.is_away:
            raise StoreError("faq: away")


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def index(server: Server, seconds: Seconds) -> FallbackFaqIndex:
    breaker = CircuitBreaker(failures=FAILURES, rest_s=REST_S, monotonic=seconds)
    return FallbackFaqIndex(server, EmbeddedFaqIndex(), breaker)


@pytest.fixture
def filled(index: FallbackFaqIndex) -> FallbackFaqIndex:
    index.rebuild("bank", ENTRIES, a_deadline())
    return index


def search(index: FallbackFaqIndex, query: str = "환전 수수료") -> tuple[list[str], str]:
    found = index.search("bank", FaqQuery(said=as_said(query)), a_deadline())
    return [hit.entry.id for hit in found.hits], found.degraded


def test_the_server_answers_where_it_can(filled: FallbackFaqIndex, server: Server) -> None:
    assert search(filled) == (["f1"], "")
    assert server.searches == 1


def test_the_embedded_index_answers_where_it_cannot_and_says_why(
    filled: FallbackFaqIndex, server: Server
) -> None:
    server.is_away = True

    assert search(filled) == (["f1"], "faq: away")


def test_a_server_that_fails_is_left_alone_for_a_while(
    filled: FallbackFaqIndex, server: Server, seconds: Seconds
) -> None:
    server.is_away = True
    for _ in range(FAILURES):
        search(filled)
    server.is_away = False

    ids, why = search(filled)
    seconds.now += REST_S

    assert (ids, bool(why)) == (["f1"], True)
    assert server.searches == FAILURES
    assert search(filled) == (["f1"], "")


def test_a_change_reaches_both(filled: FallbackFaqIndex, server: Server) -> None:
    filled.put_many("bank", [NEW], a_deadline())
    removed = filled.remove("bank", "f1", a_deadline())
    server.is_away = True

    assert removed
    assert search(filled, "야간 예약")[0] == ["f3"]
    assert search(filled, "환전 수수료")[0] == []
    assert filled.get("bank", "f1", a_deadline()) is None


def test_a_change_that_the_server_refuses_is_not_made(
    filled: FallbackFaqIndex, server: Server
) -> None:
    server.is_away = True

    with pytest.raises(StoreError):
        filled.put_many("bank", [NEW], a_deadline())
    with pytest.raises(StoreError):
        filled.remove("bank", "f1", a_deadline())

    assert search(filled, "야간 예약")[0] == []
    assert search(filled, "환전 수수료")[0] == ["f1"]


def test_a_server_that_was_away_at_the_start_is_filled_when_it_is_back(
    index: FallbackFaqIndex, server: Server, seconds: Seconds
) -> None:
    server.is_away = True
    index.rebuild("bank", ENTRIES, a_deadline())
    while_away = search(index)
    server.is_away = False
    seconds.now += REST_S

    until(lambda: search(index)[1] == "")

    assert while_away[0] == ["f1"]
    assert while_away[1]
    assert [
        hit.entry.id
        for hit in server.search("bank", FaqQuery(said=as_said("이체 한도")), a_deadline()).hits
    ] == ["f2"]


def test_a_change_first_sends_what_a_rebuild_could_not(
    index: FallbackFaqIndex, server: Server
) -> None:
    server.is_away = True
    index.rebuild("bank", ENTRIES, a_deadline())
    server.is_away = False

    index.put_many("bank", [NEW], a_deadline())

    assert search(index, "환전 수수료") == (["f1"], "")
    assert search(index, "야간 예약") == (["f3"], "")


def test_what_was_never_rebuilt_here_is_not_answered_from_here(
    index: FallbackFaqIndex, server: Server
) -> None:
    index.put_many("bank", ENTRIES, a_deadline())
    server.is_away = True

    with pytest.raises(StoreError, match="away"):
        search(index)


def test_a_private_question_stays_in_this_process(filled: FallbackFaqIndex, server: Server) -> None:
    found = filled.search("bank", FaqQuery(said=as_said("환전 수수료"), private=True), a_deadline())

    assert [hit.entry.id for hit in found.hits] == ["f1"]
    assert not found.degraded
    assert server.searches == 0


def test_without_a_host_the_index_is_embedded() -> None:
    assert isinstance(faq_index(), EmbeddedFaqIndex)


def test_a_turn_is_answered_while_the_server_is_away_and_its_trace_says_so(
    unused_port: int,
) -> None:
    engine = build_engine(
        Settings(
            pack="general",
            session_store="memory",
            history_store="memory",
            elasticsearch_host=f"http://127.0.0.1:{unused_port}",
        )
    )
    incoming = Incoming(
        session_id="s1", user_id="u1", message_id="m1", text="이용 내역은 어디에서 보나요?"
    )

    reply = engine.reply(incoming, a_deadline(30))

    assert not engine.upkeep.is_embedded
    assert "usage-history" in str(reply.trace["faq_hits"])
    assert "faq" in str(reply.trace["degraded"])
    assert "faq" in engine.upkeep.probe(a_deadline())


@pytest.fixture
def alone(server: Server, seconds: Seconds) -> FallbackFaqIndex:
    breaker = CircuitBreaker(failures=FAILURES, rest_s=REST_S, monotonic=seconds)
    return FallbackFaqIndex(server, EmbeddedFaqIndex(), breaker, alone=True)


def test_alone_it_answers_with_what_was_put_here(alone: FallbackFaqIndex, server: Server) -> None:
    alone.put_many("bank", ENTRIES, a_deadline())
    server.is_away = True

    assert search(alone) == (["f1"], "faq: away")


def test_alone_what_is_put_while_the_server_is_away_is_sent_once_it_is_back(
    alone: FallbackFaqIndex, server: Server, seconds: Seconds
) -> None:
    server.is_away = True
    alone.put_many("bank", ENTRIES, a_deadline())
    while_away = search(alone)
    server.is_away = False
    seconds.now += REST_S

    until(lambda: search(alone)[1] == "")

    assert while_away[0] == ["f1"]
    assert search(alone, "이체 한도") == (["f2"], "")


def test_a_manager_without_its_server_answers_from_memory(unused_port: int) -> None:
    faq = FAQManager(elasticsearch_host=f"http://127.0.0.1:{unused_port}")

    faq_id = faq.add_faq(category="card", question="카드 재발급", answer="앱에서 됩니다.")
    found = faq.search_faq("카드 재발급")

    assert [each["id"] for each in found] == [faq_id]
    assert faq.get_faq(faq_id)["answer"] == "앱에서 됩니다."
