"""Several processes, one limit: what each refuses by what all of them have counted."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from fastapi.testclient import TestClient

from aicc.deadline import Deadline
from aicc.errors import StoreError
from aicc.metrics import MemorySink, Metrics
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.stores.rates.port import Full, Rate, SharedRates
from aicc.wiring import memory_parts
from api.app import create_app
from api.limits import RateLimits
from chatbot_engine import ChatEngine, engine_from
from tests.http.conftest import SECRET, bearer

CHAT = {"session_id": "s1", "user_id": "user123", "message": "안녕하세요"}
A_VISITOR = ("203.0.113.7", 50000)


class CountedTogether:
    """As Redis has it, in this process; `is_away` when it does not answer."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.asked: list[list[str]] = []
        self.is_away = False

    def hit(self, rates: Sequence[Rate], deadline: Deadline) -> Full | None:
        self.asked.append([each.kind for each in rates])
        if self.is_away:
            raise StoreError("rates.hit: made up")
        for each in rates:
            if self.counts[each.kind, each.name] >= each.most:
                return Full(kind=each.kind, wait_s=30.0)
        self.counts.update((each.kind, each.name) for each in rates)
        return None


Processes = Callable[..., list[TestClient]]


@pytest.fixture
def together() -> CountedTogether:
    return CountedTogether()


@pytest.fixture
def sink() -> MemorySink:
    return MemorySink()


@pytest.fixture
def processes(engine: ChatEngine, together: CountedTogether, sink: MemorySink) -> Processes:
    """Two of them, each with what it counts itself."""

    def make(**environ: str) -> list[TestClient]:
        settings = Settings.load(environ)
        return [a_process(settings, engine, together, Metrics(sink)) for _ in range(2)]

    return make


@pytest.fixture(scope="module")
def engine() -> ChatEngine:
    """Of its own: sessions of other tests belong to others."""
    return engine_from(memory_parts(load_pack("general")))


def a_process(
    settings: Settings, engine: ChatEngine, shared: SharedRates, metrics: Metrics
) -> TestClient:
    limits = RateLimits(settings, shared, metrics)
    app = create_app(settings, engine=engine, limits=limits)
    return TestClient(app, raise_server_exceptions=False, client=A_VISITOR)


def said(client: TestClient, **headers: str) -> int:
    return client.post("/chat", json=CHAT, headers=headers).status_code


def test_messages_of_a_session_are_counted_over_all_processes(processes: Processes) -> None:
    one, other = processes(AICC_SESSION_RATE="3")

    got = [said(each) for each in (one, other, one, other, one)]

    assert got == [200, 200, 200, 429, 429]


def test_a_turn_asks_once_and_so_does_every_other_request(
    processes: Processes, together: CountedTogether
) -> None:
    one, _ = processes()

    said(one)
    one.post("/v1/sessions", json={})
    one.get("/health")

    assert together.asked == [["session", "address"], ["address"]]


def test_refusals_of_all_processes_count_for_an_address(processes: Processes) -> None:
    """Whoever tries tokens gets no more of them by more processes, but for the one that tells."""
    one, other = processes(JWT_SECRET=SECRET, AICC_ADDRESS_RATE="4")

    got = [said(each) for each in (one, other) * 4]

    assert got[:4] == [401] * 4
    assert got[6:] == [429] * 2


def test_an_address_that_is_full_is_refused_at_once_and_not_asked_for_again(
    processes: Processes, together: CountedTogether
) -> None:
    one, other = processes(AICC_ADDRESS_RATE="2")
    got = [said(each) for each in (one, one, other)]
    asked = len(together.asked)

    refused = other.post("/chat", json=CHAT)

    assert got == [200, 200, 429]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert len(together.asked) == asked


def test_where_redis_is_away_each_counts_alone_with_one_line_and_a_figure(
    processes: Processes,
    together: CountedTogether,
    sink: MemorySink,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, other = processes(AICC_SESSION_RATE="2")
    together.is_away = True

    monkeypatch.setattr(logging.getLogger("aicc"), "handlers", [caplog.handler])
    got = [said(each) for each in (one, one, one, other)]
    together.is_away = False
    said(other)

    assert got == [200, 200, 429, 200]
    events = [each.msg for each in caplog.records]
    assert [each for each in events if each.startswith("rates.")] == [
        "rates.shared_away", "rates.shared_away", "rates.shared_back"
    ]  # fmt: skip
    assert sink.sums["SharedRatesAway", ()] == 4  # what is refused is counted for its address


def test_whoever_sits_at_the_machine_is_not_counted(
    engine: ChatEngine, together: CountedTogether
) -> None:
    settings = Settings.load({"AICC_SESSION_RATE": "1"})
    limits = RateLimits(settings, together)
    app = create_app(settings, engine=engine, limits=limits)
    here = TestClient(app, client=("127.0.0.1", 50000))

    assert [said(here) for _ in range(3)] == [200] * 3
    assert together.asked == []


def test_a_good_token_is_served_while_others_are_refused(processes: Processes) -> None:
    one, _ = processes(JWT_SECRET=SECRET, AICC_ADDRESS_RATE="50")

    assert said(one, **bearer(user_id="user123")) == 200
