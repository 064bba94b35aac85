"""A scenario that pays at a company's own system: what is asked, how often, and what is said."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from aicc.deadline import Deadline
from aicc.domain.turn import Incoming, Reply, TurnRecord
from aicc.errors import ConfigError, StoreError
from aicc.metrics import MemorySink, Metrics
from aicc.packs.lint.pack import lint
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.stores.history.memory import MemoryHistory
from aicc.wiring import open_parts, with_pack
from chatbot_cli.new import new
from chatbot_engine import ChatEngine, engine_from
from tests.systems.system import Answer, System, hangs_up, says

HERE = Path(__file__).with_name("paying")
TOKEN = "a-token-of-nobody"
PAID = says({"outcome": "ok", "values": {"receipt": "123456", "name": "회비", "secret": "x"}})


class ForgetfulHistory(MemoryHistory):
    """Fails to keep a turn as often as it is told to."""

    failures = 0

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreError("the disk is full")
        super().append_many(turns, deadline)


class Customer:
    """Says one thing after the other in a session."""

    def __init__(self, engine: ChatEngine, session_id: str = "s1") -> None:
        self._engine = engine
        self._session_id = session_id
        self._said = 0

    def say(self, *texts: str) -> Reply:
        for text in texts:
            self._said += 1
            reply = self._engine.reply(
                Incoming(
                    session_id=self._session_id,
                    user_id="u1",
                    message_id=f"m{self._said}",
                    text=text,
                )
            )
        return reply

    def repeat(self, text: str) -> Reply:
        """The last message again, as a client does that got no answer."""
        self._said -= 1
        return self.say(text)


WISH = ("콜백 신청할게요", "오만 원", "네")


@pytest.fixture
def history() -> ForgetfulHistory:
    return ForgetfulHistory()


@pytest.fixture
def sink() -> MemorySink:
    return MemorySink()


@pytest.fixture
def engine(
    system: System, tmp_path: Path, history: ForgetfulHistory, sink: MemorySink
) -> ChatEngine:
    settings = a_bot(system, tmp_path, AICC_SECRET_CORE=TOKEN)
    parts = replace(open_parts(settings), history=history)
    return engine_from(parts, metrics=Metrics(sink))


def a_bot(system: System, folder: Path, **given: str) -> Settings:
    new(folder / "a_pack")
    for name in ("flow", "actions"):
        text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
        target = "flows/callback.yaml" if name == "flow" else "actions.yaml"
        (folder / "a_pack" / target).write_text(
            text.replace("{{address}}", system.address), encoding="utf-8"
        )
    (folder / "a_pack/tests/callback.yaml").unlink()
    stores = {f"AICC_{store}_STORE": "memory" for store in ("SESSION", "HISTORY", "CONTENT")}
    return Settings.load({"AICC_PACK": str(folder / "a_pack"), **stores, **given})


def keys(system: System) -> list[str]:
    return [asked.headers["idempotency-key"] for asked in system.asked]


def test_the_pack_of_these_tests_has_no_error(system: System, tmp_path: Path) -> None:
    a_bot(system, tmp_path)

    findings = [each for each in lint(tmp_path / "a_pack", {}) if each.is_error]

    # a second try needs a new yes, which "again" asks for
    assert findings == []


def test_what_the_system_answers_is_said(system: System, engine: ChatEngine) -> None:
    system.will(PAID)

    reply = Customer(engine).say(*WISH)

    assert "회비가 50,000원을 냈습니다. 접수번호는 123456입니다." in reply.text
    assert system.asked[0].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize("failure", [says({}, 503), hangs_up])
def test_a_system_that_stumbles_is_asked_again_with_the_same_key(
    system: System, engine: ChatEngine, failure: Answer
) -> None:
    system.will(failure, PAID)

    reply = Customer(engine).say(*WISH)

    assert "접수번호는 123456" in reply.text
    assert len(system.asked) == 2
    assert len(set(keys(system))) == 1


def test_a_turn_that_is_made_again_does_the_thing_once(
    system: System, engine: ChatEngine, history: ForgetfulHistory
) -> None:
    system.will(PAID)
    customer = Customer(engine)
    customer.say(*WISH[:-1])
    history.failures = 1
    with pytest.raises(StoreError):
        customer.say(WISH[-1])

    reply = customer.repeat(WISH[-1])

    assert "접수번호는 123456" in reply.text
    assert len(system.asked) == 2
    assert len(set(keys(system))) == 1


def test_saying_yes_again_after_a_failure_asks_for_the_same_thing(
    system: System, engine: ChatEngine
) -> None:
    system.will(says(b"oops", 400), PAID)
    customer = Customer(engine)
    failed = customer.say(*WISH)

    customer.say("네")

    assert failed.step_id == "again"
    assert len(system.asked) == 2
    assert len(set(keys(system))) == 1


def another_sum(engine: ChatEngine) -> Reply:
    return Customer(engine, "s2").say(WISH[0], "육만 원", "네")


def another_walk(engine: ChatEngine) -> Reply:
    return Customer(engine, "s2").say(*WISH, *WISH)


def another_session(engine: ChatEngine) -> Reply:
    Customer(engine, "s2").say(*WISH)
    return Customer(engine, "s3").say(*WISH)


@pytest.mark.parametrize(
    ("wish", "times"), [(another_sum, 2), (another_walk, 3), (another_session, 3)]
)
def test_another_wish_has_another_key(
    system: System, engine: ChatEngine, wish: Callable[[ChatEngine], Reply], times: int
) -> None:
    system.will(PAID)
    Customer(engine).say(*WISH)

    wish(engine)

    assert len(system.asked) == times
    assert len(set(keys(system))) == times


@pytest.mark.parametrize(
    "nonsense",
    [
        says(b"<html>"),
        says({"outcome": "maybe"}),
        says({"outcome": "ok", "values": {"receipt": 1, "name": "회비"}}),
        says({"outcome": "ok", "values": {"receipt": "1"}}),
        says({"outcome": "ok", "values": {"receipt": "1", "name": "가" * 5000}}),
    ],
)
def test_nonsense_takes_the_steps_error_branch_and_is_counted(
    system: System, engine: ChatEngine, sink: MemorySink, nonsense: Answer
) -> None:
    system.will(nonsense)

    reply = Customer(engine).say(*WISH)

    assert reply.step_id == "again"
    assert "확인할 수 없습니다" in reply.text
    assert sink.sums["BackendFailed", ()] == 1


def test_an_outcome_by_its_status_takes_its_branch(system: System, engine: ChatEngine) -> None:
    system.will(says(b"", 402))

    assert Customer(engine).say(*WISH).text.startswith("내지 않았습니다")


def test_a_missing_secret_stops_the_start_and_is_named(system: System, tmp_path: Path) -> None:
    settings = a_bot(system, tmp_path)

    with pytest.raises(ConfigError, match="AICC_SECRET_CORE is missing: the action pay"):
        open_parts(settings)


def test_a_secret_shows_in_no_representation_of_the_settings(
    system: System, tmp_path: Path
) -> None:
    assert TOKEN not in repr(a_bot(system, tmp_path, AICC_SECRET_CORE=TOKEN))


def test_a_bot_with_systems_of_its_own_waits_for_a_network(system: System, tmp_path: Path) -> None:
    settings = a_bot(system, tmp_path, AICC_SECRET_CORE=TOKEN)

    assert not open_parts(settings).is_embedded


def test_an_edited_pack_asks_where_it_says_now(system: System, tmp_path: Path) -> None:
    settings = a_bot(system, tmp_path, AICC_SECRET_CORE=TOKEN)
    parts = open_parts(settings)
    path = tmp_path / "a_pack/actions.yaml"
    path.write_text(path.read_text("utf-8").replace("/payments", "/v2/payments"), "utf-8")
    system.will(PAID)

    engine = engine_from(with_pack(parts, settings, load_pack(settings.pack)))
    Customer(engine).say(*WISH)

    assert system.asked[0].target == "/v2/payments"


def test_a_service_that_answers_in_place_does_not_begin_to_wait_for_a_network(
    system: System, tmp_path: Path
) -> None:
    settings = a_bot(system, tmp_path, AICC_SECRET_CORE=TOKEN)
    embedded = open_parts(replace(settings, pack="general"))

    with pytest.raises(ConfigError, match="start the service again"):
        with_pack(embedded, settings, load_pack(settings.pack))
