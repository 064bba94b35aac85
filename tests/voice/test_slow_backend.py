"""A back end slower than a caller may wait: a filler, then the reply when asked again."""

from collections.abc import Mapping
from typing import Any

import pytest

from aicc.channels.turn_service import Event
from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import ProviderError
from aicc.systems.backend.patient import PatientBackend
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.demo.backend import DemoBackend
from tests.voice.lambdas_here import Container, Context, a_container, saying

NEEDS_S = 4.0  # more than a turn has


class SlowBackend:
    """Answers whoever has the time. `done` are the calls that were carried out."""

    def __init__(self) -> None:
        self._inner = DemoBackend(clock=HandClock())
        self.done: list[str] = []

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._inner.actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        if deadline.left_s < NEEDS_S:
            while not deadline.is_over:  # the client's own time-out
                pass
            raise ProviderError("timed out", retryable=True)
        self.done.append(asked.action)
        return self._inner.call(tenant_id, asked, deadline)


class Sent:
    """Events that the function sent to itself, until the test lets them run."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event, context: object) -> None:
        self.events.append(event)


@pytest.fixture
def slow() -> SlowBackend:
    return SlowBackend()


@pytest.fixture
def sent() -> Sent:
    return Sent()


@pytest.fixture
def container(slow: SlowBackend, sent: Sent) -> Container:
    container = a_container(PatientBackend(slow), later=sent)
    container.turn("잔액 조회해 주세요", "0")
    container.turn("일이삼사오육칠", "1")
    return container


def hurried(container: Container, **parameters: str) -> Any:
    """The turn that asks the back end, with little time left."""
    event = saying("예금계좌", "2", **parameters)
    return container.call("connect_turn", event, Context(left_ms=450))


def finish(container: Container, sent: Sent) -> None:
    for event in sent.events:
        container.call("connect_turn", event, Context(left_ms=30_000))


def test_a_slow_turn_is_pending_with_a_sentence_and_keeps_its_number(
    container: Container, slow: SlowBackend, sent: Sent
) -> None:
    answer = hurried(container)

    assert answer["pending"] == "true"
    assert answer["response_text"] == "확인하고 있습니다. 잠시만 기다려 주십시오."
    assert answer["turn"] == "2"
    assert answer["error"] == "false"
    assert len(sent.events) == 1
    assert slow.done == []


def test_asking_again_too_early_is_pending_still(container: Container) -> None:
    hurried(container)

    assert hurried(container, Poll="true")["pending"] == "true"


def test_the_reply_is_there_once_the_turn_is_finished(
    container: Container, slow: SlowBackend, sent: Sent
) -> None:
    hurried(container)
    finish(container, sent)

    answer = hurried(container, Poll="true")

    assert answer["pending"] == "false"
    assert "백이십삼만 사천 원" in answer["response_text"]
    assert answer["turn"] == "3"
    assert slow.done == ["account_balance"]


def test_a_turn_that_is_finished_twice_is_done_once(
    container: Container, slow: SlowBackend, sent: Sent
) -> None:
    hurried(container)
    finish(container, sent)
    finish(container, sent)

    assert slow.done == ["account_balance"]


def test_the_conversation_goes_on_after_it(container: Container, sent: Sent) -> None:
    hurried(container)
    finish(container, sent)
    hurried(container, Poll="true")

    answer = container.turn("카드를 잃어버렸어요", "3")

    assert answer["pending"] == "false"
    assert answer["step_id"] == "auth_request"


def test_without_the_turn_number_nobody_could_ask_again(container: Container, sent: Sent) -> None:
    event = saying("예금계좌", "2")
    event["Details"]["ContactData"]["Attributes"] = {}

    answer = container.call("connect_turn", event, Context(left_ms=450))

    assert answer["pending"] == "false"
    assert sent.events == []


def test_a_function_that_may_not_invoke_itself_says_so_and_the_turn_may_be_tried_again(
    slow: SlowBackend,
) -> None:
    def refused(event: Event, context: object) -> None:
        raise ProviderError("lambda.invoke: AccessDeniedException")

    container = a_container(PatientBackend(slow), later=refused)
    container.turn("잔액 조회해 주세요", "0")
    container.turn("일이삼사오육칠", "1")

    answer = hurried(container)

    assert answer["error"] == "true"
    assert answer["turn"] == "2"
    assert answer["response_text"]


def test_where_it_is_off_a_slow_back_end_is_the_scenarios_own_failure(slow: SlowBackend) -> None:
    container = a_container(slow)
    container.turn("잔액 조회해 주세요", "0")
    container.turn("일이삼사오육칠", "1")

    answer = hurried(container)

    assert answer["pending"] == "false"
    assert answer["escalate"] == "true"
